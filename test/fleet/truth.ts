import type { Counters } from './features.js'

export type StartedBy = 'prompt' | 'answer' | 'queued' | 'notification' | 'schedule' | 'program'
export type EndedBy = 'completed' | 'asked' | 'interrupted' | 'failed' | 'limit' | 'unknown'
export type Regime = 'manual' | 'unknown' | 'rules' | 'classifier' | 'bypass'
export type Status = 'ok' | 'error' | 'rejected' | 'denied' | 'pending'
export type Approval =
  | 'rejected'
  | 'rule-denied'
  | 'classifier-denied'
  | 'bypass'
  | 'classifier'
  | 'rules'
  | 'unknown'
  | 'not-needed'

/** How often a human touched a session. `feedback` counts those of `rejections` that said what to do instead. */
export interface Touches {
  interrupts: number
  rejections: number
  answers: number
  steering: number
  feedback: number
}

export interface SessionTruth {
  /** The raw session id. */
  session: string
  /** The user's folder name. */
  contributor: string
  experience: number | null
  regime: Regime | null
  /** The regime if declined questions and plans were not counted as rejected actions. */
  regime_without_declines: Regime | null
  interactive: 'yes' | 'no' | 'unknown'
  turns: number
  actions: number
  touches: Touches
}

export interface TurnTruth {
  session: string
  contributor: string
  /** 0-based within the session, by start time. */
  turn: number
  /** uuid of the starting record. */
  start_id: string
  started_at: string
  started_by: StartedBy
  ended_by: EndedBy
  interrupt_kind: 'working' | 'prompt' | null
  wall_s: number
  work_s: number
  reported_s: number | null
  mode: string | null
  /** Main thread and subagents. */
  actions: number
  main_actions: number
  censored: boolean
  tokens_in: number
  tokens_out: number
  cache_read: number
  cache_write: number
}

export interface ActionTruth {
  session: string
  contributor: string
  /** start_id of its turn. */
  turn: string
  /** tool_use id; may repeat between sessions. */
  call_id: string
  tool: string
  status: Status
  approval: Approval
  started_at: string
  ended_at: string | null
  /** agentId, or null on the main thread. */
  subagent: string | null
}

export interface FleetTruth {
  sessions: SessionTruth[]
  turns: TurnTruth[]
  actions: ActionTruth[]
  /** How often each planted feature occurs. */
  counters: Counters
}
