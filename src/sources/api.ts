import type { Source } from '../model/index.js'
import { messagesPair } from './anthropic-messages/pair.js'
import { beginningOf } from './beginning.js'
import { readRequestLog, requestBy } from './exchanges.js'
import { isHelicone } from './helicone/record.js'
import { chatPair } from './openai-chat/pair.js'
import { responsesPair } from './openai-responses/pair.js'
import { type Envelope, envelopeOf, type Pair } from './pairs.js'
import { isObject, type Json } from './values.js'

/** The APIs whose requests are read. One log may hold those of several. */
const APIS = { messages: messagesPair, responses: responsesPair, chat: chatPair } as const
export type Api = keyof typeof APIS

/** The request in an envelope, and its API; a text says what it is where it is for none of them. */
export function requestIn(envelope: Envelope | null): { api: Api; pair: Pair } | string {
  if (envelope === null) return 'no request with an answer'
  for (const api of Object.keys(APIS) as Api[]) {
    const pair = APIS[api](envelope)
    if (pair !== null) return { api, pair }
  }
  return 'another endpoint'
}

/** The request in a record of pairs, whichever API it is to; a text says what a record is that has none. */
export function pairIn(record: Json): Pair | string {
  const found = requestIn(envelopeOf(record))
  return typeof found === 'string' ? found : found.pair
}

const ADDRESSES: readonly [RegExp, Api][] = [
  [/\/messages(?:\?|$)/, 'messages'],
  [/\/chat\/completions(?:\?|$)/, 'chat'],
  [/\/responses(?:\?|$)/, 'responses'],
]

/** The API of a record, of which only the beginning may be there; null where it has no request, or is a gateway's own. */
function apiOf(record: Json): Api | null {
  if (isHelicone(record)) return null
  const found = requestIn(envelopeOf(record))
  if (typeof found !== 'string') return found.api
  const address = [record.uri, record.url, record.path].find((value) => typeof value === 'string')
  if (address === undefined || !['request', 'request_body', 'body'].some((key) => isObject(record[key]))) return null
  return ADDRESSES.find(([pattern]) => pattern.test(String(address)))?.[1] ?? null
}

/** All but the names of a log of pairs whose first request is to some API: whatever the API, it can say the same. */
export const requestsTo = (api: Api): Omit<Source, 'id' | 'title' | 'version'> => ({
  carries: {
    turn_time: 'partly',
    work_time: false,
    reported_time: false,
    interrupts: 'partly',
    approvals: false,
    questions: false,
    headless: false,
    user: 'partly',
    subagents: 'partly',
    tokens: true,
    linkable: 'partly',
  },
  companion: 3,
  homes: () => [],
  named: (path) => /\.(?:jsonl|ndjson|json)$/.test(path),
  recognises: (_path, head) => {
    for (const value of beginningOf(head).flat()) {
      const found = isObject(value) ? apiOf(value) : null
      if (found !== null) return found === api
    }
    return false
  },
  read: readRequestLog(requestBy(pairIn)),
})
