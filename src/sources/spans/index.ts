export {
  type CallFact,
  type CallTexts,
  type MessageFact,
  type ResultFact,
  type SpanFact,
  type SpanRole,
  type SpanTexts,
  withoutTexts,
} from './fact.js'
export { type Gathered, gathered } from './gather.js'
export { type Gather, readSpans, tell } from './read.js'
export { factOf, type Place } from './read-fact.js'
export { type Convention, firstConvention } from './recognise.js'
export type { IsMissing } from './telling.js'
