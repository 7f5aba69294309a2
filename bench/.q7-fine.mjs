// src/clusters/vocabulary/concept.ts
function conceptsOf(kind, rows) {
  return Object.entries(rows).map(([id, [phrase, forms, groups]]) => ({
    id,
    kind,
    phrase,
    forms: forms.split(",").map((form) => form.trim()),
    groups: groups.split(" ")
  }));
}

// src/clusters/vocabulary/activities.ts
var ROWS = {
  // Looking.
  read: ["read", "read, read through, go through", "look"],
  view: ["look at", "view, look at, look over", "look"],
  overwrite: ["overwrite", "overwrite", "remove change"],
  load: ["load", "load", "move run"],
  "look-up": [
    "look up",
    "look, look up, look into, lookup, retrieve, retrieval, access, obtain, request information, consult",
    "look"
  ],
  query: ["query", "query, run a query, select from", "look databases"],
  search: ["search through", "search, search for, search through, look for, hunt for, seek, grep", "search look"],
  find: ["find", "find, locate, discover, identify, pinpoint", "search look"],
  list: ["list", "list, enumerate", "look"],
  browse: ["browse", "browse, navigate, navigation, visit, surf", "look web"],
  open: ["open", "open, open up", "look"],
  download: ["download", "download, save a copy", "look move"],
  collect: ["collect", "collect, gather, aggregate, collection of, accumulate", "search look"],
  extract: ["extract", "extract, extraction, scrape, scraping, parse out", "look understand"],
  examine: [
    "examine",
    "examine, inspect, inspection, investigate, investigation, scrutinise, scrutinize",
    "understand look"
  ],
  explore: ["explore", "explore, exploration, familiarise, familiarize", "understand look"],
  count: ["count", "count", "count look"],
  show: ["show", "show, display, present, preview", "tell look"],
  // Checking.
  check: ["check", "check, check on, double-check, cross-check, look whether", "check"],
  verify: ["verify", "verify, verification, validate, validation, confirm, confirmation, ascertain", "check"],
  test: ["test", "test, try out, try", "check"],
  review: ["review", "review, reviewing, go over, critique", "check understand"],
  audit: ["audit", "audit", "check protect"],
  compare: ["compare", "compare, comparison, contrast with, diff", "check understand"],
  monitor: ["monitor", "monitor, monitoring, supervise, observe", "watch systems"],
  watch: ["watch", "watch, keep track, keep watch, wait for, wait", "watch"],
  track: ["track", "track, trace, follow the progress", "watch look"],
  detect: ["detect", "detect, detection, recognise, recognize", "check watch"],
  measure: ["measure", "measure, measurement, benchmark, profile", "count check"],
  evaluate: ["evaluate", "evaluate, evaluation, assess, assessment, judge, rate", "understand check"],
  lint: ["lint", "lint, type-check, typecheck, static analysis", "check code"],
  // Understanding.
  analyse: ["analyse", "analyse, analyze, analysis of, break down", "understand"],
  understand: ["understand", "understand, comprehend, make sense of, work out, figure out, determine", "understand"],
  interpret: ["interpret", "interpret, interpretation", "understand"],
  diagnose: ["diagnose", "diagnose, troubleshoot, find the cause, root cause", "understand repair"],
  debug: ["debug", "debug, debugging", "repair code"],
  classify: [
    "classify",
    "classify, classification, categorise, categorize, categorization, cluster together, segment",
    "understand arrange"
  ],
  predict: ["predict", "predict, prediction, forecast", "understand analysis"],
  estimate: ["estimate", "estimate, estimation, approximate", "count understand"],
  calculate: ["calculate", "calculate, calculation, compute, computation, add up, sum up numbers", "count"],
  visualise: ["visualise", "visualise, visualize, visualization, visualisation, plot", "make analysis"],
  summarise: ["summarise", "summarise, summarize, summary, summaries, sum up, recap, condense", "explain write"],
  explain: ["explain", "explain, explanation, clarify, describe, elaborate", "explain tell"],
  answer: ["answer", "answer, respond, respond to, response to", "tell serve"],
  research: ["research", "research, researching, look for information, background research", "search research"],
  reason: ["think through", "reason about, think through, think about, reflect", "understand plan"],
  solve: ["solve", "solve, work out a solution", "understand decide"],
  prove: ["prove", "prove, derive, proof", "understand"],
  // Making.
  create: ["create", "create, creation, make, made, produce, add, add new, introduce, addition", "make"],
  generate: ["generate", "generate, generation, synthesize output", "make"],
  write: ["write", "write, write up, compose, author, document", "write make"],
  draft: ["draft", "draft, prepare a draft", "write make"],
  design: ["design", "design, sketch, lay out, mock up, prototype", "make plan"],
  implement: ["implement", "implement, implementation, code up, develop, develop a, development of", "make code"],
  build: ["build", "build, compile, compilation, assemble, construct", "make programs"],
  translate: ["translate", "translate, translation, localise, localize", "write language"],
  transcribe: ["transcribe", "transcribe, transcription, dictate", "write media"],
  record: ["record", "record, note down, note, register, jot", "record"],
  save: ["save", "save, stored, persist", "record"],
  submit: ["hand in", "submit, submission, hand in, turn in", "publish tell"],
  draw: ["draw", "draw, paint", "make media"],
  copy: ["copy", "copy, replicate, clone", "move make"],
  prepare: ["prepare", "prepare, preparation, get ready", "make plan"],
  // Changing.
  change: ["change", "change, modify, modification, alter, adapt, tweak, make changes", "change"],
  update: ["update", "update, bring up to date, refresh", "change"],
  edit: ["edit", "edit, revise, revision of, touch up", "change write"],
  adjust: ["adjust", "adjust, adjustment, tune, calibrate, tune up", "change control"],
  replace: ["replace", "replace, replacement, substitute, swap, swap out, exchange", "change"],
  rename: ["rename", "rename", "change"],
  rewrite: ["rewrite", "rewrite, rephrase, reword, paraphrase", "change write"],
  refactor: ["refactor", "refactor, restructure, refactoring, modularise, modularize, decouple", "improve code"],
  simplify: ["simplify", "simplify, simplification, streamline", "improve change"],
  improve: ["improve", "improve, improvement, enhance, enhancement, refine, polish", "improve"],
  optimise: ["optimise", "optimise, optimize, optimization, optimisation, speed up, accelerate", "improve"],
  extend: ["extend", "extend, extension of, expand, enlarge", "change make"],
  format: ["format", "format, reformat, pretty-print, beautify", "change"],
  convert: ["convert", "convert, conversion of, transform, transformation", "change"],
  clean: ["clean up", "clean, clean up, cleanup, cleanse, deduplicate, normalise, normalize", "improve data"],
  fill: ["fill in", "fill in, fill out, complete the form, enter", "change write"],
  fix: ["fix", "fix, repair, resolve, correct, rectify, patch, remedy, resolution of", "repair"],
  handle: ["handle", "handle, process, processing, deal with, manage, management of, take care of", "serve"],
  merge: ["merge", "merge, merging, combine, join together, integrate, integration of, unify", "change make"],
  split: ["split", "split, separate, divide, partition", "change"],
  migrate: ["migrate", "migrate, migration, move over", "move change"],
  upgrade: ["upgrade", "upgrade, modernise, modernize", "change improve"],
  // Removing and undoing.
  remove: ["remove", "remove, removal, take out, strip out, drop", "remove"],
  delete: ["delete", "delete, deletion, erase, wipe, purge", "remove"],
  destroy: ["destroy", "destroy, destruction, decommission, dismantle, terminate", "remove"],
  discard: ["discard", "discard, throw away, abandon", "remove undo"],
  undo: ["undo", "undo, revert, roll back, rollback", "undo change"],
  restore: ["restore", "restore, restoration, recover, recovery", "undo repair"],
  cancel: ["cancel", "cancel, cancellation, call off, void", "stop undo"],
  // Moving.
  move: ["move", "move, transfer, relocate, shift", "move"],
  upload: ["upload", "upload", "move publish"],
  import: ["import", "import, ingest", "move data"],
  export: ["export", "export", "move data"],
  sync: ["synchronise", "synchronise, synchronize, sync, synchronization", "move change"],
  sort: ["sort", "sort, rank, order by, prioritise, prioritize", "arrange"],
  organise: ["organise", "organise, organize, arrange, rearrange, group together, tidy up", "arrange"],
  filter: ["filter", "filter, narrow down, shortlist", "search arrange"],
  match: ["match", "match, pair up, map, mapping, link, associate", "arrange check"],
  backup: ["back up", "back up, take a backup", "move protect"],
  compress: ["compress", "compress, zip, unzip, unpack, decompress", "change files"]
};
var ACTIVITIES = conceptsOf("activity", ROWS);

// src/clusters/vocabulary/activities-trades.ts
var ROWS2 = {
  // Running things.
  run: ["run", "run, execute, execution, rerun, re-run, invoke, launch", "run"],
  start: ["start", "start, start up, boot, spawn, initiate, begin", "run"],
  stop: ["stop", "stop, halt, kill, shut down, shutdown, pause", "stop"],
  restart: ["restart", "restart, reboot, reload, relaunch", "run"],
  call: ["call", "call, make call, request to", "run look"],
  use: ["use", "use, usage of, utilise, utilize, employ, make use of, operate, interact with", "run"],
  automate: ["automate", "automate, automation of", "set-up run"],
  install: ["install", "install, installation, reinstall, uninstall", "set-up packages"],
  configure: ["configure", "configure, configuration of, reconfigure, customise, customize", "set-up change"],
  "set-up": ["set up", "set up, setup, initialise, initialize, initialization, bootstrap, scaffold", "set-up make"],
  enable: ["enable", "enable, activate, activation", "set-up control"],
  disable: ["disable", "disable, deactivate, deactivation", "stop control"],
  connect: ["connect", "connect, connection to, establish a connection, reconnect", "set-up"],
  scale: ["scale", "scale, scale up, scale out, scale down, autoscale", "change cloud"],
  simulate: ["simulate", "simulate, simulation, emulate, emulation", "run understand"],
  train: ["train", "train, fine tune, retrain", "learn models"],
  deploy: ["deploy", "deploy, deployment, redeploy, roll out, rollout, ship", "publish deployment"],
  release: ["release", "release, make available", "publish deployment"],
  publish: ["publish", "publish, publication of, make public", "publish"],
  host: ["host", "host", "set-up run"],
  // Version control.
  commit: ["commit", "commit, check in", "record versions"],
  push: ["push", "push, force push, force-push", "publish versions"],
  "pull-down": [
    "bring down",
    "pull from, pulled latest, pulled changes, check out, checkout, checked out",
    "look versions"
  ],
  stage: ["stage", "stage", "record versions"],
  rebase: ["rebase", "rebase", "change versions"],
  branch: ["branch off", "branch off, fork, branch", "make versions"],
  // Telling and asking.
  give: ["give", "give, provide, supply, offer", "tell"],
  keep: ["keep", "keep, maintain, keep up to date", "record change"],
  send: ["send", "send, deliver a message, transmit, mail out, sent something", "tell messages"],
  reply: ["reply to", "reply, reply to, write back", "tell mail"],
  forward: ["forward", "forward, pass on, relay", "tell mail"],
  notify: ["notify", "notify, notification to, inform, remind, tell, told", "tell"],
  contact: ["contact", "contact, reach out to, get in touch with, call up, phone", "tell"],
  report: ["report", "report", "tell"],
  ask: ["ask", "ask, ask about, inquire, enquire, put a question, request from, solicit, interview", "ask"],
  propose: ["propose", "propose, suggest, suggestion, advise, advice on, recommend", "tell decide"],
  discuss: ["discuss", "discuss, discussion, comment, comment on, talk about, chat about, debate", "tell"],
  negotiate: ["negotiate", "negotiate, negotiation, bargain", "trade selling"],
  persuade: ["persuade", "persuade, convince", "tell"],
  invite: ["invite", "invite", "tell time"],
  share: ["share", "share, share with", "publish tell"],
  promote: ["advertise", "advertise, promotion of, publicise, publicize", "tell promoting"],
  teach: ["teach", "teach, instruct, coach, educate", "explain teaching"],
  learn: ["learn about", "learn, learn about, study for, practise, practice", "learn teaching"],
  grade: ["grade", "grade", "check teaching"],
  // Deciding and planning.
  decide: ["decide on", "decide, decide on, make a decision, settle on", "decide"],
  choose: ["choose", "choose, select, selection, pick, opt for, choice of", "decide"],
  plan: ["plan", "plan, make plan, outline, map out, strategise, strategize", "plan"],
  approve: ["approve", "approve, approval of, authorise, authorize, sign off", "decide"],
  reject: ["reject", "reject, rejection, decline, refuse, refusal, deny", "decide"],
  assign: [
    "assign",
    "assign, assignment of, allocate, allocation, delegate, gave work to, distribute",
    "decide arrange"
  ],
  escalate: ["escalate", "escalate, escalation, hand over, hand off, handoff, handed", "serve support"],
  close: ["close", "close, close out", "stop serve"],
  reopen: ["reopen", "reopen", "serve support"],
  schedule: ["schedule", "schedule, arrange meeting, set date, timetable", "plan time"],
  reschedule: ["reschedule", "reschedule, postpone", "plan time"],
  coordinate: ["coordinate", "coordinate, coordination, orchestrate, orchestration", "plan control"],
  // Money and goods.
  book: ["book", "book, make reservation, make booking, reserve", "book travel"],
  order: ["order", "order", "trade orders"],
  place: ["place", "place", "trade"],
  buy: ["buy", "buy, acquire, acquisition, procure, procurement", "trade"],
  sell: ["sell", "sell", "trade"],
  trade: ["trade", "trade", "trade markets"],
  invest: ["invest", "invest", "trade markets"],
  pay: ["pay", "pay, pay off", "pay payments"],
  charge: ["charge", "charge, bill, invoice", "pay payments"],
  refund: ["refund", "refund, issue refund, give refund, pay back", "pay refunds"],
  compensate: ["compensate", "compensate", "pay refunds"],
  return: ["return", "return, send back, give back", "undo refunds"],
  reconcile: ["reconcile", "reconcile, reconciliation, balance accounts", "check accounting"],
  budget: ["budget", "budget", "plan accounting"],
  quote: ["quote", "quote, give quote", "trade selling"],
  price: ["price", "price", "decide catalogue"],
  ship: ["ship out", "deliver, transport, carry, send out goods", "move logistics"],
  route: ["route", "route", "plan logistics"],
  pack: ["pack", "pack, load up", "move logistics"],
  stock: ["stock up", "stock, replenish, replenishment, reorder", "trade catalogue"],
  // Selling and promoting.
  qualify: ["qualify", "qualify, qualification of", "check selling"],
  enrich: ["enrich", "enrich, enrichment, augment", "improve"],
  score: ["score", "score", "count check"],
  onboard: ["onboard", "onboard, onboarding, sign up", "serve customers"],
  recruit: ["recruit", "recruit, hire, hiring", "decide staff"],
  serve: ["help", "help, assist, assistance, support, serve", "serve"],
  greet: ["greet", "greet, welcome", "tell"],
  // Security.
  scan: ["scan", "scan, port scan", "check security"],
  exploit: ["exploit", "exploit, exploitation, hack, penetrate, attack", "attack security"],
  harden: ["harden", "harden, secure, protect, defend, mitigate, mitigation", "protect security"],
  encrypt: ["encrypt", "encrypt, encryption of, sign cryptographically, hash", "protect security"],
  decrypt: ["decrypt", "decrypt, decryption, decode, decipher, crack", "attack security"],
  "reverse-engineer": [
    "reverse engineer",
    "reverse engineer, reverse engineering, disassemble, decompile",
    "understand security"
  ],
  authenticate: ["authenticate", "authenticate, authentication of, log in, sign in, logged in", "protect access"],
  grant: ["grant", "grant, give access, allow", "change access"],
  revoke: ["revoke", "revoke, withdraw, take away access", "remove access"],
  reset: ["reset", "reset", "change undo"],
  unlock: ["unlock", "unlock", "control access"],
  lock: ["lock", "lock", "control protect"],
  block: ["block", "block, ban, quarantine", "stop security"],
  redact: ["redact", "redact, anonymise, anonymize, mask", "protect remove"],
  moderate: ["moderate", "moderate, moderation", "check messages"],
  // Devices, homes, games, media.
  "turn-on": ["turn on", "turn on, switch on, power on", "control home"],
  "turn-off": ["turn off", "turn off, switch off, power off", "control home"],
  control: ["control", "control, steer, drive, pilot, maneuver", "control"],
  click: ["click", "click, click on, scroll, tap", "run interface"],
  type: ["type in", "type, type in", "run interface"],
  capture: ["capture", "capture, take a screenshot, take a photo", "record media"],
  play: ["play", "play, playing, make a move", "play games"],
  win: ["win", "win, won, defeat", "play games"],
  jump: ["move about in", "jump, climb, walk, go north, go south, go east, go west", "play games"],
  crop: ["crop", "crop, resize, rotate an image, trim video", "change media"],
  compose: ["compose", "compose music, composed music", "make media"],
  stream: ["stream", "stream", "publish media"],
  cook: ["cook", "cook", "make food"],
  print: ["print", "print", "make tell"],
  // Writing and recording for one's own work.
  remember: ["remember", "remember, memorise, memorize", "record"],
  annotate: ["annotate", "annotate, annotation, tag", "write arrange"],
  index: ["index", "index", "arrange"],
  cite: ["cite", "cite, quote from", "write research"],
  archive: ["put away", "put away, file away", "arrange remove"],
  subscribe: ["subscribe to", "subscribe, subscribe to", "set-up mail"],
  unsubscribe: ["unsubscribe from", "unsubscribe", "stop mail"],
  apply: ["apply", "apply, application of", "change"],
  complete: ["complete", "complete, completion of, finish, finalise, finalize, conclude", "stop"],
  continue: ["continue", "continue, go on with, resume, proceed", "run"],
  wake: ["arrange a time for", "wake up, wake", "plan watch"]
};
var TRADE_ACTIVITIES = conceptsOf("activity", ROWS2);

