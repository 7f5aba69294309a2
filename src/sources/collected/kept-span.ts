import type { AnswerEnd, Speaker } from '../../model/index.js'
import type { SpanRole } from '../spans/index.js'
import type { KeptUsage } from './kept.js'

/** The pseudonym of a call's id; `?` stands before one that other calls may bear, too. */
export type KeptId = string

/** A call in a message of a span. */
export interface KeptAsked {
  id?: KeptId
  tool: string
  gist: readonly string[]
  /** A keyed hash of its input, by which the tool that ran for it is known. */
  same?: string
}

/** A message of a span: what is left of its words where they may be needed, its calls and results. */
export interface KeptSaid {
  by: 'agent' | 'caller'
  speaker?: Speaker
  gist?: readonly string[]
  calls?: readonly KeptAsked[]
  results?: readonly (readonly [call: KeptId | null, failed: boolean])[]
}

/** One span. What is absent is not known, or nothing. */
export interface KeptSpan {
  collected: 'span'
  version: number
  /** As they are where they are hexadecimal, else sealed. */
  trace: string
  span: string
  parent?: string
  role: SpanRole
  piece?: true
  /** The pseudonym of the conversation that it says it belongs to. */
  session?: string
  /** The pseudonym of whom it names. */
  user?: string
  /** Ms since 1970 UTC. */
  started?: number
  ended?: number
  failed?: true
  asked?: true
  evaluation?: true
  tool?: string
  call?: KeptId
  /** Sealed. */
  response?: string
  end?: AnswerEnd
  usage?: KeptUsage
  history?: readonly KeptSaid[]
  answers?: readonly KeptSaid[]
  /** What is left of a tool's input, and a keyed hash of it. */
  input?: readonly string[]
  same?: string
  /** What is left of what a tool says of itself, of the system prompt, and of what tools say of themselves, by name. */
  definition?: readonly string[]
  system?: readonly string[]
  definitions?: Readonly<Record<string, readonly string[]>>
}
