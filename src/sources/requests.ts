import { pairIn } from './api.js'
import { type Request, type RequestKind, requestBy } from './exchanges.js'
import { heliconePair } from './helicone/pair.js'
import { isHelicone } from './helicone/record.js'
import { recordsIn } from './helicone/records.js'
import { isPayload, payloadIn } from './litellm/payload.js'
import type { Json } from './values.js'

const OF_AN_API: RequestKind = { requestOf: requestBy(pairIn) }

/** Sources whose files hold requests with their text, by what a record of theirs asks; special kinds first. */
export const REQUESTS: Readonly<Record<string, RequestKind>> = {
  litellm: { requestOf: requestBy(payloadIn) },
  helicone: { requestOf: requestBy(heliconePair), recordsOf: recordsIn },
  'anthropic-messages': OF_AN_API,
  'openai-chat': OF_AN_API,
  'openai-responses': OF_AN_API,
}

/** The request in a record of any such source; null where it is none of theirs. */
export function requestIn(record: Json): Request | null {
  const { requestOf } = isPayload(record) ? REQUESTS.litellm! : isHelicone(record) ? REQUESTS.helicone! : OF_AN_API
  const request = requestOf(record)
  return typeof request === 'string' ? null : request
}