// src/clusters/vocabulary/inflect.ts
var IRREGULAR = {
  become: "became",
  begin: "began begun",
  break: "broke broken",
  bring: "brought",
  build: "built",
  buy: "bought",
  call: "called",
  choose: "chose chosen",
  cut: "cut",
  deal: "dealt",
  do: "did done",
  draw: "drew drawn",
  drive: "drove driven",
  find: "found",
  get: "got gotten",
  give: "gave given",
  go: "went gone",
  grind: "ground",
  hang: "hung",
  hold: "held",
  keep: "kept",
  overwrite: "overwrote overwritten",
  rebuild: "rebuilt",
  resend: "resent",
  redo: "redid redone",
  know: "knew known",
  lay: "laid",
  learn: "learnt learned",
  make: "made",
  pay: "paid",
  put: "put",
  read: "read",
  rerun: "reran rerun",
  reset: "reset",
  rewrite: "rewrote rewritten",
  run: "ran run",
  see: "saw seen",
  seek: "sought",
  sell: "sold",
  send: "sent",
  set: "set",
  show: "showed shown",
  shut: "shut",
  speak: "spoke spoken",
  split: "split",
  stick: "stuck",
  sweep: "swept",
  take: "took taken",
  teach: "taught",
  tell: "told",
  think: "thought",
  throw: "threw thrown",
  undo: "undid undone",
  wake: "woke woken",
  withdraw: "withdrew withdrawn",
  write: "wrote written"
};
var DOUBLED = /* @__PURE__ */ new Set(["commit", "submit", "debug", "format", "reformat", "transfer", "unzip", "refer", "permit"]);
var VOWEL = /[aeiou]/g;
function doubles(verb) {
  if (DOUBLED.has(verb)) return true;
  return /[^aeiou][aeiou][bdgklmnprtz]$/.test(verb) && verb.match(VOWEL).length === 1;
}
function verbForms(verb) {
  const irregular = IRREGULAR[verb]?.split(" ");
  const stem = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}i` : doubles(verb) ? verb + verb.at(-1) : verb;
  const past2 = irregular ?? [verb.endsWith("e") ? `${verb}d` : `${stem}ed`];
  const going = /(?:[^eoy]|[^o]y)e$/.test(verb) ? verb.slice(0, -1) : doubles(verb) ? verb + verb.at(-1) : verb;
  const twice = /[aeiou]l$/.test(verb) && !doubles(verb) ? [`${verb}led`, `${verb}ling`] : [];
  return [verb, ...past2, `${going}ing`, pluralOf(verb), ...twice];
}
function pluralOf(word) {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
var BENT = /(?:[a-z]{3}ing|[a-z]{3}ed|tion|sion)$/;
var everyForm = (word) => BENT.test(word) ? [word, pluralOf(word)] : [...new Set(verbForms(word))];
function inflected(kind, words) {
  const bent = (at, forms) => forms.map((form) => words.with(at, form));
  if (kind === "activity") return bent(0, everyForm(words[0]));
  if (kind === "stop" || kind === "interrupt") return words.flatMap((word, at) => bent(at, everyForm(word)));
  const last = words.at(-1);
  return bent(words.length - 1, [last, pluralOf(last)]);
}

// src/clusters/vocabulary/word-tree.ts
var [LETTERS, A] = [26, 97];
var ROOM = 16384;
var WordTree = class {
  /** The step that a letter leads to from each step; 0, the first step, is led to by none. */
  ways = new Int32Array(ROOM * LETTERS);
  /** The number of the word that ends at each step, and 1. */
  numbers = new Int32Array(ROOM);
  steps = 1;
  /** @param word of small letters a to z alone */
  add(word, number) {
    let step = 0;
    for (let at = 0; at < word.length; at++) {
      const way = step * LETTERS + word.charCodeAt(at) - A;
      if (this.ways[way] === 0) this.ways[way] = this.step();
      step = this.ways[way];
    }
    this.numbers[step] = number + 1;
  }
  /**
   * @returns the number of the word that stands from `from` to `to`, -1 where it is none of these, or -2 where something else
   * than small letters stands there.
   */
  find(text, from, to) {
    let [step, lost] = [0, false];
    for (let at = from; at < to; at++) {
      const letter = text.charCodeAt(at) - A;
      if (letter < 0 || letter >= LETTERS) return NO_WORD;
      if (lost) continue;
      step = this.ways[step * LETTERS + letter];
      lost = step === 0;
    }
    return lost ? -1 : this.numbers[step] - 1;
  }
  step() {
    if (this.steps === this.numbers.length) {
      const [ways, numbers2] = [this.ways, this.numbers];
      this.ways = new Int32Array(2 * ways.length);
      this.ways.set(ways);
      this.numbers = new Int32Array(2 * numbers2.length);
      this.numbers.set(numbers2);
    }
    return this.steps++;
  }
};
var NO_WORD = -2;

// src/clusters/vocabulary/words.ts
var LONGEST = 24;
var [A2, Z, HYPHEN, APOSTROPHE, CURLY, SLASH, SPACE] = [97, 122, 45, 39, 8217, 47, 32];
var AROUND = new Set([...`("'\u201C\u2018\xAB[{*_)\u201D\u2019\xBB]}.,;:!?\u2026`].map((sign) => sign.charCodeAt(0)));
var isAround = Uint8Array.from({ length: 128 }, (_, code) => AROUND.has(code) ? 1 : 0);
var isLetter = (code) => code >= A2 && code <= Z;
var isSpace = (code) => code <= SPACE || code === 160 || code === 8232 || code === 8233;
var joins = (code) => code === HYPHEN || code === SLASH || code === APOSTROPHE || code === CURLY;
function isPlain(text, from, to) {
  let [joined, slashes] = [true, 0];
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (isLetter(code)) joined = false;
    else if (joined || !joins(code) || code === SLASH && ++slashes > 1) return false;
    else joined = true;
  }
  return !joined;
}
function cut(text, from, to, into) {
  let start = from;
  for (let at = from; at <= to; at++) {
    const code = at === to ? SLASH : text.charCodeAt(at);
    if (code !== HYPHEN && code !== SLASH) continue;
    let word = text.slice(start, at);
    start = at + 1;
    if (word.includes("'") || word.includes("\u2019")) word = word.replace(/['’]s?$/, "").replace(/['’]/g, "");
    if (word.length > 0 && word.length <= LONGEST) into.push(word);
  }
}
function eachToken(text, take) {
  const around = (code) => code < 128 ? isAround[code] === 1 : AROUND.has(code);
  for (let at = 0; at < text.length; at++) {
    if (isSpace(text.charCodeAt(at))) continue;
    let from = at;
    while (at < text.length && !isSpace(text.charCodeAt(at))) at++;
    let to = at;
    while (from < to && around(text.charCodeAt(from))) from++;
    while (to > from && around(text.charCodeAt(to - 1))) to--;
    if (to > from) take(from, to);
  }
}
function wordsAt(text, from, to, into) {
  if (isPlain(text, from, to)) cut(text, from, to, into);
}
function wordsOf(text) {
  const small = text.toLowerCase();
  const words = [];
  eachToken(small, (from, to) => wordsAt(small, from, to, words));
  return words;
}

// src/clusters/vocabulary/lexicon.ts
var NONE = -1;
var IDLE = -2;
var IDLE_RUNS = "in order to, in order that, ad hoc, number of, as part of, part of, in addition to, with regard to, with respect to, on behalf of, in terms of, by means of, in case of, make sure, made sure, making sure, be able to, was asked to, were asked to, as requested, helped user, helps user, helping user, with help of, according to, as well as, such as, set out to, sets out to, as a result of, take place, took place, make use of, made use of, type of, kind of, set of, list of, series of, version of, using, used to, uses to, in use";
var ARTICLES = "a an the its his her their our your my this that these those some several all many any each every";
var ACTORS = "to agent assistant bot it they then also human";
var [BEFORE_DEED, BEFORE_THING, BEFORE_EITHER] = [0, 1, 2];
function knownWords() {
  const numbers2 = /* @__PURE__ */ new Map();
  const tree = new WordTree();
  const add = (word) => {
    const number = numbers2.get(word) ?? numbers2.size;
    if (number === numbers2.size) {
      numbers2.set(word, number);
      tree.add(word, number);
    }
    return number;
  };
  const articles = ARTICLES.split(" ").map(add).length;
  const actors = articles + ACTORS.split(" ").map(add).length;
  return {
    add,
    knows: (word) => numbers2.has(word),
    read(text) {
      const small = text.toLowerCase();
      const known = { words: [], before: [] };
      let before = BEFORE_DEED;
      const take = (number) => {
        if (number < 0) return;
        if (number < articles) {
          before = BEFORE_THING;
          return;
        }
        known.words.push(number);
        known.before.push(before);
        before = number < actors ? BEFORE_DEED : BEFORE_EITHER;
      };
      eachToken(small, (from, to) => {
        const number = tree.find(small, from, to);
        if (number !== NO_WORD) {
          take(number);
          return;
        }
        const parts = [];
        wordsAt(small, from, to, parts);
        for (const part of parts) take(numbers2.get(part) ?? -1);
      });
      return known;
    }
  };
}
function lexiconOf(words, concepts, shared = []) {
  const ways = /* @__PURE__ */ new Map();
  const firsts = [];
  const leads = [true];
  const deeds = [NONE];
  const things = [NONE];
  const wayFrom = (step, word) => step === 0 ? firsts[word] : leads[step] ? ways.get(step * 65536 + word) : void 0;
  const stepOf = (form) => form.reduce((step, word) => {
    const number = words.add(word);
    const next = wayFrom(step, number) ?? deeds.length;
    if (next === deeds.length) {
      if (step === 0) firsts[number] = next;
      else ways.set(step * 65536 + number, next);
      leads[step] = true;
      leads.push(false);
      deeds.push(NONE);
      things.push(NONE);
    }
    return next;
  }, 0);
  const slot = ({ kind }) => kind === "activity" ? deeds : things;
  const withoutArticles = (form) => wordsOf(form).filter((word) => !ARTICLES.split(" ").includes(word));
  const forms = [...concepts].flatMap(
    ([number, concept]) => concept.forms.map((form) => ({ number, concept, form, words: withoutArticles(form) }))
  );
  for (const { number, concept, form, words: written } of forms) {
    const [step, among2] = [stepOf(written), slot(concept)];
    const other = among2[step];
    if (other === NONE) among2[step] = number;
    else if (other !== number) shared.push({ form, concepts: [concepts.get(other).id, concept.id] });
  }
  for (const run of IDLE_RUNS.split(",")) {
    const step = stepOf(withoutArticles(run));
    if (deeds[step] === NONE && things[step] === NONE) [deeds[step], things[step]] = [IDLE, IDLE];
  }
  for (const { number, concept, words: written } of forms) {
    for (const bent of inflected(concept.kind, written)) {
      const [step, among2] = [stepOf(bent), slot(concept)];
      if (among2[step] === NONE) among2[step] = number;
    }
  }
  return {
    find({ words: known, before }) {
      const found = [];
      for (let at = 0; at < known.length; ) {
        let [step, longest, end] = [0, 0, at + 1];
        for (let to = at; to < known.length; to++) {
          const next = wayFrom(step, known[to]);
          if (next === void 0) break;
          step = next;
          if (deeds[step] !== NONE || things[step] !== NONE) [longest, end] = [step, to + 1];
        }
        const [deed, thing] = [deeds[longest], things[longest]];
        const concept = deed !== NONE && (thing === NONE || before[at] === BEFORE_DEED) ? deed : thing;
        if (concept >= 0) found.push(concept);
        at = end;
      }
      return found;
    }
  };
}

// src/clusters/vocabulary/objects-business.ts
var ROWS3 = {
  // Orders and refunds.
  order: [
    "customer orders",
    "order, customer order, pending order, order detail, order number, online order",
    "orders"
  ],
  "order-status": ["order status", "order status, status of order, order confirmation, order history", "orders"],
  "order-item": ["ordered items", "item, order item, item in order, line item", "orders"],
  cart: ["shopping carts", "shopping cart, cart, checkout process, wishlist", "orders"],
  address: [
    "addresses",
    "address, shipping address, delivery address, billing address, postal address",
    "orders customers"
  ],
  "cancelled-order": [
    "order cancellations",
    "cancelled order, order cancellation, cancellation request",
    "orders refunds"
  ],
  return: [
    "returned goods",
    "returned item, product return, return request, returns, return policy, returned goods, return label",
    "refunds"
  ],
  refund: ["refunds", "refund, refund request, refund policy, money back, partial refund", "refunds"],
  exchange: ["exchanges of goods", "exchange of item, returns and exchanges, exchange request", "refunds orders"],
  warranty: ["warranties", "warranty, damaged product, defective item, damaged item, faulty product", "refunds"],
  compensation: ["compensations", "compensation, certificate for delay, apology, gift card", "refunds support"],
  // Support and customers.
  "support-ticket": [
    "support tickets",
    "support ticket, ticket, help desk request, help desk, helpdesk, service request, support request",
    "support"
  ],
  "support-case": ["support cases", "support case, case, customer case, customer issue", "support"],
  "customer-question": [
    "customer questions",
    "customer question, customer inquiry, customer enquiry, customer query, inquiry, enquiry, customer request, faq, frequently asked question",
    "support"
  ],
  complaint: ["complaints", "complaint, customer complaint", "support"],
  customer: ["customers", "customer, client, consumer, buyer, subscriber", "customers"],
  "customer-record": [
    "customer records",
    "customer record, customer data, customer profile, customer account, customer detail, customer information",
    "customers"
  ],
  feedback: [
    "customer feedback",
    "customer feedback, feedback, product review, customer review, rating, satisfaction survey",
    "support promoting"
  ],
  loyalty: [
    "loyalty programmes",
    "loyalty program, loyalty point, membership, membership level, reward point",
    "customers promoting"
  ],
  subscription: [
    "subscriptions",
    "subscription, subscription plan, phone plan, data plan, mobile plan, service plan",
    "customers payments"
  ],
  "phone-line": [
    "phone lines",
    "phone line, phone service, mobile data, phone call, caller, sim card, roaming",
    "support services"
  ],
  "human-agent": ["human colleagues", "human agent, human support agent, human representative", "support"],
  appointment: ["appointments", "appointment, appointment booking", "time"],
  // Travel.
  flight: [
    "flights",
    "flight, flight booking, flight reservation, airline ticket, plane ticket, airline, flight ticket",
    "travel"
  ],
  hotel: [
    "hotel rooms",
    "hotel, hotel room, hotel booking, accommodation, apartment for holiday, room booking",
    "travel"
  ],
  reservation: ["reservations", "reservation, booking", "travel"],
  itinerary: [
    "travel plans",
    "itinerary, travel itinerary, travel plan, trip, travel, journey, vacation, holiday",
    "travel"
  ],
  "rental-car": ["rental cars", "rental car, car rental, car hire, taxi", "travel"],
  train: ["train journeys", "train ticket, train journey, train connection, railway, bus ticket", "travel"],
  baggage: ["baggage", "baggage, luggage, checked bag", "travel"],
  passenger: ["passengers", "passenger, traveller, traveler, tourist, guest", "travel"],
  airport: ["airports", "airport, boarding pass, passport, visa application", "travel"],
  destination: [
    "destinations",
    "destination, attraction, sightseeing, tourist attraction, point of interest",
    "travel property"
  ],
  "event-ticket": ["event tickets", "event ticket, concert ticket, concert", "travel media"],
  // Accounts and payments.
  invoice: ["invoices", "invoice, bill, supplier bill, vendor invoice", "accounting"],
  receipt: ["receipts", "receipt", "accounting"],
  expense: ["expenses", "expense, expense report, spending, cost", "accounting"],
  ledger: [
    "ledgers",
    "ledger, general ledger, accounting entry, journal entry, bookkeeping, accounting record",
    "accounting"
  ],
  "bank-transaction": [
    "bank transactions",
    "bank transaction, bank statement, account statement, transaction, transaction history",
    "accounting payments"
  ],
  tax: ["taxes", "tax, tax return, tax form, vat", "accounting"],
  budget: ["budgets", "budget, budget plan", "accounting"],
  payroll: ["payrolls", "payroll, salary, wage, salaries", "accounting staff"],
  "financial-statement": [
    "financial statements",
    "financial statement, financial report, balance sheet, income statement, earnings, cash flow, annual report",
    "accounting markets"
  ],
  "financial-account": [
    "bank accounts",
    "bank account, account balance, savings account, accounts for month, balance",
    "accounting payments"
  ],
  purchase: ["purchase orders", "purchase order, supplier, vendor, tender", "accounting catalogue"],
  payment: ["payments", "payment, payment method, credit card, debit card, card payment, installment", "payments"],
  money: ["money", "money, fund, cash, currency, exchange rate, sum of money", "payments"],
  loan: ["loans", "loan, mortgage, credit, interest rate, lending, credit application", "payments markets"],
  insurance: ["insurance policies", "insurance, insurance policy, insurance claim, premium", "payments law"],
  discount: ["discounts", "discount, coupon, promo code", "promoting orders"],
  wallet: ["digital wallets", "wallet, blockchain, token swap, smart contract", "markets payments"],
  // Markets.
  stock: ["shares", "share, stock price, stocks, stock symbol, shares", "markets"],
  market: ["markets", "market, market data, market price, market trend, stock market, financial market", "markets"],
  portfolio: ["investment portfolios", "portfolio, investment portfolio, investment, asset", "markets"],
  cryptocurrency: ["digital currencies", "cryptocurrency, crypto, digital currency", "markets"],
  "trading-strategy": [
    "trading strategies",
    "trading strategy, trading signal, trading bot, position in market",
    "markets"
  ],
  "market-trade": ["trades", "trade, trade order", "markets"],
  bond: ["bonds", "bond, yield, dividend, investment return", "markets"],
  risk: ["risks", "risk, risk assessment, exposure", "markets security"],
  bet: ["bets", "bet, odds, prediction market", "markets games"],
  // Sales and marketing.
  lead: ["sales leads", "sales lead, lead, potential customer, potential client", "selling"],
  "sales-opportunity": [
    "sales opportunities",
    "sales opportunity, deal, sales pipeline, opportunity, pipeline of sales",
    "selling"
  ],
  "sales-figure": [
    "sales figures",
    "sales, sales figure, sales data, sales report, revenue, turnover, profit",
    "selling analysis"
  ],
  "contact-detail": [
    "contact details",
    "contact, contact detail, contact list, contact information, phone number, email address",
    "selling customers"
  ],
  "sales-pitch": [
    "sales pitches",
    "sales pitch, pitch, proposal for client, cold email, outreach, outreach message, follow-up message",
    "selling"
  ],
  company: ["companies", "company, firm, business, organisation, organization, startup, enterprise", "selling"],
  competitor: ["competitors", "competitor, competition, competitive analysis", "selling promoting"],
  "price-quote": ["price quotes", "price quote, quotation, cost estimate", "selling"],
  "social-post": ["social media posts", "social media post, social media, post", "promoting"],
  campaign: [
    "marketing campaigns",
    "marketing campaign, campaign, ad campaign, email campaign, marketing",
    "promoting"
  ],
  advertisement: ["advertisements", "advertisement, advertising, ad, ads, ad copy, advertising copy", "promoting"],
  article: ["articles", "article, blog, blog post, blog article, column for newspaper", "promoting language"],
  newsletter: ["newsletters", "newsletter, mailing list", "promoting mail"],
  seo: ["search rankings", "seo, search engine optimization, search ranking, keyword", "promoting web"],
  audience: ["audiences", "audience, reader, target group, target audience, visitor", "promoting"],
  brand: ["brands", "brand, brand identity, logo, slogan for", "promoting media"],
  // Products and stock.
  product: ["products", "product, goods, merchandise item", "catalogue"],
  "product-listing": [
    "product listings",
    "product listing, listing, product description, product page, product detail",
    "catalogue"
  ],
  "product-price": ["product prices", "price, product price, price list, price tag", "catalogue"],
  inventory: [
    "stock levels",
    "inventory, inventory level, stock level, stock, warehouse stock, out of stock",
    "catalogue logistics"
  ],
  catalogue: ["product catalogues", "catalog, catalogue, product catalog, product category", "catalogue"],
  shop: [
    "online shops",
    "online shop, online store, shop, store, web shop, e-commerce, ecommerce, marketplace",
    "catalogue orders"
  ],
  "vending-machine": ["vending machines", "vending machine", "catalogue industry"],
  // Shipments.
  shipment: ["shipments", "shipment, freight, cargo, container shipment, package in transit", "logistics"],
  delivery: ["deliveries", "delivery, delivery date, delivery status, tracking number, shipping", "logistics"],
  "delivery-route": ["delivery routes", "delivery route, route, driving direction, traffic", "logistics"],
  warehouse: ["warehouses", "warehouse, storage room, fulfilment, fulfillment", "logistics"],
  vehicle: ["vehicles", "vehicle, truck, car, fleet, van, drone", "logistics industry"],
  "supply-chain": ["supply chains", "supply chain, supply, raw material", "logistics industry"],
  driver: ["drivers", "courier, carrier", "logistics"],
  // Law.
  contract: ["contracts", "contract, agreement, lease, lease agreement, service agreement", "law"],
  clause: ["contract clauses", "clause, legal clause, terms and conditions, terms of service, contract term", "law"],
  law: ["laws", "law, regulation, legislation, legal requirement, statutory rule, case law", "law"],
  "legal-document": [
    "legal documents",
    "legal document, legal brief, legal text, patent, deed, power of attorney, legal agreement",
    "law"
  ],
  compliance: [
    "compliance rules",
    "compliance, compliance document, legal compliance, compliance check, company policy",
    "law"
  ],
  "court-case": ["court cases", "court, court case, lawsuit, litigation, judgment, ruling", "law"],
  signature: ["signatures", "signature, signing of", "law documents"],
  licence: ["licences", "licence, license, copyright, trademark", "law"],
  permit: ["permits", "permit, application form, government form, public administration", "law documents"],
  // Staff and property.
  "job-posting": ["job offers", "job posting, job offer, job description, vacancy, vacancies, job", "staff"],
  "job-application": ["job applications", "job application, resume, cv, cover letter, candidate, applicant", "staff"],
  employee: ["staff", "employee, staff, colleague, team member, worker, coworker", "staff"],
  shift: ["work shifts", "work shift, timesheet, working hours, leave request, vacation request", "staff time"],
  team: ["teams", "team, department, manager", "staff"],
  property: ["properties", "property, real estate, house for sale, apartment, flat, rental property, rent", "property"],
  building: ["buildings", "building, construction site, floor plan, renovation", "property industry"],
  location: ["places", "location, place, city, neighbourhood, neighborhood, address lookup, map", "property"],
  restaurant: [
    "restaurants",
    "restaurant, restaurant booking, dinner reservation, table reservation, food order",
    "food"
  ],
  recipe: ["recipes", "recipe, meal, ingredient, dish, menu for week, grocery, groceries, shopping list", "food"]
};
var BUSINESS_OBJECTS = conceptsOf("object", ROWS3);

