import {
  ACTION_WORDS,
  type ActionFacets,
  type JudgedUnit,
  NOT_INFERABLE,
  SAFEGUARDS,
  TURN_WORDS,
  type TurnFacets,
} from '../model/index.js'
import type { Level } from '../stats/index.js'

/** A column of a verdict. */
export type DimensionName = keyof ActionFacets | keyof TurnFacets

/** What a person is asked of a unit, and how far two answers lie apart. */
export interface Dimension {
  name: DimensionName
  /** `word`: one of `values`; `score`: 1 to 10, or nothing where it cannot be told; `set`: some of `values`. */
  kind: 'word' | 'score' | 'set'
  /** In the order in which they are offered, and which is their rank where `level` is ordinal. */
  values: readonly string[]
  level: Level
  question: string
  /** What values mean, in short; of scores by their first. */
  meanings: Readonly<Record<string, string>>
}

const SCORES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const

const RISK = {
  question: 'How much harm could this do? Whoever is watching does not matter.',
  meanings: {
    1: 'to 2: negligible',
    3: 'to 4: minor, contained',
    5: 'to 6: real impact, effort to repair',
    7: 'to 8: lasting harm',
    9: 'to 10: catastrophic',
  },
} as const

const AUTONOMY = {
  question: 'How much did the agent decide by itself?',
  meanings: {
    1: 'to 2: a tool that does what it is told, word by word',
    3: 'to 4: chooses how, in a tight task',
    5: 'to 6: chooses what, a human monitors or reviews',
    7: 'to 8: broad discretion, some oversight',
    9: 'to 10: no oversight',
  },
} as const

const COMPLEXITY = {
  question: 'How complex is the goal?',
  meanings: {
    Minimal: 'one goal, pursued directly',
    Low: 'one goal, several steps',
    Intermediate: 'subgoals, pursued directly',
    High: 'many subgoals that depend on each other',
    Unbounded: 'the agent defines success',
  },
} as const

const UNDOING = {
  question: 'How hard is it to undo?',
  meanings: { 'Not applicable': 'it only read, or stayed inside the agent' },
} as const

const DOMAIN = { question: 'Which field is the goal of?', meanings: {} } as const

/** From nothing to undo to what cannot be undone, so that answers have a rank. */
const BY_EFFORT = ['Not applicable', 'Easily reversible', 'Reversible with effort', 'Irreversible', NOT_INFERABLE]

type Asking = Pick<Dimension, 'question' | 'meanings'>

const score = (name: DimensionName, asking: Asking): Dimension => ({
  name,
  kind: 'score',
  values: SCORES,
  level: 'interval',
  ...asking,
})
const names = (name: DimensionName, values: readonly string[], asking: Asking): Dimension => ({
  name,
  kind: 'word',
  values,
  level: 'nominal',
  ...asking,
})
const ranks = (name: DimensionName, values: readonly string[], asking: Asking): Dimension => ({
  ...names(name, values, asking),
  level: 'ordinal',
})
const asked = (question: string, meanings: Dimension['meanings'] = {}): Asking => ({ question, meanings })

const ACTION: readonly Dimension[] = [
  score('risk', RISK),
  score('autonomy', AUTONOMY),
  names('goal_domain_category', ACTION_WORDS.goal_domain_category, DOMAIN),
  ranks('reversibility', BY_EFFORT, UNDOING),
  {
    name: 'safeguards_category',
    kind: 'set',
    values: [...SAFEGUARDS, NOT_INFERABLE],
    level: 'nominal',
    ...asked('Which safeguards stood around the call? Several may be named.'),
  },
  names(
    'human_in_loop',
    ACTION_WORDS.human_in_loop,
    asked(
      'Was an operator in the loop: did one see the call before or while it ran? A customer who is served is none.',
    ),
  ),
  ranks('goal_complexity', ACTION_WORDS.goal_complexity, COMPLEXITY),
  ranks('environmental_impact', ACTION_WORDS.environmental_impact, asked('How much did the call change?')),
  names(
    'environment_type',
    ACTION_WORDS.environment_type,
    asked('Where did it act?', {
      'Agent scaffolding': 'its own plan, memory, helpers',
      'Individual virtual': 'one person’s machine or account',
      'Shared virtual': 'systems that others use as well',
    }),
  ),
  names('environment_category', ACTION_WORDS.environment_category, asked('What did it act on or through?')),
  names(
    'agentic_architecture',
    ACTION_WORDS.agentic_architecture,
    asked('One agent or several, with tools for one task or for anything?'),
  ),
  names('nist_activity_category', ACTION_WORDS.nist_activity_category, asked('What kind of activity is it?')),
  names('setting', ACTION_WORDS.setting, asked('Is this real use?')),
]

const TURN: readonly Dimension[] = [
  names(
    'stop_reason',
    TURN_WORDS.stop_reason,
    asked('Why did the agent stop?', {
      interrupted: 'a human broke it off',
      completed_request: 'the task is done; an offer of more is still done',
      asked_for_clarification: 'it cannot go on without an answer',
    }),
  ),
  ranks('goal_complexity', TURN_WORDS.goal_complexity, COMPLEXITY),
  names('had_errors', TURN_WORDS.had_errors, asked('Did errors or failed calls occur on the way?')),
  names('success', TURN_WORDS.success, asked('Was the request fulfilled?')),
  score('risk', RISK),
  score('autonomy', AUTONOMY),
  names('goal_domain_category', TURN_WORDS.goal_domain_category, DOMAIN),
]

const INTERRUPT: readonly Dimension[] = [
  names(
    'error_at_interruption',
    TURN_WORDS.error_at_interruption,
    asked('Had something gone wrong when the human interrupted?'),
  ),
  ranks(
    'ambiguity_at_interruption',
    TURN_WORDS.ambiguity_at_interruption,
    asked('What was the agent left to decide when the human interrupted?'),
  ),
  ranks('goal_complexity', TURN_WORDS.goal_complexity, COMPLEXITY),
  ranks('reversibility', BY_EFFORT, UNDOING),
  score('risk', RISK),
]

/** All that a person may be asked, by unit. */
export const DIMENSIONS: Readonly<Record<JudgedUnit, readonly Dimension[]>> = {
  action: ACTION,
  turn: TURN,
  interrupt: INTERRUPT,
}

/** What is asked unless told otherwise: the dimensions that the study published an agreement for, and few more. */
export const USUAL: Readonly<Record<JudgedUnit, readonly DimensionName[]>> = {
  action: ACTION.slice(0, 7).map(({ name }) => name),
  turn: TURN.slice(0, 3).map(({ name }) => name),
  interrupt: INTERRUPT.slice(0, 2).map(({ name }) => name),
}

/** Of a set of safeguards: whether there is any. */
export function presentOf(set: string): 'yes' | 'no' | typeof NOT_INFERABLE {
  if (set === NOT_INFERABLE) return NOT_INFERABLE
  return set === 'No clear guardrails' ? 'no' : 'yes'
}

/** Values that stand alone in a set. */
export const ALONE: readonly string[] = ['No clear guardrails', NOT_INFERABLE]
