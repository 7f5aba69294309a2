import { type Attributes, attributesOf, idOf, msOf, plainOf } from './values.js'

/** A span, whatever wrote it, with plain values. Times are ms since 1970 UTC, not rounded; null where it has none. */
export interface SpanRecord {
  trace: string | null
  span: string | null
  parent: string | null
  name: string | null
  started: number | null
  ended: number | null
  failed: boolean
  attributes: Attributes
  events: SpanEvent[]
  /** What wrote it: attributes of the resource, and the name of the instrumentation. */
  resource: Attributes
  scope: string | null
}

export interface SpanEvent {
  name: string | null
  at: number | null
  attributes: Attributes
}

/** A log record with plain values. */
export interface LogRecord {
  trace: string | null
  span: string | null
  /** The name of the event that it is, where it is one: by `eventName`, the attribute `event.name`, or the body. */
  name: string | null
  at: number | null
  body: unknown
  attributes: Attributes
  resource: Attributes
  scope: string | null
}

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const objectsOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The value of the first of some keys that an object has. Some exporters write keys in snake case. */
const of = (object: Json, ...keys: string[]): unknown => {
  for (const key of keys) if (Object.hasOwn(object, key)) return object[key]
  return undefined
}

const spansAt = (value: Json): unknown => of(value, 'resourceSpans', 'resource_spans', 'batches')
const logsAt = (value: Json): unknown => of(value, 'resourceLogs', 'resource_logs')
const metricsAt = (value: Json): unknown => of(value, 'resourceMetrics', 'resource_metrics')

/** What a value holds that is an export request of OTLP, or a part of one; null where it is none. */
export function signalOf(value: unknown): 'traces' | 'logs' | 'metrics' | null {
  if (!isObject(value)) return null
  if (Array.isArray(spansAt(value))) return 'traces'
  if (Array.isArray(logsAt(value))) return 'logs'
  return Array.isArray(metricsAt(value)) ? 'metrics' : null
}

/** The spans of an export request, in its order. */
export function* spansOf(value: unknown): Generator<SpanRecord> {
  if (!isObject(value)) return
  for (const resourced of objectsOf(spansAt(value))) {
    const resource = resourceOf(resourced)
    const scoped = of(resourced, 'scopeSpans', 'scope_spans', 'instrumentationLibrarySpans')
    for (const group of objectsOf(scoped)) {
      const scope = scopeOf(group)
      for (const span of objectsOf(group.spans)) yield spanOf(span, resource, scope)
    }
  }
}

/** The log records of an export request, in its order. */
export function* logsOf(value: unknown): Generator<LogRecord> {
  if (!isObject(value)) return
  for (const resourced of objectsOf(logsAt(value))) {
    const resource = resourceOf(resourced)
    const scoped = of(resourced, 'scopeLogs', 'scope_logs', 'instrumentationLibraryLogs')
    for (const group of objectsOf(scoped)) {
      const scope = scopeOf(group)
      for (const log of objectsOf(of(group, 'logRecords', 'log_records', 'logs'))) yield logOf(log, resource, scope)
    }
  }
}

const resourceOf = ({ resource }: Json): Attributes => attributesOf(isObject(resource) ? resource.attributes : null)

const scopeOf = (group: Json): string | null => {
  const scope = of(group, 'scope', 'instrumentationLibrary')
  return isObject(scope) ? textOf(scope.name) : null
}

/** One span as OTLP writes it. */
export function spanOf(span: Json, resource: Attributes, scope: string | null): SpanRecord {
  return {
    trace: idOf(of(span, 'traceId', 'trace_id')),
    span: idOf(of(span, 'spanId', 'span_id')),
    parent: idOf(of(span, 'parentSpanId', 'parent_span_id')),
    name: textOf(span.name),
    started: msOf(of(span, 'startTimeUnixNano', 'start_time_unix_nano')),
    ended: msOf(of(span, 'endTimeUnixNano', 'end_time_unix_nano')),
    failed: isFailure(span.status),
    attributes: attributesOf(span.attributes),
    events: objectsOf(span.events).map((event) => ({
      name: textOf(event.name),
      at: msOf(of(event, 'timeUnixNano', 'time_unix_nano')),
      attributes: attributesOf(event.attributes),
    })),
    resource,
    scope,
  }
}

const isFailure = (status: unknown): boolean =>
  isObject(status) && (status.code === 2 || status.code === 'STATUS_CODE_ERROR' || status.code === 'ERROR')

function logOf(log: Json, resource: Attributes, scope: string | null): LogRecord {
  const attributes = attributesOf(log.attributes)
  const body = plainOf(log.body)
  return {
    trace: idOf(of(log, 'traceId', 'trace_id')),
    span: idOf(of(log, 'spanId', 'span_id')),
    name: textOf(of(log, 'eventName', 'event_name')) ?? textOf(attributes['event.name']) ?? textOf(body),
    at:
      msOf(of(log, 'timeUnixNano', 'time_unix_nano')) ??
      msOf(of(log, 'observedTimeUnixNano', 'observed_time_unix_nano')),
    body,
    attributes,
    resource,
    scope,
  }
}
