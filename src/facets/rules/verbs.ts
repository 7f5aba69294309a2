import type { DeedId } from './deeds.js'

/**
 * Tools that no rule knows by name are read by verb and object: `cancel_reservation`, `mcp__crm__updateContact`. Words of a
 * name, its server's name and, where those do not tell, what the tool says of itself.
 */

const VERBS: readonly (readonly [
  kind: 'read' | 'check' | 'make' | 'change' | 'remove' | 'send' | 'run' | 'pay',
  words: string,
])[] = [
  ['pay', 'pay transfer charge payout withdraw deposit wire remit donate'],
  [
    'remove',
    'delete remove cancel destroy drop purge revoke terminate unsubscribe archive close reject void erase wipe uninstall refund return',
  ],
  ['send', 'send post publish reply forward notify tweet broadcast share invite message dm announce email'],
  [
    'make',
    'create add insert new book order purchase buy register schedule generate design draft write upload submit reserve open file compose render record',
  ],
  [
    'change',
    'update edit modify set change patch put move rename assign approve enable disable toggle merge replace apply adjust configure exchange upgrade downgrade mark complete activate deactivate reset import sync start stop restart deploy trigger restore',
  ],
  [
    'check',
    'check validate verify test analyze analyse inspect audit compare evaluate classify detect diagnose assess',
  ],
  [
    'read',
    'get list search find fetch read lookup query retrieve show view describe count browse load select ask look recall summarize explain resolve calculate download export navigate',
  ],
  ['run', 'run execute exec invoke call process perform do'],
]

const OBJECTS: readonly (readonly [
  kind:
    | 'record'
    | 'money'
    | 'trade'
    | 'mail'
    | 'message'
    | 'health'
    | 'knowledge'
    | 'document'
    | 'tracker'
    | 'database'
    | 'forge'
    | 'cloud'
    | 'device'
    | 'page'
    | 'memory'
    | 'file'
    | 'agent',
  words: string,
])[] = [
  ['mail', 'email emails mail gmail inbox outlook smtp'],
  ['message', 'slack message messages sms whatsapp telegram discord chat teams channel'],
  ['trade', 'trade stock shares crypto swap position portfolio'],
  [
    'money',
    'payment payments money funds bank balance transaction transactions payout stripe paypal iban wallet credit',
  ],
  ['health', 'patient patients ehr fhir prescription medication diagnosis appointment_medical clinical'],
  ['forge', 'github gitlab repo repository pull_request pr commit branch bitbucket merge_request'],
  ['tracker', 'linear jira issue issues ticket tickets asana trello sprint milestone backlog'],
  ['knowledge', 'notion confluence wiki knowledge docs documentation context7 library obsidian'],
  ['document', 'document doc slide slides presentation spreadsheet sheet sheets pdf canva figma'],
  ['database', 'sql database db table postgres supabase bigquery mongodb redis'],
  [
    'cloud',
    'aws gcp azure kubernetes cluster deployment vercel cloudflare instance bucket lambda worker workers server sentry datadog',
  ],
  ['device', 'robot drone arm gripper thermostat light lights lock sensor vehicle valve'],
  ['page', 'browser page tab element playwright puppeteer chrome'],
  ['memory', 'memory memories'],
  ['agent', 'agent agents subagent session sessions'],
  ['file', 'file files directory folder filesystem path'],
  [
    'record',
    'reservation reservations order orders booking flight flights customer customers user users account accounts refund invoice product products cart item items address profile contact contacts lead deal subscription ticketing baggage baggages passenger passengers coupon shipment inventory policy claim employee',
  ],
]

/** Objects that are details of a record, which do not change what was agreed. */
const DETAILS = new Set(
  'baggage baggages passenger passengers seat note notes address profile contact name preference preferences label labels tag description'.split(
    ' ',
  ),
)

const of = <K extends string>(rows: readonly (readonly [K, string])[]): Map<string, K> => {
  const words = new Map<string, K>()
  for (const [kind, list] of rows) for (const word of list.split(' ')) if (!words.has(word)) words.set(word, kind)
  return words
}
const VERB = of(VERBS)
const OBJECT = of(OBJECTS)

type Verb = (typeof VERBS)[number][0]
type Thing = (typeof OBJECTS)[number][0]

