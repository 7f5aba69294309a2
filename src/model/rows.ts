import type { ActionVerdict, TurnVerdict } from './facets.js'

/**
 * The private half of the house: what a session is. Property names are the store's column names, so that a row is
 * stored as it is. Times are integer milliseconds since 1970 UTC, durations integer milliseconds; `null` is "the log
 * does not say". Ids are keyed pseudonyms. No field holds text of a message, a tool input or a tool result.
 */

/**
 * The first moment that is a time. Smaller ones, in the first day of 1970, are places in a log that says no time: they put
 * what happened in order, and the store takes nothing else from them.
 */
export const FIRST_TIME = 86_400_000

/** What made the agent start. `unknown`: the record that started the turn is not in the log. */
export const STARTED_BY = ['prompt', 'answer', 'queued', 'notification', 'schedule', 'program', 'unknown'] as const
export type StartedBy = (typeof STARTED_BY)[number]

export const ENDED_BY = ['completed', 'asked', 'interrupted', 'failed', 'limit', 'unknown'] as const
export type EndedBy = (typeof ENDED_BY)[number]

/** `working`: stopped while the agent worked. `prompt`: "No, stop" to a permission prompt. */
export type InterruptKind = 'working' | 'prompt'

/** Permission modes under their Claude Code names; other sources map to the nearest of them. */
export const MODES = ['default', 'acceptEdits', 'plan', 'bypassPermissions', 'auto', 'dontAsk'] as const
export type Mode = (typeof MODES)[number]

export const STATUSES = ['ok', 'error', 'rejected', 'denied', 'pending'] as const
export type Status = (typeof STATUSES)[number]

/**
 * Who let an action pass or stopped it. `inherit`: a subagent's action, decided by the mode of the call that spawned
 * it (settled when sessions are put together). `not-needed`: reading, searching, planning. `unknown`: could have
 * needed approval and the log does not say. `declined`: a question or a plan that the human turned down.
 */
export const APPROVALS = [
  'approved',
  'rejected',
  'declined',
  'rule-denied',
  'classifier-denied',
  'bypass',
  'classifier',
  'rules',
  'unknown',
  'not-needed',
  'inherit',
] as const
export type Approval = (typeof APPROVALS)[number]

/** Every human contact. `approval` exists only where a source logs decisions. */
export const TOUCHES = ['prompt', 'approval', 'rejection', 'interrupt', 'answer', 'steering'] as const
export type TouchKind = (typeof TOUCHES)[number]

export type Interactive = 'yes' | 'no' | 'unknown'

/** What a log says of where its agent ran: `evaluation`, an evaluation harness wrote it. */
export const LOG_SETTINGS = ['evaluation'] as const
export type LogSetting = (typeof LOG_SETTINGS)[number]

/** One session as one file shows it; several files may show the same. */
export interface SessionRow {
  session: string
  interactive: Interactive
  /** Null also where it was no harness: no log says that of itself. */
  setting: LogSetting | null
  entrypoint: string | null
  version: string | null
  first_at: number | null
  last_at: number | null
  records: number
  /** Whether the file holds the session's own thread, not a subagent's alone. */
  main: boolean
  /** When a prompt that carries out a plan approved in another session came, or null. */
  plan_at: number | null
  line: number
}

export interface TurnRow extends TurnVerdict {
  session: string
  /** Identity of the turn: the record that started it, wherever it is copied. */
  turn: string
  /** Turn that the human's input started; differs from `turn` where an answer to a question split it. */
  root: string
  started_at: number
  /** Last assistant record, tool result or interrupt mark. */
  ended_at: number
  started_by: StartedBy
  ended_by: EndedBy
  interrupt_kind: InterruptKind | null
  /** Still open at the end of the log. */
  censored: boolean
  wall_ms: number
  /** Wall time with each gap in which no tool ran counted at most 2, 5 or 15 minutes. */
  work2_ms: number
  work5_ms: number
  work15_ms: number
  /** The agent's own figure, or null. */
  reported_ms: number | null
  mode: Mode | null
  /** Of all model answers of the turn whose records say it; null where one answered and none of them does. */
  tokens_in: number | null
  tokens_out: number | null
  tokens_cache_read: number | null
  tokens_cache_write: number | null
  line: number
}

export interface ActionRow extends ActionVerdict {
  session: string
  action: string
  call: string
  /** Null for a subagent's action until sessions are put together. */
  turn: string | null
  tool: string
  status: Status
  approval: Approval
  mode: Mode | null
  started_at: number
  ended_at: number | null
  /** When somebody was asked whether it may run, and when it was decided, as far as the log says that apart. */
  asked_at: number | null
  decided_at: number | null
  /** The subagent that acted, or null for the session's own thread. */
  subagent: string | null
  /** The subagent that this call started, or null. */
  spawned: string | null
  line: number
}

/** One subagent's run as one file shows it. */
export interface AgentRow {
  session: string
  subagent: string
  /** The call that started it, where the record says so. */
  spawn: string | null
  started_at: number
  ended_at: number
  /** As in {@link TurnRow}. */
  tokens_in: number | null
  tokens_out: number | null
  tokens_cache_read: number | null
  tokens_cache_write: number | null
  line: number
}

export interface TouchRow {
  session: string
  touch: string
  turn: string | null
  kind: TouchKind
  touched_at: number
  /** A "no" that says what to do instead. */
  feedback: boolean
  /** What was answered or declined: a tool call, a question, a plan. */
  about: 'action' | 'question' | 'plan' | null
  line: number
}
