import type { SpanRecord } from '../../otlp/index.js'
import { millisOf, textOf } from '../values.js'
import { bare, decisionOf, envelopeOf, flagOf, isBeside, type Tool, toolOf, usageOf } from './attributes.js'
import type { Foreign } from './events.js'
import type { TelemetryFact, Texts, What } from './fact.js'

/**
 * What a span of Claude Code says.
 * @param line where it stands, from 1.
 */
export function factOfSpan(record: SpanRecord, line: number): TelemetryFact | Foreign {
  const { attributes, resource, name, span } = record
  const envelope = envelopeOf(attributes, resource)
  if (name === null || span === null) return { malformed: 'a span without name and spanId' }
  if (envelope === null) return { malformed: 'a span without session.id' }
  const at = millisOf(record.started)
  const tool = bare(name) === 'tool' ? toolOf(attributes) : null
  const what = whatOf(bare(name), record, tool, span)
  if (what === null) return { unknown: /^[a-z][a-z_.]{0,60}$/.test(bare(name)) ? bare(name) : 'span' }
  return {
    ...{ ...envelope, id: `span ${span}`, at, ended: millisOf(record.ended), span: { span, parent: record.parent } },
    ...{ line, sequence: null, what, texts: textsOf(what, attributes, tool) },
  }
}

function whatOf(name: string, { attributes, failed }: SpanRecord, of: Tool | null, span: string): What | null {
  const call = textOf(attributes.tool_use_id)
  const broke = failed || flagOf(attributes.success) === false
  const agent = textOf(attributes.agent_id)
  switch (name) {
    case 'interaction':
      return { kind: 'turn' }
    case 'llm_request':
      if (broke) return { kind: 'other' }
      return {
        kind: 'request',
        own: textOf(attributes.request_id) ?? span,
        usage: usageOf(attributes),
        agent,
        beside: isBeside(attributes),
      }
    case 'tool':
      return of === null ? null : { kind: 'call', call, tool: of.tool, failed: broke, agent }
    case 'tool.blocked_on_user':
      return { kind: 'wait', call, decision: decisionOf(attributes.decision, attributes.source) }
    case 'tool.execution':
      return { kind: 'run', call, failed: broke }
    case 'hook':
      return { kind: 'other' }
    default:
      return null
  }
}

function textsOf(what: What, attributes: SpanRecord['attributes'], tool: Tool | null): Texts | null {
  const none = { said: null, input: null, result: null }
  if (what.kind === 'turn') {
    const said = textOf(attributes.user_prompt)
    return said === null || said === '<REDACTED>' ? null : { ...none, said }
  }
  if (tool !== null) return { ...none, input: tool.input }
  return what.kind === 'run' ? { ...none, result: textOf(attributes.error) } : null
}
