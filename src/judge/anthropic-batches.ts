import type { Anthropic } from '@anthropic-ai/sdk'
import { replyOf, requestBody } from './messages.js'
import { patiently } from './patience.js'
import { type Batches, failed } from './provider.js'
import type { Reply } from './reply.js'
import type { Model } from './settings.js'
import { failureOf, firstLine } from './wire.js'
import type { JudgeWorld } from './world.js'

/** Message Batches. */
export function anthropicBatches(client: Anthropic, model: Model, timeoutMs: number, world: JudgeWorld): Batches {
  const patient = <T>(work: (signal: AbortSignal) => Promise<T>) => patiently(timeoutMs, world, work)
  return {
    async make(requests) {
      const all = requests.map(({ id, sheet }) => ({ custom_id: id, params: requestBody(sheet, model) }))
      const made = await patient((signal) => client.messages.batches.create({ requests: all }, { signal }))
      return failed(made) ? made : { id: made.id }
    },

    async state(id) {
      const batch = await patient(async (signal) => {
        try {
          return await client.messages.batches.retrieve(id, {}, { signal })
        } catch (error) {
          if ((error as { status?: number }).status === 404) return 'gone' as const
          throw error
        }
      })
      if (batch === 'gone' || failed(batch)) return batch
      return batch.processing_status === 'ended' ? 'over' : 'running'
    },

    async *results(id) {
      // By its path, and not by the address that the answer names: the key goes to the endpoint the user named.
      const lines = await patient(async (signal) => {
        const path = `/v1/messages/batches/${encodeURIComponent(id)}/results`
        const answer = await client.get(path, { signal }).asResponse()
        return (await answer.text()).split('\n')
      })
      if (failed(lines)) return yield lines
      for (const line of lines) {
        if (line.trim() === '') continue
        const { custom_id, result } = JSON.parse(line) as { custom_id: string; result: Result }
        yield { id: custom_id, reply: replyFrom(result) }
      }
    },

    async *since(moment) {
      for (let after: string | undefined; ; ) {
        const page = await patient((signal) =>
          client.messages.batches.list({ limit: 100, ...(after === undefined ? {} : { after_id: after }) }, { signal }),
        )
        if (failed(page)) return yield page
        for (const { id, created_at, request_counts } of page.data) {
          if (Date.parse(created_at) < moment) return
          const { canceled, errored, expired, processing, succeeded } = request_counts
          yield { id, requests: canceled + errored + expired + processing + succeeded }
        }
        if (!page.has_more || page.last_id === null) return
        after = page.last_id
      }
    },
  }
}

interface Result {
  type: 'succeeded' | 'errored' | 'canceled' | 'expired'
  message?: unknown
  error?: { error?: { type?: string; message?: string } }
}

const STATUS: Record<string, number> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
}

/** What became of one request of a batch. What expired, was cancelled or went wrong is not charged. */
function replyFrom({ type, message, error }: Result): Reply {
  const again = (why: string): Reply => ({ kind: 'again', why, waitMs: null, crowded: false, maybeAnswered: false })
  if (type === 'succeeded') return replyOf(message)
  if (type === 'expired') return again('the batch expired before this request was reached')
  if (type === 'canceled')
    return { kind: 'stop', why: 'the batch was cancelled; start the run again if that was not meant to end it' }
  const { type: kind = '', message: said = '' } = error?.error ?? {}
  const status = STATUS[kind]
  if (status !== undefined) return failureOf({ status, message: said }, { now: 0, timedOut: false })
  return again(firstLine(said) || 'the endpoint could not answer this request')
}
