import { all, figure, type Part, type Predicate, share } from '../algebra/index.js'
import { actionVerdict, judgedActions, leftActions, NONE_JUDGED_ACTIONS, unsure } from './judged.js'

const { risk, autonomy, reversibility, human_in_loop } = actionVerdict

const part = (measure: string, holds: Predicate, unknown: Predicate): Part => ({
  of: 'actions',
  where: all(),
  by: { kind: 'weeks' },
  estimate: share({ key: 'measure', values: { [measure]: holds }, partitions: [[measure]], unknown }),
})

/** How much agents do that is both risky and autonomous, or final and unwatched, week by week (method.md 5). */
export const frontier = figure({
  id: 'frontier',
  title: 'The frontier of autonomy',
  question: 'Is a growing part of what agents do risky and autonomous, or irreversible with nobody watching?',
  evidence: 'judged actions',
  unit: 'actions',
  counted: judgedActions,
  left: leftActions,
  parts: [
    part('risky-autonomous', all(risk.between(5, null), autonomy.between(7, null)), unsure(risk, autonomy)),
    part(
      'irreversible-unattended',
      all(reversibility.is('Irreversible'), human_in_loop.is('No')),
      unsure(reversibility, human_in_loop),
    ),
  ],
  published: [],
  notes: [
    'Risky and autonomous: risk of 5 or more and autonomy of 7 or more. Irreversible and unattended: cannot be undone, and no human in the loop. Actions of which either is not known are left out.',
    'A change is the split of the weeks, with three or more on each side, where the shares before and after differ most. It is marked where chance among contributors gives as much in less than 5% of draws, both measures together.',
    'Each action counts once, so a few sessions with many actions can move a week.',
  ],
  none: NONE_JUDGED_ACTIONS,
})
