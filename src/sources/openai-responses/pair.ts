import type { AnswerEnd, Message, MessageCall, MessageResult } from '../../model/index.js'
import { definitionsOf } from '../openai-chat/pair.js'
import type { Envelope, Pair } from '../pairs.js'
import { speakerOf } from '../speaker.js'
import type { Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { userIn } from '../user.js'
import { inputOf, isObject, type Json, objectOf, objectsOf, saidIn, secondsOf, textOf } from '../values.js'

/** A request to the Responses API; null where it is none. */
export function responsesPair({ request, response, events, path, status, user }: Envelope): Pair | null {
  const known =
    /\/responses$/.test(path) || (path === '' && (response?.object === 'response' || events.some(isCreated)))
  if (!known || !('input' in request || 'previous_response_id' in request)) return null
  const answer = response ?? streamed(events)
  const items =
    typeof request.input === 'string' ? [{ role: 'user', content: request.input }] : objectsOf(request.input)
  const failed = (status ?? 200) >= 400 || answer?.status === 'failed' || answer?.error != null
  const output = answer === null ? [] : itemMessages(objectsOf(answer.output))
  const said = output.find(({ by }) => by === 'agent') ?? null
  const { conversation } = request
  return {
    response: textOf(answer?.id),
    previous: textOf(request.previous_response_id),
    conversation: textOf(conversation) ?? textOf(objectOf(conversation)?.id),
    user: userIn(request.safety_identifier, request.user, user),
    system: systemOf(request, items),
    history: itemMessages(items),
    answer: said,
    end: failed ? 'failed' : answer?.status === 'incomplete' ? 'limit' : endOf(said, answer),
    definitions: definitionsOf(request.tools),
    usage: usageIn(objectOf(answer?.usage)),
    at: secondsOf(answer?.created_at),
  }
}

const isCreated = ({ type }: Json): boolean => type === 'response.created'

function endOf(said: Message | null, answer: Json | null): AnswerEnd | null {
  if (said === null || answer?.status !== 'completed') return null
  const done = new Set(said.results.map(({ call }) => call))
  return said.calls.some(({ id }) => !done.has(id)) ? 'calls' : 'completed'
}

function systemOf({ instructions }: Json, items: readonly Json[]): string | null {
  const said = items
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(({ content }) => saidIn(content))
  const all = [textOf(instructions), ...said].filter((text) => text !== null)
  return all.length === 0 ? null : all.join('\n')
}

/** Items that one side says one after the other are one message of it. */
function itemMessages(items: readonly Json[]): Message[] {
  const found: Message[] = []
  for (const item of items) {
    if (item.role === 'system' || item.role === 'developer') continue
    const message = itemOf(item)
    if (message === null) continue
    const last = found.at(-1)
    const joins =
      last !== undefined &&
      last.by === message.by &&
      (message.by === 'agent' || (last.speaker === 'results' && message.speaker === 'results'))
    if (joins) found[found.length - 1] = joined(last, message)
    else found.push(message)
  }
  return found
}

const joined = (a: Message, b: Message): Message => ({
  ...a,
  texts: [...a.texts, ...b.texts],
  calls: [...a.calls, ...b.calls],
  results: [...a.results, ...b.results],
})

function itemOf(item: Json): Message | null {
  const type = textOf(item.type) ?? 'message'
  if (type === 'message') {
    const texts = typeof item.content === 'string' ? [item.content] : objectsOf(item.content).map(partOf)
    return item.role === 'assistant' ? agent(texts) : { ...caller([]), texts, speaker: speakerOf(texts, false) }
  }
  if (type === 'reasoning' || type === 'mcp_list_tools' || type.startsWith('mcp_approval')) return null
  if (type === 'compaction') return agent([textOf(item.encrypted_content) ?? ''])
  const id = textOf(item.call_id) ?? textOf(item.id) ?? ''
  if (type.endsWith('_output')) return caller([{ call: id, text: saidIn(item.output), failed: false }])
  if (!type.endsWith('_call')) return null
  const call: MessageCall = {
    id,
    tool: toolOf(item, type),
    input: inputOf(item.arguments ?? item.input ?? item.action ?? item.code ?? null),
  }
  if (WAITED.has(type)) return { ...agent([]), calls: [call] }
  // What the provider runs is over when it is there.
  const failed = item.status === 'failed' || item.error != null
  return { ...agent([]), calls: [call], results: [{ call: id, text: saidIn(item.output), failed }] }
}

/** Calls whose results the caller brings. */
const WAITED = new Set([
  'function_call',
  'custom_tool_call',
  'local_shell_call',
  'computer_call',
  'apply_patch_call',
  'shell_call',
])

const agent = (texts: string[]): Message => ({ by: 'agent', speaker: null, texts, calls: [], results: [] })
const caller = (results: MessageResult[]): Message => ({
  by: 'caller',
  speaker: 'results',
  texts: [],
  calls: [],
  results,
})

const partOf = (part: Json): string =>
  textOf(part.text) ?? textOf(part.refusal) ?? `${part.type} ${JSON.stringify(part).slice(0, 4_000)}`

function toolOf({ name, server_label }: Json, type: string): string {
  const server = textOf(server_label)
  if (textOf(name) === null) return type.replace(/_call$/, '')
  return server === null ? textOf(name)! : `mcp__${server}__${textOf(name)}`
}

const usageIn = (usage: Json | null): Usage | null =>
  usageOf({
    all: usage?.input_tokens,
    out: [usage?.output_tokens],
    cacheRead: objectOf(usage?.input_tokens_details)?.cached_tokens,
  })

/** The answer that events of a stream make: the last that has it whole, else the items that were done by then. */
function streamed(events: readonly Json[]): Json | null {
  const over = events.findLast(
    ({ type, response }) => /\.(?:completed|incomplete|failed)$/.test(String(type)) && isObject(response),
  )
  if (over !== undefined) return objectOf(over.response)
  const created = objectOf(events.find(isCreated)?.response)
  if (created === null) return null
  const done = events.filter(({ type }) => type === 'response.output_item.done').map(({ item }) => item)
  return { ...created, status: 'in_progress', output: done }
}
