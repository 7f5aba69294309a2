import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Admission } from './admission.js'
import { type Answer, postponed, refused, taken, takenRequests, unforeseen } from './answers.js'
import { asksForHealth, encodingOf, formOf, kindOf, notFromPages } from './asked.js'
import type { Backlog } from './backlog.js'
import type { Counts } from './counts.js'
import type { Keeping } from './keeping.js'
import type { Limits } from './limits.js'
import { receive, tooLarge } from './receive.js'
import type { Signal } from './records.js'
import { later, Refusal } from './refusal.js'
import type { Tokens } from './tokens.js'
import type { Workers } from './workers.js'

export interface ServiceMeans {
  /** Null where no token is needed; then nothing has a customer. */
  tokens: Tokens | null
  /** Whether only this machine can reach the service. */
  loopback: boolean
  admission: Admission
  workers: Workers
  /** Null where bodies are kept as they come. */
  backlog: Backlog | null
  keeping: Keeping
  counts: Counts
  limits: Limits
  /** Whether the service ends; what comes now is told to come again. */
  stopping: () => boolean
}

/** Answers one request; never throws. */
export async function serveRequest(
  request: IncomingMessage,
  response: ServerResponse,
  means: ServiceMeans,
): Promise<void> {
  // A connection that breaks is told by the request's own events.
  response.on('error', () => undefined)
  let answer: Answer
  try {
    answer = asksForHealth(request) ? health(request, means) : await take(request, response, means)
  } catch (error) {
    const refusal = error instanceof Refusal ? error : unforeseen()
    means.counts.refused(refusal.status)
    answer = refused(encodingOf(request), refusal)
  }
  send(request, response, answer, means)
}

/** Everything that is asked of a request, in the order in which it costs. */
async function take(request: IncomingMessage, response: ServerResponse, means: ServiceMeans): Promise<Answer> {
  const { admission, workers, backlog, counts, limits } = means
  const kind = kindOf(request)
  notFromPages(request, means.loopback)
  const customer = customerOf(request, means)
  const asked = formOf(request, kind)
  if (means.stopping()) throw later(503, 'the collector ends; send again later', 5)
  if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) throw tooLarge(limits.bodyBytes)
  const room = admission.enter(customer)
  try {
    if (request.headers.expect !== undefined) response.writeContinue()
    const bytes = await receive(request, room, limits.bodyBytes)
    const came = { ...asked, bytes, customer }
    const job = kind === 'metrics' || backlog === null ? came : await backlog.take(came)
    if (job === null) {
      counts.postponed()
      return kind === 'requests' ? postponed() : taken(kind as Signal, encodingOf(request), 0)
    }
    const outcome = await workers.submit(job)
    backlog?.note(job, outcome)
    if ('refused' in outcome) throw new Refusal(outcome.refused.status, outcome.refused.message)
    const { records, rejected } = outcome
    if (kind === 'metrics') counts.metrics(records)
    else counts.kept(outcome)
    return kind === 'requests' ? takenRequests(records, rejected) : taken(kind, encodingOf(request), records)
  } finally {
    room.leave()
  }
}

function customerOf({ headers }: IncomingMessage, { tokens }: ServiceMeans): string | null {
  if (tokens === null) return null
  const customer = tokens.customerOf(headers.authorization)
  if (customer === undefined)
    throw new Refusal(401, 'expected Authorization: Bearer and a token that is known here', {
      'WWW-Authenticate': 'Bearer',
    })
  return customer
}

function health(request: IncomingMessage, { keeping, stopping }: ServiceMeans): Answer {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new Refusal(405, 'only GET is taken here', { Allow: 'GET, HEAD' })
  const [status, words] = stopping() ? [503, 'ending'] : keeping.failing ? [503, 'the disk refuses'] : [200, 'ok']
  return { status, headers: { 'Content-Type': 'text/plain' }, body: `${words}\n` }
}

/** Sends an answer. The rest of a body that was refused is thrown away for a while, so that its sender gets to read it. */
function send(request: IncomingMessage, response: ServerResponse, answer: Answer, means: ServiceMeans): void {
  if (response.destroyed || response.headersSent) return
  const { status, headers, body } = answer
  const close = means.stopping() ? { Connection: 'close' } : {}
  response.writeHead(status, { ...headers, ...close, 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
  if (request.complete) return
  request.on('error', () => undefined)
  request.resume()
  const linger = setTimeout(() => request.socket.destroy(), means.limits.lingerMs)
  request.once('close', () => clearTimeout(linger))
}
