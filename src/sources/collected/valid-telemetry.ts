import { MODES } from '../../model/index.js'
import type { Decision, What } from '../claude-code-otel/fact.js'
import { isObject, type Json, listOf } from '../values.js'
import { KEPT_VERSION } from './kept.js'
import type { KeptTelemetry } from './telemetry.js'
import { numbers, texts, usageIn, words } from './values.js'

/** A kept record of telemetry in a record; a text says why there is none. What is damaged in it is left out. */
export function telemetryIn(record: Json): KeptTelemetry | string {
  if (record.version !== KEPT_VERSION) return `expected lines of version ${KEPT_VERSION}, which this is not`
  const { id, session } = record
  const what = isObject(record.what) ? whatIn(record.what) : null
  if (typeof id !== 'string' || typeof session !== 'string' || what === null)
    return 'telemetry that is not as the collector writes it'
  const [own, around] = listOf(record.span)
  return {
    ...{ collected: 'telemetry', version: KEPT_VERSION, id, session, what },
    ...numbers(record, 'at', 'ended', 'sequence'),
    ...texts(record, 'prompt', 'user', 'entrypoint', 'program'),
    ...(typeof own === 'string' ? { span: [own, typeof around === 'string' ? around : null] as const } : {}),
    ...(record.said === undefined ? {} : { said: words(record.said) }),
    ...(record.input === undefined ? {} : { input: words(record.input) }),
  }
}

const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function whatIn(what: Json): What | null {
  const call = textIn(what.call)
  const agent = textIn(what.agent)
  const tool = textIn(what.tool) ?? 'unknown'
  const failed = what.failed === true
  const decision = decisionIn(what.decision)
  switch (what.kind) {
    case 'prompt':
    case 'said':
    case 'failure':
    case 'turn':
    case 'other':
      return { kind: what.kind }
    case 'mode':
      return { kind: 'mode', mode: MODES.find((mode) => mode === what.mode) ?? null }
    case 'request': {
      const usage = isObject(what.usage) ? what.usage : {}
      const [given, out, cacheRead, cacheWrite] = usageIn([usage.in, usage.out, usage.cacheRead, usage.cacheWrite])
        .usage!
      const own = textIn(what.own) ?? ''
      return {
        kind: 'request',
        own,
        usage: { in: given, out, cacheRead, cacheWrite },
        agent,
        beside: what.beside === true,
      }
    }
    case 'decision':
      return decision === null ? null : { kind: 'decision', call, tool, decision }
    case 'result':
      return { kind: 'result', call, tool, failed, ran: numbers(what, 'ran').ran ?? 0, decision }
    case 'call':
      return { kind: 'call', call, tool, failed, agent }
    case 'wait':
      return { kind: 'wait', call, decision }
    case 'run':
      return { kind: 'run', call, failed }
    default:
      return null
  }
}

const DECIDED = ['person', 'settings', 'hook'] as const

function decisionIn(value: unknown): Decision | null {
  if (!isObject(value)) return null
  return { accepted: value.accepted === true, by: DECIDED.find((by) => by === value.by) ?? null }
}
