import type { Anthropic } from '@anthropic-ai/sdk'
import { type Reply, usageFrom } from './reply.js'
import type { Model } from './settings.js'
import type { Sheet } from './sheet.js'

/** Messages that begin with what never changes, with marks up to where they are worth caching. */
export function requestBody(
  { system, shared, items, schema, outputTokens }: Sheet<unknown>,
  model: Model,
): Anthropic.MessageCreateParamsNonStreaming {
  const cached = { cache_control: { type: 'ephemeral' as const } }
  return {
    model: model.model,
    max_tokens: outputTokens,
    system: [{ type: 'text', text: system, ...cached }],
    messages: [
      {
        role: 'user',
        content: [
          ...(shared === null
            ? []
            : [{ type: 'text' as const, text: shared.text, ...(shared.repeated ? cached : {}) }]),
          { type: 'text', text: items },
        ],
      },
    ],
    output_config: {
      format: { type: 'json_schema', schema },
      ...(model.effort === undefined ? {} : { effort: model.effort }),
    },
    ...thinking(model),
    // Newer models take none, and the kit's types have dropped it; older ones still do.
    ...(model.temperature === undefined ? {} : { temperature: model.temperature }),
  }
}

function thinking({ thinkingTokens, thinking }: Model): Pick<Anthropic.MessageCreateParams, 'thinking'> {
  if (thinkingTokens === 0 || thinking === 'untold') return {}
  return {
    thinking: thinking === 'adaptive' ? { type: 'adaptive' } : { type: 'enabled', budget_tokens: thinkingTokens },
  }
}

interface Message {
  content?: { type?: unknown; text?: unknown }[]
  stop_reason?: unknown
  stop_details?: { category?: unknown } | null
  usage?: Record<string, unknown>
}

/** What a message says. */
export function replyOf(answer: unknown): Reply {
  const { content, stop_reason, stop_details, usage: numbers } = (answer ?? {}) as Message
  const usage = usageFrom({
    input: numbers?.input_tokens,
    output: numbers?.output_tokens,
    cacheRead: numbers?.cache_read_input_tokens,
    cacheWrite: numbers?.cache_creation_input_tokens,
  })
  if (!Array.isArray(content))
    return { kind: 'again', why: 'the answer is no message', waitMs: null, crowded: false, maybeAnswered: true }
  if (stop_reason === 'refusal') return { kind: 'refusal', why: refusalOf(stop_details?.category), usage }
  const text = content.flatMap(({ type, text }) => (type === 'text' && typeof text === 'string' ? [text] : [])).join('')
  return {
    kind: 'answer',
    text,
    cut: stop_reason === 'max_tokens' || stop_reason === 'model_context_window_exceeded',
    usage,
  }
}

/** By its category: an explanation may quote the evidence, and reasons are stored. */
const refusalOf = (category: unknown): string =>
  typeof category === 'string' && /^[a-z_]{1,40}$/.test(category)
    ? `the model refused: ${category.replaceAll('_', ' ')}`
    : 'the model refused'