// src/clusters/vocabulary/objects-data.ts
var ROWS4 = {
  // Data and databases.
  data: ["data", "data, raw data, piece of data", "data"],
  dataset: ["data sets", "dataset, data set, corpus, training data, sample data", "data"],
  "csv-file": ["data files", "csv, csv file, data file, tsv, parquet file", "data files"],
  json: ["structured data", "json, json file, xml, yaml, structured data, payload", "data"],
  column: ["columns", "column, data column, attribute", "data databases"],
  row: ["table rows", "row, table row", "databases data"],
  "missing-value": [
    "missing values",
    "missing value, null value, missing data, duplicate record, duplicates, data quality",
    "data"
  ],
  "data-pipeline": [
    "data pipelines",
    "data pipeline, pipeline, batch job, data processing, data flow",
    "data automation"
  ],
  "data-format": ["data formats", "data format, file format, encoding, data type", "data"],
  database: ["databases", "database, data store, database server", "databases"],
  "database-record": ["database records", "database record, records in a database, database entry", "databases"],
  table: ["tables", "table, database table, data or tables", "databases"],
  "database-query": [
    "database queries",
    "database query, sql query, sql, query result, select statement, stored procedure",
    "databases"
  ],
  "data-warehouse": ["data warehouses", "data warehouse, data lake", "databases data"],
  index: ["database indexes", "database index, search index, indexes", "databases"],
  transaction: ["database transactions", "database transaction, rollback of", "databases"],
  cache: ["caches", "cache", "systems databases"],
  "vector-store": ["vector stores", "vector store, vector database, embedding", "databases models"],
  record: ["records", "record, entry", "data"],
  "business-record": [
    "business records",
    "business record, detail of a business record, company record",
    "data customers"
  ],
  metadata: ["metadata", "metadata", "data files"],
  "knowledge-graph": ["knowledge graphs", "knowledge graph, ontology, entity", "data research"],
  identifier: ["identifiers", "identifier, unique id, id number", "data"],
  "geo-data": ["map data", "coordinate, geographic data, map data, latitude, longitude, geocode", "data property"],
  "time-series": ["time series", "time series, timestamp", "data analysis"],
  "sensor-data": ["sensor readings", "sensor data, sensor reading, measurement data", "data industry"],
  "survey-data": ["survey responses", "survey, questionnaire, survey response, poll result", "data research"],
  // Analysis and reports.
  report: ["reports", "report, summary report, status report, written report", "analysis documents"],
  chart: ["charts", "chart, bar chart, line chart, pie chart, plot of, figure, diagram", "analysis"],
  dashboard: ["dashboards", "dashboard", "analysis"],
  indicator: ["key figures", "key performance indicator, kpi, indicator, key figure", "analysis"],
  statistic: [
    "statistics",
    "statistic, statistical analysis, statistical test, average, percentile, correlation, regression model",
    "analysis"
  ],
  trend: ["trends", "trend, pattern in data, seasonal pattern, growth rate", "analysis"],
  analysis: ["analyses", "analysis, data analysis, analytics, business intelligence", "analysis"],
  result: ["results", "result, outcome, finding, output", "analysis"],
  forecast: ["forecasts", "forecast, prediction for, projection", "analysis"],
  anomaly: ["anomalies", "anomaly, deviation, irregularity, discrepancy", "analysis"],
  experiment: ["experiments", "experiment, hypothesis, hypotheses", "research analysis"],
  comparison: ["comparisons", "comparison table, side by side comparison", "analysis"],
  number: ["numbers", "number, arithmetic, figure out numbers, sum", "analysis"],
  equation: [
    "equations",
    "equation, formula, mathematical expression, integral, theorem, math, maths, mathematics, math problem",
    "teaching research"
  ],
  // Systems and cloud.
  server: ["servers", "server, web server, local server, host machine", "systems"],
  "system-state": [
    "system status",
    "system state, system status, status of, system check, uptime, availability of service",
    "systems"
  ],
  alert: ["alerts", "alert, alarm", "systems"],
  incident: ["incidents", "incident, outage, downtime", "systems"],
  "virtual-machine": ["virtual machines", "virtual machine, vm", "cloud systems"],
  container: ["containers", "container, container image", "cloud systems"],
  "cluster-of-machines": ["clusters of machines", "kubernetes, kubernetes cluster, cluster, compute cluster", "cloud"],
  "cloud-resource": [
    "cloud resources",
    "cloud resource, cloud, cloud infrastructure, cloud platform, cloud service, cloud account",
    "cloud"
  ],
  infrastructure: [
    "infrastructure",
    "infrastructure, infrastructure as code, infrastructure configuration",
    "cloud systems"
  ],
  "storage-bucket": ["cloud storage", "storage bucket, bucket, object storage, cloud storage, storage", "cloud files"],
  "load-balancer": ["load balancers", "load balancer, reverse proxy, proxy, gateway", "cloud network"],
  "cloud-cost": ["cloud costs", "cloud cost, cloud spending, resource usage", "cloud"],
  queue: ["message queues", "queue, message queue, message broker, event bus", "systems services"],
  "scheduled-job": [
    "scheduled jobs",
    "scheduled job, scheduled task, cron job, cron, nightly job",
    "automation systems"
  ],
  automation: ["automations", "automation, workflow, automated workflow, automation rule", "automation"],
  bot: ["bots", "chatbot, chat bot, virtual assistant", "automation messages"],
  trigger: ["triggers", "trigger, event trigger, webhook", "automation services"],
  // Network, web and services.
  network: ["networks", "network, network traffic, network packet, packet, wifi, local network", "network"],
  "network-host": ["network hosts", "network host, host, ip address, subnet mask, domain name, dns", "network"],
  port: ["network ports", "port, open port, network port, socket", "network"],
  firewall: ["firewalls", "firewall, firewall rule, vpn", "network security"],
  certificate: ["certificates", "certificate, ssl certificate, tls", "security network"],
  "web-page": [
    "web pages",
    "web page, webpage, page, web content, website content, html, homepage, home page, landing page",
    "web"
  ],
  link: ["links", "link, hyperlink, url, web address", "web"],
  "search-result": ["search results", "search result, search engine result, search query", "web"],
  "web-information": [
    "information on the web",
    "web search, internet, online information, online source, the web, web",
    "web"
  ],
  information: ["information", "information, detail, fact", "data"],
  "browser-tab": ["browser tabs", "browser tab, tab, browser session, cookie", "web"],
  news: ["news", "news, news article, headline, press release", "web promoting"],
  forum: ["forums", "forum, discussion board, forum thread, online community", "web messages"],
  weather: ["weather", "weather, weather forecast, climate", "web property"],
  "web-service": [
    "web services",
    "web service, api, rest api, external service, external api, online service, third party service",
    "services"
  ],
  "api-request": [
    "requests to services",
    "api request, api call, http request, get request, api response, api documentation",
    "services"
  ],
  service: ["services", "service", "services"],
  integration: ["integrations", "integration, connector", "services automation"],
  "network-code": ["code from the network", "code fetched from the network", "network code"],
  // Models and agents.
  model: [
    "machine learning models",
    "machine learning model, ml model, neural network, classifier, language model, deep learning",
    "models"
  ],
  training: ["training runs", "training run, training, hyperparameter, learning rate, model checkpoint", "models"],
  prompt: ["prompts", "prompt, system prompt, prompt template", "models self"],
  "model-answer": ["answers of models", "model response, model output, model answer, generated response", "models"],
  "other-agent": [
    "other agents",
    "another agent, other agent, sub-agent, subagent, helper agent, worker agent",
    "self models"
  ],
  // Security and access.
  vulnerability: [
    "security vulnerabilities",
    "vulnerability, security vulnerability, security flaw, security issue, security hole, exploit code, injection flaw",
    "security"
  ],
  malware: [
    "malware",
    "malware, malicious software, ransomware, malicious file, malware sample, suspicious file",
    "security"
  ],
  "security-task": [
    "security exercises",
    "security task, security challenge, hacking challenge, puzzle of security",
    "security"
  ],
  threat: [
    "threats",
    "threat, intrusion, breach, data breach, attacker, cyberattack, attempted attack, attacks",
    "security"
  ],
  phishing: [
    "fraud attempts",
    "phishing, scam, fraud, fraudulent activity, suspicious activity, suspicious transaction",
    "security payments"
  ],
  secret: ["secrets", "secret, api key, private key, secret key, access key", "access security"],
  credential: ["credentials", "credential, login credential, login, access token, auth token, session token", "access"],
  password: ["passwords", "password, passphrase, weak password, password hash", "access security"],
  "user-account": ["user accounts", "user account, account, user profile, profile", "access customers"],
  access: [
    "access permissions",
    "access permission, access right, access, permission, privilege, access control, user role, role",
    "access"
  ],
  identity: ["identities", "identity, identity verification, identity check, user identity", "access"],
  "security-policy": [
    "security rules",
    "security policy, security rule, security setting, security control",
    "security"
  ],
  "security-log": ["security logs", "audit log, audit trail, security log, security event", "security"],
  cipher: ["ciphers", "cipher, ciphertext, cryptography, encoded message, encrypted message, checksum", "security"],
  privacy: ["privacy", "privacy, personal data, data protection, sensitive data, consent form", "security law"]
};
var DATA_OBJECTS = conceptsOf("object", ROWS4);

