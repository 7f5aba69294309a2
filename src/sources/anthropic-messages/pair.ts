import type { AnswerEnd, Message, MessageCall, MessageResult } from '../../model/index.js'
import type { Envelope, Pair } from '../pairs.js'
import { parsed } from '../pairs.js'
import { speakerOf } from '../speaker.js'
import type { Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { userIn } from '../user.js'
import { countOf, isObject, type Json, objectOf, objectsOf, saidIn, textOf } from '../values.js'

const ENDS: Readonly<Record<string, AnswerEnd>> = {
  end_turn: 'completed',
  stop_sequence: 'completed',
  tool_use: 'calls',
  pause_turn: 'calls',
  max_tokens: 'limit',
  model_context_window_exceeded: 'limit',
  refusal: 'completed',
}

/** A request to the Messages API; null where it is none. */
export function messagesPair({ request, response, events, path, status, user }: Envelope): Pair | null {
  if (!Array.isArray(request.messages) || !isMessages(request, response, events, path)) return null
  const answer = response ?? assembled(events)
  const stop = textOf(answer?.stop_reason)
  const failed = answer === null ? (status ?? 200) >= 400 : answer.type === 'error'
  const blocks = objectsOf(answer?.content)
  return {
    response: textOf(answer?.id),
    previous: null,
    conversation: conversationOf(request),
    user: userIn(objectOf(request.metadata)?.user_id, user),
    system: saidIn(request.system),
    history: objectsOf(request.messages).flatMap(messageOf),
    answer: answer === null || failed ? null : message('agent', blocks),
    end: failed ? 'failed' : stop !== null && Object.hasOwn(ENDS, stop) ? ENDS[stop]! : null,
    definitions: new Map(objectsOf(request.tools).map((tool) => [String(tool.name), textOf(tool.description) ?? ''])),
    usage: usageIn(objectOf(answer?.usage)),
    at: null,
  }
}

function isMessages(request: Json, response: Json | null, events: readonly Json[], path: string): boolean {
  if (/\/messages$/.test(path)) return true
  if (path !== '' && /\/(?:completions|count_tokens|responses)$/.test(path)) return false
  if (response !== null) return response.type === 'message' || (response.type === 'error' && isObject(response.error))
  return events.length > 0
    ? events.some(({ type }) => type === 'message_start')
    : path === '' && 'max_tokens' in request && 'system' in request
}

/** The conversation that Claude Code and others name among the data of a request. */
function conversationOf(request: Json): string | null {
  const user = objectOf(request.metadata)?.user_id
  const named = objectOf(parsed(user))
  return textOf(named?.session_id) ?? /_session_([0-9a-f-]{36})$/.exec(textOf(user) ?? '')?.[1] ?? null
}

function messageOf({ role, content }: Json): Message[] {
  if (role === 'system') return []
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : objectsOf(content)
  return [message(role === 'assistant' ? 'agent' : 'caller', blocks)]
}

function message(by: Message['by'], blocks: readonly Json[]): Message {
  const texts: string[] = []
  const calls: MessageCall[] = []
  const results: MessageResult[] = []
  for (const block of blocks) {
    const type = textOf(block.type) ?? ''
    if (type === 'text') texts.push(textOf(block.text) ?? '')
    else if (type.endsWith('tool_use'))
      calls.push({ id: textOf(block.id) ?? '', tool: toolOf(block), input: block.input })
    else if (type.endsWith('tool_result')) results.push(resultOf(block))
    else if (type === 'compaction') texts.push(saidIn(block.content) ?? '')
    else if (type !== 'thinking' && type !== 'redacted_thinking')
      texts.push(`${type} ${JSON.stringify(block.source ?? '').slice(0, 4_000)}`)
  }
  return { by, speaker: by === 'agent' ? null : speakerOf(texts, results.length > 0), texts, calls, results }
}

const toolOf = ({ name, server_name }: Json): string => {
  const server = textOf(server_name)
  return server === null ? (textOf(name) ?? 'unknown') : `mcp__${server}__${textOf(name) ?? 'unknown'}`
}

function resultOf(block: Json): MessageResult {
  const inner = objectOf(block.content)
  const failed = block.is_error === true || (textOf(inner?.type) ?? '').endsWith('error')
  return { call: textOf(block.tool_use_id) ?? '', text: saidIn(block.content) ?? saidIn(inner?.content), failed }
}

const usageIn = (usage: Json | null): Usage | null =>
  usageOf({
    fresh: usage?.input_tokens,
    out: [usage?.output_tokens],
    cacheRead: usage?.cache_read_input_tokens,
    cacheWrite: usage?.cache_creation_input_tokens,
  })

/** The answer that events of a stream make; null where it never began. */
export function assembled(events: readonly Json[]): Json | null {
  const start = objectOf(events.find(({ type }) => type === 'message_start')?.message)
  if (start === null) return null
  const blocks: Json[] = []
  const written: string[] = []
  const answer: Json = { ...start, usage: { ...objectOf(start.usage) } }
  for (const event of events) {
    const index = countOf(event.index) ?? 0
    if (event.type === 'content_block_start' && isObject(event.content_block))
      blocks[index] = { ...event.content_block }
    else if (event.type === 'content_block_delta') {
      const block = blocks[index]
      const delta = objectOf(event.delta)
      if (block === undefined || delta === null) continue
      if (typeof delta.text === 'string') block.text = `${textOf(block.text) ?? ''}${delta.text}`
      if (typeof delta.partial_json === 'string') written[index] = `${written[index] ?? ''}${delta.partial_json}`
    } else if (event.type === 'message_delta') {
      Object.assign(answer, objectOf(event.delta))
      Object.assign(answer.usage as Json, objectOf(event.usage))
    }
  }
  for (const [index, text] of written.entries())
    if (text !== undefined && blocks[index] !== undefined) blocks[index].input = parsed(text)
  answer.content = blocks.filter((block) => block !== undefined)
  return answer
}
