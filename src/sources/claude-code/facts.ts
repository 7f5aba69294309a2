import type { Mode } from '../../model/index.js'
import type { Denial } from '../judging.js'
import type { Usage } from '../turn.js'

/** What a record says; texts are cut, and never stored. One record becomes one fact; the rest of the reader sees only facts. */
export interface Fact {
  what: What
  /** Own time, ms since 1970 UTC; null where the record carries none. */
  at: number | null
  line: number
  offset: number
  uuid: string | null
  /** The record is one of a session's own: what was said and done, not a title or a summary beside it. */
  ofSession: boolean
  parent: string | null
  session: string | null
  /** Subagent the record belongs to, or null for the session's own thread. */
  agent: string | null
  entrypoint: string | null
  version: string | null
}

export type What =
  | { kind: 'human'; source: PromptSource; mode: Mode | null; plan: boolean; command: boolean; text: string }
  | { kind: 'notification'; text: string }
  | { kind: 'fire' }
  | { kind: 'results'; results: Result[] }
  | { kind: 'mark'; text: string }
  | {
      kind: 'assistant'
      message: string | null
      request: string | null
      state: 'ok' | 'error' | 'limit' | 'stub'
      calls: Call[]
      text: string | null
      usage: Usage | null
    }
  | { kind: 'duration'; ms: number }
  | { kind: 'mode'; mode: Mode | null }
  | { kind: 'queue'; op: 'enqueue' | 'dequeue' | 'remove' | 'popAll'; human: boolean | null; text: string | null }
  | { kind: 'steering'; text: string }
  | { kind: 'limit' }
  | {
      kind: 'hook-decision'
      call: string
      allow: boolean
    } /** `own`: a command of the shell that the human ran, not what came of one. */
  | { kind: 'command-output'; own: boolean }
  /** Known, and nothing that a figure needs; kept for its place in the chain of records. */
  | { kind: 'other' }

export type PromptSource = 'typed' | 'queued' | 'sdk' | 'schedule' | null

export interface Call {
  id: string
  tool: string
  input: unknown
}

export interface Result {
  call: string
  error: boolean
  denial: Denial | null
  /** What it says, or null where no judge asked for that. */
  text: string | null
  /** Subagent that the call started, as its result names it. */
  agent: string | null
}

/** A fact wrapped in another record: a subagent's message inside its parent's `progress` record. */
export interface Inner {
  fact: Fact
  /** The call that started the subagent. */
  spawn: string | null
}