// src/clusters/vocabulary/objects-life.ts
var ROWS5 = {
  // Research and teaching.
  paper: [
    "research papers",
    "research paper, paper, scientific paper, scientific article, academic article, journal article, publication, thesis, study, studies",
    "research"
  ],
  literature: ["research literature", "literature, academic literature, literature review, related work", "research"],
  citation: ["citations", "citation, reference, source of information, sources, bibliography entry", "research"],
  "research-finding": [
    "research findings",
    "research finding, scientific finding, study result, evidence",
    "research analysis"
  ],
  "research-question": ["research questions", "research question, research topic, topic", "research"],
  "science-data": [
    "scientific data",
    "experimental data, scientific data, simulation result, molecule, protein, chemical compound, chemistry, physics, biology, genome",
    "research data"
  ],
  book: ["books", "book, novel, chapter, e-book, ebook", "language research"],
  lesson: [
    "lessons",
    "lesson, lecture, course, course material, curriculum, class plan, lesson plan, school class, classroom",
    "teaching"
  ],
  quiz: [
    "quizzes",
    "quiz, quizzes, quiz question, exam, examination, exam answer, multiple choice question",
    "teaching"
  ],
  homework: ["homework", "homework, assignment, homework assignment, essay", "teaching"],
  student: ["students", "student, pupil, teacher, learner, tutor session", "teaching people"],
  concept: ["concepts", "concept, idea, knowledge", "teaching research"],
  skill: ["skills", "skill, training course, learning goal", "teaching staff"],
  question: ["questions", "question, query from user, user question, riddle, trivia", "support teaching"],
  // Games.
  game: ["games", "game, video game, board game, card game, game state", "games"],
  "game-level": ["game levels", "game level, level of game, maze, room in game, dungeon room", "games"],
  "game-move": ["moves in games", "game move, next move, chess, chess board, board position, chess piece", "games"],
  puzzle: ["puzzles", "puzzle, sudoku, crossword, word game", "games"],
  character: [
    "game characters",
    "game character, character, avatar, monster, enemy, enemies, opponent, player",
    "games"
  ],
  "game-item": ["game pieces", "card in game, cards, playing card, dice, inventory item, game item, treasure", "games"],
  "virtual-world": ["virtual worlds", "virtual world, game world, game environment, text adventure", "games"],
  story: ["stories", "story, stories, fiction, poem, screenplay, role-play, roleplay, plot of story", "language media"],
  // Homes and devices.
  light: ["lights", "light, smart light, light bulb, lighting", "home"],
  thermostat: [
    "heating and cooling",
    "thermostat, heating, temperature, room temperature, air conditioner, air conditioning, humidity, fan",
    "home energy"
  ],
  "door-lock": ["door locks", "door lock, door, front door, window of house, garage door, doorbell", "home"],
  "smart-device": [
    "smart devices",
    "smart device, smart home, smart home device, home device, home automation, smart plug, smart speaker, appliance, household appliance",
    "home"
  ],
  sensor: ["sensors", "sensor, motion sensor, motion, smoke detector", "home industry"],
  camera: ["cameras", "camera, security camera, webcam", "home media"],
  "robot-cleaner": ["household robots", "vacuum cleaner, robot vacuum, lawn mower", "home"],
  "house-work": ["households", "household, house, home, room, kitchen, garden, plant", "home"],
  // Media.
  image: ["images", "image, photo, photograph, picture, image file, image quality, illustration, drawing", "media"],
  video: ["videos", "video, video clip, video frame, clip, film, movie, footage, animation film", "media"],
  audio: [
    "sound recordings",
    "audio, audio recording, audio file, sound, voice recording, podcast, speech, voice",
    "media"
  ],
  music: ["music", "music, song, playlist, melody, album, music track", "media"],
  subtitle: ["subtitles", "subtitle, transcript, lyrics", "media language"],
  design: [
    "designs",
    "design, logo design, poster, banner, graphic, mockup, wireframe, color scheme, colour, color, font",
    "media interface"
  ],
  "three-d-model": ["three-dimensional models", "three-dimensional model, cad model, mesh", "media industry"],
  slide: ["presentations", "slide, presentation, slide deck", "documents media"],
  channel: ["media channels", "channel, streaming service, tv show, television", "media promoting"],
  // Time.
  meeting: ["meetings", "meeting, conference call, video call, meeting room, agenda", "time"],
  "calendar-event": ["calendar events", "calendar event, calendar, calendar entry, event, availability", "time"],
  invitation: ["invitations", "invitation, meeting invitation, attendee, participant", "time"],
  reminder: ["reminders", "reminder, timer, alarm clock, deadline, due date", "time self"],
  "time-table": ["schedules", "schedule, timetable, time zone, free time", "time"],
  "event-plan": ["events", "conference, party plan, wedding, birthday, celebration", "time travel"],
  // Mail and messages.
  email: ["e-mails", "email, mail, email message, unread mail, email reply, email draft, email reminder", "mail"],
  inbox: ["inboxes", "inbox, mailbox, mail folder, email account, email thread", "mail"],
  attachment: ["attachments", "attachment, email attachment", "mail"],
  recipient: ["recipients", "recipient, sender, addressee", "mail"],
  letter: ["letters", "letter, fax", "mail documents"],
  message: ["messages", "message, direct message, chat message, text message, sms, instant message", "messages"],
  "chat-channel": [
    "chat channels",
    "chat channel, chat, chat room, group chat, conversation, dialogue, dialog",
    "messages"
  ],
  notification: ["notifications", "notification, push notification, announcement", "messages"],
  comment: ["comments", "comment, remark", "messages versions"],
  "group-work": [
    "collaborators",
    "collaborator, author, maintainer, developer, reviewer, contributor",
    "versions people"
  ],
  // Documents and language.
  document: ["documents", "document, word document, docx, document section, file for office", "documents"],
  pdf: ["scanned documents", "pdf, scanned document, scan of document, scanned page, pdf file", "documents"],
  spreadsheet: [
    "spreadsheets",
    "spreadsheet, spreadsheet data, worksheet cell, cell of spreadsheet, pivot table",
    "documents data"
  ],
  documentation: [
    "documentation",
    "documentation, technical documentation, docs, manual, user guide, guide, readme, readme file, how-to",
    "documents code"
  ],
  specification: [
    "specifications",
    "specification, requirement document, design document, requirement",
    "documents code"
  ],
  note: ["notes", "notes, meeting notes, minutes of meeting, written note", "documents"],
  summary: ["summaries", "written summary, executive summary", "documents language"],
  "knowledge-base": [
    "knowledge bases",
    "knowledge base, shared knowledge base, help article, knowledge base article",
    "documents support"
  ],
  translation: [
    "translations",
    "translated text, language pair, language, foreign language, grammar, spelling, typo, vocabulary",
    "language"
  ],
  word: ["wording", "word, sentence, phrase, title, heading", "language"],
  tone: ["style", "tone, writing style", "language promoting"],
  "data-entry": ["data entries", "data entry, form entry", "data documents"],
  list: ["lists", "bulleted list, checklist", "documents"],
  // The agent itself, its tasks and its human.
  task: ["tasks", "task, list of tasks, to-do list, todo list, todo, task list, subtask, next task", "self"],
  "task-tracker": [
    "task trackers",
    "tracker of tasks, task tracker, issue tracker, project board, project management, milestone, sprint, backlog item",
    "versions self"
  ],
  plan: ["plans", "plan, project plan, action plan, roadmap, strategy, strategies, step of plan", "self"],
  "own-memory": ["its own memory", "memory, agent memory, stored memory, context window, scratchpad", "self"],
  tool: ["tools", "tool, external tool, tools or instructions, tool call, available tool", "self"],
  instruction: ["instructions", "instruction, guideline, policy document, policies, policy", "self"],
  "own-question": [
    "clarifying questions",
    "question to human, person a question, clarifying question, clarification",
    "self"
  ],
  "own-answer": ["answers", "answer, final answer", "self"],
  thought: ["thoughts", "thought, reasoning step, chain of thought", "self"],
  "own-work": ["ways of working", "how it works, working mode, mode, own setting, setting, preference", "self"],
  user: ["users", "user, its person, person, operator, human", "people"],
  problem: ["problems", "problem, difficulty, trouble", "support"],
  something: ["things", "something, thing, stuff", "people"],
  "wait-time": ["waiting times", "woken up, wake-up, waiting time", "self time"],
  // Industry, energy, the physical world.
  robot: ["robots", "robot, robotic arm, robot arm, gripper", "industry"],
  "physical-device": ["physical devices", "physical device, device, hardware, equipment, gadget", "industry home"],
  "phone-device": ["phones", "phone, smartphone, tablet, mobile device, handset", "services industry"],
  "factory-line": [
    "production lines",
    "production line, factory, factories, manufacturing, assembly line, plant operation, machine tool",
    "industry"
  ],
  "spare-part": [
    "parts",
    "part, spare part, electronic component, circuit, microcontroller, firmware, circuit board",
    "industry"
  ],
  maintenance: ["maintenance work", "maintenance, maintenance work, inspection report, work order", "industry"],
  "energy-use": [
    "energy use",
    "energy, electricity, power consumption, solar panel, battery, batteries, energy saving",
    "energy"
  ],
  vehicle_control: [
    "driving",
    "autonomous driving, steering, speed limit, parking, charging station",
    "industry logistics"
  ],
  farm: ["farms", "farm, crop yield, agriculture, soil", "industry food"],
  environment_data: [
    "environmental data",
    "emission, carbon footprint, air quality, pollution, recycling",
    "energy data"
  ],
  printer: ["printers", "printer, scanner device, monitor screen, peripheral", "systems industry"],
  driver_software: ["device drivers", "device driver, driver software", "systems"]
};
var LIFE_OBJECTS = conceptsOf("object", ROWS5);

// src/clusters/vocabulary/objects-software.ts
var ROWS6 = {
  // Files.
  file: ["files", "file", "files"],
  folder: ["folders", "folder, directory, directory tree, file tree, file system, filesystem", "files"],
  "config-file": [
    "configuration files",
    "configuration file, config file, configuration, config, settings file, dotfile, environment file",
    "files systems"
  ],
  "log-file": [
    "log files",
    "log file, log, log output, log entry, error log, server log, application log",
    "files systems"
  ],
  path: ["file paths", "path, file path", "files"],
  disk: ["disks", "disk, disk space, disk usage, hard drive, drive space, volume", "systems files"],
  permission: ["file permissions", "file permission, file mode, who may use files", "files access"],
  "binary-file": ["binary files", "binary, binary file, executable, core dump", "files programs"],
  text: ["texts", "text, text file, plain text, wording of, paragraph, passage", "language files"],
  line: ["lines of text", "line of code, line of text, code line", "files code"],
  backup: ["backups", "backup, snapshot of", "files systems"],
  screenshot: ["screenshots", "screenshot, screen capture", "media interface"],
  template: ["templates", "template", "documents code"],
  // Code.
  code: [
    "source code",
    "code, source code, source file, codebase, code base, code file, snippet, code snippet",
    "code"
  ],
  function: ["functions", "function, method, subroutine, callback", "code"],
  class: ["classes", "class, class definition, interface definition", "code"],
  module: ["modules", "module, submodule", "code packages"],
  component: ["components", "component", "code interface"],
  variable: ["variables", "variable, constant, parameter, argument", "code"],
  type: ["types", "type, type definition, type annotation, type error", "code"],
  import: ["imports", "import statement, imports", "code packages"],
  algorithm: ["algorithms", "algorithm, data structure, logic", "code"],
  script: ["scripts", "script, shell script, python script, build script, bash script", "code programs"],
  prototype: ["prototypes", "prototype, proof of concept", "code"],
  feature: ["features", "feature, functionality, new feature, capability", "code"],
  bug: ["bugs", "bug, defect, software bug, glitch in", "code"],
  error: [
    "errors",
    "error, error message, fault, failure, something wrong, exception, runtime error, stack trace, traceback",
    "code systems"
  ],
  crash: ["crashes", "crash, segfault, hang", "code systems"],
  warning: ["warnings", "warning, linter warning, lint error, compiler warning", "code"],
  fix: ["fixes", "fix, bug fix, bugfix, hotfix, code fix", "code deployment"],
  "duplicate-code": [
    "duplicated code",
    "duplicate code, duplicated code, dead code, unused code, technical debt",
    "code"
  ],
  dependency: ["dependencies", "dependency, third party library, project dependency", "packages"],
  package: ["packages", "package", "packages"],
  library: ["libraries", "library, framework, sdk, plugin, extension, add-on", "packages code"],
  lockfile: ["lockfiles", "lockfile, lock file, package manifest, manifest", "packages files"],
  "package-registry": ["package registries", "package registry, registry", "packages"],
  "dev-environment": [
    "development environments",
    "development environment, dev environment, virtual environment, toolchain, runtime environment",
    "packages systems"
  ],
  "code-style": [
    "code style",
    "code style, code formatting, style guide, code quality, readability, maintainability",
    "code"
  ],
  "code-comment": ["code comments", "code comment, inline comment", "code documents"],
  codegen: ["generated code", "generated code, code generation", "code"],
  architecture: ["software architecture", "architecture, software architecture, system design, design pattern", "code"],
  "api-endpoint": ["endpoints", "endpoint, api endpoint, api route, route handler, handler", "services code"],
  schema: ["schemas", "schema, data model, database schema", "databases code"],
  parser: ["parsers", "parser, compiler, interpreter, tokenizer", "code programs"],
  regex: ["patterns", "regular expression, regex, pattern", "code"],
  performance: ["performance", "performance, bottleneck, response time, speed of, throughput", "systems code"],
  memory: ["memory usage", "memory usage, memory leak, cpu usage, cpu, processor load", "systems programs"],
  concurrency: ["concurrent work", "concurrency, deadlock, parallelism", "code"],
  // Tests.
  "unit-test": ["unit tests", "unit test", "testing"],
  test: ["tests", "test, test case, test file, regression test, regression", "testing"],
  "test-suite": ["test suites", "test suite, full test suite, test run, test result", "testing"],
  "integration-test": [
    "integration tests",
    "integration test, end-to-end test, smoke test, acceptance test",
    "testing"
  ],
  "test-coverage": ["test coverage", "test coverage, code coverage", "testing"],
  "test-data": ["test data", "test data, fixture, mock data, mock, stub data", "testing data"],
  benchmark: ["benchmarks", "benchmark result, performance test, load test", "testing"],
  // Releases and deployments.
  deployment: ["deployments", "deployment process, deployment pipeline, deployment script", "deployment"],
  "web-application": [
    "web applications",
    "web application, web app, website, web site, site, frontend, front end, front-end, single page application",
    "deployment web"
  ],
  "backend-service": [
    "backend services",
    "backend, back end, back-end, backend service, microservice, server side",
    "deployment services"
  ],
  "mobile-app": ["mobile applications", "mobile app, mobile application, phone app", "programs interface"],
  application: ["applications", "application, app, software, software product", "programs deployment"],
  release: ["releases", "release, new version, release note, release candidate", "deployment versions"],
  "build-artifact": ["build artifacts", "build artifact, artifact, build output, bundle", "deployment programs"],
  "build-pipeline": [
    "build pipelines",
    "build pipeline, ci pipeline, continuous integration, ci, cd, continuous deployment, checks of a shared project, workflow run",
    "deployment automation"
  ],
  // Versions.
  change: ["changes", "change, code change, modification to", "versions"],
  repository: [
    "repositories",
    "repository, repo, git repository, working copy, shared project, remote repository",
    "versions"
  ],
  branch: ["branches", "branch, feature branch, main branch, trunk", "versions"],
  commit: ["commits", "commit message, commit history, local commit, commits", "versions"],
  "pull-request": ["pull requests", "pull request, merge request, pr, prs", "versions"],
  "merge-conflict": ["merge conflicts", "merge conflict, conflict", "versions"],
  history: ["project history", "history, history of a project, shared history, version history", "versions"],
  diff: ["differences", "diffs, difference, patch file", "versions"],
  version: ["versions", "version, version number, tag", "versions packages"],
  "review-comment": ["review comments", "review comment, review feedback, code review", "versions"],
  issue: ["issues", "issue, bug report, open issue", "versions support"],
  project: ["projects", "project, project structure", "versions"],
  "work-version": [
    "work in version control",
    "work in version control, uncommitted change, uncommitted work",
    "versions"
  ],
  changelog: ["change logs", "changelog, change log", "versions documents"],
  // Programs and processes.
  program: ["programs", "program, running program, tool itself, utility program", "programs"],
  process: [
    "processes",
    "process id, running process, background process, daemon, thread pool, background job",
    "programs systems"
  ],
  command: ["commands", "command, shell command, terminal command, command on", "programs"],
  "os-service": ["system services", "system service, service of the machine", "systems"],
  machine: [
    "machines",
    "machine, state of the machine, another machine, computer, laptop, workstation, host system",
    "systems"
  ],
  "operating-system": ["operating systems", "operating system, kernel, linux, os", "systems"],
  solution: ["solutions", "solution, solution code", "code"],
  recording: ["recordings", "recording, program recording", "programs"],
  // Interfaces.
  "user-interface": ["user interfaces", "user interface, ui, gui, graphical interface", "interface"],
  layout: ["page layouts", "layout, page layout, css, stylesheet, style sheet, styling", "interface web"],
  button: ["buttons", "button, menu, dropdown, checkbox, toggle, icon", "interface"],
  screen: ["screens", "screen, desktop, window on", "interface"],
  form: ["forms", "form, form field, web form, online form, input field", "interface web"],
  animation: ["animations", "animation, transition effect", "interface media"],
  accessibility: ["accessibility", "accessibility, contrast ratio, screen reader", "interface"],
  "user-input": ["user input", "user input, input validation, keystroke, keyboard, mouse", "interface"],
  navigation: ["navigation menus", "navigation bar, sidebar, header, footer", "interface web"]
};
var SOFTWARE_OBJECTS = conceptsOf("object", ROWS6);

