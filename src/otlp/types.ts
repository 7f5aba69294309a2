/**
 * OpenTelemetry's protocol in JSON, as exporters and collectors write it, one export request per document or line. Other
 * encodings are turned into these objects before anything reads them. Everything may be absent, or another thing than the
 * type says: what reads them looks first.
 */

/** A value of an attribute. Whole numbers of 64 bits are written as texts. */
export interface AnyValue {
  stringValue?: string
  boolValue?: boolean
  intValue?: string | number
  doubleValue?: number | string
  arrayValue?: { values?: AnyValue[] }
  kvlistValue?: { values?: KeyValue[] }
  bytesValue?: string
}

export interface KeyValue {
  key: string
  value?: AnyValue
}

export interface OtlpResource {
  attributes?: KeyValue[]
}

export interface OtlpScope {
  name?: string
  version?: string
}

/** Something that happened within a span. */
export interface OtlpSpanEvent {
  name?: string
  timeUnixNano?: string | number
  attributes?: KeyValue[]
}

/** Ids are hexadecimal; times are nanoseconds since 1970 UTC. */
export interface OtlpSpan {
  traceId?: string
  spanId?: string
  parentSpanId?: string
  name?: string
  kind?: number | string
  startTimeUnixNano?: string | number
  endTimeUnixNano?: string | number
  attributes?: KeyValue[]
  events?: OtlpSpanEvent[]
  /** Code 2, or `STATUS_CODE_ERROR`: it failed. */
  status?: { code?: number | string; message?: string }
}

export interface OtlpLogRecord {
  timeUnixNano?: string | number
  observedTimeUnixNano?: string | number
  severityNumber?: number
  severityText?: string
  eventName?: string
  body?: AnyValue
  attributes?: KeyValue[]
  traceId?: string
  spanId?: string
}
