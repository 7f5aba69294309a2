import type { TopicWords } from './topic.js'

const list = (words: string) => words.split(',').map((word) => word.trim())

/** A topic none of whose words are known to be in the vocabulary, or set aside from it. */
const topic = (name: string, does: string, things: string, why: string): TopicWords => ({
  topic: name,
  ...{ does: list(does), things: list(things), why: list(why) },
  ...{ doesApart: [], thingsApart: [], whyApart: [] },
})

/**
 * Other topics in other words, written after the vocabulary by somebody who had not read its lists, for a test: neither words of
 * the vocabulary nor weights nor grouping were tried on them.
 */
export const UNSEEN_WORDS: readonly TopicWords[] = [
  topic(
    'recipes',
    'find, scale, write down, adapt, suggest',
    'recipes, a shopping list, dinner menus, ingredients, a cake recipe, cooking times',
    'cook dinner for six, use up leftovers, plan meals for the week',
  ),
  topic(
    'housing',
    'compare, list, value, search for, show',
    'apartments, houses for sale, rental listings, a flat near the station, property prices, floor plans',
    'find a home for a tenant, estimate the value of a house, arrange a viewing',
  ),
  topic(
    'recruiting',
    'screen, rank, shortlist, interview, source',
    'job applications, CVs, candidates, a job posting, interview notes, cover letters',
    'fill an open position, invite applicants to an interview, find suitable candidates',
  ),
  topic(
    'payroll',
    'calculate, file, approve, prepare, correct',
    'payroll, salaries, leave requests, employee records, timesheets, holiday balances',
    'pay employees on time, answer questions about benefits, onboard a new employee',
  ),
  topic(
    'machine learning',
    'train, fine-tune, evaluate, benchmark, compare',
    'a neural network, language models, training runs, a classifier, hyperparameters, model checkpoints',
    'improve model accuracy, reduce the training loss, predict outcomes',
  ),
  topic(
    'languages',
    'translate, proofread, localise, transcribe, correct',
    'subtitles, a French article, interface texts, manuals in German, sentences, an interview recording',
    'make the text available in other languages, fix grammar and spelling, keep the tone of the original',
  ),
  topic(
    'folders',
    'move, copy, rename, delete, compress',
    'folders, old backups, directories, zip archives, files on the shared drive, duplicate files',
    'free disk space, tidy up the file system, archive old documents',
  ),
  topic(
    'networks',
    'configure, restart, inspect, set up, trace',
    'routers, DNS records, a VPN connection, network interfaces, proxy settings, IP addresses',
    'restore the connection, fix a slow network, route traffic to another host',
  ),
  topic(
    'payments',
    'charge, transfer, settle, authorise, split',
    'card payments, a bank transfer, subscriptions, money between accounts, failed payments, a payment plan',
    'collect an outstanding payment, pay a supplier, renew a subscription',
  ),
  topic(
    'insurance',
    'assess, file, review, settle, reject',
    'insurance claims, insurance policies, accident reports, damage estimates, claim forms',
    'decide whether a claim is covered, compensate the policyholder, detect insurance fraud',
  ),
  topic(
    'page design',
    'build, style, redesign, adjust, align',
    'the landing page, buttons, a navigation menu, css styles, the login form, a modal dialog',
    'make the layout responsive, improve accessibility of the page, match the design mockup',
  ),
  topic(
    'interfaces between services',
    'call, connect, integrate, mock, test',
    'REST endpoints, webhooks, an API client, API keys, JSON responses, third-party services',
    'sync data between two services, handle rate limits, authenticate requests',
  ),
  topic(
    'chat',
    'post, read, summarise, answer, pin',
    'chat messages, a channel, direct messages, group chats, announcements to colleagues',
    'keep the team informed, notify colleagues, catch up on the discussion',
  ),
  topic(
    'surveys',
    'design, send out, analyse, collect, code',
    'survey responses, questionnaires, feedback forms, poll results, customer ratings',
    'measure satisfaction, understand what respondents think, summarise open answers',
  ),
  topic(
    'spreadsheets',
    'fill in, sum, format, update, sort',
    'a spreadsheet, budget cells, pivot tables, formulas, sheets in the workbook, rows of figures',
    'calculate totals, track the budget, find errors in the formulas',
  ),
  topic(
    'weather',
    'check, forecast, look up, report, compare',
    'the weather, rain forecasts, temperatures, storm warnings, wind speed',
    'plan an outdoor event, warn people of a storm, decide what to wear',
  ),
  topic(
    'music',
    'play, compose, mix, queue, tag',
    'songs, playlists, a melody, audio tracks, albums, song lyrics',
    'entertain guests, release a single, practise an instrument',
  ),
  topic(
    'factories',
    'operate, calibrate, maintain, inspect, program',
    'a robot arm, machines in the factory, conveyor belts, sensors on the production line, drones, valves',
    'prevent a machine failure, assemble parts, keep production running',
  ),
  topic(
    'electricity',
    'measure, optimise, forecast, reduce, bill',
    'electricity consumption, solar panels, power plants, batteries, the grid load, energy meters',
    'lower the power bill, balance supply and demand, charge the vehicle',
  ),
  topic(
    'purchasing',
    'order, source, negotiate, request, compare',
    'purchase orders, supplier quotes, office supplies, vendor offers, raw materials, bids',
    'buy parts at a better price, restock supplies, choose a vendor',
  ),
  topic(
    'parties',
    'organise, plan, book, invite, arrange',
    'a conference, wedding guests, a birthday party, concert tickets, venues, catering',
    'celebrate an anniversary, sell tickets for the show, find a venue',
  ),
  topic(
    'taxes',
    'file, calculate, prepare, review, amend',
    'tax returns, deductions, VAT declarations, income statements, tax forms',
    'meet the filing deadline, lower the tax bill, comply with tax rules',
  ),
  topic(
    'restaurants',
    'order, deliver, reserve, recommend, rate',
    'pizza, a table for four, restaurant menus, takeaway orders, restaurants nearby',
    'feed the office, satisfy hungry guests, celebrate over dinner',
  ),
  topic(
    'news',
    'read, summarise, monitor, fact-check, write',
    'news articles, headlines, press releases, breaking news, editorials',
    'brief the editor, follow current events, write a story for the newspaper',
  ),
  topic(
    'operating systems',
    'install, patch, reboot, configure, harden',
    'operating systems, linux servers, device drivers, kernel modules, system services, desktop computers',
    'apply security updates, speed up booting, fix a hanging process',
  ),
  topic(
    'mathematics',
    'solve, prove, compute, simulate, check',
    'equations, integrals, a theorem, physics problems, geometry exercises, matrices',
    'verify a proof, find the numerical solution, model a physical system',
  ),
]
