import { pairIn } from './api.js'
import { type Request, type RequestOf, requestBy } from './exchanges.js'
import { payloadIn } from './litellm/payload.js'
import type { Json } from './values.js'

const OF_AN_API = requestBy(pairIn)

/** Sources whose files hold requests with their text, by what a record of theirs asks; special kinds first. */
export const REQUESTS: Readonly<Record<string, RequestOf>> = {
  litellm: requestBy(payloadIn),
  'anthropic-messages': OF_AN_API,
  'openai-chat': OF_AN_API,
  'openai-responses': OF_AN_API,
}

/** The request in a record of any such source; null where it is none of theirs. */
export function requestIn(record: Json): Request | null {
  for (const requestOf of new Set(Object.values(REQUESTS))) {
    const request = requestOf(record)
    if (typeof request !== 'string' && request !== null) return request
  }
  return null
}
