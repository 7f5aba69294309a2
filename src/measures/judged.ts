import {
  all,
  any,
  type Field,
  fields,
  type Left,
  not,
  type Parting,
  type Predicate,
  type Share,
  type Values,
  type Weight,
} from '../algebra/index.js'
import { DOMAINS, GOAL_COMPLEXITIES, HUMAN_IN_LOOP, NOT_INFERABLE, REVERSIBILITIES } from '../model/index.js'
import { interactiveTurns, leftTurns } from './populations.js'

/** What a judge says of an action, and of a turn. */
export const actionVerdict = fields('actions')
export const turnVerdict = fields('turns')

export const WEIGHTS: readonly Weight[] = ['action', 'session', 'contributor']

/** Actions that were judged: every verdict on one says how clear the evidence was. */
export const judgedActions: Predicate = actionVerdict.confidence.known()
export const leftActions: readonly Left[] = [{ step: 'not judged', where: not(judgedActions) }]

/** Turns of people (populations.ts) that were judged: every verdict on one says why it stopped. */
export const judgedTurns: Predicate = all(interactiveTurns, turnVerdict.stop_reason.known())
export const leftJudgedTurns: readonly Left[] = [
  ...leftTurns,
  { step: 'not judged', where: not(turnVerdict.stop_reason.known()) },
]

/** That what a judge says of some dimensions does not tell: at least one of them cannot be inferred. */
export const unsure = (...dimensions: readonly Field[]): Predicate =>
  any(
    ...dimensions.flatMap((one) => (SCORES.includes(one.column) ? [] : [one.is(NOT_INFERABLE)])),
    ...dimensions.map((one) => not(one.known())),
  )

/** Numbers, which are not there where they cannot be told. */
const SCORES: readonly string[] = ['risk', 'autonomy']

/** A dimension that is one of some values. */
export const partingOf = (dimension: Field, values: readonly string[], ordered = false): Parting => ({
  name: dimension.column,
  cells: Object.fromEntries(values.map((value) => [value, dimension.is(value)])),
  ordered,
})

/** A dimension of scores from 1 to 10. */
export const scores = (dimension: Field): Parting => ({
  name: dimension.column,
  cells: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [String(i + 1), dimension.is(i + 1)])),
  ordered: true,
})

/** One share per value of a dimension, in the order of the values. */
export const sharesOf = (parting: Parting): Pick<Share, 'values' | 'partitions' | 'parting'> => ({
  values: parting.cells,
  partitions: [],
  parting,
})

/** Whether anything guards an action. */
const unguarded = actionVerdict.safeguards_category.has('No clear guardrails')
export const SAFEGUARDED: Parting = {
  name: 'safeguarded',
  cells: {
    yes: all(
      actionVerdict.safeguards_category.known(),
      not(unguarded),
      not(actionVerdict.safeguards_category.has(NOT_INFERABLE)),
    ),
    no: unguarded,
  },
  ordered: false,
}
/** By the complexity of the goal, of a turn or an action. */
export const COMPLEXITY: Values = {
  kind: 'values',
  key: 'complexity',
  parting: partingOf(turnVerdict.goal_complexity, GOAL_COMPLEXITIES, true),
  unknown: unsure(turnVerdict.goal_complexity),
}

export const REVERSIBILITY = partingOf(actionVerdict.reversibility, REVERSIBILITIES)
export const HUMANS = partingOf(actionVerdict.human_in_loop, HUMAN_IN_LOOP)
export const DOMAIN = partingOf(actionVerdict.goal_domain_category, DOMAINS)
export const RISK = scores(actionVerdict.risk)
export const AUTONOMY = scores(actionVerdict.autonomy)

export const NONE_JUDGED_ACTIONS = 'No action in this window was judged.'
export const NONE_JUDGED_TURNS = 'No turn of people in this window was judged.'

/** What an agent's question and a human's interrupt are known by; what the log says of an end wins over the judge (method.md 4). */
const { ended_by, stop_reason } = turnVerdict
export const interrupted: Predicate = ended_by.is('interrupted')
export const asked: Predicate = any(
  ended_by.is('asked'),
  all(stop_reason.is('asked_for_clarification'), not(interrupted)),
)

/** What every figure over groups of sentences has to say of them. */
export const GROUP_NOTES: readonly string[] = [
  'Groups are of sentences that say the same in other words; their names are made of terms that come with Leeway. A group keeps its id from one release of the same place to the next.',
]

/** What every figure over judged actions has to say. */
export const ACTION_NOTES: readonly string[] = [
  'Each action counts once; under the weights "session" and "contributor" each session, or each contributor, does, whatever its number of actions: its actions of the whole store share one weight.',
  'Shares are of what the judge could tell. Where it could not tell for more than 5% of a cell, rows also say what the share would be if none of these, and if all of them, had the property.',
]
