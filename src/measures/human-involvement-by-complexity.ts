import { all, figure, share } from '../algebra/index.js'
import {
  ACTION_NOTES,
  actionVerdict,
  COMPLEXITY,
  HUMANS,
  judgedActions,
  leftActions,
  NONE_JUDGED_ACTIONS,
  unsure,
  WEIGHTS,
} from './judged.js'
import { STUDY } from './published.js'

const { human_in_loop, goal_complexity } = actionVerdict

/** Whether humans watch less where goals are more complex (method.md 5). */
export const humanInvolvementByComplexity = figure({
  id: 'human-involvement-by-complexity',
  title: 'Human involvement by complexity',
  question: 'Is a human less often in the loop where goals are more complex?',
  evidence: 'judged actions',
  unit: 'actions',
  counted: judgedActions,
  left: leftActions,
  wants: ['linkable'],
  parts: [
    {
      of: 'actions',
      where: all(),
      by: COMPLEXITY,
      weights: WEIGHTS,
      estimate: share({
        key: 'measure',
        values: { 'human-in-loop': human_in_loop.is('Yes') },
        partitions: [],
        parting: HUMANS,
        unions: { 'human-in-loop': ['Yes'] },
        unknown: unsure(human_in_loop),
      }),
    },
  ],
  published: [
    {
      label: 'minimal complexity',
      value: 0.87,
      source: STUDY,
      comparable: 'partly',
      why: 'tool calls of a public API there; of what its judge called "Yes", people confirmed 46%',
    },
    {
      label: 'high complexity',
      value: 0.67,
      source: STUDY,
      comparable: 'partly',
      why: 'tool calls of a public API there; of what its judge called "Yes", people confirmed 46%',
    },
  ],
  notes: [
    ...ACTION_NOTES,
    'A human in the loop is somebody who operates the agent; a customer whom it serves is none.',
  ],
  none: NONE_JUDGED_ACTIONS,
  asides: [
    {
      where: unsure(goal_complexity),
      says: ({ n }, of) =>
        n === 0
          ? 'For every judged action the complexity of its goal could be told.'
          : `For ${n} of ${of.n} judged actions the complexity of their goal could not be told; they are in no row.`,
    },
  ],
})
