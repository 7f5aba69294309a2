/** Messages of the OTLP protocol that are read, by their names. */
export type MessageName = keyof typeof MESSAGES

/** How a field is written, or the name of the message that it holds. */
export type FieldType =
  | 'string'
  | 'bool'
  | 'double'
  | 'int64'
  | 'fixed64'
  | 'fixed32'
  | 'uint32'
  | 'enum'
  /** Bytes that OTLP/JSON has in base64. */
  | 'bytes'
  /** Bytes that OTLP/JSON has in hexadecimal digits: ids of traces and spans. */
  | 'id'

type Fields = Record<number, readonly [name: string, type: FieldType | { of: string; many?: true }]>

const one = (of: string) => ({ of })
const many = (of: string) => ({ of, many: true as const })

/**
 * Fields of each message by their numbers, with their names in OTLP/JSON, as in opentelemetry-proto 1.x (its files
 * collector/*, logs/v1, trace/v1, metrics/v1, common/v1 and resource/v1). Others are passed over, as the protocol asks. Of
 * metrics no more is read than how many data points there are.
 */
const MESSAGES = {
  LogsRequest: { 1: ['resourceLogs', many('ResourceLogs')] },
  ResourceLogs: { 1: ['resource', one('Resource')], 2: ['scopeLogs', many('ScopeLogs')], 3: ['schemaUrl', 'string'] },
  ScopeLogs: { 1: ['scope', one('Scope')], 2: ['logRecords', many('LogRecord')], 3: ['schemaUrl', 'string'] },
  LogRecord: {
    1: ['timeUnixNano', 'fixed64'],
    2: ['severityNumber', 'enum'],
    3: ['severityText', 'string'],
    5: ['body', one('AnyValue')],
    6: ['attributes', many('KeyValue')],
    7: ['droppedAttributesCount', 'uint32'],
    8: ['flags', 'fixed32'],
    9: ['traceId', 'id'],
    10: ['spanId', 'id'],
    11: ['observedTimeUnixNano', 'fixed64'],
    12: ['eventName', 'string'],
  },
  TracesRequest: { 1: ['resourceSpans', many('ResourceSpans')] },
  ResourceSpans: {
    1: ['resource', one('Resource')],
    2: ['scopeSpans', many('ScopeSpans')],
    3: ['schemaUrl', 'string'],
  },
  ScopeSpans: { 1: ['scope', one('Scope')], 2: ['spans', many('Span')], 3: ['schemaUrl', 'string'] },
  Span: {
    1: ['traceId', 'id'],
    2: ['spanId', 'id'],
    3: ['traceState', 'string'],
    4: ['parentSpanId', 'id'],
    5: ['name', 'string'],
    6: ['kind', 'enum'],
    7: ['startTimeUnixNano', 'fixed64'],
    8: ['endTimeUnixNano', 'fixed64'],
    9: ['attributes', many('KeyValue')],
    10: ['droppedAttributesCount', 'uint32'],
    11: ['events', many('SpanEvent')],
    12: ['droppedEventsCount', 'uint32'],
    13: ['links', many('SpanLink')],
    14: ['droppedLinksCount', 'uint32'],
    15: ['status', one('SpanStatus')],
    16: ['flags', 'fixed32'],
  },
  SpanEvent: {
    1: ['timeUnixNano', 'fixed64'],
    2: ['name', 'string'],
    3: ['attributes', many('KeyValue')],
    4: ['droppedAttributesCount', 'uint32'],
  },
  SpanLink: {
    1: ['traceId', 'id'],
    2: ['spanId', 'id'],
    3: ['traceState', 'string'],
    4: ['attributes', many('KeyValue')],
    5: ['droppedAttributesCount', 'uint32'],
    6: ['flags', 'fixed32'],
  },
  SpanStatus: { 2: ['message', 'string'], 3: ['code', 'enum'] },
  MetricsRequest: { 1: ['resourceMetrics', many('ResourceMetrics')] },
  ResourceMetrics: { 2: ['scopeMetrics', many('ScopeMetrics')] },
  ScopeMetrics: { 2: ['metrics', many('Metric')] },
  Metric: {
    5: ['gauge', one('Points')],
    7: ['sum', one('Points')],
    9: ['histogram', one('Points')],
    10: ['exponentialHistogram', one('Points')],
    11: ['summary', one('Points')],
  },
  Points: { 1: ['dataPoints', many('Point')] },
  Point: {},
  Resource: { 1: ['attributes', many('KeyValue')], 2: ['droppedAttributesCount', 'uint32'] },
  Scope: {
    1: ['name', 'string'],
    2: ['version', 'string'],
    3: ['attributes', many('KeyValue')],
    4: ['droppedAttributesCount', 'uint32'],
  },
  KeyValue: { 1: ['key', 'string'], 2: ['value', one('AnyValue')] },
  AnyValue: {
    1: ['stringValue', 'string'],
    2: ['boolValue', 'bool'],
    3: ['intValue', 'int64'],
    4: ['doubleValue', 'double'],
    5: ['arrayValue', one('ArrayValue')],
    6: ['kvlistValue', one('KeyValueList')],
    7: ['bytesValue', 'bytes'],
  },
  ArrayValue: { 1: ['values', many('AnyValue')] },
  KeyValueList: { 1: ['values', many('KeyValue')] },
} satisfies Record<string, Fields>

/** A field as it is read: its name, and a way to read it or the message that it holds. */
export interface Field {
  name: string
  type: FieldType | null
  of: Message | null
  many: boolean
}

/** A message: its fields by their numbers. */
export interface Message {
  fields: (Field | undefined)[]
}

const made = new Map<string, Message>()

/** The message of a name. */
export function messageOf(name: MessageName): Message {
  const known = made.get(name)
  if (known !== undefined) return known
  const message: Message = { fields: [] }
  made.set(name, message)
  for (const [number, [field, type]] of Object.entries(MESSAGES[name] as Fields)) {
    const scalar = typeof type === 'string'
    message.fields[Number(number)] = {
      name: field,
      type: scalar ? type : null,
      of: scalar ? null : messageOf(type.of as MessageName),
      many: !scalar && type.many === true,
    }
  }
  return message
}
