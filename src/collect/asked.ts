import type { IncomingMessage } from 'node:http'
import type { Encoding } from './answers.js'
import type { Signal } from './records.js'
import { Refusal } from './refusal.js'
import type { Form } from './work.js'

/** What a request brings, by its address and headers. */
export interface Asked {
  kind: Signal | 'requests'
  form: Form
  gzip: boolean
}

const PATHS: Record<string, Asked['kind']> = {
  '/v1/logs': 'logs',
  '/v1/traces': 'traces',
  '/v1/metrics': 'metrics',
  '/v1/requests': 'requests',
}

export const HEALTH = '/healthz'

const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?', 1)[0]!

export const asksForHealth = (request: IncomingMessage): boolean => pathOf(request) === HEALTH

/** What an address takes. @throws Refusal where there is nothing, or it is asked in another way than POST. */
export function kindOf(request: IncomingMessage): Asked['kind'] {
  const kind = PATHS[pathOf(request)]
  if (kind === undefined) throw new Refusal(404, `nothing is taken here; ${Object.keys(PATHS).join(', ')} are`)
  if (request.method !== 'POST') throw new Refusal(405, 'only POST is taken here', { Allow: 'POST' })
  return kind
}

const FORMS: Record<string, Form> = {
  'application/json': 'json',
  'application/x-protobuf': 'protobuf',
  'application/protobuf': 'protobuf',
  'application/x-ndjson': 'lines',
  'application/ndjson': 'lines',
  'application/jsonl': 'lines',
}

const typeOf = (request: IncomingMessage): Form | undefined =>
  FORMS[(request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase()]

/** In which encoding a request is answered, whatever is wrong with it. */
export const encodingOf = (request: IncomingMessage): Encoding =>
  typeOf(request) === 'protobuf' && pathOf(request) !== '/v1/requests' ? 'protobuf' : 'json'

/** How the body is written. @throws Refusal where that is not read here. */
export function formOf(request: IncomingMessage, kind: Asked['kind']): Asked {
  const form = typeOf(request)
  const taken = kind === 'requests' ? ['json', 'lines'] : ['json', 'protobuf']
  if (form === undefined || !taken.includes(form))
    throw new Refusal(
      415,
      `expected Content-Type ${kind === 'requests' ? 'application/x-ndjson or application/json' : 'application/x-protobuf or application/json'}`,
    )
  const coding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (coding !== 'identity' && coding !== 'gzip')
    throw new Refusal(415, 'expected Content-Encoding gzip, or none', { 'Accept-Encoding': 'gzip' })
  return { kind, form, gzip: coding === 'gzip' }
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1', '[::1]']

/** Whether an address can be reached from this machine only. */
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host)

/**
 * A page in a browser sends an Origin, and one that was pointed here has another Host; no agent or gateway does.
 * @throws Refusal for those.
 */
export function notFromPages({ headers }: IncomingMessage, loopback: boolean): void {
  if (headers.origin !== undefined) throw new Refusal(403, 'nothing is taken from pages in a browser')
  const name = (headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
  if (loopback && !LOOPBACK.includes(name)) throw new Refusal(403, 'this address is not served here')
}
