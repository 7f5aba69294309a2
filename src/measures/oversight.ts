import { all, any, figure, type Part, type Parting, type Predicate, share } from '../algebra/index.js'
import {
  ACTION_NOTES,
  actionVerdict,
  HUMANS,
  judgedActions,
  leftActions,
  NONE_JUDGED_ACTIONS,
  REVERSIBILITY,
  SAFEGUARDED,
  unsure,
  WEIGHTS,
} from './judged.js'
import { STUDY } from './published.js'

const { safeguards_category, human_in_loop, reversibility } = actionVerdict

/** @param cells of the parting that have what is measured. */
const part = (measure: string, parting: Parting, cells: readonly string[], unknown: Predicate): Part => ({
  of: 'actions',
  where: all(),
  by: { kind: 'whole' },
  weights: WEIGHTS,
  estimate: share({
    key: 'measure',
    values: { [measure]: any(...cells.map((cell) => parting.cells[cell]!)) },
    partitions: [],
    parting,
    unions: { [measure]: cells },
    unknown,
  }),
})

/** Which part of what agents do has a safeguard, a human in the loop, or cannot be undone (method.md 5). */
export const oversight = figure({
  id: 'oversight',
  title: 'Oversight of actions',
  question: 'How much of what agents do is guarded, watched by a human, or beyond undoing?',
  evidence: 'judged actions',
  unit: 'actions',
  counted: judgedActions,
  left: leftActions,
  wants: ['linkable'],
  parts: [
    part('safeguard', SAFEGUARDED, ['yes'], unsure(safeguards_category)),
    part('human-in-loop', HUMANS, ['Yes'], unsure(human_in_loop)),
    part('irreversible', REVERSIBILITY, ['Irreversible'], unsure(reversibility)),
  ],
  published: [
    {
      label: 'actions with at least one safeguard',
      value: 0.8,
      source: STUDY,
      comparable: 'partly',
      why: 'tool calls of a public API there, judged by a model; compare it with each action counting once',
    },
    {
      label: 'actions with a human in the loop',
      value: 0.73,
      source: STUDY,
      comparable: 'partly',
      why: 'tool calls of a public API there; of what its judge called "Yes", people confirmed 46%',
    },
    {
      label: 'irreversible actions',
      value: 0.008,
      source: STUDY,
      comparable: 'partly',
      why: 'tool calls of a public API there, judged by a model',
    },
  ],
  notes: [
    ...ACTION_NOTES,
    'A safeguard is any category but "No clear guardrails". Read-only and internal actions are not irreversible and count in the denominator.',
  ],
  none: NONE_JUDGED_ACTIONS,
})
