import type { AnswerEnd } from '../../model/index.js'
import { shortened, shortenedIn } from '../shorten.js'
import { speakerOf } from '../speaker.js'
import { inputOf, isObject, type Json, listOf, objectOf, objectsOf, saidIn, textOf, writtenOf } from '../values.js'
import { writtenIn } from './attributes.js'
import type { CallFact, MessageFact, ResultFact } from './fact.js'

/** Messages as all tracing formats write them: roles, and content as text, blocks or parts. */
export interface Messages {
  messages: MessageFact[]
  system: string | null
  /** The reason that the last of them gives for its end. */
  finish: string | null
}

const AGENT = new Set(['assistant', 'model', 'ai', 'AIMessage', 'AIMessageChunk', 'agent', 'bot'])
const RESULT = new Set(['tool', 'function', 'ToolMessage', 'FunctionMessage', 'tool_result'])
const SYSTEM = new Set(['system', 'developer', 'SystemMessage'])

/**
 * Messages of a list, of one message, or of a text.
 * @param by who says what bears no role.
 */
export function messagesIn(value: unknown, by: MessageFact['by']): Messages {
  const found: Messages = { messages: [], system: null, finish: null }
  for (const item of itemsIn(value)) {
    if (typeof item === 'string') {
      if (item !== '') found.messages.push(factOf(by, [item], [], []))
      continue
    }
    const message = unwrapped(item)
    if (message === null) continue
    const role = roleOf(message)
    const { texts, calls, results } = contentOf(message, role)
    found.finish = textOf(message.finish_reason) ?? textOf(message.finishReason) ?? found.finish
    if (role !== null && SYSTEM.has(role)) {
      const said = texts.join('\n')
      if (said !== '') found.system = found.system === null ? said : `${found.system}\n${said}`
      continue
    }
    const fact = factOf(role === null ? by : AGENT.has(role) ? 'agent' : 'caller', texts, calls, results)
    if (fact.text !== null || calls.length > 0 || results.length > 0) found.messages.push(fact)
  }
  return found
}

/** The messages of a value: a list, a list of lists (as batches of one), an object around one, or itself. */
function itemsIn(value: unknown): unknown[] {
  const parsed = typeof value === 'string' ? writtenIn(value) : value
  if (Array.isArray(parsed)) return parsed.flatMap((item) => (Array.isArray(item) ? item : [item]))
  if (!isObject(parsed)) return parsed == null || parsed === '' ? [] : [String(parsed)]
  for (const key of ['messages', 'contents'])
    if (Array.isArray(parsed[key]) && roleOf(parsed) === null) return itemsIn(parsed[key])
  return [parsed]
}

/** Some formats put a message into an object that says that it is one. */
function unwrapped(item: unknown): Json | null {
  if (!isObject(item)) return null
  const inner = objectOf(item.message) ?? objectOf(item.kwargs)
  if (inner === null) return item
  return { ...(Array.isArray(item.id) ? { role: String(item.id.at(-1)) } : {}), ...finishIn(item), ...inner }
}

const finishIn = ({ finish_reason }: Json): Json => (finish_reason === undefined ? {} : { finish_reason })

function roleOf({ role, type }: Json): string | null {
  const named =
    textOf(role) ?? (/^(?:human|ai|tool|system|\w+Message(?:Chunk)?)$/.test(String(type)) ? String(type) : null)
  return named === null ? null : /^(?:[A-Z]\w+Message(?:Chunk)?)$/.test(named) ? named : named.toLowerCase()
}

interface Content {
  texts: string[]
  calls: CallFact[]
  results: ResultFact[]
}

