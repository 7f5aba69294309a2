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