// src/clusters/vocabulary/reasons.ts
var STOP_ROWS = {
  "stop-choice": [
    "choose between approaches",
    "choose, choose between, choice, approach, option, alternative, which way, prefer, preference, pick, trade-off, design decision, decide, decision, decide between",
    "choice"
  ],
  "stop-diagnostics": [
    "gather diagnostics or test results",
    "diagnostic, diagnose, test result, log output, logs, error message, screenshot, reproduce, stack trace, output of command, run command, run it, try it, test it, verify it, results of test, check whether it works",
    "evidence"
  ],
  "stop-vague": [
    "clarify vague requests",
    "vague, clarify, clarification, ambiguous, ambiguity, unclear, not clear, underspecified, incomplete request, what is meant, what was meant, more specific, meaning of request, did not say, not specified, unspecified",
    "clarity"
  ],
  "stop-access": [
    "ask for missing credentials or access",
    "credential, access, password, api key, token, permission, permission denied, log in, login, sign in, authentication, not authorised, not authorized, authorization, account missing, key missing",
    "means"
  ],
  "stop-approval": [
    "get approval before acting",
    "approval, approve, confirm, confirmation, go-ahead, permission to, consent, sign-off, before acting, before going on, before proceeding, before making change, accept, allow",
    "leave"
  ],
  "stop-plan": [
    "show a plan for review",
    "plan, plan review, present plan, proposed plan, plan mode, outline, proposal",
    "leave"
  ],
  "stop-missing": [
    "ask for missing information",
    "missing information, missing context, information, detail, more detail, more information, needed input, input, missing file, missing data, file, data, value, unknown requirement, context, requirement",
    "clarity means"
  ],
  "stop-question": ["ask another question", "another question, question, put question, ask question", "clarity"],
  "stop-conflict": [
    "settle conflicting instructions",
    "conflict, conflicting, contradict, contradiction, inconsistent, disagree, mismatch",
    "choice clarity"
  ],
  "stop-risk": [
    "warn of a risky step",
    "risk, risky, dangerous, destructive, irreversible, cannot be undone, delete, data loss, overwrite, production, warn, warning, unsafe, safety",
    "leave"
  ],
  "stop-scope": [
    "settle what belongs to the task",
    "scope, out of scope, beyond task, next step, what to do next, priority, prioritise, prioritize, further work, which task, follow-up work",
    "choice clarity"
  ],
  "stop-feedback": [
    "get feedback on results",
    "feedback, review, look at result, opinion, satisfied, happy with, inspect, judge result",
    "leave evidence"
  ],
  "stop-manual": [
    "leave a step to a human",
    "manual, manually, by hand, human has to, cannot do itself, physical step, browser step, install, restart",
    "means"
  ],
  "stop-tool": [
    "report a tool that does not work",
    "tool, tool missing, unavailable, not available, not installed, unreachable, network, connection, offline, dependency missing, environment",
    "means trouble"
  ],
  "stop-policy": [
    "decline for a rule",
    "policy, rule, not allowed, forbidden, refuse, decline, guideline",
    "leave trouble"
  ],
  "stop-cost": ["settle costs", "cost, expensive, budget, money, payment, price", "leave choice"],
  "stop-handover": [
    "hand over to a person",
    "handed over, hand over, transfer to human, human agent, escalate, escalation",
    "means"
  ],
  "stop-customer": [
    "wait for details from a customer",
    "customer, order number, booking number, reservation, customer detail, user id",
    "means clarity"
  ],
  "stop-done": [
    "report finished work",
    "done, complete, finished, finish, completion, nothing left, accomplished, fulfilled, had done what was asked, answered",
    "ending"
  ],
  "stop-silent": ["stop without a word", "without another word, silent, no message, no reason, said nothing", "ending"],
  "stop-waiting": [
    "wait for something that runs",
    "wait, still run, background, in progress, until it finishes, pending",
    "ending"
  ],
  "stop-error": [
    "stop at an error",
    "error, failure, fail, crash, exception, bug, blocked by, stuck, could not continue",
    "trouble"
  ],
  "stop-blocked": ["wait for an answer", "without answer, could not go on without answer, answer", "clarity means"],
  "stop-limit": [
    "reach a limit",
    "limit, quota, rate limit, out of context, context length, too many turns, timeout, timed out, maximum",
    "trouble ending"
  ],
  "stop-interrupted": [
    "be stopped by a human",
    "human stopped, interrupted by, user interrupted, cancelled by, rejected by",
    "takeover ending"
  ],
  "stop-log-end": ["end with the log", "log ends, log ended, cut off, middle of turn", "ending"],
  "stop-unknown": ["stop for an unknown reason", "cannot be told, not inferable, unknown reason", "ending"]
};
var INTERRUPT_ROWS = {
  "interrupt-context": [
    "missing context or corrections",
    "missing context, context, correction, correct, information, detail, clarify, clarification, explain, add detail, give information, remind, point out, hint, missing context or corrections",
    "correction"
  ],
  "interrupt-slow": [
    "too slow, hanging or excessive",
    "slow, hang, hanging, excessive, too long, took too long, too much, stuck, stalled, verbose, waste, loop, endless, repeat, repeating, unresponsive, waiting, frozen, too many, over-engineered, slow hanging or excessive",
    "pace"
  ],
  "interrupt-enough": [
    "enough to go on alone",
    "enough, enough to go on, enough to go on alone, go on alone, what they needed was there, had what they needed, already had, already done, no longer needed, sufficient, satisfied, task completed, finished",
    "takeover ending"
  ],
  "interrupt-own-step": [
    "doing the next step themselves",
    "do the next step themselves, next step themselves, next step, themselves, do it themselves, take over, took over, manually, by hand, on their own, commit themselves, run it themselves, test themselves",
    "takeover"
  ],
  "interrupt-changed": [
    "changed requirements",
    "requirement had changed, requirement, changed mind, changed their mind, change of plan, change of mind, new idea, new requirement, different task, another task, something else, priorities changed, new instruction, went on otherwise, reason of own",
    "turn"
  ],
  "interrupt-error": [
    "errors in the work",
    "error, bug, mistake, broke, broken, failure, fail, something was wrong, wrong result, incorrect, faulty, did not work, not working, false, invented",
    "trouble correction"
  ],
  "interrupt-direction": [
    "a direction that was not wanted",
    "wrong direction, direction that was not wanted, direction, not wanted, unwanted, wrong approach, different approach, another approach, off track, misguided, better way, approach, strategy, detour",
    "correction turn"
  ],
  "interrupt-misread": [
    "a misunderstood request",
    "misunderstood, misunderstanding, misread, misinterpret, wrong understanding, not what was meant, not what was asked",
    "correction"
  ],
  "interrupt-wrong-place": [
    "work in the wrong place",
    "wrong file, wrong folder, wrong directory, wrong branch, wrong repository, wrong place, wrong project, wrong tool, wrong environment, wrong version",
    "correction"
  ],
  "interrupt-ignored": [
    "instructions that were not followed",
    "ignored, instruction, did not follow, disobeyed, against rule, rule, guideline, convention",
    "correction"
  ],
  "interrupt-risk": [
    "a step that seemed risky",
    "risk, risky, dangerous, destructive, delete, deleting, overwrite, unsafe, production, without permission, without asking, not allowed, harmful, security, secret",
    "leave correction"
  ],
  "interrupt-scope": [
    "more than was asked for",
    "scope, out of scope, more than was asked, unrelated, unnecessary, not asked for, too far, unneeded, extra",
    "pace correction"
  ],
  "interrupt-question": [
    "a question in between",
    "question, ask question, wanted to know, understand, explanation, curious",
    "clarity"
  ],
  "interrupt-look": [
    "looking at the work in between",
    "look at, review, inspect, check progress, see progress, progress, status",
    "evidence"
  ],
  "interrupt-plan": [
    "planning before acting",
    "plan first, plan, before acting, discuss first, talk first, premature, too early, not yet",
    "leave turn"
  ],
  "interrupt-cost": ["costs of the work", "cost, expensive, budget, token, limit, quota, resource", "pace"],
  "interrupt-retry": [
    "starting over",
    "start over, restart, fresh start, new session, begin again, retry, try again",
    "turn"
  ],
  "interrupt-access": [
    "access given meanwhile",
    "credential, access, password, key, login, permission granted",
    "means"
  ],
  "interrupt-resolved": [
    "a problem solved meanwhile",
    "solved, fixed it, resolved, found solution, problem solved",
    "takeover ending"
  ],
  "interrupt-accident": ["an accident", "accident, accidental, by mistake, wrong key, unintended", "turn"],
  "interrupt-unknown": [
    "an unknown reason",
    "cannot be told, unknown, no reason, not inferable, unclear, not clear",
    "ending"
  ]
};
var STOPS = conceptsOf("stop", STOP_ROWS);
var INTERRUPTS = conceptsOf("interrupt", INTERRUPT_ROWS);

// src/clusters/vocabulary/surroundings.ts
var TOOL_ROWS = {
  shell: ["with a shell", "shell, terminal, command line, command-line tool, command prompt, bash, cli", "programs"],
  "version-control": [
    "with version control",
    "version control, version control system, git, source control",
    "versions"
  ],
  editor: ["in a code editor", "editor, code editor, text editor, ide, integrated development environment", "code"],
  browser: ["with a web browser", "browser, web browser, headless browser, browser automation", "web"],
  "search-engine": ["with a search engine", "search engine", "web"],
  "spreadsheet-program": [
    "with spreadsheet programs",
    "spreadsheet program, spreadsheet software, spreadsheet application",
    "documents data"
  ],
  notebook: ["in notebooks", "notebook, computational notebook, jupyter", "analysis"],
  "package-manager": ["with a package manager", "package manager, dependency manager", "packages"],
  "test-runner": ["with a test runner", "test runner, test framework, testing framework, testing tool", "testing"],
  "code-debugger": ["with a debugger", "debugger, profiler", "code"],
  "code-linter": ["with a linter", "linter, formatter, static analyzer, type checker", "code"],
  "build-tool": ["with build tools", "build tool, build system, bundler", "programs"],
  "container-tool": ["with containers", "container runtime, container orchestration, container engine", "cloud"],
  "crm-system": [
    "in customer relationship systems",
    "crm, customer relationship management, crm system",
    "customers selling"
  ],
  "erp-system": [
    "in back-office systems",
    "back office, back-office system, erp, enterprise resource planning, business system",
    "accounting"
  ],
  "ticket-system": ["in ticket systems", "ticketing system, ticket system, help desk system", "support"],
  "booking-system": ["in booking systems", "booking system, reservation system", "travel"],
  "accounting-software": ["with accounting software", "accounting software, bookkeeping software", "accounting"],
  "mail-program": ["with mail programs", "mail program, email client, mail server", "mail"],
  "chat-program": [
    "in messaging programs",
    "messaging app, messaging platform, chat application, chat platform, instant messaging",
    "messages"
  ],
  "calendar-program": ["with calendars", "calendar app, calendar application, scheduling tool", "time"],
  "programming-language": [
    "in programming languages",
    "programming language, python, javascript, typescript, java, rust, golang, ruby, php, kotlin, python code",
    "code"
  ],
  "query-language": ["with query languages", "query language, graphql", "databases"],
  "markup-language": ["in markup", "markup, markdown, latex", "documents"],
  calculator: ["with a calculator", "calculator", "analysis"],
  "language-model": ["with language models", "llm, large language model, generative model, chat model", "models"],
  "image-model": ["with image generators", "image generator, image generation model, text-to-image", "media models"],
  "speech-tool": [
    "with speech recognition",
    "speech recognition, text-to-speech, speech synthesis, voice assistant",
    "media"
  ],
  "ocr-tool": ["with text recognition", "ocr, optical character recognition, text recognition", "documents"],
  "translation-tool": ["with translation tools", "translation tool, machine translation", "language"],
  "monitoring-tool": [
    "with monitoring tools",
    "monitoring tool, observability, monitoring system, logging system",
    "systems"
  ],
  "security-scanner": [
    "with security scanners",
    "security scanner, vulnerability scanner, penetration test, penetration testing, antivirus",
    "security"
  ],
  "password-manager": ["with password managers", "password manager, secret store, key vault", "access"],
  "remote-access": [
    "over remote access",
    "remote access, ssh, remote desktop, remote shell, remote session",
    "network systems"
  ],
  "file-transfer": ["by file transfer", "file transfer, ftp, file sharing", "files network"],
  "drawing-program": [
    "with design programs",
    "design tool, design program, graphics editor, image editor, photo editor",
    "media"
  ],
  "video-program": ["with video programs", "video editor, video editing software", "media"],
  "learning-platform": [
    "on learning platforms",
    "learning platform, learning management system, online course",
    "teaching"
  ],
  "trading-platform": [
    "on trading platforms",
    "trading platform, brokerage, exchange platform, brokerage account",
    "markets"
  ],
  "payment-system": ["with payment systems", "payment system, payment gateway, payment processor", "payments"],
  "map-service": ["with map services", "map service, mapping service, navigation system", "property logistics"],
  "game-engine": ["with game engines", "game engine, game console", "games"],
  "simulation-tool": ["with simulators", "simulator, physics engine", "research industry"],
  "robot-controller": ["with control systems", "control system, controller device, industrial control", "industry"],
  "home-hub": ["through home hubs", "home hub, smart home hub", "home"],
  "data-tool": [
    "with data tools",
    "data tool, dataframe, data frame, data analysis library, plotting library",
    "analysis data"
  ],
  "screen-control": [
    "through the screen",
    "computer use, screen control, through its screen, desktop automation",
    "interface"
  ],
  "agent-protocol": ["through connected tools", "tool server, model context protocol, mcp", "services self"],
  "workflow-tool": [
    "with workflow tools",
    "workflow engine, workflow tool, automation platform, no-code tool",
    "automation"
  ],
  "document-program": ["with word processors", "word processor, document editor, document creation app", "documents"],
  "project-tool": [
    "with project management tools",
    "project management tool, project management software, kanban board",
    "self versions"
  ],
  "survey-tool": ["with survey tools", "survey tool, online form tool", "data"]
};
var ENVIRONMENT_ROWS = {
  production: [
    "in production",
    "production, production environment, production system, production server, live site, live system, live environment",
    "deployment"
  ],
  staging: ["in staging", "staging environment, staging server, pre-production, preview environment", "deployment"],
  development: ["in development", "development server, local development", "programs"],
  sandbox: [
    "in a sandbox",
    "sandbox, sandboxed environment, sandboxed, isolated environment, simulated environment, simulated",
    "programs"
  ],
  "test-environment": ["in a test environment", "test environment, test server, test bed", "testing"],
  local: [
    "on a local machine",
    "local machine, local, localhost, local computer, own machine, person's machine",
    "systems"
  ],
  remote: ["on remote machines", "remote server, remote machine, remote, between machines", "network"],
  shared: [
    "in shared systems",
    "shared system, shared, shared drive, shared with others, shared workspace",
    "services"
  ],
  online: ["online", "online", "web"],
  mobile: ["on mobile devices", "mobile, on mobile", "interface"],
  "physical-world": ["in the physical world", "physical world, real world, on site", "industry"],
  embedded: ["on embedded systems", "embedded system, embedded device, edge device", "industry"],
  internal: ["inside a company", "internal, intranet, internal system, internal tool", "staff"],
  public: ["in public", "public, publicly", "web"],
  background: ["in the background", "background, in background", "programs"],
  batch: ["in bulk", "bulk, in bulk, batch, mass, at once, large number of", "data"],
  "real-time": ["in real time", "real time, real-time, live data", "data"],
  "by-schedule": [
    "on a schedule",
    "nightly, daily, weekly, monthly, periodic, periodically, recurring, on schedule",
    "automation"
  ]
};
var DOMAIN_ROWS = {
  "software-engineering": [
    "for software engineering",
    "software engineering, software development, software project, programming, coding, change or understand software",
    "code"
  ],
  operations: [
    "for operations",
    "operations, devops, system administration, site reliability, it operations",
    "systems"
  ],
  "data-science": [
    "for data science",
    "data science, data engineering, machine learning, artificial intelligence",
    "analysis models"
  ],
  "customer-service": [
    "for customer service",
    "customer service, customer support, customer care, customer success, help a customer",
    "support customers"
  ],
  finance: [
    "for finance",
    "finance, financial, banking, bank, work on finances, financial service",
    "accounting markets"
  ],
  accountancy: ["for accounting", "accounting, accountancy, finance and accounting", "accounting"],
  "sales-work": ["for sales", "sales team, sales process, business development", "selling"],
  "marketing-work": [
    "for marketing",
    "marketing team, marketing strategy, content marketing, content creation",
    "promoting"
  ],
  science: ["for science", "science, scientific, scientific research, academic, academia", "research"],
  education: ["for education", "education, educational, school, university, universities", "teaching"],
  "security-work": ["for security", "security, cybersecurity, information security, computer security", "security"],
  tourism: ["for travel", "tourism, travel agency, hospitality", "travel"],
  retail: ["for retail", "retail, retailer, run an online shop, shopping", "catalogue orders"],
  transport: ["for logistics", "logistics, transportation, shipping company, delivery service", "logistics"],
  "legal-work": ["for law", "legal, legal research, legal work, law firm", "law"],
  gaming: ["for games", "gaming, game development, game design", "games"],
  "home-living": ["for homes", "home improvement, housekeeping, home management", "home"],
  "media-work": ["for media", "media, media production, entertainment, journalism, publishing", "media"],
  "staff-work": ["for human resources", "human resource, hr, recruitment, recruiting", "staff"],
  "property-work": ["for real estate", "real estate agency, property management, facility management", "property"],
  engineering: [
    "for engineering",
    "engineering, mechanical engineering, electrical engineering, civil engineering",
    "industry"
  ],
  "industry-work": ["for manufacturing", "industry, industrial, industrial automation", "industry"],
  "energy-work": ["for energy supply", "energy supply, power grid, utility company, utilities", "energy"],
  telecom: ["for telecommunications", "telecommunication, telecom, mobile network", "services network"],
  "personal-help": [
    "for everyday life",
    "everyday life, personal assistant, personal task, personal productivity, digital assistance",
    "people self"
  ],
  "public-office": ["for public administration", "government, public sector, administration, municipal", "law"],
  "food-work": ["for gastronomy", "gastronomy, catering, food delivery", "food"],
  "insurance-work": ["for insurers", "insurer, underwriting, claims handling", "payments"],
  consulting: ["for consulting", "consulting, consultancy, consultant, business strategy", "selling analysis"],
  "language-work": ["for translation", "linguistics, language learning, interpreting service", "language"],
  "art-work": ["for art", "art, creative work, creative writing, artwork", "media language"],
  "open-source": ["for open source", "open source, open-source, open source project", "versions code"],
  "agent-building": [
    "for agents",
    "agent framework, agent development, multi-agent, multi-agent coordination, scaffolding",
    "models self"
  ]
};
var TOOLS = conceptsOf("tool", TOOL_ROWS);
var ENVIRONMENTS = conceptsOf("environment", ENVIRONMENT_ROWS);
var DOMAINS = conceptsOf("domain", DOMAIN_ROWS);

// src/clusters/vocabulary/concepts.ts
var CONCEPTS = [
  ...ACTIVITIES,
  ...TRADE_ACTIVITIES,
  ...SOFTWARE_OBJECTS,
  ...DATA_OBJECTS,
  ...BUSINESS_OBJECTS,
  ...LIFE_OBJECTS,
  ...TOOLS,
  ...ENVIRONMENTS,
  ...DOMAINS,
  ...STOPS,
  ...INTERRUPTS
];
var ofKinds = (...kinds) => new Map([...CONCEPTS.entries()].filter(([, { kind }]) => kinds.includes(kind)));
var LEXICONS = {
  deeds: ofKinds("activity", "object", "tool", "environment", "domain"),
  stop: ofKinds("stop"),
  interrupt: ofKinds("interrupt")
};
var WORDS = knownWords();
var FIND = {
  deeds: lexiconOf(WORDS, LEXICONS.deeds),
  stop: lexiconOf(WORDS, LEXICONS.stop),
  interrupt: lexiconOf(WORDS, LEXICONS.interrupt)
};
var OPENINGS = {
  "human interrupted": "interrupt",
  "user interrupted": "interrupt",
  "agent stopped because": "stop",
  "agent stopped to": "stop",
  "agent stopped at": "stop",
  "agent stopped without": "stop",
  "agent stopped for": "stop",
  "agent could not go on": "stop",
  "agent had done what was": "stop",
  "agent reached limit": "stop",
  "agent put question": "stop",
  "agent waits for": "stop",
  "human stopped agent": "stop",
  "why agent stopped": "stop",
  "log ends": "stop"
};
var STARTS = Object.entries(OPENINGS).map(([words, why]) => ({ words: words.split(" ").map(WORDS.add), why }));
var FIRST = new Set(STARTS.map(({ words }) => words[0]));
function openingOf(words) {
  if (!FIRST.has(words[0])) return void 0;
  return STARTS.find(({ words: start }) => start.every((word, at) => words[at] === word))?.why;
}
function ascending(numbers2) {
  const sorted = [];
  for (const number of numbers2) {
    let at = sorted.length;
    while (at > 0 && sorted[at - 1] > number) at--;
    if (at > 0 && sorted[at - 1] === number) continue;
    for (let to = sorted.length; to > at; to--) sorted[to] = sorted[to - 1];
    sorted[at] = number;
  }
  return sorted;
}
function conceptsIn(text) {
  const known = WORDS.read(text);
  const why = openingOf(known.words);
  const reasons = why === void 0 ? [] : FIND[why].find(known);
  return ascending(reasons.length > 0 ? reasons : FIND.deeds.find(known));
}
var senseIn = (concepts) => concepts.map((number) => number.toString(36)).join(".");

