export { type LogRecord, logsOf, type SpanEvent, type SpanRecord, signalOf, spanOf, spansOf } from './records.js'
export type {
  AnyValue,
  KeyValue,
  OtlpLogRecord,
  OtlpResource,
  OtlpScope,
  OtlpSpan,
  OtlpSpanEvent,
} from './types.js'
export { type Attributes, attributesOf, idOf, msOf, plainOf } from './values.js'
