import type { Usage } from '../turn.js'
import { usageOf } from '../usage.js'
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
  const read = said.count(...IN)
  const [cacheRead, cacheWrite] = [said.count(...CACHE_READ), said.count(...CACHE_WRITE)]
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0)
  const given = read !== null && read < cached ? { fresh: read } : { all: read ?? undefined }
  return usageOf({ ...given, out: [said.count(...OUT)], cacheRead, cacheWrite })
}
