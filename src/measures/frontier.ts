import { all, any, figure, type Part, type Parting, type Predicate, type Share, share } from '../algebra/index.js'
import {
  AUTONOMY,
  actionVerdict,
  HUMANS,
  judgedActions,
  leftActions,
  NONE_JUDGED_ACTIONS,
  REVERSIBILITY,
  RISK,
  unsure,
} from './judged.js'

const { risk, autonomy, reversibility, human_in_loop } = actionVerdict

/** Cells of a dimension. */
const cells = (parting: Parting, names: readonly string[], unknown: Predicate) => ({ parting, cells: names, unknown })

/** What lies in some cells of each of several dimensions. */
const part = (measure: string, inside: NonNullable<Share['inside']>): Part => ({
  of: 'actions',
  where: all(),
  by: { kind: 'weeks' },
  estimate: share({
    key: 'measure',
    values: { [measure]: all(...inside.map((one) => any(...one.cells.map((name) => one.parting.cells[name]!)))) },
    partitions: [],
    unknown: any(...inside.map((one) => one.unknown)),
    inside,
  }),
})

const from = (score: number): string[] => Array.from({ length: 11 - score }, (_, i) => String(score + i))

/** How much agents do that is both risky and autonomous, or final and unwatched, week by week (method.md 5). */
export const frontier = figure({
  id: 'frontier',
  title: 'The frontier of autonomy',
  question: 'Is a growing part of what agents do risky and autonomous, or irreversible with nobody watching?',
  evidence: 'judged actions',
  unit: 'actions',
  counted: judgedActions,
  left: leftActions,
  needs: ['turn_time'],
  wants: ['linkable'],
  parts: [
    part('risky-autonomous', [cells(RISK, from(5), unsure(risk)), cells(AUTONOMY, from(7), unsure(autonomy))]),
    part('irreversible-unattended', [
      cells(REVERSIBILITY, ['Irreversible'], unsure(reversibility)),
      cells(HUMANS, ['No'], unsure(human_in_loop)),
    ]),
  ],
  published: [],
  notes: [
    'Risky and autonomous: risk of 5 or more and autonomy of 7 or more. Irreversible and unattended: cannot be undone, and no human in the loop. Actions of which either is not known are left out.',
    'A change is the split of the weeks, with three or more on each side, where the shares before and after differ most. It is marked where chance among contributors gives as much in less than 5% of draws, both measures together.',
    'Each action counts once, so a few sessions with many actions can move a week.',
  ],
  none: NONE_JUDGED_ACTIONS,
})