const TABLE: Partial<Record<Thing, Partial<Record<Verb, DeedId>>>> = {
  record: {
    read: 'record-read',
    check: 'record-read',
    make: 'record-change',
    change: 'record-change',
    remove: 'record-cancel',
    pay: 'money-move',
  },
  money: {
    read: 'record-read',
    check: 'record-read',
    make: 'money-move',
    change: 'money-move',
    remove: 'record-cancel',
    send: 'money-move',
    pay: 'money-move',
  },
  trade: {
    read: 'service-read',
    check: 'service-read',
    make: 'trade-place',
    change: 'trade-place',
    remove: 'trade-place',
    pay: 'trade-place',
    run: 'trade-place',
  },
  mail: {
    read: 'mail-read',
    check: 'mail-read',
    make: 'mail-draft',
    change: 'mail-draft',
    remove: 'something-remove',
    send: 'mail-send',
  },
  message: {
    read: 'message-read',
    check: 'message-read',
    make: 'message-send',
    change: 'message-send',
    remove: 'something-remove',
    send: 'message-send',
  },
  health: {
    read: 'health-read',
    check: 'health-read',
    make: 'health-change',
    change: 'health-change',
    remove: 'health-change',
  },
  knowledge: {
    read: 'knowledge-read',
    check: 'knowledge-read',
    make: 'knowledge-write',
    change: 'knowledge-write',
    remove: 'something-remove',
  },
  document: {
    read: 'document-read',
    check: 'document-read',
    make: 'document-write',
    change: 'document-write',
    remove: 'something-remove',
    send: 'document-write',
  },
  tracker: {
    read: 'tracker-read',
    check: 'tracker-read',
    make: 'tracker-write',
    change: 'tracker-write',
    remove: 'something-remove',
    send: 'tracker-write',
  },
  database: {
    read: 'database-read',
    check: 'database-read',
    make: 'database-change',
    change: 'database-change',
    remove: 'database-destroy',
    run: 'database-read',
  },
  forge: {
    read: 'forge-look',
    check: 'forge-watch',
    make: 'forge-propose',
    change: 'forge-merge',
    remove: 'forge-remove',
    send: 'forge-propose',
  },
  cloud: {
    read: 'cloud-look',
    check: 'cloud-look',
    make: 'cloud-change',
    change: 'cloud-change',
    remove: 'cloud-destroy',
    run: 'cloud-change',
  },
  device: { read: 'device-read', check: 'device-read', make: 'device-move', change: 'device-move', run: 'device-move' },
  page: { read: 'web-read', check: 'web-read', make: 'web-use', change: 'web-use', run: 'web-use', remove: 'web-use' },
  memory: {
    read: 'memory-read',
    check: 'memory-read',
    make: 'memory-write',
    change: 'memory-write',
    remove: 'memory-write',
  },
  agent: {
    read: 'agent-look',
    check: 'agent-look',
    make: 'agent-start',
    run: 'agent-start',
    send: 'agent-tell',
    change: 'agent-tell',
    remove: 'agent-stop',
  },
  file: { read: 'files-read', check: 'files-read', make: 'files-write', change: 'files-write', remove: 'files-delete' },
}

const ALONE: Record<Verb, DeedId> = {
  read: 'something-read',
  check: 'something-check',
  make: 'something-make',
  change: 'something-change',
  remove: 'something-remove',
  send: 'message-send',
  run: 'something-run',
  pay: 'money-move',
}

/** The words of a name in snake, kebab, camel or dotted case, in lower case. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())

/** What a tool does by its name's verb and object; null where neither is known. */
export function deedOfWords(words: readonly string[]): DeedId | null {
  const at = words.findIndex((word) => VERB.has(word))
  const verb = at === -1 ? undefined : VERB.get(words[at]!)
  // The object stands behind its verb, as a rule; a server's name stands before it.
  const rest = [...words.slice(at + 1), ...words.slice(0, Math.max(at, 0))]
  const object = rest.map((word) => OBJECT.get(word)).find((kind) => kind !== undefined)
  if (verb === undefined) return null
  if (object === 'record' && verb === 'change' && rest.some((word) => DETAILS.has(word))) return 'record-detail'
  if (object === undefined) return ALONE[verb]
  return TABLE[object]?.[verb] ?? ALONE[verb]
}