// src/clusters/vocabulary/faint.ts
var ACTIVITIES2 = "use handle complete continue apply call start report serve ask show list count give keep notify open choose";
var OBJECTS = "user something task instruction information tool result own-answer project command number question customer problem";
var TOOLS2 = "shell";
var ENVIRONMENTS2 = "local background batch online shared internal";
var of = (kind, ids) => ids.split(" ").map((id) => `${kind} ${id}`);
var FAINT = /* @__PURE__ */ new Set([
  ...of("activity", ACTIVITIES2),
  ...of("object", OBJECTS),
  ...of("tool", TOOLS2),
  ...of("environment", ENVIRONMENTS2)
]);
var FAINTLY = CONCEPTS.map(({ kind, id }) => FAINT.has(`${kind} ${id}`));
var isFaint = (concept) => FAINTLY[concept] ?? false;

// src/clusters/vocabulary/groups.ts
var ACTS = {
  look: "look up",
  search: "search",
  check: "check",
  watch: "monitor",
  understand: "analyse",
  explain: "explain",
  make: "create",
  write: "write",
  change: "change",
  improve: "improve",
  repair: "fix",
  remove: "remove",
  undo: "undo",
  move: "move",
  run: "run",
  stop: "stop",
  "set-up": "set up",
  publish: "publish",
  tell: "discuss",
  ask: "ask about",
  decide: "decide on",
  plan: "plan",
  record: "record",
  arrange: "organise",
  count: "calculate",
  trade: "trade",
  pay: "settle",
  book: "book",
  serve: "handle",
  protect: "secure",
  attack: "attack",
  control: "control",
  play: "play",
  learn: "learn"
};
var FIELDS = {
  files: "files",
  code: "source code",
  testing: "tests",
  deployment: "deployments",
  versions: "version control",
  programs: "programs",
  packages: "packages",
  interface: "user interfaces",
  data: "data",
  databases: "databases",
  analysis: "reports",
  systems: "servers",
  cloud: "cloud resources",
  network: "networks",
  web: "web pages",
  services: "web services",
  automation: "automations",
  models: "machine learning models",
  security: "security",
  access: "access rights",
  orders: "customer orders",
  refunds: "refunds",
  support: "customer support",
  customers: "customers",
  travel: "travel",
  accounting: "accounting",
  payments: "payments",
  markets: "investments",
  selling: "sales",
  promoting: "marketing",
  research: "research",
  teaching: "teaching",
  catalogue: "products",
  logistics: "shipments",
  law: "legal documents",
  games: "games",
  home: "smart homes",
  media: "media",
  time: "meetings",
  mail: "e-mail",
  messages: "messages",
  documents: "documents",
  language: "texts",
  staff: "staff",
  property: "places",
  industry: "machinery",
  energy: "energy",
  food: "food",
  self: "the agent's own work",
  people: "people"
};
var REALM_OF = {
  files: "software",
  code: "software",
  testing: "software",
  deployment: "software",
  versions: "software",
  programs: "software",
  packages: "software",
  interface: "software",
  data: "information",
  databases: "information",
  analysis: "information",
  models: "information",
  systems: "infrastructure",
  cloud: "infrastructure",
  network: "infrastructure",
  services: "infrastructure",
  automation: "infrastructure",
  security: "infrastructure",
  access: "infrastructure",
  web: "learning",
  research: "learning",
  teaching: "learning",
  law: "learning",
  orders: "commerce",
  refunds: "commerce",
  support: "commerce",
  customers: "commerce",
  travel: "commerce",
  selling: "commerce",
  promoting: "commerce",
  catalogue: "commerce",
  logistics: "commerce",
  accounting: "money",
  payments: "money",
  markets: "money",
  games: "leisure",
  media: "leisure",
  food: "leisure",
  home: "surroundings",
  property: "surroundings",
  industry: "surroundings",
  energy: "surroundings",
  time: "communication",
  mail: "communication",
  messages: "communication",
  documents: "communication",
  language: "communication",
  staff: "communication",
  self: "agency",
  people: "agency"
};
var WHYS = {
  choice: "choices",
  evidence: "evidence",
  clarity: "unclear requests",
  means: "missing means",
  leave: "approval",
  ending: "ends of work",
  trouble: "errors",
  correction: "corrections",
  pace: "slow or excessive work",
  takeover: "humans going on by themselves",
  turn: "changed plans"
};
var GROUPS = { ...ACTS, ...FIELDS, ...WHYS };

// bench/topic-verbs.ts
var IRREGULAR2 = {
  buy: ["bought", "bought"],
  cut: ["cut", "cut"],
  find: ["found", "found"],
  get: ["got", "got"],
  give: ["gave", "given"],
  hold: ["held", "held"],
  keep: ["kept", "kept"],
  "book-keep": ["book-kept", "book-kept"],
  read: ["read", "read"],
  build: ["built", "built"],
  reset: ["reset", "reset"],
  run: ["ran", "run"],
  "re-run": ["re-ran", "re-run"],
  sell: ["sold", "sold"],
  send: ["sent", "sent"],
  spell: ["spelled", "spelled"],
  spin: ["spun", "spun"],
  sweep: ["swept", "swept"],
  tear: ["tore", "torn"],
  win: ["won", "won"],
  write: ["wrote", "written"],
  choose: ["chose", "chosen"],
  teach: ["taught", "taught"],
  split: ["split", "split"],
  show: ["showed", "shown"]
};
var DOUBLED2 = /^(?:debug|format|ship|commit|pin|plot|scan|crop|plan|skim|dim|run|re-run|reset|cut|get|set|spin|win|put|split|tag)$/;
var doubled = (verb) => DOUBLED2.test(verb);
var split = (verb) => {
  const at = verb.indexOf(" ");
  return at < 0 ? [verb, ""] : [verb.slice(0, at), verb.slice(at)];
};
function regular(verb) {
  if (/e$/.test(verb)) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return `${doubled(verb) ? verb + verb.at(-1) : verb}ed`;
}
function past(phrase) {
  const [verb, rest] = split(phrase);
  return (IRREGULAR2[verb]?.[0] ?? regular(verb)) + rest;
}
function done(phrase) {
  const [verb, rest] = split(phrase);
  return (IRREGULAR2[verb]?.[1] ?? regular(verb)) + rest;
}
function doing(phrase) {
  const [verb, rest] = split(phrase);
  const stem = /[^e]e$/.test(verb) ? verb.slice(0, -1) : doubled(verb) ? verb + verb.at(-1) : verb;
  return `${stem}ing${rest}`;
}
var were = (what) => /[^s]s$/.test(what.split(/ (?:of|in|on|for|to|from) /)[0]) ? "were" : "was";

// bench/topic-phrasings.ts
var inside = (who) => who.charAt(0).toLowerCase() + who.slice(1);
var upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
var PHRASING = {
  openings: ["The agent", "The agent", "The agent", "The assistant", "The AI agent", "It", "The model"],
  added: [
    "as the user had asked",
    "without asking for confirmation",
    "after reading the instructions",
    "and reported the result back to the user",
    "through a command in the shell",
    "by calling an external tool",
    "with only minor problems",
    "step by step",
    "before going on with the next task",
    "and noted what was left open",
    "following the policy it had been given",
    "in a single go"
  ],
  forms: [
    ({ who, does, what, why }) => `${who} ${past(does)} ${what} to ${why}`,
    ({ who, does, what, why }) => `${who} ${past(does)} ${what} in order to ${why}`,
    ({ who, does, what, detail }) => `${who} ${past(does)} ${what} ${detail}`,
    ({ who, does, what, other, added }) => `${who} ${past(does)} ${what} and ${other} ${added}`,
    ({ who, does, also, what, other }) => `${who} ${past(does)} ${what} and ${past(also)} ${other}`,
    ({ does, what, why, who }) => `To ${why}, ${inside(who)} ${past(does)} ${what}`,
    ({ does, what, why, detail }) => `${upper(what)} ${detail} ${were(what)} ${done(does)} to ${why}`,
    ({ does, what, who, added }) => `${upper(what)} ${were(what)} ${done(does)} by ${inside(who)} ${added}`,
    ({ does, also, what, other, who, detail }) => `After ${doing(does)} ${what}, ${inside(who)} ${past(also)} ${other} ${detail}`,
    ({ does, what, why, detail }) => `${upper(doing(does))} ${what} ${detail} to ${why}`,
    ({ who, does, what, other, why }) => `${who} was asked to ${does} ${what}, using ${other} to ${why}`,
    ({ who, why, does, what, added }) => `${who} set out to ${why} and ${past(does)} ${what} ${added}`,
    ({ who, does, what, why, added }) => `${who} ${past(does)} ${what} ${added}, so as to ${why}`,
    ({ who, does, what, other, detail }) => `With ${other} at hand, ${inside(who)} went about ${doing(does)} ${what} ${detail}`,
    ({ who, does, what }) => `${who} helped its user ${does} ${what}`,
    ({ who, does, also, what, other, why, detail }) => `${who} ${past(does)} ${what} ${detail} and then ${past(also)} ${other}, in order to ${why}`,
    ({ who, does, also, what, other, why, detail, added }) => `In order to ${why}, ${inside(who)} first ${past(does)} ${what} ${detail} and afterwards ${past(also)} ${other} ${added}`,
    ({ who, does, also, what, other, why, detail, added }) => `${who} ${past(does)} ${what} ${added}; it also ${past(also)} ${other} ${detail}, which served to ${why}`,
    ({ who, does, what, other, why, detail }) => `At the request of a user, ${inside(who)} ${past(does)} ${what} and ${other} ${detail} so as to ${why}`,
    ({ does, what, also, other, why }) => `Task: ${does} ${what}; the agent also ${past(also)} ${other}, all to ${why}`
  ]
};
var OTHER_PHRASING = {
  openings: ["The agent", "The assistant", "An AI agent", "The bot", "It", "The AI"],
  added: [
    "which took longer than expected",
    "and asked for feedback",
    "after two failed attempts",
    "while keeping the user informed",
    "using scripts it wrote itself",
    "within the limits of its permissions",
    "with the help of a subagent",
    "and saved a summary",
    "as described in the ticket",
    "without further questions",
    "and double-checked everything",
    "under the supervision of a human"
  ],
  forms: [
    ({ who, does, what, detail }) => `${who} was told to ${does} ${what} and did so ${detail}`,
    ({ who, does, also, what, other, why }) => `The user wanted ${what} ${done(does)}; ${inside(who)} ${past(also)} ${other} as well to ${why}`,
    ({ who, does, also, what, other, added }) => `${upper(doing(does))} ${what} was the job; ${inside(who)} also ${past(also)} ${other} ${added}`,
    ({ who, does, what, why, detail }) => `${who} spent the session ${doing(does)} ${what} ${detail} so that it could ${why}`,
    ({ who, does, what, why, added }) => `Goal: ${why}. ${who} ${past(does)} ${what} ${added}`,
    ({ who, does, what, other, why }) => `${who} worked on ${what} and ${other}, ${doing(does)} them to ${why}`,
    ({ who, does, what, why, detail }) => `Because the user wished to ${why}, ${inside(who)} ${past(does)} ${what} ${detail}`,
    ({ who, does, what, why, detail }) => `${who} managed to ${why} by ${doing(does)} ${what} ${detail}`,
    ({ who, does, what, other, added }) => `${who} ${past(does)} ${what}, then checked ${other} ${added}`,
    ({ who, does, what, why, added }) => `Having ${done(does)} ${what}, ${inside(who)} could ${why} ${added}`,
    ({ who, does, what, other, why }) => `A request to ${why} led ${inside(who)} to ${does} ${what} and ${other}`,
    ({ who, does, what, detail }) => `${who} ${past(does)} ${what} ${detail}`,
    ({ who, does, also, what, other, why }) => `For a team, ${inside(who)} ${past(does)} ${what} and ${past(also)} ${other}, partly to ${why}`
  ]
};

// bench/topic.ts
var list = (words) => words.split(",").map((word) => word.trim());
var topic = (name, [does, doesApart], [things, thingsApart], [why, whyApart]) => ({
  topic: name,
  does: list(does),
  doesApart: list(doesApart),
  things: list(things),
  thingsApart: list(thingsApart),
  why: list(why),
  whyApart: list(whyApart)
});

// bench/topics-elsewhere.ts
var OF_ELSEWHERE = [
  topic(
    "customer orders",
    ["look up, change, update, modify, check", "amend, fetch"],
    [
      "customer orders, order details, the order status, a pending order, items in an order, the shipping address of an order",
      "purchases, consignments, basket lines"
    ],
    [
      "help the customer with their order, swap an item in the order, tell the customer the order status",
      "put things right for the shopper, honour the wish"
    ]
  ),
  topic(
    "refunds",
    ["refund, process, issue, approve, cancel", "reimburse, reverse"],
    [
      "refunds, returned items, a refund request, returns and exchanges, the payment for a cancelled order",
      "chargebacks, goodwill vouchers, clawbacks"
    ],
    [
      "return the money to the customer, settle the refund, compensate the customer for a damaged product",
      "make good on the guarantee, get the RMA done"
    ]
  ),
  topic(
    "support tickets",
    ["answer, resolve, respond to, escalate, close", "triage, field"],
    [
      "support tickets, customer questions, help desk requests, customer complaints, a support case",
      "grievances, callers, gripes"
    ],
    [
      "assist the customer, escalate the ticket to a human support agent, resolve the complaint",
      "defuse a quarrel, shrink the backlog"
    ]
  ),
  topic(
    "travel bookings",
    ["book, cancel, reserve, change, search for", "rebook, hold"],
    [
      "flights, hotel rooms, a flight reservation, airline tickets, travel itineraries, rental cars",
      "seats in economy, stopovers, a berth, lodging"
    ],
    [
      "arrange the trip of a passenger, find a cheaper flight, add baggage to the reservation",
      "get the family there in time, skip the layover"
    ]
  ),
  topic(
    "invoices",
    ["process, reconcile, record, extract, match", "key in, tally, book-keep"],
    [
      "invoices, bank transactions, expense reports, receipts, accounting entries, the general ledger, supplier bills",
      "remittance slips, accruals, payables"
    ],
    [
      "close the accounts for the month, verify invoice amounts, categorise expenses for tax",
      "make the numbers agree, see that nobody is owed"
    ]
  ),
  topic(
    "trading",
    ["analyse, trade, buy, sell, evaluate", "short, hedge, backtest"],
    [
      "stocks, market prices, an investment portfolio, cryptocurrency positions, trading strategies, shares",
      "futures, equities, candlesticks"
    ],
    [
      "decide whether to buy or sell a stock, estimate investment returns, manage portfolio risk",
      "lock in gains, ride the momentum"
    ]
  ),
  topic(
    "sales leads",
    ["qualify, contact, research, enrich, score", "prospect, court, warm up"],
    [
      "sales leads, potential customers, contacts in the CRM, sales opportunities, accounts in the sales pipeline",
      "prospects, inbound signups, gatekeepers"
    ],
    [
      "prepare a sales pitch, follow up with leads, update the CRM with contact details",
      "fill the funnel, land a demo"
    ]
  ),
  topic(
    "marketing content",
    ["write, create, draft, publish, schedule", "pen, concoct"],
    [
      "social media posts, marketing campaigns, blog articles, advertising copy, newsletters, product descriptions",
      "teasers, slogans, captions, hashtags"
    ],
    [
      "promote a product on social media, attract readers to the blog, improve search ranking of the website",
      "drum up buzz, win followers"
    ]
  ),
  topic(
    "literature research",
    ["summarise, search, read, review, collect", "skim, digest, synthesise"],
    [
      "research papers, scientific articles, academic literature, study results, citations, publications",
      "preprints, abstracts, bibliographies"
    ],
    [
      "answer a research question, summarise scientific findings, gather sources for a literature review",
      "see where the field stands, back the claim"
    ]
  ),
  topic(
    "teaching",
    ["explain, create, grade, prepare, teach", "walk through, mark"],
    [
      "lessons, quiz questions, homework assignments, course material, exercises for students, exam answers",
      "worksheets, flashcards, syllabi, coursework"
    ],
    [
      "help a student learn, explain the concept to students, test the knowledge of a class",
      "make algebra less scary, tutor beginners"
    ]
  ),
  topic(
    "security scanning",
    ["scan, audit, detect, test, exploit", "probe, fuzz, sweep"],
    [
      "security vulnerabilities, open ports, network hosts, the firewall, malware samples, weak passwords",
      "CVEs, rootkits, misconfigurations"
    ],
    [
      "find security vulnerabilities in the network, assess a possible intrusion, harden the system against attacks",
      "capture the flag, plug the hole"
    ]
  ),
  topic(
    "account access",
    ["reset, grant, revoke, verify, unlock", "provision, rotate"],
    [
      "user accounts, passwords, access permissions, login credentials, user roles, identity verification",
      "entitlements, MFA authenticators, sign-ins"
    ],
    [
      "restore account access, verify the identity of a user, give a user the correct permissions",
      "let somebody back in, offboard a leaver"
    ]
  ),
  topic(
    "product listings",
    ["update, create, list, price, check", "restock, merchandise, mark down"],
    [
      "product listings, inventory levels, stock in the online shop, product prices, the product catalog",
      "SKUs, assortments, shelf space, variants"
    ],
    [
      "keep the online store up to date, adjust product prices, report products that are out of stock",
      "dodge a sell-out, shift surplus"
    ]
  ),
  topic(
    "shipments",
    ["track, schedule, ship, route, deliver", "dispatch, consolidate, expedite"],
    [
      "shipments, deliveries, packages in transit, warehouse stock, delivery routes, freight, trucks",
      "parcels, pallets, lorries, customs declarations"
    ],
    [
      "plan delivery routes, tell when the shipment arrives, arrange transport to the warehouse",
      "beat the cut-off, spare the drivers a detour"
    ]
  ),
  topic(
    "contracts",
    ["review, draft, compare, summarise, check", "redline, vet"],
    [
      "contracts, legal clauses, agreements, terms and conditions, compliance documents, regulations, a lease agreement",
      "NDAs, covenants, indemnities, statutes"
    ],
    [
      "check legal compliance, find risky clauses in the contract, prepare a legal agreement for signature",
      "stay clear of liability, nail down the wording"
    ]
  ),
  topic(
    "games",
    ["play, move, choose, explore, win", "outwit, forage, castle"],
    [
      "a game level, the chess board, a puzzle, the game character, cards in the game, a maze",
      "dungeons, pawns, quests, boss fights"
    ],
    ["reach the goal of the game, solve the puzzle, beat the opponent in the game", "grab loot, outlast rivals"]
  ),
  topic(
    "home automation",
    ["turn on, switch off, adjust, control, schedule", "dim, arm, preheat"],
    [
      "smart home lights, the thermostat, room temperature, door locks, smart devices, a motion sensor",
      "blinds, lamps, sprinklers, the boiler"
    ],
    [
      "make the home comfortable, save energy in the house, secure the house at night",
      "get cosy for the evening, welcome folks back"
    ]
  ),
  topic(
    "images and video",
    ["edit, generate, crop, resize, convert", "retouch, stitch, upscale"],
    [
      "images, a video clip, photos, audio recordings, video frames, illustrations, a logo design",
      "thumbnails, B-roll, waveforms, sprites"
    ],
    [
      "produce a video for the channel, improve the image quality, create an illustration",
      "give it a vintage feel, fit a square shape"
    ]
  ),
  topic(
    "calendar",
    ["schedule, reschedule, plan, arrange, cancel", "pencil in, juggle"],
    [
      "meetings, calendar events, appointments, meeting invitations, a conference call, availability of attendees",
      "slots, one-on-ones, standups, RSVPs"
    ],
    [
      "find a free time in the calendar, invite the participants to the meeting, remind attendees of an appointment",
      "dodge a double clash, fit everybody in"
    ]
  ),
  topic(
    "e-mail",
    ["send, draft, sort, reply to, forward", "archive, ping, label"],
    [
      "e-mails, the inbox, email messages, unread mail, an email reply, email attachments",
      "correspondence, threads, spam, out-of-office notes"
    ],
    ["respond to the sender, organise the inbox, send an email reminder", "reach zero, loop others in"]
  ),
  topic(
    "web scraping",
    ["browse, scrape, navigate, open, extract", "crawl, harvest"],
    [
      "web pages, search results, website content, links on the page, an online form, browser tabs",
      "DOM nodes, captchas, sitemaps, paywalls"
    ],
    [
      "collect information from websites, fill in an online form, find information on the web",
      "get past the cookie banner, glean facts"
    ]
  ),
  topic(
    "documentation",
    ["write, document, update, translate, format", "flesh out, proofread"],
    [
      "technical documentation, the readme file, user guides, code comments, api documentation, a changelog",
      "docstrings, tutorials, wikis, runbooks"
    ],
    [
      "document the project for developers, explain how to use the api, keep the documentation up to date",
      "help novices along, spell out quirks"
    ]
  ),
  topic(
    "cloud resources",
    ["configure, provision storage for, scale, create, delete", "spin up, tear down"],
    [
      "cloud servers, virtual machines, containers, the kubernetes cluster, storage buckets, infrastructure configuration",
      "pods, ingress rules, subnets, nodes"
    ],
    ["set up cloud infrastructure, reduce cloud costs, start the container", "absorb the spike, trim the tab"]
  )
];

