export { spansBy } from './convention.js'
export type {
  CallFact,
  MessageFact,
  SpanFact,
  SpanRole,
  SpanTexts,
} from './fact.js'
export { SPAN_ROLES } from './fact.js'
export { type Gathered, gathered, spanFactsOf } from './gather.js'
export { type Gather, readSpans, tell, throughValues } from './read.js'
export { factOf } from './read-fact.js'
