import { MODES, type Mode } from '../../model/index.js'
import type { Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { countOf, isObject, type Json, listOf as list, textOf as text, timeOf } from '../values.js'
import type { Call, Fact, Inner, PromptSource, Result, What } from './facts.js'
import { denialOf, isLimitText, isNotice, kindOfText } from './texts.js'

export type Understood = { fact: Fact; inner: Inner | null } | { unknown: string } | { malformed: string }

/** Record types that carry nothing a figure needs and stand outside the chain of records. */
const BESIDE = new Set([
  'summary',
  'file-history-snapshot',
  'file-history-delta',
  'last-prompt',
  'ai-title',
  'custom-title',
  'agent-name',
  'agent-color',
  'agent-setting',
  'mode',
  'pr-link',
  'bridge-session',
  'worktree-state',
  'atis-latch',
  'tag',
  'task-summary',
  'content-replacement',
  'marble-origami-commit',
  'marble-origami-snapshot',
  'attribution-snapshot',
  'speculation-accept',
])

/** Record types that make up a session. */
const OF_SESSION = new Set(['user', 'assistant', 'system', 'attachment', 'progress'])

/**
 * What one parsed line of a transcript says. Never throws on any JSON.
 * @param results whether to keep what results of tools say.
 */
export function understand(value: unknown, line: number, offset: number, results = false): Understood {
  if (!isObject(value)) return { malformed: 'not a JSON object' }
  const type = text(value.type)
  if (type === null) return { malformed: 'no record type' }
  const what = whatOf(type, value, results)
  if (what === null) return { unknown: type }
  if (typeof what === 'string') return { malformed: what }
  const fact = envelope(what, value, line, offset)
  return { fact, inner: type === 'progress' ? innerOf(value, fact, results) : null }
}

function envelope(what: What, record: Json, line: number, offset: number): Fact {
  return {
    what,
    at: timeOf(record.timestamp),
    line,
    offset,
    uuid: text(record.uuid),
    ofSession: OF_SESSION.has(String(record.type)),
    parent: text(record.parentUuid),
    session: text(record.sessionId),
    agent: record.isSidechain === true ? (text(record.agentId) ?? '?') : null,
    entrypoint: text(record.entrypoint),
    version: text(record.version),
  }
}

function whatOf(type: string, record: Json, results: boolean): What | string | null {
  switch (type) {
    case 'user':
      return ofUser(record, results)
    case 'assistant':
      return ofAssistant(record)
    case 'system':
      return ofSystem(record)
    case 'attachment':
      return ofAttachment(record)
    case 'queue-operation':
      return ofQueue(record)
    case 'permission-mode':
      return { kind: 'mode', mode: modeOf(record.permissionMode) }
    case 'progress':
      return { kind: 'other' }
    default:
      return BESIDE.has(type) ? { kind: 'other' } : null
  }
}

const modeOf = (value: unknown): Mode | null => ((MODES as readonly unknown[]).includes(value) ? (value as Mode) : null)

function ofUser(record: Json, keep: boolean): What | string {
  const message = record.message
  if (!isObject(message)) return 'a user record without a message'
  const content = message.content
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : list(content).filter(isObject)
  const results = blocks.filter((b) => b.type === 'tool_result').map((b) => resultOf(b, record, keep))
  if (results.length > 0) return { kind: 'results', results: results.filter((r) => r !== null) }
  if (record.isCompactSummary === true) return { kind: 'other' }
  // What a program adds is no prompt, but for the prompt of a schedule or wake-up.
  if (record.isMeta === true && record.promptSource !== 'system') return { kind: 'other' }
  if (blocks.length === 0)
    return typeof content === 'string' || Array.isArray(content) ? { kind: 'other' } : 'a user record without content'
  return ofUserText(blocks, record)
}

function ofUserText(blocks: Json[], record: Json): What {
  const texts = blocks.map((b) => text(b.text)).filter((t) => t !== null)
  // What an editor adds about open files stands before what the person typed.
  const said = texts.filter((t) => !/^\s*<ide_(?:opened_file|selection|diagnostics)>/.test(t))
  const kind = said.length === 0 ? 'human' : kindOfText(said.length === 1 ? said[0]! : said[said.length - 1]!)
  const first = said.length > 1 ? kindOfText(said[0]!) : kind
  const origin = isObject(record.origin) ? text(record.origin.kind) : null
  const written = said.join('\n')
  if (kind === 'command-output') return { kind, own: written.trimStart().startsWith('<bash-input>') }
  if (kind === 'mark') return { kind, text: written }
  if (kind === 'notification' || origin === 'task-notification') return { kind: 'notification', text: written }
  if (kind === 'injected') return { kind: 'other' }
  if (origin !== null && origin !== 'human') return { kind: 'notification', text: written }
  const source = kind === 'scheduled' ? 'schedule' : sourceOf(record.promptSource)
  const command = kind === 'command' || first === 'command'
  return {
    kind: 'human',
    source,
    mode: modeOf(record.permissionMode),
    plan: text(record.planContent) !== null,
    command,
    text: written,
  }
}

function sourceOf(value: unknown): PromptSource {
  if (value === 'system') return 'schedule'
  return value === 'typed' || value === 'queued' || value === 'sdk' ? value : null
}

function resultOf(block: Json, record: Json, keep: boolean): Result | null {
  const call = text(block.tool_use_id)
  if (call === null) return null
  const error = block.is_error === true
  const content =
    typeof block.content === 'string'
      ? block.content
      : list(block.content)
          .map((b) => (isObject(b) ? (text(b.text) ?? '') : ''))
          .join('')
  const extra = record.toolUseResult
  const kind = extra === 'User rejected tool use' ? 'user-rejected' : record.toolDenialKind
  const denial = error || kind !== undefined ? denialOf(kind, content) : null
  const failed =
    error || (typeof extra === 'string' && extra.startsWith('Error')) || (isObject(extra) && extra.interrupted === true)
  const agent = isObject(extra) ? text(extra.agentId) : null
  return { call, error: failed, denial, text: keep ? content : null, agent }
}

function ofAssistant(record: Json): What | string {
  const message = record.message
  if (!isObject(message)) return 'an assistant record without a message'
  const blocks = list(message.content).filter(isObject)
  const calls: Call[] = []
  const texts: string[] = []
  for (const block of blocks) {
    if (block.type === 'text') texts.push(text(block.text) ?? '')
    if (block.type !== 'tool_use' && block.type !== 'server_tool_use') continue
    const id = text(block.id)
    if (id !== null) calls.push({ id, tool: text(block.name) ?? 'unknown', input: block.input })
  }
  return {
    kind: 'assistant',
    message: text(message.id),
    request: text(record.requestId),
    state: stateOf(record, message, blocks),
    calls,
    text: texts.length === 0 ? null : texts.join('\n'),
    usage: usageIn(message.usage),
  }
}

function stateOf(record: Json, message: Json, blocks: Json[]): 'ok' | 'error' | 'limit' | 'stub' {
  if (record.isApiErrorMessage === true) {
    return blocks.some((b) => isLimitText(text(b.text) ?? '')) ? 'limit' : 'error'
  }
  return message.model === '<synthetic>' ? 'stub' : 'ok'
}

const usageIn = (value: unknown): Usage | null =>
  isObject(value)
    ? usageOf({
        fresh: value.input_tokens,
        out: [value.output_tokens],
        cacheRead: value.cache_read_input_tokens,
        cacheWrite: value.cache_creation_input_tokens,
      })
    : null

function ofSystem(record: Json): What {
  if (record.subtype === 'turn_duration') {
    const ms = countOf(record.durationMs)
    return ms === null ? { kind: 'other' } : { kind: 'duration', ms }
  }
  return record.subtype === 'scheduled_task_fire' ? { kind: 'fire' } : { kind: 'other' }
}

function ofAttachment(record: Json): What {
  const attachment = record.attachment
  if (!isObject(attachment)) return { kind: 'other' }
  switch (attachment.type) {
    case 'queued_command': {
      const origin = isObject(attachment.origin) ? text(attachment.origin.kind) : null
      const prompt = attachment.prompt
      const said =
        typeof prompt === 'string'
          ? prompt
          : list(prompt)
              .map((b) => (isObject(b) ? (text(b.text) ?? '') : ''))
              .join('')
      const human = attachment.commandMode !== 'task-notification' && (origin ?? 'human') === 'human' && !isNotice(said)
      return human ? { kind: 'steering', text: said } : { kind: 'other' }
    }
    case 'max_turns_reached':
      return { kind: 'limit' }
    case 'hook_permission_decision': {
      const call = text(attachment.toolUseID)
      return call === null ? { kind: 'other' } : { kind: 'hook-decision', call, allow: attachment.decision === 'allow' }
    }
    default:
      return { kind: 'other' }
  }
}

function ofQueue(record: Json): What {
  const op = record.operation
  if (op !== 'enqueue' && op !== 'dequeue' && op !== 'remove' && op !== 'popAll') return { kind: 'other' }
  const content = record.content
  const human = typeof content === 'string' ? !(isNotice(content) || /^\s*\//.test(content)) : null
  return { kind: 'queue', op, human, text: text(content) }
}

/** A subagent's message that its parent's `progress` record wraps. */
function innerOf(record: Json, outer: Fact, results: boolean): Inner | null {
  const data = record.data
  if (!isObject(data) || data.type !== 'agent_progress' || !isObject(data.message)) return null
  const message = data.message
  const what =
    message.type === 'assistant' ? ofAssistant(message) : message.type === 'user' ? ofUser(message, results) : null
  if (what === null || typeof what === 'string') return null
  const fact: Fact = {
    ...outer,
    what,
    at: timeOf(message.timestamp) ?? outer.at,
    uuid: text(message.uuid),
    parent: null,
    agent: text(data.agentId) ?? '?',
  }
  return { fact, spawn: text(record.parentToolUseID) }
}
