import type { AnswerEnd, Message } from '../model/index.js'
import type { Usage } from './turn.js'
import { userIn } from './user.js'
import { isObject, type Json, millisOf, objectOf, secondsOf, textOf, timeOf } from './values.js'

/** A request to a model and its answer, as an API of some provider means them. */
export interface Pair {
  response: string | null
  previous: string | null
  conversation: string | null
  /** Whose request it is, as the record names them; null where it names nobody. */
  user: string | null
  system: string | null
  history: readonly Message[]
  answer: Message | null
  end: AnswerEnd | null
  /** What tools say of themselves, by name. */
  definitions: ReadonlyMap<string, string>
  usage: Usage | null
  /** When the provider says that it answered, ms since 1970 UTC. */
  at: number | null
  /** When it was sent, where the log says so in a way of its own. */
  sent?: Sent
}

/** When a request was sent and answered, as far as its record says, ms since 1970 UTC. */
export interface Sent {
  at: number | null
  ended: number | null
}

/** A request and its answer as one record has them, before it is known which API they are of. */
export interface Envelope {
  request: Json
  response: Json | null
  /** The events of a streamed answer, one after the other. */
  events: readonly Json[]
  /** The end of the address that it was sent to, or ''. */
  path: string
  status: number | null
  /** Whom the record names beside its request. */
  user: string | null
}

/** The request and the answer in a record of a log; null where it has none. */
export function envelopeOf(record: Json): Envelope | null {
  const request = parsed(record.request ?? record.request_body ?? record.params ?? record.body)
  if (!isObject(request)) return null
  const result = objectOf(record.result)
  const given = record.response ?? record.response_body ?? result?.message ?? null
  const status = typeof record.status === 'number' ? record.status : null
  const user = userIn(record.end_user, record.user_id, record.user)
  const path = (textOf(record.uri) ?? textOf(record.url) ?? textOf(record.path) ?? '').replace(/[?#].*$/, '')
  const inner = objectOf(given)
  const response = parsed(
    inner !== null && isObject(inner.body) && !('id' in inner && 'object' in inner) ? inner.body : given,
  )
  if (typeof response === 'string') return { request, response: null, events: eventsIn(response), path, status, user }
  if (Array.isArray(response)) return { request, response: null, events: response.filter(isObject), path, status, user }
  return { request, response: objectOf(response), events: [], path, status, user }
}

/** The events in a body of server-sent events. */
export function eventsIn(body: string): Json[] {
  const events: Json[] = []
  for (const line of body.split(/\r?\n/)) {
    if (!line.startsWith('data:')) continue
    const value = parsed(line.slice(5).trim())
    if (isObject(value)) events.push(value)
  }
  return events
}

/** When a request was sent and answered, as most records say it. */
export function timesOf(record: Json): Sent {
  const at = firstTime(record, ['timestamp', 'ts', 'time', 'request_time', 'start_time', 'startTime', 'created_at'])
  const end = firstTime(record, ['end_time', 'endTime', 'response_time'])
  const took = durationOf(record)
  // The library writes down when it had the answer, and how long that took.
  if (at !== null && took !== null && 'latency_sec' in record) return { at: at - took, ended: at }
  return { at, ended: end ?? (at === null || took === null ? null : at + took) }
}

const firstTime = (record: Json, names: readonly string[]): number | null => {
  for (const name of names) {
    const found = anyTime(record[name])
    if (found !== null) return found
  }
  return null
}

/** A time as text, in seconds or in milliseconds. */
export const anyTime = (value: unknown): number | null =>
  timeOf(value) ?? (typeof value === 'number' ? (value < 1e11 ? secondsOf(value) : millisOf(value)) : null)

function durationOf(record: Json): number | null {
  const seconds = record.latency_sec
  if (typeof seconds === 'number' && seconds >= 0 && seconds < 1e6) return Math.round(seconds * 1_000)
  for (const name of ['latency_ms', 'duration_ms', 'delay_ms']) {
    const value = record[name]
    if (typeof value === 'number' && value >= 0 && value < 1e9) return Math.round(value)
  }
  return null
}

/** What a text says as JSON, or the text; anything else as it is. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
