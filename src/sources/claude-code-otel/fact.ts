import type { Mode, Words } from '../../model/index.js'
import type { Usage } from '../turn.js'

/**
 * What one log record or span of Claude Code's telemetry says of a session. All of it may be kept but `texts`: ids, times,
 * names, numbers and flags.
 */
export interface TelemetryFact {
  /** Tells a record that was sent twice from another. */
  id: string
  session: string
  /** When it was, or began, ms since 1970 UTC; null where it does not say. */
  at: number | null
  /** Of a span, when it ended. */
  ended: number | null
  /** Of a span, where it stands in its trace; null for an event. */
  span: Place | null
  line: number
  /** Which of the session's events it is, where it says so. */
  sequence: number | null
  /** What all has in common that was done on one prompt. */
  prompt: string | null
  /** The account that it was done with. */
  user: string | null
  entrypoint: string | null
  version: string | null
  what: What
  /** Texts of it; private, and null where there are none or they were forgotten. */
  texts: Texts | null
}

export interface Texts {
  /** What somebody said, or what is left of it. */
  said: Words | null
  /** What a tool was called with, or what is left of it. */
  input: unknown
  /** What came of it. */
  result: string | null
}

/** Who let a call pass or stopped it: a person, the settings, a hook; null where it is none of these. */
export interface Decision {
  accepted: boolean
  by: 'person' | 'settings' | 'hook' | null
}

export type What =
  | { kind: 'prompt' }
  | { kind: 'said' }
  /** The model answered. `own` is what its tokens are counted under; `beside`: it was asked for a title or a summary. */
  | { kind: 'request'; own: string; usage: Usage; agent: string | null; beside: boolean }
  | { kind: 'failure' }
  | { kind: 'mode'; mode: Mode | null }
  | { kind: 'decision'; call: string | null; tool: string; decision: Decision }
  /** `ran` in ms. */
  | { kind: 'result'; call: string | null; tool: string; failed: boolean; ran: number; decision: Decision | null }
  /** Spans: all that is done on one prompt; a call, the wait for somebody to let it pass, and its run. */
  | { kind: 'turn' }
  | { kind: 'call'; call: string | null; tool: string; failed: boolean; agent: string | null }
  | { kind: 'wait'; call: string | null; decision: Decision | null }
  | { kind: 'run'; call: string | null; failed: boolean }
  /** Known, and nothing that a figure needs. */
  | { kind: 'other' }

/** Where a span stands in its trace. */
export interface Place {
  span: string
  parent: string | null
}
