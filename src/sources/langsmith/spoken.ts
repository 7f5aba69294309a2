import { type Messages, messagesIn } from '../spans/messages.js'
import { given } from '../traced.js'
import type { Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { countOf, isObject, type Json, listOf, objectOf, objectsOf, textOf } from '../values.js'
import { metadataOf } from './run.js'

/** What a model answered: as LangChain keeps it, or as the API gave it that was called. */
export function answerOf(outputs: Json): Messages {
  const [generation] = listOf(outputs.generations).flat().filter(isObject)
  if (generation !== undefined) {
    const finish_reason = reasonIn(generation)
    const message = objectOf(generation.message)
    const said = message === null ? { role: 'assistant', content: generation.text } : { finish_reason, ...message }
    const found = messagesIn([said], 'agent')
    return { ...found, finish: found.finish ?? finish_reason }
  }
  const [choice] = objectsOf(outputs.choices)
  if (choice !== undefined)
    return messagesIn([{ finish_reason: choice.finish_reason, ...objectOf(choice.message) }], 'agent')
  if ('content' in outputs || 'tool_calls' in outputs) {
    const found = messagesIn([{ role: 'assistant', ...outputs }], 'agent')
    return { ...found, finish: found.finish ?? textOf(outputs.stop_reason) }
  }
  return messagesIn(given(outputs), 'agent')
}

const reasonIn = (generation: Json): string | null => {
  const told = objectOf(generation.generation_info) ?? {}
  const response = objectOf(kwargsOf(generation)?.response_metadata) ?? {}
  const reasons = [told.finish_reason, told.stop_reason, response.finish_reason, response.stop_reason]
  return reasons.map(textOf).find((reason) => reason !== null) ?? null
}

/** The fields of the message of an answer; LangChain writes an object as what makes it anew. */
const kwargsOf = (generation: Json): Json | null => {
  const message = objectOf(generation.message)
  return objectOf(message?.kwargs) ?? message
}

/** Tokens of an answer. LangChain counts what came from a cache among what went in. */
export function usageIn(run: Json, outputs: Json): Usage | null {
  const [generation] = listOf(outputs.generations).flat().filter(isObject)
  const used =
    objectOf(outputs.usage_metadata) ??
    objectOf(generation === undefined ? null : kwargsOf(generation)?.usage_metadata) ??
    objectOf(metadataOf(run).usage_metadata) ??
    objectOf(outputs.usage) ??
    objectOf(objectOf(outputs.llm_output)?.token_usage) ??
    run
  const details = objectOf(used.input_token_details) ?? objectOf(used.prompt_token_details) ?? {}
  return usageOf({
    all: countOf(used.input_tokens) ?? countOf(used.prompt_tokens) ?? undefined,
    out: [countOf(used.output_tokens) ?? countOf(used.completion_tokens)],
    cacheRead: countOf(details.cache_read) ?? countOf(objectOf(used.prompt_tokens_details)?.cached_tokens),
    cacheWrite: details.cache_creation,
  })
}
