import type { Failure } from './provider.js'
import { waitAsked } from './retry.js'

/** What both kits know of an error of theirs. */
interface WireError {
  status?: number | undefined
  headers?: Headers | undefined
  message?: string
  code?: unknown
  type?: unknown
  cause?: unknown
}

const RETRIED = new Set([408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529])
const CROWDED = new Set([429, 503, 529])
/** A gateway gave up waiting for an answer that may have been given. */
const MAYBE_ANSWERED = new Set([408, 502, 504, 520, 522, 524])
const REMEDIES: Record<number, string> = {
  400: 'the endpoint does not take the request: look at the model’s name and settings',
  401: 'the key is not accepted: set the right one',
  402: 'the account has nothing left to pay with: top it up',
  403: 'the key may not use this model: ask for access, or name another model',
  404: 'the endpoint has no such model or address: look at both',
  422: 'the endpoint does not take the request: look at the model’s name and settings',
}
const TOO_LARGE =
  /prompt is too long|context.{0,10}(?:length|window)|maximum context|too many tokens|request too large/i

/**
 * What an error of a request means: try again, split it, or stop.
 * @param timedOut whether our own patience ended it.
 */
export function failureOf(error: unknown, { now, timedOut }: { now: number; timedOut: boolean }): Failure {
  const { status, headers, message = String(error), code, type } = error as WireError
  const said = firstLine(message)
  if (status === undefined) {
    const why = timedOut ? 'no answer within the time that was given' : `no whole answer: ${reasonOf(error)}`
    return { kind: 'again', why, waitMs: null, crowded: false, maybeAnswered: !neverLeft(error) }
  }
  if (status === 413 || (status === 400 && (code === 'context_length_exceeded' || TOO_LARGE.test(message))))
    return { kind: 'too-large', why: said }
  if (RETRIED.has(status) || type === 'overloaded_error')
    return {
      kind: 'again',
      why: said,
      waitMs: waitAsked(headers, now),
      crowded: CROWDED.has(status),
      maybeAnswered: MAYBE_ANSWERED.has(status),
    }
  const remedy = REMEDIES[status] ?? 'the endpoint answers with something that is no answer of a model'
  return { kind: 'stop', why: `${remedy} (${said})` }
}

const LONGEST = 300

/** What an endpoint says, short enough for a line. It may quote what was sent, so it is shown and never stored. */
export const firstLine = (text: string): string => text.split('\n', 1)[0]!.slice(0, LONGEST)

const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether an error says that no connection was ever made. */
function neverLeft(error: unknown): boolean {
  return causes(error).some(({ code }) => NEVER_LEFT.has(String(code)))
}

function reasonOf(error: unknown): string {
  const deepest = causes(error).at(-1)
  return firstLine(deepest?.message ?? String(error)) || 'the connection broke'
}

function causes(error: unknown): WireError[] {
  const found: WireError[] = []
  for (let at = error; typeof at === 'object' && at !== null && found.length < 8; at = (at as WireError).cause) {
    found.push(at as WireError)
    const several = (at as { errors?: unknown }).errors
    if (Array.isArray(several)) found.push(...(several as WireError[]))
  }
  return found
}
