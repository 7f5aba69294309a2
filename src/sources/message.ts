import type { Usage } from './turn.js'
import { usageOf } from './usage.js'
import { inputOf, isObject, type Json, listOf, objectOf, objectsOf, saidIn, textOf } from './values.js'

/** A call in a message. */
export interface MessageCall {
  /** Null where the message gives it none. */
  id: string | null
  tool: string
  input: unknown
}

/** One message of a chat, as the Chat Completions API has them and most programs that keep chats. */
export interface Message {
  role: string
  text: string | null
  calls: MessageCall[]
  /** The call that it answers, where it says so. */
  answers: string | null
  failed: boolean
  usage: Usage | null
}

/** Null where a value is no message. */
export function messageOf(value: unknown): Message | null {
  const role = isObject(value) ? textOf(value.role) : null
  if (!isObject(value) || role === null) return null
  return {
    role,
    text: saidIn(value.content),
    calls: callsIn(value),
    answers: textOf(value.tool_call_id) ?? (role === 'tool' ? textOf(value.id) : null),
    failed: isFailure(value),
    usage: usageIn(objectOf(value.usage)),
  }
}

export const isMessage = (value: unknown): boolean => isObject(value) && textOf(value.role) !== null

function callsIn({ tool_calls: calls, function_call: legacy }: Json): MessageCall[] {
  const called = objectsOf(calls).map(callOf)
  return called.length === 0 && isObject(legacy) ? [callOf({ function: legacy })] : called
}

/** Some programs put the function's name and arguments into the call itself. */
export function callOf(call: Json): MessageCall {
  const of = objectOf(call.function) ?? objectOf(call.custom) ?? call
  const input = of.arguments ?? of.input
  return { id: textOf(call.id), tool: textOf(of.name) ?? 'unknown', input: inputOf(input) }
}

const isFailure = ({ error, is_error: flag }: Json): boolean =>
  flag === true || error === true || textOf(error) !== null || isObject(error)

/** What an answer took: of what was read anew, and of what was in a cache. */
const usageIn = (usage: Json | null): Usage | null =>
  usageOf({
    all: usage?.prompt_tokens,
    out: [usage?.completion_tokens],
    cacheRead: objectOf(usage?.prompt_tokens_details)?.cached_tokens,
  })

/** What tools say of themselves, by name, from a list of definitions as requests carry them. */
export function definitionsIn(tools: unknown): Map<string, string> {
  const found = new Map<string, string>()
  for (const tool of listOf(tools)) {
    const of = objectOf(objectOf(tool)?.function) ?? objectOf(tool)
    const name = textOf(of?.name)
    const said = textOf(of?.description)
    if (name !== null && said !== null) found.set(name, said)
  }
  return found
}