function contentOf(message: Json, role: string | null): Content {
  const content: Content = { texts: [], calls: [], results: [] }
  const written = message.parts ?? message.contents ?? message.content ?? message.text
  const body = typeof written === 'string' && /^\s*\[\s*\{/.test(written) ? writtenIn(written) : written
  const answers = textOf(message.tool_call_id) ?? textOf(message.toolCallId)
  if (role !== null && RESULT.has(role) && !holdsResults(body)) {
    content.results.push({
      call: answers ?? textOf(message.id),
      failed: isFailure(message),
      text: cut(saidIn(plainParts(body)) ?? writtenOf(body)),
    })
    return content
  }
  if (typeof body === 'string') content.texts.push(body)
  else for (const part of partsIn(body)) take(part, content)
  for (const call of objectsOf(message.tool_calls ?? message.toolCalls)) content.calls.push(callOf(call))
  const old = objectOf(message.function_call)
  if (old !== null) content.calls.push(callOf(old))
  const name = textOf(message.function_call_name)
  if (name !== null) content.calls.push(callOf({ name, arguments: message.function_call_arguments_json }))
  return content
}

/** The parts of a message's content, each without what only says that it is one. */
const partsIn = (body: unknown): (Json | string)[] =>
  (isObject(body) ? [body] : listOf(body)).flatMap((part): (Json | string)[] =>
    isObject(part) ? [objectOf(part.message_content) ?? part] : typeof part === 'string' ? [part] : [],
  )

const plainParts = (body: unknown): unknown =>
  typeof body === 'string'
    ? body
    : partsIn(body)
        .map((part) => (isObject(part) ? (part.content ?? part.text ?? part) : part))
        .map(said)

const said = (part: unknown): string => (typeof part === 'string' ? part : (saidIn(part) ?? writtenOf(part) ?? ''))

const holdsResults = (body: unknown): boolean => partsIn(body).some((part) => isObject(part) && resultIn(part) !== null)

function take(part: Json | string, { texts, calls, results }: Content): void {
  if (typeof part === 'string') return void texts.push(part)
  const result = resultIn(part)
  if (result !== null) return void results.push(result)
  const call = callIn(part)
  if (call !== null) return void calls.push(call)
  const type = textOf(part.type) ?? ''
  if (part.thought === true || /reason|think/.test(type)) return
  const text = textOf(part.text) ?? (type === '' || type === 'text' ? textOf(part.content) : null)
  if (text !== null) texts.push(text)
  else if (type !== '' && type !== 'text') texts.push(`[${type}]`)
}

const CALLS = new Set(['tool_call', 'tool-call', 'tool_use', 'server_tool_use', 'server_tool_call', 'function_call'])

function callIn(part: Json): CallFact | null {
  const inner = objectOf(part.functionCall) ?? objectOf(part.function_call) ?? objectOf(part.toolUse)
  if (inner !== null) return callOf(inner)
  return CALLS.has(textOf(part.type) ?? '') ? callOf(part) : null
}

function resultIn(part: Json): ResultFact | null {
  const inner = objectOf(part.functionResponse) ?? objectOf(part.function_response) ?? objectOf(part.toolResult)
  if (inner === null && !/^(?:server_)?tool[_-](?:call[_-])?(?:response|result)$/.test(textOf(part.type) ?? ''))
    return null
  const of = inner ?? part
  const output = of.response ?? of.result ?? of.output ?? of.content ?? of.server_tool_call_response
  return {
    call:
      textOf(of.id) ??
      textOf(of.tool_call_id) ??
      textOf(of.toolCallId) ??
      textOf(of.tool_use_id) ??
      textOf(of.toolUseId) ??
      textOf(of.call_id),
    failed: isFailure(of) || /^error/.test(textOf(objectOf(output)?.type) ?? ''),
    text: cut(resultText(output)),
  }
}

/** What came of a call, in words. */
export const resultText = (output: unknown): string | null =>
  output == null ? null : typeof output === 'string' ? output : (saidIn(output) ?? writtenOf(output))

const isFailure = ({ is_error, isError, status, error }: Json): boolean =>
  is_error === true || isError === true || status === 'error' || error === true || textOf(error) !== null

/** A call, under whatever names its parts have. */
export function callOf(call: Json): CallFact {
  const outer = objectOf(call.tool_call) ?? call
  const of = objectOf(outer.function) ?? outer
  const input = of.arguments ?? of.args ?? of.input ?? objectOf(of.server_tool_call) ?? null
  return {
    id:
      textOf(outer.id) ??
      textOf(outer.toolCallId) ??
      textOf(outer.tool_call_id) ??
      textOf(outer.toolUseId) ??
      textOf(outer.call_id),
    tool: textOf(of.name) ?? textOf(of.toolName) ?? textOf(outer.name) ?? 'unknown',
    texts: { input: shortenedIn(inputOf(input)), definition: null },
  }
}

function factOf(by: MessageFact['by'], texts: string[], calls: CallFact[], results: ResultFact[]): MessageFact {
  const text = texts.filter((one) => one.trim() !== '').join('\n')
  const speaker = by === 'agent' ? null : speakerOf(texts, results.length > 0)
  return { by, speaker, calls, results, text: text === '' ? null : shortened(text) }
}

const cut = (text: string | null): string | null => (text === null ? null : shortened(text))

const ENDS: readonly [RegExp, AnswerEnd][] = [
  [/tool|function/i, 'calls'],
  [/length|max|limit|context/i, 'limit'],
  [/error/i, 'failed'],
  [/stop|end|complete|filter|refus|safety/i, 'completed'],
]

/** How a model ended an answer, by the reason that it gives; null where that says nothing. */
export const endOf = (reason: string | null): AnswerEnd | null =>
  reason === null ? null : (ENDS.find(([pattern]) => pattern.test(reason))?.[1] ?? null)
