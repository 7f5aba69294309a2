import type { Usage } from '../turn.js'
import type { Said } from './attributes.js'

const IN = [
  ...['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'llm.token_count.prompt', 'llm.usage.prompt_tokens'],
  ...['ai.usage.inputTokens', 'ai.usage.promptTokens'],
]
const OUT = [
  ...['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens', 'llm.token_count.completion'],
  ...['llm.usage.completion_tokens', 'ai.usage.outputTokens', 'ai.usage.completionTokens'],
]
const CACHE_READ = [
  ...['gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_read_input_tokens'],
  ...['llm.token_count.prompt_details.cache_read', 'llm.usage.cache_read_input_tokens'],
  ...['ai.usage.inputTokenDetails.cacheReadTokens', 'ai.usage.cachedInputTokens'],
]
const CACHE_WRITE = [
  ...['gen_ai.usage.cache_creation.input_tokens', 'gen_ai.usage.cache_creation_input_tokens'],
  ...['llm.token_count.prompt_details.cache_write', 'llm.usage.cache_creation_input_tokens'],
  'ai.usage.inputTokenDetails.cacheWriteTokens',
]

/**
 * Tokens of an answer, or of all that an agent did. Conventions count what came from a cache among the tokens that went
 * in; where there are fewer of these, the program did not.
 */
export function usageIn(said: Said): Usage | null {
  const all = said.count(...IN)
  const out = said.count(...OUT)
  if (all === null && out === null) return null
  const [cacheRead, cacheWrite] = [said.count(...CACHE_READ) ?? 0, said.count(...CACHE_WRITE) ?? 0]
  const cached = cacheRead + cacheWrite
  return { in: (all ?? 0) >= cached ? (all ?? 0) - cached : (all ?? 0), out: out ?? 0, cacheRead, cacheWrite }
}