// bench/topics-software.ts
var OF_SOFTWARE = [
  topic(
    "tests",
    ["run, execute, re-run, launch", "fire off, kick off"],
    [
      "unit tests, the test suite, integration tests, regression tests, end-to-end tests, failing test cases",
      "specs, assertions, the harness"
    ],
    [
      "verify that the change passes all tests, check test coverage, confirm the fix with a test run",
      "see whether everything stays green, rule out flakiness"
    ]
  ),
  topic(
    "deployment",
    ["deploy, release, roll out, ship", "promote, cut over"],
    [
      "the production web application, backend services, the website, a new version of the app, hotfixes to production",
      "the storefront, tenant stacks, canary slots"
    ],
    [
      "make the new release available in production, finish the deployment, update the live site",
      "go live before the weekend, get it in front of everybody"
    ]
  ),
  topic(
    "bug fixing",
    ["fix, debug, diagnose, correct, resolve", "chase down, bisect"],
    [
      "a bug in the code, runtime errors, a crash, type errors, failing functions, an exception in the parser",
      "a race condition, null dereferences, off-by-one slips"
    ],
    [
      "repair the broken feature, stop the error from occurring, resolve the reported bug",
      "quiet the stack dump, mend the breakage"
    ]
  ),
  topic(
    "refactoring",
    ["refactor, simplify, restructure, rename, clean up", "untangle, hoist"],
    [
      "source code, functions and classes, modules, duplicated code, components, a large class",
      "helpers, god objects, prop drilling, legacy spaghetti"
    ],
    [
      "make the codebase easier to maintain, remove duplicate code, improve readability of the code",
      "cut the boilerplate, keep nesting shallow"
    ]
  ),
  topic(
    "code review",
    ["review, comment on, approve, inspect", "nitpick, sign off on"],
    [
      "pull requests, a merge request, code changes, a proposed change, the diff of a branch",
      "patchsets, contributions of newcomers"
    ],
    [
      "give review feedback to the author, check the code quality before merging, approve the change",
      "point out nits, bless the idea"
    ]
  ),
  topic(
    "version control",
    ["commit, push, rebase, stage, merge", "squash, cherry-pick, stash"],
    [
      "changes to the git repository, a feature branch, local commits, the main branch, tags in version control",
      "the worktree, hunks, the reflog"
    ],
    [
      "bring the branch up to date with the remote repository, record the work in git, resolve merge conflicts",
      "keep lineage linear, get upstream in sync"
    ]
  ),
  topic(
    "dependencies",
    ["install, upgrade, update, add", "bump, pin"],
    [
      "packages, project dependencies, third-party libraries, the package manager lockfile, outdated modules",
      "transitive closures, wheels, vendored crates"
    ],
    [
      "resolve a version conflict between dependencies, make a missing library available, set up the development environment",
      "get rid of deprecation chatter, satisfy peer ranges"
    ]
  ),
  topic(
    "database queries",
    ["query, look up, retrieve, select, read", "pull, interrogate"],
    [
      "database records, rows from a table, the SQL database, user tables, data from the warehouse",
      "tuples, cubes, materialised views"
    ],
    [
      "find matching records in the database, count rows per table, check the data in a column",
      "size up the cardinality, satisfy an ad-hoc wish"
    ]
  ),
  topic(
    "charts and reports",
    ["plot, visualise, chart, generate, build", "render, graph"],
    [
      "charts, dashboards, a sales report, key performance indicators, statistics, monthly trends",
      "histograms, sparklines, heatmaps, quarterly scorecards"
    ],
    [
      "report business trends to managers, show the results in a dashboard, analyse the statistics",
      "give leadership some clarity, spot seasonality"
    ]
  ),
  topic(
    "monitoring",
    ["monitor, check, watch, inspect", "tail, keep an eye on, poll"],
    [
      "server logs, system health, alerts, cpu and memory usage, error logs, uptime of the service",
      "telemetry, latency percentiles, pager noise"
    ],
    [
      "detect outages early, find the cause of an incident, track performance of the servers",
      "catch glitches overnight, tell why it got sluggish"
    ]
  ),
  topic(
    "data cleaning",
    ["clean, transform, parse, convert, deduplicate", "massage, coerce, munge"],
    [
      "a csv file, the dataset, missing values, data columns, spreadsheet data, json records",
      "ragged frames, outliers, malformed bits"
    ],
    [
      "prepare the dataset for analysis, normalise the data format, load the data into the pipeline",
      "make everything tidy, feed ETL"
    ]
  )
];

// bench/topic-words.ts
var TOPIC_WORDS = [...OF_SOFTWARE, ...OF_ELSEWHERE];

// bench/topics-unseen.ts
var list2 = (words) => words.split(",").map((word) => word.trim());
var topic2 = (name, does, things, why) => ({
  topic: name,
  ...{ does: list2(does), things: list2(things), why: list2(why) },
  ...{ doesApart: [], thingsApart: [], whyApart: [] }
});
var UNSEEN_WORDS = [
  topic2(
    "recipes",
    "find, scale, write down, adapt, suggest",
    "recipes, a shopping list, dinner menus, ingredients, a cake recipe, cooking times",
    "cook dinner for six, use up leftovers, plan meals for the week"
  ),
  topic2(
    "housing",
    "compare, list, value, search for, show",
    "apartments, houses for sale, rental listings, a flat near the station, property prices, floor plans",
    "find a home for a tenant, estimate the value of a house, arrange a viewing"
  ),
  topic2(
    "recruiting",
    "screen, rank, shortlist, interview, source",
    "job applications, CVs, candidates, a job posting, interview notes, cover letters",
    "fill an open position, invite applicants to an interview, find suitable candidates"
  ),
  topic2(
    "payroll",
    "calculate, file, approve, prepare, correct",
    "payroll, salaries, leave requests, employee records, timesheets, holiday balances",
    "pay employees on time, answer questions about benefits, onboard a new employee"
  ),
  topic2(
    "machine learning",
    "train, fine-tune, evaluate, benchmark, compare",
    "a neural network, language models, training runs, a classifier, hyperparameters, model checkpoints",
    "improve model accuracy, reduce the training loss, predict outcomes"
  ),
  topic2(
    "languages",
    "translate, proofread, localise, transcribe, correct",
    "subtitles, a French article, interface texts, manuals in German, sentences, an interview recording",
    "make the text available in other languages, fix grammar and spelling, keep the tone of the original"
  ),
  topic2(
    "folders",
    "move, copy, rename, delete, compress",
    "folders, old backups, directories, zip archives, files on the shared drive, duplicate files",
    "free disk space, tidy up the file system, archive old documents"
  ),
  topic2(
    "networks",
    "configure, restart, inspect, set up, trace",
    "routers, DNS records, a VPN connection, network interfaces, proxy settings, IP addresses",
    "restore the connection, fix a slow network, route traffic to another host"
  ),
  topic2(
    "payments",
    "charge, transfer, settle, authorise, split",
    "card payments, a bank transfer, subscriptions, money between accounts, failed payments, a payment plan",
    "collect an outstanding payment, pay a supplier, renew a subscription"
  ),
  topic2(
    "insurance",
    "assess, file, review, settle, reject",
    "insurance claims, insurance policies, accident reports, damage estimates, claim forms",
    "decide whether a claim is covered, compensate the policyholder, detect insurance fraud"
  ),
  topic2(
    "page design",
    "build, style, redesign, adjust, align",
    "the landing page, buttons, a navigation menu, css styles, the login form, a modal dialog",
    "make the layout responsive, improve accessibility of the page, match the design mockup"
  ),
  topic2(
    "interfaces between services",
    "call, connect, integrate, mock, test",
    "REST endpoints, webhooks, an API client, API keys, JSON responses, third-party services",
    "sync data between two services, handle rate limits, authenticate requests"
  ),
  topic2(
    "chat",
    "post, read, summarise, answer, pin",
    "chat messages, a channel, direct messages, group chats, announcements to colleagues",
    "keep the team informed, notify colleagues, catch up on the discussion"
  ),
  topic2(
    "surveys",
    "design, send out, analyse, collect, code",
    "survey responses, questionnaires, feedback forms, poll results, customer ratings",
    "measure satisfaction, understand what respondents think, summarise open answers"
  ),
  topic2(
    "spreadsheets",
    "fill in, sum, format, update, sort",
    "a spreadsheet, budget cells, pivot tables, formulas, sheets in the workbook, rows of figures",
    "calculate totals, track the budget, find errors in the formulas"
  ),
  topic2(
    "weather",
    "check, forecast, look up, report, compare",
    "the weather, rain forecasts, temperatures, storm warnings, wind speed",
    "plan an outdoor event, warn people of a storm, decide what to wear"
  ),
  topic2(
    "music",
    "play, compose, mix, queue, tag",
    "songs, playlists, a melody, audio tracks, albums, song lyrics",
    "entertain guests, release a single, practise an instrument"
  ),
  topic2(
    "factories",
    "operate, calibrate, maintain, inspect, program",
    "a robot arm, machines in the factory, conveyor belts, sensors on the production line, drones, valves",
    "prevent a machine failure, assemble parts, keep production running"
  ),
  topic2(
    "electricity",
    "measure, optimise, forecast, reduce, bill",
    "electricity consumption, solar panels, power plants, batteries, the grid load, energy meters",
    "lower the power bill, balance supply and demand, charge the vehicle"
  ),
  topic2(
    "purchasing",
    "order, source, negotiate, request, compare",
    "purchase orders, supplier quotes, office supplies, vendor offers, raw materials, bids",
    "buy parts at a better price, restock supplies, choose a vendor"
  ),
  topic2(
    "parties",
    "organise, plan, book, invite, arrange",
    "a conference, wedding guests, a birthday party, concert tickets, venues, catering",
    "celebrate an anniversary, sell tickets for the show, find a venue"
  ),
  topic2(
    "taxes",
    "file, calculate, prepare, review, amend",
    "tax returns, deductions, VAT declarations, income statements, tax forms",
    "meet the filing deadline, lower the tax bill, comply with tax rules"
  ),
  topic2(
    "restaurants",
    "order, deliver, reserve, recommend, rate",
    "pizza, a table for four, restaurant menus, takeaway orders, restaurants nearby",
    "feed the office, satisfy hungry guests, celebrate over dinner"
  ),
  topic2(
    "news",
    "read, summarise, monitor, fact-check, write",
    "news articles, headlines, press releases, breaking news, editorials",
    "brief the editor, follow current events, write a story for the newspaper"
  ),
  topic2(
    "operating systems",
    "install, patch, reboot, configure, harden",
    "operating systems, linux servers, device drivers, kernel modules, system services, desktop computers",
    "apply security updates, speed up booting, fix a hanging process"
  ),
  topic2(
    "mathematics",
    "solve, prove, compute, simulate, check",
    "equations, integrals, a theorem, physics problems, geometry exercises, matrices",
    "verify a proof, find the numerical solution, model a physical system"
  )
];

// bench/topics.ts
var WORDS2 = [6, 30];
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = state + 1831565813 >>> 0;
    let t = Math.imul(state ^ state >>> 15, state | 1);
    t = t + Math.imul(t ^ t >>> 7, t | 61) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  };
}
var NAMES = "Brannock, Ottoline Reyes, Tavish Ltd, Maren Okafor, Quillfeather, Dunmore & Sons, Ines Valdarno, Hollis Grey".split(
  ", "
);
var FILES = "orvel_v2.py, notes-07.md, Kestrel.tsx, batch_19.csv, main.cfg, plan-b.txt, run_44.log".split(", ");
var TIMES = "on Tuesday, in March, yesterday evening, within four minutes, at 14:05, over two days".split(", ");
var BEFORE = ["several", "two", "the remaining", "some", "a number of", "all", "twelve", "various"];
function sentence(words, { openings, added, forms }, next) {
  const one = (items) => items[Math.floor(next() * items.length)];
  const either = (plain, apart) => one([...plain, ...apart]);
  const thing = () => {
    const phrase = either(words.things, words.thingsApart);
    return /^(?:the|a|an) /.test(phrase) || next() < 0.6 ? phrase : `${one(BEFORE)} ${phrase}`;
  };
  const detail = () => one([
    () => `for ${one(NAMES)}`,
    () => `(no. ${Math.floor(next() * 9e4) + 1e3})`,
    () => `listed in ${one(FILES)}`,
    () => one(TIMES),
    () => `from ${one(NAMES)} ${one(TIMES)}`,
    () => `numbered ${Math.floor(next() * 900)} to ${Math.floor(next() * 900) + 900}`
  ])();
  const form = one(forms);
  const first = thing();
  let second = thing();
  while (second.endsWith(first) || first.endsWith(second)) second = thing();
  return `${form({
    who: one(openings),
    does: either(words.does, words.doesApart),
    also: either(words.does, words.doesApart),
    what: first,
    other: second,
    why: either(words.why, words.whyApart),
    detail: detail(),
    added: one(added)
  })}.`;
}
var SETS = {
  tried: { words: TOPIC_WORDS, phrasing: PHRASING },
  rephrased: { words: TOPIC_WORDS, phrasing: OTHER_PHRASING },
  unseen: { words: UNSEEN_WORDS, phrasing: OTHER_PHRASING }
};
function topicSentences(n, seed, { words, phrasing } = SETS.tried) {
  const next = numbers(seed);
  return Array.from({ length: n }, (_, i) => {
    const topic3 = words[i % words.length];
    for (; ; ) {
      const text = sentence(topic3, phrasing, next);
      const length = text.split(/\s+/).length;
      if (length >= WORDS2[0] && length <= WORDS2[1]) return { text, topic: topic3.topic };
    }
  });
}

