import { encodeResponse, encodeStatus } from './protobuf.js'
import { SIGNALS, type Signal } from './records.js'
import { Refusal, type Status } from './refusal.js'
import type { Rejected } from './work.js'

/** An answer, ready to be sent. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | Uint8Array
}

/** How answers are written: as the request was. */
export type Encoding = 'json' | 'protobuf'

const TYPES = { json: 'application/json', protobuf: 'application/x-protobuf' }

/** Codes of `google.rpc.Status` for statuses of HTTP. */
const CODES: Record<Status, number> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  405: 12,
  408: 4,
  413: 8,
  415: 3,
  429: 8,
  500: 13,
  503: 14,
}

const answer = (encoding: Encoding, status: number, body: string | Uint8Array, headers = {}): Answer => ({
  status,
  headers: { 'Content-Type': TYPES[encoding], ...headers },
  body,
})

const json = (value: unknown): string => JSON.stringify(value)

/** Says that a body was kept; of metrics, that none was. */
export function taken(signal: Signal, encoding: Encoding, records: number): Answer {
  const [rejected, words] =
    signal === 'metrics' && records > 0 ? [records, 'metrics are counted here and not kept; export none'] : [0, '']
  if (encoding === 'protobuf') return answer(encoding, 200, encodeResponse(rejected, words))
  const partialSuccess = { [SIGNALS[signal].rejected]: String(rejected), errorMessage: words }
  return answer(encoding, 200, rejected === 0 ? '{}' : json({ partialSuccess }))
}

/** Records whose reasons are told. */
const TOLD = 10

/** Says how many API records were kept, and of the others why not. */
export const takenRequests = (records: number, rejected: readonly Rejected[]): Answer =>
  answer(
    'json',
    200,
    json({ accepted: records - rejected.length, rejected: rejected.length, errors: rejected.slice(0, TOLD) }),
  )

/** Says that API records are on the disk and will be looked at. */
export const postponed = (): Answer => answer('json', 202, json({ accepted: null, rejected: null }))

/** Says why a body was not taken, as OTLP has errors answered: a `google.rpc.Status`. */
export function refused(encoding: Encoding, { status, message, headers }: Refusal): Answer {
  const code = CODES[status]
  return answer(encoding, status, encoding === 'json' ? json({ code, message }) : encodeStatus(code, message), headers)
}

/** An error that nobody foresaw, without its words. */
export const unforeseen = (): Refusal => new Refusal(500, 'this went wrong here; it is not kept')
