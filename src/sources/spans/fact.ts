import type { AnswerEnd, Speaker, Words } from '../../model/index.js'
import type { Usage } from '../turn.js'

/**
 * What a span is of an agent's work. `turn`: it stands around everything that is done on one input, and is no agent
 * itself; `agent`: an agent works; `model`: a request to a model; `tool`: a tool runs; `aside`: something that watches or
 * rates the agent, and whatever lies below it is not the agent's own; `other`: anything else, which only holds the tree
 * together.
 */
export const SPAN_ROLES = ['turn', 'agent', 'model', 'tool', 'aside', 'other'] as const
export type SpanRole = (typeof SPAN_ROLES)[number]

/** What a call says. Private, as all texts. */
export interface CallTexts {
  /** Or what is left of it. */
  input: unknown
  /** What the tool says of itself. */
  definition: Words | null
}

/** A call in a message. */
export interface CallFact {
  /** Null where the message gives it none. */
  id: string | null
  tool: string
  texts: CallTexts | null
}

/** The result of a call, in a message. */
export interface ResultFact {
  /** Null where it does not say of which. */
  call: string | null
  failed: boolean
  text: string | null
}

/** A message, of a history or an answer. */
export interface MessageFact {
  by: 'agent' | 'caller'
  /** Who speaks in a message of the caller; null for an agent's, and where that cannot be told. */
  speaker: Speaker | null
  calls: readonly CallFact[]
  results: readonly ResultFact[]
  /** What it says in words. */
  text: Words | null
}

/** Texts of a span, or what is left of them. Private. */
export interface SpanTexts {
  /** Of a tool: what it was called with, or what is left of that. */
  input: unknown
  /** Of a tool: what came of it. */
  result: string | null
  /** Of a tool: what it says of itself. */
  definition: Words | null
  system: Words | null
  /** What tools say of themselves, by name. */
  definitions: ReadonlyMap<string, Words>
}

/**
 * One span of any tracing format, as far as an agent's work can be told by it. All of it may be kept but `texts`, and the
 * `texts` and `text` of its messages, calls and results, of which signs are left.
 */
export interface SpanFact {
  /** Ids of the log; of a record without any, what stands for them. */
  trace: string
  span: string
  parent: string | null
  role: SpanRole
  /** It is only a part of what is said of its span, such as a log record about it. */
  piece: boolean
  /** The conversation that the log says it belongs to. */
  session: string | null
  /** Whom the log says it was done for. */
  user: string | null
  /** Where it stands in its file, and when it began and ended, ms since 1970 UTC. */
  line: number
  started: number | null
  ended: number | null
  failed: boolean
  /** It stopped to ask a person, whose answer the next turn begins with. */
  asked?: boolean
  /** The log says that it was done to rate the agent. */
  evaluation?: boolean
  /** Of a tool: its name, and the id of the call. */
  tool: string | null
  call: string | null
  /** The provider's id of a model's answer. */
  response: string | null
  end: AnswerEnd | null
  usage: Usage | null
  /** What a model was sent and what it answered; of an agent, what it was given and what it gave back. */
  history: readonly MessageFact[]
  answers: readonly MessageFact[]
  texts: SpanTexts | null
}