// src/clusters/vectors.ts
function pick({ width, values }, places) {
  const picked = new Float32Array(places.length * width);
  for (let i = 0; i < places.length; i++) {
    const from = places[i] * width;
    picked.set(values.subarray(from, from + width), i * width);
  }
  return { width, count: places.length, values: picked };
}
function similarity(a, i, b, j) {
  const { width, values } = a;
  const others = b.values;
  let from = i * width;
  let other = j * width;
  const end = from + width;
  let [w, x, y, z] = [0, 0, 0, 0];
  for (; from + 3 < end; from += 4, other += 4) {
    w += values[from] * others[other];
    x += values[from + 1] * others[other + 1];
    y += values[from + 2] * others[other + 2];
    z += values[from + 3] * others[other + 3];
  }
  for (; from < end; from++, other++) w += values[from] * others[other];
  return w + x + (y + z);
}
function means(rows, weights, places, groups) {
  const { width, count, values } = rows;
  const sums = new Float64Array(groups * width);
  for (let i = 0; i < count; i++) {
    const weight = weights[i];
    const to = places[i] * width;
    const from = i * width;
    for (let d = 0; d < width; d++) sums[to + d] += weight * values[from + d];
  }
  const centres = new Float32Array(groups * width);
  for (let g = 0; g < groups; g++) {
    let square = 0;
    for (let at = g * width; at < (g + 1) * width; at++) square += sums[at] * sums[at];
    if (square === 0) continue;
    const length = Math.sqrt(square);
    for (let at = g * width; at < (g + 1) * width; at++) centres[at] = sums[at] / length;
  }
  return { width, count: groups, values: centres };
}

// src/stats/buckets.ts
var BUCKET_RATIO = 1.005;
var LOG_RATIO = Math.log(BUCKET_RATIO);

// src/stats/draw.ts
import { createHmac } from "node:crypto";
function uniformOf(key, unit) {
  const bytes = createHmac("sha256", key).update(unit).digest();
  return (bytes.readUIntBE(0, 6) * 16 + (bytes[6] >> 4)) / 2 ** 52;
}

// src/stats/recovery.ts
var CERTAIN = 1 - 1e-9;

// src/stats/shrunk.ts
var ONE = 1 + 1e-9;

// bench/clusters-quality.ts
var pairs = (n) => n * (n - 1) / 2;
function agreement(groups, topics) {
  const cells = /* @__PURE__ */ new Map();
  const totals = /* @__PURE__ */ new Map();
  let [grouped, alone] = [0, 0];
  topics.forEach((topic3, i) => {
    totals.set(topic3, (totals.get(topic3) ?? 0) + 1);
    if (groups[i] === 0) {
      alone++;
      return;
    }
    const cell = cells.get(groups[i]) ?? /* @__PURE__ */ new Map();
    cells.set(groups[i], cell.set(topic3, (cell.get(topic3) ?? 0) + 1));
    grouped++;
  });
  let [right, together, within] = [0, 0, 0];
  for (const cell of cells.values()) {
    const counts = [...cell.values()];
    right += Math.max(...counts);
    together += counts.reduce((sum, count) => sum + pairs(count), 0);
    within += pairs(counts.reduce((sum, count) => sum + count, 0));
  }
  const same = [...totals.values()].reduce((sum, count) => sum + pairs(count), 0);
  const chance = within * same / pairs(topics.length);
  return {
    recovered: right / topics.length,
    purity: right / grouped,
    rand: (together - chance) / ((within + same) / 2 - chance),
    groups: cells.size,
    none: alone / topics.length
  };
}

// src/clusters/nearest.ts
import { availableParallelism } from "node:os";
var EXACT = 1e8;
var CANDIDATES = 2;
var BATCH = 65536;
var SEARCHED = { connectivity: 16, expansion_add: 64, expansion_search: 32 };
async function nearest(rows, centres) {
  return among(rows, centres, await candidates(rows, centres, CANDIDATES));
}
async function candidates(rows, centres, each) {
  if (rows.count * centres.count * rows.width <= EXACT || centres.count <= each) return null;
  const threads = availableParallelism();
  const index = await indexOf(centres, threads);
  const places = new Uint32Array(rows.count * each);
  for (let from = 0; from < rows.count; from += BATCH) {
    const to = Math.min(rows.count, from + BATCH);
    const { keys } = index.search(rows.values.subarray(from * rows.width, to * rows.width), each, threads);
    const halves = new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2);
    for (let i = 0; i < keys.length; i++) places[from * each + i] = halves[2 * i];
  }
  return { places, each };
}
function among(rows, centres, few) {
  const found = { places: new Int32Array(rows.count), similarities: new Float32Array(rows.count) };
  const each = few?.each ?? centres.count;
  for (let i = 0; i < rows.count; i++) {
    let [best, closest] = [-1, Number.NEGATIVE_INFINITY];
    for (let at = 0; at < each; at++) {
      const place = few === null ? at : few.places[i * each + at];
      const close = similarity(rows, i, centres, place);
      if (close > closest || close === closest && place < best) [best, closest] = [place, close];
    }
    found.places[i] = best;
    found.similarities[i] = closest;
  }
  return found;
}
async function indexOf({ count, width, values }, threads) {
  const { Index, MetricKind, ScalarKind } = await import("usearch").catch(() => {
    throw new Error(
      `usearch, which finds near groups, has no native code for ${process.platform} ${process.arch} here: run npm rebuild usearch, which takes a C++ compiler`
    );
  });
  const settings = { dimensions: width, metric: MetricKind.IP, quantization: ScalarKind.F32, multi: false, ...SEARCHED };
  const index = new Index(settings);
  const keys = BigUint64Array.from({ length: count }, (_, place) => BigInt(place));
  index.add(keys, values, 1);
  const beyond = Math.max(1, Number(index.capacity()) - count);
  const again = new BigUint64Array(beyond);
  try {
    index.add(again, values.subarray(0, beyond * width), threads);
  } catch {
    return index;
  }
  throw new Error("usearch took in a key twice: expected version 2.26.2, which refuses it; run npm ci");
}

// src/clusters/grouping.ts
var SAMPLED = 10;
var SPREAD = 1e9;
var TRIED = 2e6;
var TRIES = 8;
var CANDIDATES2 = 8;
var MOVES = 8;
async function group(rows, weights, wanted, seed) {
  if (wanted >= rows.count)
    return {
      centres: rows,
      sizes: weights,
      fit: { similarities: new Float32Array(rows.count).fill(1), weights }
    };
  const groups = Math.max(1, wanted);
  const sample = drawn(rows, weights, Math.max(groups * SAMPLED, Math.floor(SPREAD / groups / rows.width)));
  const work = sample.rows.count * groups * rows.width;
  let best = null;
  for (let attempt = 0; attempt < (work <= TRIED ? TRIES : 1); attempt++) {
    const found = await settle(sample, groups, work <= SPREAD, `${seed}/${attempt}`);
    if (best === null || closeness(found) > closeness(best)) best = found;
  }
  return best;
}
function drawn(rows, weights, size) {
  if (rows.count <= size) return { rows, weights };
  const step = weights.reduce((sum2, weight) => sum2 + weight, 0) / size;
  const places = [];
  let [sum, passed] = [0, 0];
  for (let i = 0; i < rows.count; i++) {
    sum += weights[i];
    const now = Math.floor(sum / step + 0.5);
    if (now > passed) places.push(i);
    passed = now;
  }
  return { rows: pick(rows, places), weights: Float64Array.from(places, (place) => Math.max(step, weights[place])) };
}
async function settle(sample, wanted, spread, key) {
  const { rows, weights } = sample;
  const first = spread ? spreadOut(sample, wanted, key) : drawn(rows, weights, wanted).rows;
  const few = await candidates(rows, first, CANDIDATES2);
  let centres = first;
  let found = among(rows, centres, few);
  for (let move = 0; move < MOVES; move++) {
    centres = means(rows, weights, found.places, centres.count);
    refill(centres, sample, found);
    const before = found.places;
    found = among(rows, centres, few);
    if (found.places.every((place, i) => place === before[i])) break;
  }
  return withoutEmpty(sample, centres, found);
}
function spreadOut({ rows, weights }, wanted, key) {
  const distances = new Float64Array(rows.count).fill(1);
  const places = [];
  while (places.length < Math.min(wanted, rows.count)) {
    let total = 0;
    for (let i = 0; i < rows.count; i++) total += weights[i] * distances[i];
    if (total <= 0) break;
    let left = uniformOf(key, `centre ${places.length}`) * total;
    let place = 0;
    for (; place < rows.count - 1; place++) {
      left -= weights[place] * distances[place];
      if (left < 0) break;
    }
    while (distances[place] === 0) place--;
    places.push(place);
    for (let i = 0; i < rows.count; i++)
      distances[i] = Math.min(distances[i], Math.max(0, 1 - similarity(rows, i, rows, place)));
    distances[place] = 0;
  }
  return pick(rows, places);
}
function refill(centres, { rows, weights }, { places, similarities }) {
  const used = new Uint8Array(centres.count);
  for (const place of places) used[place] = 1;
  const empty = [...used.keys()].filter((place) => used[place] === 0);
  if (empty.length === 0) return;
  const lack = (i) => weights[i] * (1 - similarities[i]);
  const worst = [...places.keys()].sort((a, b) => lack(b) - lack(a) || a - b);
  const { width } = rows;
  empty.forEach((place, i) => {
    const from = worst[i] * width;
    centres.values.set(rows.values.subarray(from, from + width), place * width);
  });
}
function withoutEmpty({ rows, weights }, centres, { places, similarities }) {
  const sizes = new Float64Array(centres.count);
  for (let i = 0; i < rows.count; i++) sizes[places[i]] += weights[i];
  const kept = [...sizes.keys()].filter((place) => sizes[place] > 0);
  return {
    centres: pick(centres, kept),
    sizes: Float64Array.from(kept, (place) => sizes[place]),
    fit: { similarities, weights }
  };
}
var closeness = ({ fit }) => fit.similarities.reduce((sum, similarity2, i) => sum + similarity2 * fit.weights[i], 0);

// src/clusters/seen.ts
var BEYOND = 0.05;
var OUTSIDE = 5e-3;
var [LET_IN, KEPT_OUT] = [0.5, 0.2];
function fitOf({ fit }) {
  const order = [...fit.similarities.keys()].sort((a, b) => fit.similarities[a] - fit.similarities[b] || a - b);
  const total = fit.weights.reduce((sum, weight) => sum + weight, 0);
  const below = (share) => {
    let sum = 0;
    for (const i of order) {
      sum += fit.weights[i];
      if (sum > share * total) return fit.similarities[i];
    }
    return 1;
  };
  return {
    near: rounded(Math.min(LET_IN, Math.max(KEPT_OUT, below(OUTSIDE)))),
    far: rounded(Math.max(0, 1 - below(BEYOND)))
  };
}
var rounded = (value) => Math.round(value * 1e6) / 1e6 || 0;

// ../../../tmp/q7/lib.ts
var BASE = { dims: 256, places: 8, activity: 0.6, object: 1, tool: 0.5, domain: 0.6, environment: 0.35, stop: 1, interrupt: 1, faint: 0.1, inField: 0.9, inAct: 0.4, inRealm: 0.4, together: 0.3, power: 1, coh: 0, alpha: 0, rho: 0, actsToo: 0, selfW: 1 };
function hash(name, salt) {
  let value = 2166136261 ^ salt;
  for (let at = 0; at < name.length; at++) value = Math.imul(value ^ name.charCodeAt(at), 16777619);
  value = Math.imul(value ^ value >>> 16, 2246822507);
  value = Math.imul(value ^ value >>> 13, 3266489909);
  return (value ^ value >>> 16) >>> 0;
}
function projector(p) {
  const cache = /* @__PURE__ */ new Map();
  const feat = (n) => {
    let f = cache.get(n);
    if (!f) {
      f = [[], []];
      for (let a = 0; a < p.places; a++) {
        const v = hash(n, a);
        f[0].push(v % p.dims);
        f[1].push(v & 65536 ? 1 : -1);
      }
      ;
      cache.set(n, f);
    }
    return f;
  };
  return (concepts, into) => {
    const sums = new Float64Array(p.dims);
    const add = ([pl, sg], w) => {
      for (let a = 0; a < p.places; a++) sums[pl[a]] += sg[a] * w;
    };
    const W0 = (n) => p[CONCEPTS[n].kind] * (isFaint(n) ? p.faint : 1) * (p.selfW !== 1 && CONCEPTS[n].groups.filter((g) => g in FIELDS).length > 0 && CONCEPTS[n].groups.filter((g) => g in FIELDS).every((g) => g === "self" || g === "people") ? p.selfW : 1);
    const mult = /* @__PURE__ */ new Map();
    if (p.alpha > 0) {
      const e = /* @__PURE__ */ new Map(), er = /* @__PURE__ */ new Map();
      const fs = (n) => CONCEPTS[n].groups.filter((g) => g in FIELDS);
      for (const n of concepts) {
        const f = fs(n);
        const sh = W0(n) / Math.sqrt(CONCEPTS[n].groups.length);
        for (const g of f) {
          e.set(g, (e.get(g) ?? 0) + sh);
        }
        for (const r of new Set(f.map((g) => REALM_OF[g]))) er.set(r, (er.get(r) ?? 0) + sh);
      }
      const sup = /* @__PURE__ */ new Map();
      let most = 0;
      for (const n of concepts) {
        const f = fs(n);
        if (f.length === 0) continue;
        const sh = W0(n) / Math.sqrt(CONCEPTS[n].groups.length);
        let s = 0;
        for (const g of f) s = Math.max(s, e.get(g) - sh + p.rho * (er.get(REALM_OF[g]) - sh));
        sup.set(n, s);
        most = Math.max(most, s);
      }
      for (const [n, s] of sup) mult.set(n, (p.alpha + s) / (p.alpha + most));
      if (p.actsToo > 0) {
        for (const n of concepts) if (!sup.has(n)) mult.set(n, (p.actsToo + p.alpha) / (p.alpha + most) > 1 ? 1 : (p.actsToo + p.alpha) / (p.alpha + most));
      }
    }
    const W = (n) => W0(n) * (mult.get(n) ?? 1);
    const ev = /* @__PURE__ */ new Map();
    for (const n of concepts) {
      const c = CONCEPTS[n];
      for (const g of c.groups) if (g in FIELDS) ev.set(g, (ev.get(g) ?? 0) + W(n) / Math.sqrt(c.groups.length));
    }
    const groups = /* @__PURE__ */ new Map();
    const acts = [], objs = [];
    for (const n of concepts) {
      const c = CONCEPTS[n];
      add(feat(`${c.kind} ${c.id}`), W(n));
      let shares = c.groups.map(() => 1 / Math.sqrt(c.groups.length));
      if (p.coh > 0 && c.groups.length > 1) {
        const e = c.groups.map((g) => (ev.get(g) ?? W(n)) ** p.coh);
        const norm = Math.sqrt(e.reduce((s, x) => s + x * x, 0));
        shares = e.map((x) => x / norm);
      }
      c.groups.forEach((g, i) => {
        const w = W(n) * shares[i];
        const inn = g in ACTS ? p.inAct : p.inField;
        groups.set(`group ${g}`, (groups.get(`group ${g}`) ?? 0) + w * inn);
        const realm = REALM_OF[g];
        if (realm !== void 0) groups.set(`realm ${realm}`, (groups.get(`realm ${realm}`) ?? 0) + w * p.inRealm);
      });
      if (c.kind === "activity") acts.push(n);
      if (c.kind === "object") objs.push(n);
    }
    for (const [g, w] of groups) add(feat(g), p.power === 1 ? w : w ** p.power);
    const share = p.together / Math.sqrt(acts.length * objs.length);
    if (p.together > 0) for (const a of acts) for (const o of objs) add(feat(`pair ${CONCEPTS[a].id} ${CONCEPTS[o].id}`), W(a) * W(o) * share);
    const length = Math.sqrt(sums.reduce((s, v) => s + v * v, 0));
    if (length > 0) for (let a = 0; a < p.dims; a++) into[a] = sums[a] / length;
  };
}
function data(n, seed, set = "tried") {
  const made = topicSentences(n, seed, SETS[set]);
  const ids = /* @__PURE__ */ new Map();
  const senses = [];
  const w = [];
  const of2 = Int32Array.from(made, ({ text }) => {
    const c = conceptsIn(text);
    if (c.length === 0) return -1;
    const k = senseIn(c);
    let id = ids.get(k);
    if (id === void 0) {
      id = senses.push(c) - 1;
      ids.set(k, id);
      w.push(0);
    }
    w[id]++;
    return id;
  });
  return { topics: made.map((m) => m.topic), of: of2, senses, weights: Float64Array.from(w) };
}
function rowsFor(d, p) {
  const values = new Float32Array(d.senses.length * p.dims);
  const pr = projector(p);
  d.senses.forEach((c, i) => pr(c, values.subarray(i * p.dims, (i + 1) * p.dims)));
  return { width: p.dims, count: d.senses.length, values };
}
async function evaluate(d, rows, wanted, seed) {
  const g = await group(rows, d.weights, wanted, seed);
  const { near } = fitOf(g);
  const { places, similarities } = await nearest(rows, g.centres);
  const groups = Array.from(d.of, (s) => s < 0 || similarities[s] < near ? 0 : places[s] + 1);
  return { ...agreement(groups, d.topics), near, fit: g.fit.similarities.reduce((s, x, i) => s + x * g.fit.weights[i], 0) / g.fit.weights.reduce((a, b) => a + b, 0), groupsOf: groups };
}

// ../../../tmp/q7/fine.ts
var A3 = { activity: 1, inField: 1.4, inRealm: 0.7, coh: 2, alpha: 2 };
var configs = eval(process.argv[2]);
var ds = [2, 3, 4, 7].map((s) => [s, data(2e4, s)]);
for (const [name, c] of configs) {
  const out = [];
  let sum = 0;
  for (const [s, d] of ds) {
    const k = Math.round(d.weights.reduce((a, b) => a + b) / 100);
    const e = await evaluate(d, rowsFor(d, { ...BASE, ...A3, ...c }), k, s);
    out.push(`${(100 * e.recovered).toFixed(2)}/${e.rand.toFixed(2)}`);
    sum += e.recovered / ds.length;
  }
  console.log(name.padEnd(14), (100 * sum).toFixed(2), out.join(" "));
}
