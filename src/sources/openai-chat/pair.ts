import type { AnswerEnd, Message, MessageCall } from '../../model/index.js'
import type { Envelope, Pair } from '../pairs.js'
import { speakerOf } from '../speaker.js'
import type { Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { userIn } from '../user.js'
import { countOf, inputOf, type Json, objectOf, objectsOf, saidIn, secondsOf, textOf } from '../values.js'

const ENDS: Readonly<Record<string, AnswerEnd>> = {
  stop: 'completed',
  content_filter: 'completed',
  tool_calls: 'calls',
  function_call: 'calls',
  length: 'limit',
}

/** A request to Chat Completions; null where it is none. */
export function chatPair({ request, response, events, path, status, user }: Envelope): Pair | null {
  if (!Array.isArray(request.messages)) return null
  const known = /\/completions$/.test(path) || (path === '' && !/^message/.test(String(response?.type ?? '')))
  if (!known) return null
  const answer = response ?? streamed(events)
  const [choice] = objectsOf(answer?.choices)
  const said = objectOf(choice?.message)
  const finish = textOf(choice?.finish_reason)
  const failed = (status ?? 200) >= 400 || answer?.error != null
  const messages = objectsOf(request.messages)
  const answered = said === null ? null : (chatMessages([{ role: 'assistant', ...said }])[0] ?? null)
  const ended = finish !== null && Object.hasOwn(ENDS, finish) ? ENDS[finish]! : null
  return {
    response: textOf(answer?.id),
    previous: null,
    conversation: null,
    user: userIn(request.safety_identifier, request.user, user),
    system: systemOf(messages),
    history: chatMessages(messages),
    answer: answered,
    end: failed ? 'failed' : answered !== null && answered.calls.length > 0 ? 'calls' : ended,
    definitions: definitionsOf(request.tools ?? request.functions),
    usage: usageIn(objectOf(answer?.usage)),
    at: secondsOf(answer?.created),
  }
}

/** What the system and the developer say, one behind the other. */
export function systemOf(messages: readonly Json[]): string | null {
  const said = messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(({ content }) => saidIn(content))
  return said.length === 0 ? null : said.join('\n')
}

/** What tools say of themselves, by name. */
export const definitionsOf = (tools: unknown): Map<string, string> =>
  new Map(
    objectsOf(tools).map((tool) => {
      const { name, description } = objectOf(tool.function) ?? tool
      return [textOf(name) ?? '', textOf(description) ?? '']
    }),
  )

/** Messages of a chat. Results that follow each other are one message of the caller. */
export function chatMessages(messages: readonly Json[]): Message[] {
  const found: Message[] = []
  for (const { role, content, tool_calls, function_call, tool_call_id, name } of messages) {
    const texts = textsOf(content)
    if (role === 'system' || role === 'developer') continue
    if (role === 'assistant')
      found.push({ by: 'agent', speaker: null, texts, calls: callsOf(tool_calls, function_call), results: [] })
    else if (role === 'tool' || role === 'function') {
      const result = { call: textOf(tool_call_id) ?? textOf(name) ?? '', text: texts.join('\n'), failed: false }
      const last = found.at(-1)
      if (last?.speaker === 'results') found[found.length - 1] = { ...last, results: [...last.results, result] }
      else found.push({ by: 'caller', speaker: 'results', texts: [], calls: [], results: [result] })
    } else found.push({ by: 'caller', speaker: speakerOf(texts, false), texts, calls: [], results: [] })
  }
  return found
}

const textsOf = (content: unknown): string[] =>
  typeof content === 'string'
    ? content === ''
      ? []
      : [content]
    : objectsOf(content).map((part) => textOf(part.text) ?? `${part.type} ${JSON.stringify(part).slice(0, 4_000)}`)

function callsOf(toolCalls: unknown, functionCall: unknown): MessageCall[] {
  const old = objectOf(functionCall)
  const calls = objectsOf(toolCalls).map((call) => {
    const { name, arguments: input, input: custom } = objectOf(call.function) ?? objectOf(call.custom) ?? {}
    return { id: textOf(call.id) ?? '', tool: textOf(name) ?? 'unknown', input: custom ?? inputOf(input) }
  })
  if (old !== null && textOf(old.name) !== null)
    calls.push({ id: textOf(old.name)!, tool: textOf(old.name)!, input: inputOf(old.arguments) })
  return calls
}

const usageIn = (usage: Json | null): Usage | null =>
  usageOf({
    all: usage?.prompt_tokens,
    out: [usage?.completion_tokens],
    cacheRead: objectOf(usage?.prompt_tokens_details)?.cached_tokens,
  })

/** The answer that the chunks of a stream make; null where none has a choice. */
function streamed(chunks: readonly Json[]): Json | null {
  const whole: Json = {}
  const calls: Json[] = []
  let [content, finish, begun] = ['', null as unknown, false]
  const old = { name: '', arguments: '' }
  for (const chunk of chunks) {
    whole.id = textOf(chunk.id) ?? whole.id
    whole.created = chunk.created || whole.created
    whole.usage = chunk.usage ?? whole.usage
    if (chunk.error != null) whole.error = chunk.error
    const [choice] = objectsOf(chunk.choices)
    if (choice === undefined) continue
    begun = true
    finish = choice.finish_reason ?? finish
    const delta = objectOf(choice.delta)
    content += textOf(delta?.content) ?? ''
    const part = objectOf(delta?.function_call)
    old.name += textOf(part?.name) ?? ''
    old.arguments += textOf(part?.arguments) ?? ''
    for (const call of objectsOf(delta?.tool_calls)) merge(calls, call)
  }
  if (!begun) return whole.error == null ? null : whole
  const function_call = old.name === '' ? undefined : old
  const message = { role: 'assistant', content, tool_calls: calls.filter(Boolean), function_call }
  return { ...whole, choices: [{ finish_reason: finish, message }] }
}

function merge(calls: Json[], part: Json): void {
  const index = Math.min(countOf(part.index) ?? 0, 10_000)
  calls[index] ??= { id: '', function: { name: '', arguments: '' } }
  const call = calls[index]
  const into = call.function as { name: string; arguments: string }
  const given = objectOf(part.function)
  call.id = textOf(call.id) ?? textOf(part.id) ?? ''
  into.name += textOf(given?.name) ?? ''
  into.arguments += textOf(given?.arguments) ?? ''
}
