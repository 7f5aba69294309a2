import type { Gist } from './gist.js'

/** Messages as every provider's API means them, with their text. They live as long as whoever reads a request does. */

/** A tool call in a message. */
export interface MessageCall {
  id: string
  tool: string
  /** Or what is left of it and of what the tool says of itself. */
  input: unknown
}

/** The result of a call, in a message of whoever called the API. */
export interface MessageResult {
  /** The id of the call. */
  call: string
  text: string | null
  failed: boolean
}

/**
 * Who speaks in a message of the caller, as far as its content tells: a human typed it, a program made it, or that is not
 * known; it holds nothing but results of calls, or the mark that a human stopped the agent.
 */
export const SPEAKERS = ['human', 'program', 'unknown', 'results', 'interrupt'] as const
export type Speaker = (typeof SPEAKERS)[number]

/** One message of a history. Reasoning and marks for caches are no part of it: they come and go between requests. */
export interface Message {
  by: 'agent' | 'caller'
  /** Null for what an agent says. */
  speaker: Speaker | null
  /** Its blocks of text, and of what is no text what tells it apart. */
  texts: readonly string[]
  /** What is left of its texts, where they were forgotten. */
  gist?: Gist
  calls: readonly MessageCall[]
  results: readonly MessageResult[]
}

/** How the model ended an answer: it calls tools, is done, met a limit, or failed. Null where the log does not say. */
export const ANSWER_ENDS = ['calls', 'completed', 'limit', 'failed'] as const
export type AnswerEnd = (typeof ANSWER_ENDS)[number]

/** One request to a model, with its answer. */
export interface Asked {
  /** The provider's id of the answer, which every copy of it bears; null where the log has none. */
  response: string | null
  /** The answer, by its id, whose conversation the request says that it continues. */
  previous: string | null
  /** The conversation that the log itself says this belongs to. */
  conversation: string | null
  /** When the request was sent and when its answer was there, ms since 1970 UTC; where the log has no times, places. */
  at: number
  ended: number
  system: string | null
  history: readonly Message[]
  answer: Message | null
  end: AnswerEnd | null
}
