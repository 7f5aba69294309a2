/**
 * What agents do, topic by topic, in the words of summaries that language models write of them. Written before the
 * vocabulary of src/clusters was, and not changed after it. `apart`: words set aside here from the first, about a third
 * of all, that the vocabulary must not know: test/clusters/topics.test.ts says so of each of them. So a sentence is
 * recognised by some of its words, never by all.
 */
export interface TopicWords {
  topic: string
  /** Verbs in their base form, with what belongs to them behind. */
  does: readonly string[]
  doesApart: readonly string[]
  /** What is done something to; plural where it can be. */
  things: readonly string[]
  thingsApart: readonly string[]
  /** What it is for, after "to". */
  why: readonly string[]
  whyApart: readonly string[]
}

const list = (words: string) => words.split(',').map((word) => word.trim())

const topic = (
  name: string,
  [does, doesApart]: readonly [string, string],
  [things, thingsApart]: readonly [string, string],
  [why, whyApart]: readonly [string, string],
): TopicWords => ({
  topic: name,
  does: list(does),
  doesApart: list(doesApart),
  things: list(things),
  thingsApart: list(thingsApart),
  why: list(why),
  whyApart: list(whyApart),
})

export const TOPIC_WORDS: readonly TopicWords[] = [
  topic(
    'tests',
    ['run, execute, re-run, launch', 'fire off, kick off'],
    [
      'unit tests, the test suite, integration tests, regression tests, end-to-end tests, failing test cases',
      'specs, assertions, the harness',
    ],
    [
      'verify that the change passes all tests, check test coverage, confirm the fix with a test run',
      'see whether everything stays green, rule out flakiness',
    ],
  ),
  topic(
    'deployment',
    ['deploy, release, roll out, ship', 'promote, cut over'],
    [
      'the production web application, backend services, the website, a new version of the app, hotfixes to production',
      'the storefront, tenant stacks, canary slots',
    ],
    [
      'make the new release available in production, finish the deployment, update the live site',
      'go live before the weekend, get it in front of everybody',
    ],
  ),
  topic(
    'bug fixing',
    ['fix, debug, diagnose, correct, resolve', 'chase down, bisect'],
    [
      'a bug in the code, runtime errors, a crash, type errors, failing functions, an exception in the parser',
      'a race condition, null dereferences, off-by-one slips',
    ],
    [
      'repair the broken feature, stop the error from occurring, resolve the reported bug',
      'quiet the stack dump, mend the breakage',
    ],
  ),
  topic(
    'refactoring',
    ['refactor, simplify, restructure, rename, clean up', 'untangle, hoist'],
    [
      'source code, functions and classes, modules, duplicated code, components, a large class',
      'helpers, god objects, prop drilling, legacy spaghetti',
    ],
    [
      'make the codebase easier to maintain, remove duplicate code, improve readability of the code',
      'cut the boilerplate, keep nesting shallow',
    ],
  ),
  topic(
    'code review',
    ['review, comment on, approve, inspect', 'nitpick, sign off on'],
    [
      'pull requests, a merge request, code changes, a proposed change, the diff of a branch',
      'patchsets, contributions of newcomers',
    ],
    [
      'give review feedback to the author, check the code quality before merging, approve the change',
      'point out nits, bless the idea',
    ],
  ),
  topic(
    'version control',
    ['commit, push, rebase, stage, merge', 'squash, cherry-pick, stash'],
    [
      'changes to the git repository, a feature branch, local commits, the main branch, tags in version control',
      'the worktree, hunks, the reflog',
    ],
    [
      'bring the branch up to date with the remote repository, record the work in git, resolve merge conflicts',
      'keep lineage linear, get upstream in sync',
    ],
  ),
  topic(
    'dependencies',
    ['install, upgrade, update, add', 'bump, pin'],
    [
      'packages, project dependencies, third-party libraries, the package manager lockfile, outdated modules',
      'transitive closures, wheels, vendored crates',
    ],
    [
      'resolve a version conflict between dependencies, make a missing library available, set up the development environment',
      'get rid of deprecation chatter, satisfy peer ranges',
    ],
  ),
  topic(
    'database queries',
    ['query, look up, retrieve, select, read', 'pull, interrogate'],
    [
      'database records, rows from a table, the SQL database, user tables, data from the warehouse',
      'tuples, cubes, materialised views',
    ],
    [
      'find matching records in the database, count rows per table, check the data in a column',
      'size up the cardinality, satisfy an ad-hoc wish',
    ],
  ),
  topic(
    'charts and reports',
    ['plot, visualise, chart, generate, build', 'render, graph'],
    [
      'charts, dashboards, a sales report, key performance indicators, statistics, monthly trends',
      'histograms, sparklines, heatmaps, quarterly scorecards',
    ],
    [
      'report business trends to managers, show the results in a dashboard, analyse the statistics',
      'give leadership some clarity, spot seasonality',
    ],
  ),
  topic(
    'monitoring',
    ['monitor, check, watch, inspect', 'tail, keep an eye on, poll'],
    [
      'server logs, system health, alerts, cpu and memory usage, error logs, uptime of the service',
      'telemetry, latency percentiles, pager noise',
    ],
    [
      'detect outages early, find the cause of an incident, track performance of the servers',
      'catch glitches overnight, tell why it got sluggish',
    ],
  ),
  topic(
    'data cleaning',
    ['clean, transform, parse, convert, deduplicate', 'massage, coerce, munge'],
    [
      'a csv file, the dataset, missing values, data columns, spreadsheet data, json records',
      'ragged frames, outliers, malformed bits',
    ],
    [
      'prepare the dataset for analysis, normalise the data format, load the data into the pipeline',
      'make everything tidy, feed ETL',
    ],
  ),
  topic(
    'customer orders',
    ['look up, change, update, modify, check', 'amend, fetch'],
    [
      'customer orders, order details, the order status, a pending order, items in an order, the shipping address of an order',
      'purchases, consignments, basket lines',
    ],
    [
      'help the customer with their order, swap an item in the order, tell the customer the order status',
      'put things right for the shopper, honour the wish',
    ],
  ),
  topic(
    'refunds',
    ['refund, process, issue, approve, cancel', 'reimburse, reverse'],
    [
      'refunds, returned items, a refund request, returns and exchanges, the payment for a cancelled order',
      'chargebacks, goodwill vouchers, clawbacks',
    ],
    [
      'return the money to the customer, settle the refund, compensate the customer for a damaged product',
      'make good on the guarantee, get the RMA done',
    ],
  ),
  topic(
    'support tickets',
    ['answer, resolve, respond to, escalate, close', 'triage, field'],
    [
      'support tickets, customer questions, help desk requests, customer complaints, a support case',
      'grievances, callers, gripes',
    ],
    [
      'assist the customer, escalate the ticket to a human support agent, resolve the complaint',
      'defuse a quarrel, shrink the backlog',
    ],
  ),
  topic(
    'travel bookings',
    ['book, cancel, reserve, change, search for', 'rebook, hold'],
    [
      'flights, hotel rooms, a flight reservation, airline tickets, travel itineraries, rental cars',
      'seats in economy, stopovers, a berth, lodging',
    ],
    [
      'arrange the trip of a passenger, find a cheaper flight, add baggage to the reservation',
      'get the family there in time, skip the layover',
    ],
  ),
  topic(
    'invoices',
    ['process, reconcile, record, extract, match', 'key in, tally, book-keep'],
    [
      'invoices, bank transactions, expense reports, receipts, accounting entries, the general ledger, supplier bills',
      'remittance slips, accruals, payables',
    ],
    [
      'close the accounts for the month, verify invoice amounts, categorise expenses for tax',
      'make the numbers agree, see that nobody is owed',
    ],
  ),
  topic(
    'trading',
    ['analyse, trade, buy, sell, evaluate', 'short, hedge, backtest'],
    [
      'stocks, market prices, an investment portfolio, cryptocurrency positions, trading strategies, shares',
      'futures, equities, candlesticks',
    ],
    [
      'decide whether to buy or sell a stock, estimate investment returns, manage portfolio risk',
      'lock in gains, ride the momentum',
    ],
  ),
  topic(
    'sales leads',
    ['qualify, contact, research, enrich, score', 'prospect, court, warm up'],
    [
      'sales leads, potential customers, contacts in the CRM, sales opportunities, accounts in the sales pipeline',
      'prospects, inbound signups, gatekeepers',
    ],
    [
      'prepare a sales pitch, follow up with leads, update the CRM with contact details',
      'fill the funnel, land a demo',
    ],
  ),
  topic(
    'marketing content',
    ['write, create, draft, publish, schedule', 'pen, concoct'],
    [
      'social media posts, marketing campaigns, blog articles, advertising copy, newsletters, product descriptions',
      'teasers, slogans, captions, hashtags',
    ],
    [
      'promote a product on social media, attract readers to the blog, improve search ranking of the website',
      'drum up buzz, win followers',
    ],
  ),
  topic(
    'literature research',
    ['summarise, search, read, review, collect', 'skim, digest, synthesise'],
    [
      'research papers, scientific articles, academic literature, study results, citations, publications',
      'preprints, abstracts, bibliographies',
    ],
    [
      'answer a research question, summarise scientific findings, gather sources for a literature review',
      'see where the field stands, back the claim',
    ],
  ),
  topic(
    'teaching',
    ['explain, create, grade, prepare, teach', 'walk through, mark'],
    [
      'lessons, quiz questions, homework assignments, course material, exercises for students, exam answers',
      'worksheets, flashcards, syllabi, coursework',
    ],
    [
      'help a student learn, explain the concept to students, test the knowledge of a class',
      'make algebra less scary, tutor beginners',
    ],
  ),
  topic(
    'security scanning',
    ['scan, audit, detect, test, exploit', 'probe, fuzz, sweep'],
    [
      'security vulnerabilities, open ports, network hosts, the firewall, malware samples, weak passwords',
      'CVEs, rootkits, misconfigurations',
    ],
    [
      'find security vulnerabilities in the network, assess a possible intrusion, harden the system against attacks',
      'capture the flag, plug the hole',
    ],
  ),
  topic(
    'account access',
    ['reset, grant, revoke, verify, unlock', 'provision, rotate'],
    [
      'user accounts, passwords, access permissions, login credentials, user roles, identity verification',
      'entitlements, MFA authenticators, sign-ins',
    ],
    [
      'restore account access, verify the identity of a user, give a user the correct permissions',
      'let somebody back in, offboard a leaver',
    ],
  ),
  topic(
    'product listings',
    ['update, create, list, price, check', 'restock, merchandise, mark down'],
    [
      'product listings, inventory levels, stock in the online shop, product prices, the product catalog',
      'SKUs, assortments, shelf space, variants',
    ],
    [
      'keep the online store up to date, adjust product prices, report products that are out of stock',
      'dodge a sell-out, shift surplus',
    ],
  ),
  topic(
    'shipments',
    ['track, schedule, ship, route, deliver', 'dispatch, consolidate, expedite'],
    [
      'shipments, deliveries, packages in transit, warehouse stock, delivery routes, freight, trucks',
      'parcels, pallets, lorries, customs declarations',
    ],
    [
      'plan delivery routes, tell when the shipment arrives, arrange transport to the warehouse',
      'beat the cut-off, spare the drivers a detour',
    ],
  ),
  topic(
    'contracts',
    ['review, draft, compare, summarise, check', 'redline, vet'],
    [
      'contracts, legal clauses, agreements, terms and conditions, compliance documents, regulations, a lease agreement',
      'NDAs, covenants, indemnities, statutes',
    ],
    [
      'check legal compliance, find risky clauses in the contract, prepare a legal agreement for signature',
      'stay clear of liability, nail down the wording',
    ],
  ),
  topic(
    'games',
    ['play, move, choose, explore, win', 'outwit, forage, castle'],
    [
      'a game level, the chess board, a puzzle, the game character, cards in the game, a maze',
      'dungeons, pawns, quests, boss fights',
    ],
    ['reach the goal of the game, solve the puzzle, beat the opponent in the game', 'grab loot, outlast rivals'],
  ),
  topic(
    'home automation',
    ['turn on, switch off, adjust, control, schedule', 'dim, arm, preheat'],
    [
      'smart home lights, the thermostat, room temperature, door locks, smart devices, a motion sensor',
      'blinds, lamps, sprinklers, the boiler',
    ],
    [
      'make the home comfortable, save energy in the house, secure the house at night',
      'get cosy for the evening, welcome folks back',
    ],
  ),
  topic(
    'images and video',
    ['edit, generate, crop, resize, convert', 'retouch, stitch, upscale'],
    [
      'images, a video clip, photos, audio recordings, video frames, illustrations, a logo design',
      'thumbnails, B-roll, waveforms, sprites',
    ],
    [
      'produce a video for the channel, improve the image quality, create an illustration',
      'give it a vintage feel, fit a square shape',
    ],
  ),
  topic(
    'calendar',
    ['schedule, reschedule, plan, arrange, cancel', 'pencil in, juggle'],
    [
      'meetings, calendar events, appointments, meeting invitations, a conference call, availability of attendees',
      'slots, one-on-ones, standups, RSVPs',
    ],
    [
      'find a free time in the calendar, invite the participants to the meeting, remind attendees of an appointment',
      'dodge a double clash, fit everybody in',
    ],
  ),
  topic(
    'e-mail',
    ['send, draft, sort, reply to, forward', 'archive, ping, label'],
    [
      'e-mails, the inbox, email messages, unread mail, an email reply, email attachments',
      'correspondence, threads, spam, out-of-office notes',
    ],
    ['respond to the sender, organise the inbox, send an email reminder', 'reach zero, loop others in'],
  ),
  topic(
    'web scraping',
    ['browse, scrape, navigate, open, extract', 'crawl, harvest'],
    [
      'web pages, search results, website content, links on the page, an online form, browser tabs',
      'DOM nodes, captchas, sitemaps, paywalls',
    ],
    [
      'collect information from websites, fill in an online form, find information on the web',
      'get past the cookie banner, glean facts',
    ],
  ),
  topic(
    'documentation',
    ['write, document, update, translate, format', 'flesh out, proofread'],
    [
      'technical documentation, the readme file, user guides, code comments, api documentation, a changelog',
      'docstrings, tutorials, wikis, runbooks',
    ],
    [
      'document the project for developers, explain how to use the api, keep the documentation up to date',
      'help novices along, spell out quirks',
    ],
  ),
  topic(
    'cloud resources',
    ['configure, provision storage for, scale, create, delete', 'spin up, tear down'],
    [
      'cloud servers, virtual machines, containers, the kubernetes cluster, storage buckets, infrastructure configuration',
      'pods, ingress rules, subnets, nodes',
    ],
    ['set up cloud infrastructure, reduce cloud costs, start the container', 'absorb the spike, trim the tab'],
  ),
]
