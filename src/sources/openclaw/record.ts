import { isObject, type Json, millisOf, textOf } from '../values.js'

/** Records that are read. */
const READ = ['message.in', 'message.sending', 'message.out', 'agent.start', 'agent.end', 'tool.start', 'tool.end']

/** Whether a value is a record of the telemetry, told by one of those that every version writes. */
export function isRecord(value: unknown): boolean {
  if (!isObject(value) || !READ.includes(String(value.type))) return false
  if (typeof value.sessionKey === 'string') return true
  return String(value.type).startsWith('message.') && typeof value.channel === 'string'
}

/** Where a record belongs. */
export interface Place {
  /** The agent's main thread, or another conversation of it: a group, a channel, a scheduled job. */
  thread: string
  /** The subagent that it is about, or null. */
  subagent: string | null
  scheduled: boolean
}

/**
 * Where the key of a session leads. A person's direct messages all reach the agent's main thread, whatever channel they
 * come through; a subagent's key names its own run only.
 */
export function placeOf(record: Json): Place {
  const key = textOf(record.sessionKey) ?? ''
  const [, agent = textOf(record.agentId) ?? 'main', ...rest] = key.split(':')
  const at = rest.indexOf('subagent')
  if (at !== -1) return { thread: agent, subagent: rest.slice(at + 1).join(':') || 'unknown', scheduled: false }
  const own = rest.some((word) => OWN.has(word))
  return { thread: own ? `${agent}/${rest.join(':')}` : agent, subagent: null, scheduled: rest[0] === 'cron' }
}

/** Words in a key by which a conversation is one of its own. */
const OWN = new Set(['group', 'channel', 'room', 'thread', 'cron', 'hook', 'node'])

/** When a record was written; the first versions wrote that nowhere. */
export const writtenAt = (record: Json): number | null => millisOf(record.ts)

/** Who made the agent start. */
export type Starter = 'human' | 'notification' | 'schedule'

/** Who is behind the prompt of a run, by what the program says of it, or by the words that it puts before. */
export function starterOf(record: Json): Starter {
  const trigger = textOf(record.trigger)
  if (trigger !== null && TRIGGERS.has(trigger)) return TRIGGERS.get(trigger)!
  const prompt = textOf(record.prompt) ?? ''
  if (REPORTS.test(prompt)) return 'notification'
  return SCHEDULED.test(prompt) ? 'schedule' : 'human'
}

const TRIGGERS = new Map<string, Starter>([
  ['user', 'human'],
  ['heartbeat', 'schedule'],
  ['cron', 'schedule'],
  ['subagent', 'notification'],
])
const STAMP = String.raw`^\s*(?:\[[A-Z][a-z]{2} \d{4}-\d\d-\d\d[^\]]*\]\s*)?`
const REPORTS = new RegExp(`${STAMP}(?:\\[Inter-session message\\]|\\[Internal task completion|System: )`)
const SCHEDULED = new RegExp(
  `${STAMP}(?:Read HEARTBEAT\\.md|Run the following periodic tasks|\\[cron:|\\[heartbeat)`,
  'i',
)
