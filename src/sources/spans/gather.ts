import { createHash } from 'node:crypto'
import { type LogRecord, logsOf, type SpanRecord, signalOf, spansOf } from '../../otlp/index.js'
import { isObject, type Json, objectOf, textOf, writtenOf } from '../values.js'
import type { SpanFact } from './fact.js'
import { factOf, speaks } from './read-fact.js'
import { hasMarks, spanIn } from './record.js'

/** What there is in one value of a file. */
export interface Gathered {
  facts: SpanFact[]
  /** Spans and log records. */
  records: number
  /** What was met and not understood, by name. */
  unknown: string[]
}

/** Keys under which exports put what they hold. */
const AROUND = ['data', 'spans', 'traces', 'trace', 'result', 'items']
const DEEPEST = 4

/** All spans of a value, whatever holds them, and the log records that are about spans; null where there are neither. */
export function gathered(value: unknown, line: number): Gathered | null {
  const found: Gathered = { facts: [], records: 0, unknown: [] }
  return gather(value, line, found, 0) ? found : null
}

function gather(value: unknown, line: number, found: Gathered, depth: number): boolean {
  if (depth > DEEPEST) return false
  if (Array.isArray(value)) return value.map((item) => gather(item, line, found, depth + 1)).some((held) => held)
  if (!isObject(value)) return false
  const signal = signalOf(value)
  if (signal !== null) return exported(value, signal, line, found)
  const span = spanIn(value)
  if (span !== null) {
    take(span, line, found)
    return true
  }
  if (depth === 0 && textOf(value.type) !== null && insideOf(value).length === 0) {
    found.records++
    found.unknown.push(kind('record', textOf(value.type)))
    return true
  }
  return insideOf(value)
    .map((inner) => gather(inner, line, found, depth + 1))
    .some((held) => held)
}

/** What lies in an object that is no span: under the usual keys, or lists of spans under any. */
const insideOf = (value: Json): unknown[] =>
  Object.entries(value).flatMap(([key, inner]) =>
    AROUND.includes(key) || (Array.isArray(inner) && spanIn(inner[0]) !== null) ? [inner] : [],
  )

/** The spans among spans of OTLP, and among its log records those that are about spans. */
export function spanFactsOf(logs: Iterable<LogRecord>, spans: Iterable<SpanRecord>, line: number): SpanFact[] {
  const found: Gathered = { facts: [], records: 0, unknown: [] }
  for (const log of logs) takeLog(log, line, found)
  for (const span of spans) take(span, line, found)
  return found.facts
}

function exported(value: Json, signal: 'traces' | 'logs' | 'metrics', line: number, found: Gathered): boolean {
  if (signal === 'traces') for (const span of spansOf(value)) take(span, line, found)
  else if (signal === 'logs') for (const log of logsOf(value)) takeLog(log, line, found)
  else {
    found.records++
    found.unknown.push('metrics')
  }
  return true
}

function take(record: SpanRecord, line: number, found: Gathered): void {
  found.records++
  if (isForeign(record)) return void found.unknown.push('claude_code telemetry')
  const { fact, unknown } = factOf(record, { line, name: nameOf(record) })
  found.facts.push(fact)
  if (unknown !== null) found.unknown.push(kind('span', unknown))
}

function takeLog(log: LogRecord, line: number, found: Gathered): void {
  found.records++
  if (isForeign(log)) return void found.unknown.push('claude_code telemetry')
  if (!speaks(log.name)) return void found.unknown.push(kind('log record', log.name))
  const { trace, span, at, attributes, resource, scope, body } = log
  const said = objectOf(body) ?? {}
  const event = { name: log.name, at, attributes: { ...said, ...attributes } }
  const operation = attributes['gen_ai.operation.name'] ?? 'chat'
  const record: SpanRecord = {
    ...{ trace, span, parent: null, name: null, started: at, ended: at, failed: false, resource, scope },
    attributes: { ...attributes, 'gen_ai.operation.name': operation },
    events: [event],
  }
  const { fact } = factOf(record, { line, name: nameOf(record), piece: true })
  found.facts.push(fact)
}

/** What is counted as unknown: its name where it is one, and no words, as a log record without a name would be. */
export const kind = (what: string, name: string | null): string =>
  name !== null && /^[A-Za-z][\w.:-]{0,63}$/.test(name) ? `${what} ${name}` : what

/** Another source reads what Claude Code itself sends. */
export const isForeign = ({ resource, scope, name }: Pick<SpanRecord, 'resource' | 'scope' | 'name'>): boolean =>
  /^claude-code/.test(textOf(resource['service.name']) ?? '') ||
  /^com\.anthropic\.claude_code/.test(scope ?? '') ||
  /^claude_code\./.test(name ?? '')

/** Stands for the ids of a record that has none. It is none itself: it tells of the record's text. */
const nameOf = ({ trace, span, attributes, started }: SpanRecord): string =>
  trace !== null && span !== null
    ? span
    : `nameless-${createHash('sha256')
        .update(`${started}${writtenOf(attributes)}`)
        .digest('hex')
        .slice(0, 32)}`

/** By what convention a record is written; null where none of those that are read. */
export function conventionOf({ attributes }: Pick<SpanRecord, 'attributes'>): 'openinference' | 'genai' | null {
  const keys = Object.keys(attributes)
  if (keys.some((key) => /^openinference\b/.test(key))) return 'openinference'
  const own = keys.some((key) => /^llm\.(?:input_messages|output_messages|token_count|model_name)\b/.test(key))
  const genai = keys.some((key) => /^(?:gen_ai|ai|traceloop)\b/.test(key))
  return own && !genai ? 'openinference' : hasMarks(attributes) ? 'genai' : null
}
