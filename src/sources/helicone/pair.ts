import { requestIn } from '../api.js'
import { anyTime, type Envelope, eventsIn, type Pair, parsed, type Sent } from '../pairs.js'
import { userIn } from '../user.js'
import { isObject, type Json, objectOf, objectsOf, textOf, zonelessOf } from '../values.js'
import { fieldOf, mappedOf } from './record.js'

/** Ends of addresses by which APIs are told apart. */
const KNOWN = /\/(?:messages|completions|responses|count_tokens)$/

/** What a program may log by itself, beside requests. */
const LOGGED = new Set(['tool', 'vector_db', 'data'])

/** The request in a record; a text says what a record is that has none. */
export function heliconePair(record: Json): Pair | string {
  const mapped = mappedOf(record)
  const request = readable(mapped?.raw.request ?? fieldOf(record, 'request_body'))
  if (!isObject(request) || Object.keys(request).length === 0) return 'a request without its body'
  const logged = textOf(request._type)
  if (logged !== null) return LOGGED.has(logged) ? `logged ${logged}` : 'logged by a program'
  const status = Number(mapped === null ? fieldOf(record, 'response_status') : objectOf(mapped.about.status)?.code)
  const answer = readable(mapped?.raw.response ?? fieldOf(record, 'response_body'))
  const found = requestIn({
    ...{ request, ...answerIn(answer) },
    path: pathOf(mapped?.about.path ?? fieldOf(record, 'request_path') ?? fieldOf(record, 'target_url')),
    // What is below 0 is no answer of a provider: it timed out, is not there yet, or nobody waited for it.
    status: status >= 100 && status < 600 ? status : null,
    user: null,
  })
  if (typeof found === 'string') return found
  const { pair } = found
  const user = userIn(mapped?.about.user, fieldOf(record, 'request_user_id')) ?? pair.user
  return { ...pair, conversation: sessionOf(record) ?? pair.conversation, user, sent: sentIn(record) }
}

/** The session that the program named for its request. */
function sessionOf(record: Json): string | null {
  const { about } = mappedOf(record) ?? {}
  const named = [fieldOf(record, 'request_properties'), record.properties, about?.customProperties]
  for (const properties of named.map(readable).filter(isObject))
    for (const [name, value] of Object.entries(properties))
      if (name.toLowerCase() === 'helicone-session-id' && textOf(value) !== null) return textOf(value)
  return null
}

/** When it was sent, and when its answer was there: the gateway's own count of milliseconds is nearest to that. */
function sentIn(record: Json): Sent {
  const { about } = mappedOf(record) ?? {}
  const at = timeIn(about?.createdAt ?? fieldOf(record, 'request_created_at'))
  const took = Number(about?.latency ?? fieldOf(record, 'delay_ms') ?? fieldOf(record, 'latency') ?? Number.NaN)
  if (at !== null && took >= 0 && took < 1e9) return { at, ended: at + Math.round(took) }
  return { at, ended: timeIn(fieldOf(record, 'response_created_at')) ?? at }
}

/** The database writes a blank between day and time, and no zone. */
const timeIn = (value: unknown): number | null =>
  typeof value === 'string' ? zonelessOf(value.replace(/^(\d{4}-\d\d-\d\d) /, '$1T')) : anyTime(value)

function pathOf(address: unknown): string {
  const path = (textOf(address) ?? '').replace(/[?#].*$/, '')
  return KNOWN.test(path) ? path : ''
}

/** The answer as a whole, or as the events by which it came, which stand beside what the gateway made of them. */
function answerIn(answer: unknown): Pick<Envelope, 'response' | 'events'> {
  if (typeof answer === 'string') return { response: null, events: eventsIn(answer) }
  if (Array.isArray(answer)) return { response: null, events: objectsOf(answer) }
  const response = objectOf(answer)
  const streamed = readable(response?.streamed_data)
  if (response === null || 'choices' in response || 'content' in response || 'output' in response || streamed == null)
    return { response, events: [] }
  return answerIn(streamed)
}

/** A value that may be written as JSON in a text. Tables of earlier exports have each quote in it twice. */
function readable(value: unknown): unknown {
  const found = parsed(value)
  return typeof found === 'string' && /^\s*[[{]\s*""/.test(found) ? parsed(found.replaceAll('""', '"')) : found
}
