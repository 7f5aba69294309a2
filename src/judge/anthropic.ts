import { anthropicBatches } from './anthropic-batches.js'
import { replyOf, requestBody } from './messages.js'
import { patiently } from './patience.js'
import { failed, type Provider } from './provider.js'
import type { Model } from './settings.js'
import type { JudgeWorld } from './world.js'

/** Anthropic's Messages and Message Batches. The kit is loaded when this is called. */
export async function anthropic(model: Model, timeoutMs: number, world: JudgeWorld): Promise<Provider> {
  const { default: Client } = await import('@anthropic-ai/sdk')
  const client = new Client({
    apiKey: model.key ?? 'none',
    baseURL: model.address,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    openTelemetry: false,
    // Evidence goes where the user was told, and nowhere else.
    fetchOptions: { redirect: 'error' },
    ...(world.fetch === undefined ? {} : { fetch: world.fetch }),
  })
  return {
    batches: anthropicBatches(client, model, timeoutMs, world),
    async send({ sheet }) {
      const body = requestBody(sheet, model)
      // Not `messages.create`, which warns on the console, once for each request, of models that grow old.
      const answer = await patiently(timeoutMs, world, (signal) =>
        client.post<unknown>('/v1/messages', { body, signal, maxRetries: 0 }),
      )
      return failed(answer) ? answer : replyOf(answer)
    },
  }
}
