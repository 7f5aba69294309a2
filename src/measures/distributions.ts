import { all, type Field, figure, type Part, type Share, share } from '../algebra/index.js'
import {
  ACTIVITIES,
  ARCHITECTURES,
  ENVIRONMENT_TYPES,
  ENVIRONMENTAL_IMPACTS,
  ENVIRONMENTS,
  NOT_INFERABLE,
  SAFEGUARDS,
  SETTINGS,
} from '../model/index.js'
import {
  ACTION_NOTES,
  AUTONOMY,
  actionVerdict,
  COMPLEXITY,
  judgedActions,
  leftActions,
  NONE_JUDGED_ACTIONS,
  partingOf,
  REVERSIBILITY,
  RISK,
  sharesOf,
  unsure,
  WEIGHTS,
} from './judged.js'

const part = (dimension: Field, shares: Pick<Share, 'values' | 'partitions' | 'parting'>): Part => ({
  of: 'actions',
  where: all(),
  by: { kind: 'whole' },
  weights: WEIGHTS,
  fixed: { dimension: dimension.column },
  estimate: share({ key: 'value', ...shares, unknown: unsure(dimension), unknownAs: NOT_INFERABLE }),
})

const of = (dimension: Field, values: readonly string[], ordered = false) =>
  part(dimension, sharesOf(partingOf(dimension, values, ordered)))

/** An action has one or more of these. */
const safeguards: Pick<Share, 'values' | 'partitions'> = {
  values: Object.fromEntries(SAFEGUARDS.map((one) => [one, actionVerdict.safeguards_category.has(one)])),
  partitions: [],
}

/** What judged actions are like, along every dimension that has no figure of its own (method.md 5). */
export const distributions = figure({
  id: 'distributions',
  title: 'What actions are like',
  question:
    'How are actions spread over goals, environments, reversibility, safeguards, activities, risk and autonomy?',
  evidence: 'judged actions',
  unit: 'actions',
  counted: judgedActions,
  left: leftActions,
  wants: ['linkable'],
  parts: [
    part(actionVerdict.goal_complexity, sharesOf(COMPLEXITY.parting)),
    part(actionVerdict.risk, sharesOf(RISK)),
    part(actionVerdict.autonomy, sharesOf(AUTONOMY)),
    part(actionVerdict.reversibility, sharesOf(REVERSIBILITY)),
    of(actionVerdict.environmental_impact, ENVIRONMENTAL_IMPACTS, true),
    part(actionVerdict.safeguards_category, safeguards),
    of(actionVerdict.environment_type, ENVIRONMENT_TYPES),
    of(actionVerdict.environment_category, ENVIRONMENTS),
    of(actionVerdict.agentic_architecture, ARCHITECTURES),
    of(actionVerdict.nist_activity_category, ACTIVITIES),
    of(actionVerdict.setting, SETTINGS),
  ],
  published: [],
  notes: [
    ...ACTION_NOTES,
    'The share of "Not inferable" is of all judged actions, the other shares are of those for which the dimension could be told.',
    'An action may have several safeguards, so their shares add up to more than one.',
  ],
  none: NONE_JUDGED_ACTIONS,
})
