export type {
  CallFact,
  CallTexts,
  MessageFact,
  ResultFact,
  SpanFact,
  SpanRole,
  SpanTexts,
} from './fact.js'
export { SPAN_ROLES } from './fact.js'
export { type Gathered, gathered } from './gather.js'
export { type Gather, readSpans, type Through, tell, throughValues } from './read.js'
export { factOf, type Place } from './read-fact.js'
export { type Convention, firstConvention } from './recognise.js'
export type { IsMissing } from './telling.js'
