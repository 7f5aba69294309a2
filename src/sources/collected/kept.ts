import type { AnswerEnd, Speaker } from '../../model/index.js'

/** Grows when lines are written in another way. */
export const KEPT_VERSION = 1

/**
 * A message as it is known again: who speaks, its hash and its characters; its calls, of which `?` stands before those
 * whose ids others may bear; the calls whose results it has. All ids are sealed.
 */
export type KeptMark = readonly [
  by: 'agent' | Speaker,
  hash: string,
  size: number,
  calls?: readonly string[],
  results?: readonly string[],
]

/** A call: the pseudonym of its id where it has one, its tool, what is left of its input, and its long arguments, sealed. */
export interface KeptCall {
  id?: string
  tool: string
  gist: readonly string[]
  long?: readonly string[]
}

/** A message as it is told: what is left of its words, its calls, and of results whose they are and whether they failed. */
export interface KeptMessage {
  gist?: readonly string[]
  calls?: readonly KeptCall[]
  results?: readonly (readonly [call: string, failed: boolean])[]
}

/** Tokens in, out, read from a cache and written to one; null where that is not known. */
export type KeptUsage = readonly [number | null, number | null, number | null, number | null]

/** One request with its answer. What is absent is not known, or nothing. */
export interface KeptRequest {
  collected: 'request'
  version: number
  /** When it was sent and answered, ms since 1970 UTC. */
  at?: number
  ended?: number
  /** The pseudonym that a session of which this is the first request bears. */
  session?: string
  /** The pseudonym that a subagent of which this is the first request bears. */
  agent?: string
  /** The pseudonym of whom it names. */
  user?: string
  /** Of the exchange, sealed: its own name, and as in `Exchange`. */
  id?: string
  response?: string
  previous?: string
  conversation?: string
  prompt?: string
  end?: AnswerEnd
  history: readonly KeptMark[]
  answer?: KeptMark
  prompts?: readonly string[]
  opening?: readonly string[]
  passages?: readonly string[]
  said?: readonly string[]
  quoted?: readonly string[]
  /** What is left of the system prompt. */
  system?: readonly string[]
  /** The first message of the history that is told here; an earlier line told those before it. */
  from: number
  /** Those messages, and behind them the answer. */
  told: readonly KeptMessage[]
  usage?: KeptUsage
}
