import type { Source } from '../../model/index.js'
import { logsOf, signalOf, spansOf } from '../../otlp/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject, objectOf, objectsOf } from '../values.js'
import { isOwn, readTelemetry } from './read.js'

export type { TelemetryFact, What } from './fact.js'
export { type EachFact, factsOf, tellTelemetry } from './read.js'

/** Claude Code's OpenTelemetry: events, and traces of the beta (docs/sources/claude-code-otel.md). */
export const claudeCodeOtel: Source = {
  id: 'claude-code-otel',
  title: 'Claude Code OpenTelemetry',
  version: 1,
  carries: {
    turn_time: true,
    work_time: 'partly',
    reported_time: false,
    interrupts: 'partly',
    approvals: true,
    questions: 'partly',
    headless: 'partly',
    user: 'partly',
    subagents: 'partly',
    tokens: true,
    linkable: true,
  },
  companion: 1,
  homes: () => [],
  named: (path) => /\.(?:jsonl|ndjson|json)$/.test(path),
  recognises: (_path, head) =>
    beginningOf(head)
      .flatMap((value) => (Array.isArray(value) ? value : [value]))
      .some(isTelemetry),
  read: readWhole(readTelemetry),
}

function isTelemetry(value: unknown): boolean {
  const signal = signalOf(value)
  if (signal === null || !isObject(value)) return false
  for (const record of signal === 'logs' ? logsOf(value) : spansOf(value)) if (isOwn(record)) return true
  if (signal !== 'metrics') return false
  const named = objectsOf(value.resourceMetrics).flatMap(({ resource }) => objectsOf(objectOf(resource)?.attributes))
  return named.some(
    ({ key, value }) => key === 'service.name' && String(objectOf(value)?.stringValue ?? '').startsWith('claude-code'),
  )
}
