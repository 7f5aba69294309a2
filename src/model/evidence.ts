import type { ActionVerdict, TurnVerdict } from './facets.js'
import type { Words } from './gist.js'
import type { EndedBy, Mode } from './rows.js'

/**
 * What a judge may look at. It holds text of a log, so it never leaves the memory of whoever reads the log, but to a
 * judge that the owner chose.
 */

/** One thing that happened, as far as its text is at hand; long texts are cut in the middle. */
export type Step =
  | { by: 'human'; text: string }
  | { by: 'agent'; text: string }
  /** An input that is too long is cut as the JSON text that it is. */
  | { by: 'call'; tool: string; input: unknown }
  /** Of a call, or of work in the background. What a human refused did not fail. */
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
  system: Words | null
}

/** What is known of the work that an action belongs to, up to that action. */
export interface SoFar {
  /** What the human, or whoever started the work, wanted last. */
  goal: Words | null
  /** Calls since then. */
  calls: number
  /** Of them, those that changed something. */
  changes: number
  /** Whether the agent keeps a plan or a list of tasks. */
  planned: boolean
  /** Calls since the last one that had to do with other agents; null where none had. */
  delegated: number | null
}

/** Nothing has been done for a goal yet. */
export const nothingSoFar = (goal: Words | null): SoFar => ({
  goal,
  calls: 0,
  changes: 0,
  planned: false,
  delegated: null,
})

/** What is known of the work after one more call, by the verdict on it. */
export function afterCall(soFar: SoFar, verdict: ActionVerdict): SoFar {
  const { environmental_impact: impact, environment_type: where, environment_category: what } = verdict
  return {
    goal: soFar.goal,
    calls: soFar.calls + 1,
    changes: soFar.changes + (impact !== 'Observation only' && where !== 'Agent scaffolding' ? 1 : 0),
    planned: soFar.planned || what === 'Internal agent memory',
    delegated: what === 'Multi-agent coordination' ? 0 : soFar.delegated === null ? null : soFar.delegated + 1,
  }
}

export interface ActionEvidence {
  circumstances: Circumstances
  soFar: SoFar
  /**
   * The last steps before the call, oldest first: of this turn, and of the conversation before it. What was asked last
   * is always among them, in place of the oldest where it lies further back. A step that two actions have in common is
   * the same object in both, so that what they share can be told once. Empty where the judge asked for none.
   */
  before: readonly Step[]
  tool: string
  /** What the tool says of itself, or null. */
  definition: Words | null
  /** Or what is left of it. */
  input: unknown
}

/** A question or a plan that an agent put to its human, with the input of the call, or what is left of it. */
export interface Put {
  kind: 'question' | 'plan'
  input: unknown
}

/** A turn that is over, told by what happened in it and the words at its end. */
export interface TurnEvidence {
  circumstances: Circumstances
  /** What it was asked, and how much was done for it. */
  soFar: SoFar
  /** How it ended, as far as the log itself knows. */
  ended: EndedBy
  /** Whether a human broke it off: an interrupt, or a "no" to a question or plan that the log marks as one. */
  broken: boolean
  /** What a human broke off or turned down last, where that was a question or a plan. */
  declined: 'question' | 'plan' | null
  /** What the agent put to its human last by a call, answered or not; null where it put nothing. */
  put: Put | null
  /** Where a human broke the agent off while it worked, how long nothing had come of it until then, ms; else 0. */
  lull: number
  /** Whether the human, having broken the agent off, ran a command of their own before they said anything. */
  took: boolean
  /** Calls that ended with an error; what a human refused is none. */
  failures: number
  /** Whether the last call was one of them, or was refused by a rule or a classifier. */
  lastFailed: boolean
  /** Whether the human said no to a call, and what to do instead. */
  corrected: boolean
  /** Verdicts on its actions so far: the largest risk, and the hardest to undo of what was done. */
  risk: number
  reversibility: string
  /** The agent's last words, or null. */
  last: Words | null
  /** What the human said next, where the log has it. */
  next: Words | null
  /** The last steps of the turn, its end included, and what was asked, as in {@link ActionEvidence.before}. */
  before: readonly Step[]
}

/** How much of what happened a judge wants to see: so many steps at most, each cut to so many characters. */
export interface Context {
  readonly steps: number
  readonly characters: number
}

/** A judge that reads what a source has in hand and answers at once. */
export interface Rules {
  /** Grows when the same evidence would give another verdict. */
  version: number
  /** What it wants to see of what happened before an action, and at the end of a turn. Without it no step is kept. */
  context?: Context
  action(evidence: ActionEvidence): ActionVerdict
  turn(evidence: TurnEvidence): TurnVerdict
}
