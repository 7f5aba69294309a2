import type { ActionVerdict, TurnVerdict } from './facets.js'
import type { EndedBy, InterruptKind, Mode } from './rows.js'

/**
 * What a judge may look at. It holds text of a log, so it never leaves the memory of whoever reads the log, but to a
 * judge that the owner chose.
 */

/** One thing that happened, as far as its text is at hand; long texts are cut in the middle. */
export type Step =
  | { by: 'human'; text: string }
  | { by: 'agent'; text: string }
  | { by: 'call'; tool: string; input: unknown }
  | { by: 'result'; text: string; failed: boolean }

/** How the agent runs, as far as its source knows; `null` is "the log does not say". */
export interface Circumstances {
  /**
   * What kind of program the agent is: one that works on its person's code, one that does errands for its person, or
   * something a program calls (`api`).
   */
  kind: 'coding' | 'assistant' | 'api' | null
  /** Whether the log is an evaluation harness's. */
  evaluation: boolean | null
  /** Whether a person started this and could step in. */
  operator: boolean | null
  mode: Mode | null
  /** `none`: nothing stands between the agent and the machine. */
  sandbox: 'none' | 'sandbox' | null
  /** Whether a subagent acts. */
  subagent: boolean
  system: string | null
}

/** What is known of the work that an action belongs to, up to that action. */
export interface SoFar {
  /** What the human, or whoever started the work, wanted last. */
  goal: string | null
  /** Calls since then. */
  calls: number
  /** Of them, those that changed something. */
  changes: number
  /** Whether the agent keeps a plan or a list of tasks. */
  planned: boolean
  /** Whether subagents or other agents work along. */
  delegated: boolean
}

export interface ActionEvidence {
  circumstances: Circumstances
  soFar: SoFar
  /** The last steps before the call, oldest first. */
  before: readonly Step[]
  tool: string
  /** What the tool says of itself, or null. */
  definition: string | null
  input: unknown
}

export interface TurnEvidence {
  circumstances: Circumstances
  goal: string | null
  /** How it ended, as far as the log itself knows. */
  ended: EndedBy
  interrupt: InterruptKind | null
  calls: number
  /** Calls that ended with an error, refusals by a human left out. */
  failures: number
  /** Whether the last call ended with an error or was refused by something else than a human. */
  lastFailed: boolean
  changes: number
  planned: boolean
  delegated: boolean
  /** Whether something is still at work for the agent when it stops. */
  waiting: boolean
  /** Verdicts on the turn's actions, in order: the largest risk and autonomy, and the hardest to undo. */
  risk: number
  autonomy: number
  reversibility: string
  /** The agent's last words, or null. */
  last: string | null
  /** What the human said next, where the log has it. */
  next: string | null
}

/** A judge that reads what a source has in hand and answers at once. */
export interface Rules {
  /** Grows when the same evidence would give another verdict. */
  version: number
  action(evidence: ActionEvidence): ActionVerdict
  turn(evidence: TurnEvidence): TurnVerdict
}
