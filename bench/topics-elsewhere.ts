import { type TopicWords, topic } from './topic.js'

/** Topics of trade, learning, play, homes and messages. */
export const OF_ELSEWHERE: readonly TopicWords[] = [
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
