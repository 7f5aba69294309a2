import { MODES, type Mode } from '../../model/index.js'
import type { LogRecord } from '../../otlp/index.js'
import { millisOf, textOf, timeOf } from '../values.js'
import { bare, decisionOf, envelopeOf, flagOf, isBeside, numberOf, type Tool, toolOf, usageOf } from './attributes.js'
import type { TelemetryFact, Texts, What } from './fact.js'

/** Events that say nothing of turns, calls and people. */
const BESIDE =
  /^(?:hook_|plugin_|skill_|mcp_|auth|feedback_|at_mention|compaction|subagent_completed|api_request_body|api_response_body|internal_error)/

/** What stands where a prompt is not to be logged. */
const REDACTED = '<REDACTED>'

/** A record that is not understood: of a type that is not known, or not what its type has to be. */
export type Foreign = { unknown: string } | { malformed: string }

/**
 * What a log record of Claude Code says.
 * @param line where it stands, from 1.
 */
export function factOfEvent(
  record: Pick<LogRecord, 'name' | 'at' | 'attributes' | 'resource'>,
  line: number,
): TelemetryFact | Foreign {
  const { attributes, resource } = record
  const name = bare(textOf(attributes['event.name']) ?? record.name ?? '')
  const envelope = envelopeOf(attributes, resource)
  if (name === '') return { malformed: 'a log record without the name of an event' }
  if (envelope === null) return { malformed: 'an event without session.id' }
  const at = millisOf(record.at) ?? timeOf(attributes['event.timestamp'])
  const sequence = numberOf(attributes['event.sequence'])
  const ids = ['tool_use_id', 'request_id', 'tool_name'].map((key) => textOf(attributes[key]))
  const own = [name, at, sequence, ...ids].join('/')
  const tool = name === 'tool_decision' || name === 'tool_result' ? toolOf(attributes) : null
  const what = whatOf(name, attributes, tool, `${envelope.session}/${own}`)
  if (what === null) return { unknown: /^[a-z][a-z_.]{0,60}$/.test(name) ? name : 'event' }
  if (typeof what === 'string') return { malformed: what }
  const { session, prompt, user, entrypoint, version } = envelope
  // Named one by one: a spread makes this slow, and there are many.
  return {
    session,
    prompt,
    user,
    entrypoint,
    version,
    id: own,
    at,
    ended: null,
    span: null,
    line,
    sequence,
    what,
    texts: textsOf(what, attributes, tool),
  }
}

function whatOf(name: string, attributes: LogRecord['attributes'], of: Tool | null, own: string): What | string | null {
  const call = textOf(attributes.tool_use_id)
  switch (name) {
    case 'user_prompt':
      return { kind: 'prompt' }
    case 'assistant_response':
      return { kind: 'said' }
    case 'api_request':
      return {
        kind: 'request',
        own: textOf(attributes.request_id) ?? own,
        usage: usageOf(attributes),
        agent: null,
        beside: isBeside(attributes),
      }
    case 'api_error':
    case 'api_refusal':
    case 'api_retries_exhausted':
      return { kind: 'failure' }
    case 'permission_mode_changed':
      return { kind: 'mode', mode: modeOf(attributes.to_mode) }
    case 'tool_decision': {
      const decision = decisionOf(attributes.decision, attributes.source)
      if (of === null || textOf(attributes.tool_name) === null || decision === null)
        return 'a tool_decision without tool_name and decision'
      return { kind: 'decision', call, tool: of.tool, decision }
    }
    case 'tool_result': {
      if (of === null || textOf(attributes.tool_name) === null) return 'a tool_result without tool_name'
      const decision =
        decisionOf(attributes.decision_type, attributes.decision_source) ??
        decisionOf(attributes.decision, attributes.source)
      const failed = flagOf(attributes.success) === false
      return { kind: 'result', call, tool: of.tool, failed, ran: numberOf(attributes.duration_ms) ?? 0, decision }
    }
    default:
      return BESIDE.test(name) ? { kind: 'other' } : null
  }
}

function textsOf(what: What, attributes: LogRecord['attributes'], tool: Tool | null): Texts | null {
  const none = { said: null, input: null, result: null }
  if (what.kind === 'prompt' || what.kind === 'said') {
    const said = textOf(what.kind === 'prompt' ? attributes.prompt : attributes.response)
    return said === null || said === REDACTED ? null : { ...none, said }
  }
  return tool === null ? null : { ...none, input: tool.input, result: textOf(attributes.error) }
}

const modeOf = (value: unknown): Mode | null => MODES.find((mode) => mode === value) ?? null
