import { type Attributes, attributesOf, type SpanEvent, type SpanRecord } from '../../otlp/index.js'
import { isObject, type Json, listOf, objectOf, objectsOf, textOf } from '../values.js'

/** Names that attributes of an agent's spans begin with. */
const MARKS =
  /^(?:gen_ai\.|openinference\.|llm\.|ai\.(?:operationId|toolCall|response|prompt|usage|model)\b|traceloop\.|langfuse\.observation\.)/

const KINDS = new Set([
  'LLM',
  'TOOL',
  'AGENT',
  'CHAIN',
  'RETRIEVER',
  'EMBEDDING',
  'RERANKER',
  'GUARDRAIL',
  'EVALUATOR',
  'PROMPT',
])

/**
 * A span as libraries and tools for tracing write single ones: OpenTelemetry's libraries, their console exporters, Phoenix,
 * Jaeger, or nothing but attributes. Null where a value is none.
 */
export function spanIn(value: unknown): SpanRecord | null {
  if (!isObject(value)) return null
  const attributes = attributesIn(value)
  if (attributes === null) return null
  const context = objectOf(value.spanContext) ?? objectOf(value.context) ?? {}
  const above = objectOf(value.parentSpanContext) ?? {}
  const started = timeIn(value, ['startTimeUnixNano', 'start_time_unix_nano', 'startTime', 'start_time', 'timestamp'])
  return {
    trace:
      idIn(value, ['traceId', 'trace_id', 'traceID', 'context.trace_id']) ?? idIn(context, ['traceId', 'trace_id']),
    span:
      idIn(value, ['spanId', 'span_id', 'spanID', 'context.span_id']) ??
      idIn(context, ['spanId', 'span_id']) ??
      idIn(value, ['id']),
    parent: parentIn(value) ?? idIn(above, ['spanId', 'span_id']),
    name: textOf(value.name) ?? textOf(value.spanName) ?? textOf(value.operationName),
    started,
    ended:
      timeIn(value, ['endTimeUnixNano', 'end_time_unix_nano', 'endTime', 'end_time']) ?? after(started, value.duration),
    failed: isFailure(value),
    attributes,
    events: objectsOf(value.events).map(eventOf),
    resource: attributesOf(objectOf(value.resource)?.attributes ?? null),
    scope: scopeIn(value),
  }
}

/** The attributes of a value that is a span; null where it is none. */
function attributesIn(value: Json): Attributes | null {
  const given = value.attributes ?? value.span_attributes ?? ('traceID' in value ? value.tags : undefined)
  const columns = Object.keys(value).filter((key) => key.startsWith('attributes.'))
  if (isObject(given) || Array.isArray(given) || columns.length > 0) {
    const named = [
      'traceId',
      'trace_id',
      'traceID',
      'context',
      'spanContext',
      'context.trace_id',
      'spanName',
      'span_kind',
    ]
    if (!named.some((key) => key in value) && !hasMarks(attributesOf(given))) return null
    const found = attributesOf(given)
    for (const key of columns) found[key.slice('attributes.'.length)] ??= value[key]
    if (KINDS.has(String(value.span_kind))) found['openinference.span.kind'] ??= value.span_kind
    return found
  }
  return Object.keys(value).some((key) => MARKS.test(key)) ? attributesOf(value) : null
}

/** Whether attributes are those of an agent's spans. */
export const hasMarks = (attributes: Attributes): boolean =>
  Object.keys(attributes).some((key) => MARKS.test(key) || MARKS.test(`${key}.`))

function idIn(value: Json, names: readonly string[]): string | null {
  for (const name of names) {
    const found = textOf(value[name])
    if (found !== null && !/^(?:0x)?0+$/.test(found)) return found.replace(/^0x/, '')
  }
  return null
}

function parentIn(value: Json): string | null {
  const own = idIn(value, ['parentSpanId', 'parent_span_id', 'parent_id', 'parentId', 'parentSpanID'])
  const parents = objectsOf(value.references).filter(({ refType }) => refType === 'CHILD_OF')
  return own ?? (parents.length > 0 ? idIn(parents[0]!, ['spanID']) : null)
}

const eventOf = (event: Json): SpanEvent => ({
  name: textOf(event.name),
  at: timeIn(event, ['timeUnixNano', 'time_unix_nano', 'time', 'timestamp']),
  attributes: attributesOf(event.attributes),
})

function timeIn(value: Json, names: readonly string[]): number | null {
  for (const name of names) {
    const found = momentOf(value[name])
    if (found !== null) return found
  }
  return null
}

/** A moment as text, as seconds and nanoseconds, or as a number of some unit since 1970, in ms. */
export function momentOf(value: unknown): number | null {
  if (typeof value === 'string') {
    if (/^\d+(?:\.\d+)?$/.test(value)) return scaled(Number(value))
    const ms = Date.parse(/[T ][\d:.]+$/.test(value) ? `${value}Z` : value)
    return Number.isNaN(ms) ? null : ms
  }
  if (typeof value === 'number') return scaled(value)
  const [seconds, nanos] = listOf(value)
  return typeof seconds === 'number' && typeof nanos === 'number' ? seconds * 1_000 + nanos / 1e6 : null
}

/** By its size a number since 1970 is one of nanoseconds, microseconds, milliseconds or seconds. */
function scaled(value: number): number | null {
  if (!(value > 0)) return null
  return value > 1e17 ? value / 1e6 : value > 1e14 ? value / 1e3 : value > 1e11 ? value : value * 1e3
}

/** Where only a duration is written, it is in microseconds. */
const after = (started: number | null, duration: unknown): number | null =>
  started !== null && typeof duration === 'number' && duration >= 0 ? started + duration / 1e3 : null

function isFailure({ status, status_code, attributes }: Json): boolean {
  const of = objectOf(status)
  const code = of?.code ?? of?.status_code ?? status ?? status_code
  return code === 2 || /^(?:STATUS_CODE_)?ERROR$/.test(String(code)) || objectOf(attributes)?.error === true
}

function scopeIn(value: Json): string | null {
  const scope = value.instrumentationScope ?? value.instrumentationLibrary ?? value.instrumentation_scope ?? value.scope
  return textOf(value.scopeName) ?? textOf(objectOf(scope)?.name)
}
