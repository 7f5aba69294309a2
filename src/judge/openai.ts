import { patiently } from './patience.js'
import { failed, type Provider } from './provider.js'
import { type Reply, usageFrom } from './reply.js'
import type { Model } from './settings.js'
import type { Sheet } from './sheet.js'
import type { JudgeWorld } from './world.js'

/** Chat completions, of OpenAI or of anybody who speaks them. The kit is loaded when this is called. */
export async function openai(model: Model, timeoutMs: number, world: JudgeWorld): Promise<Provider> {
  const { default: OpenAI } = await import('openai')
  const client = new OpenAI({
    apiKey: model.key ?? 'none',
    baseURL: model.address,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    // Evidence goes where the user was told, and nowhere else.
    fetchOptions: { redirect: 'error' },
    ...(world.fetch === undefined ? {} : { fetch: world.fetch }),
  })
  return {
    batches: null,
    async send({ sheet }) {
      const body = requestBody(sheet, model)
      const answer = await patiently(timeoutMs, world, (signal) =>
        client.post<unknown>('/chat/completions', { body, signal, maxRetries: 0 }),
      )
      return failed(answer) ? answer : replyOf(answer)
    },
  }
}

/** Chat completions with the same order of parts, which endpoints cache by themselves. */
export function requestBody({ system, shared, items, schema, outputTokens }: Sheet<unknown>, model: Model): object {
  return {
    model: model.model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: `${shared?.text ?? ''}${items}` },
    ],
    [model.limitField]: outputTokens,
    response_format: { type: 'json_schema', json_schema: { name: 'answers', strict: true, schema } },
    ...(model.temperature === undefined ? {} : { temperature: model.temperature }),
    ...(model.effort === undefined ? {} : { reasoning_effort: model.effort }),
  }
}

interface Completion {
  choices?: { finish_reason?: unknown; message?: { content?: unknown; refusal?: unknown } }[]
  usage?: { prompt_tokens?: unknown; completion_tokens?: unknown; prompt_tokens_details?: { cached_tokens?: unknown } }
}

/** What a completion says. Compatible endpoints leave out what they like, so nothing is taken for granted. */
export function replyOf(answer: unknown): Reply {
  const { choices, usage: numbers } = (answer ?? {}) as Completion
  const cached = Number(numbers?.prompt_tokens_details?.cached_tokens ?? 0) || 0
  const prompt = numbers?.prompt_tokens
  const usage = usageFrom({
    input: typeof prompt === 'number' && prompt >= 0 ? Math.max(0, prompt - cached) : null,
    output: numbers?.completion_tokens,
    cacheRead: cached,
  })
  const choice = Array.isArray(choices) ? choices[0] : undefined
  if (choice?.message === undefined)
    return {
      kind: 'again',
      why: 'the answer is no completion',
      waitMs: null,
      crowded: false,
      maybeAnswered: true,
    }
  const { content, refusal } = choice.message
  // What a refusal says may quote the evidence, and reasons are stored.
  if (typeof refusal === 'string' && refusal !== '') return { kind: 'refusal', why: 'the model refused', usage }
  if (choice.finish_reason === 'content_filter') return { kind: 'refusal', why: 'a content filter', usage }
  return {
    kind: 'answer',
    text: typeof content === 'string' ? content : '',
    cut: choice.finish_reason === 'length',
    usage,
  }
}
