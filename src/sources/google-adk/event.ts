import type { Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { isObject, type Json, objectOf, objectsOf, saidIn, secondsOf, textOf, writtenOf } from '../values.js'

/** One event of a session, whichever way its keys are written. */
export interface Event {
  id: string | null
  /** What belongs to one input of the user bears one id. */
  invocation: string | null
  author: string
  at: number | null
  parts: Part[]
  /** A piece of an answer that comes as a whole later. */
  partial: boolean
  failed: boolean
  interrupted: boolean
  usage: Usage | null
}

export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'thought' }
  | { kind: 'call'; id: string | null; tool: string; input: unknown }
  | { kind: 'response'; id: string | null; tool: string; response: Json; text: string; failed: boolean }
  | { kind: 'code'; input: unknown }
  | { kind: 'code-result'; text: string; failed: boolean }
  | { kind: 'data' }
  | { kind: 'unknown'; name: string }

/** A value under its key in camel case, or as older versions write it. */
function under(of: Json | null, key: string): unknown {
  if (of === null) return undefined
  return of[key] ?? of[key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]
}

/** A session with its events. The first versions kept a context in place of the state, and no name of the program. */
export const isSession = (value: unknown): value is Json =>
  isObject(value) &&
  typeof value.id === 'string' &&
  (('events' in value && ('state' in value || 'past_events' in value || 'pending_events' in value)) ||
    (textOf(under(value, 'appName')) !== null && textOf(under(value, 'userId')) !== null))

export const isEvent = (value: unknown): value is Json =>
  isObject(value) && textOf(under(value, 'invocationId')) !== null && textOf(value.author) !== null

export function eventOf(event: Json): Event {
  const usage = objectOf(under(event, 'usageMetadata'))
  return {
    id: textOf(event.id),
    invocation: textOf(under(event, 'invocationId')),
    author: textOf(event.author) ?? 'unknown',
    at: secondsOf(event.timestamp),
    parts: objectsOf(objectOf(event.content)?.parts).map(partOf),
    partial: event.partial === true,
    failed: textOf(under(event, 'errorCode')) !== null,
    interrupted: event.interrupted === true,
    usage: usage === null ? null : usageIn(usage),
  }
}

const DATA = ['inlineData', 'fileData', 'videoMetadata']

function partOf(part: Json): Part {
  const call = objectOf(under(part, 'functionCall'))
  if (call !== null)
    return { kind: 'call', id: textOf(call.id), tool: textOf(call.name) ?? 'unknown', input: call.args }
  const response = objectOf(under(part, 'functionResponse'))
  if (response !== null) return responseOf(response)
  const code = objectOf(under(part, 'executableCode'))
  if (code !== null) return { kind: 'code', input: { code: code.code, language: code.language } }
  const result = objectOf(under(part, 'codeExecutionResult'))
  if (result !== null) {
    const outcome = textOf(result.outcome)
    return { kind: 'code-result', text: saidIn(result.output) ?? '', failed: outcome !== null && !/_OK$/.test(outcome) }
  }
  if (part.thought === true) return { kind: 'thought' }
  if (typeof part.text === 'string') return { kind: 'text', text: part.text }
  if (DATA.some((key) => under(part, key) !== undefined)) return { kind: 'data' }
  const [name = 'empty'] = Object.keys(part)
  return { kind: 'unknown', name }
}

/** Tools say by a key of their own that they failed. */
function responseOf(of: Json): Part {
  const response = objectOf(of.response) ?? {}
  const failed = textOf(response.error) !== null || isObject(response.error) || response.status === 'error'
  const text = writtenOf(response) ?? ''
  return { kind: 'response', id: textOf(of.id), tool: textOf(of.name) ?? 'unknown', response, text, failed }
}

const usageIn = (usage: Json): Usage | null =>
  usageOf({
    all: under(usage, 'promptTokenCount'),
    out: [under(usage, 'candidatesTokenCount'), under(usage, 'thoughtsTokenCount')],
    cacheRead: under(usage, 'cachedContentTokenCount'),
  })
