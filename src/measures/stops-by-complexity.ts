import { all, any, figure, not, type Parting, share } from '../algebra/index.js'
import {
  asked,
  COMPLEXITY,
  interrupted,
  judgedTurns,
  leftJudgedTurns,
  NONE_JUDGED_TURNS,
  turnVerdict,
  unsure,
} from './judged.js'
import { unknownTyping } from './populations.js'
import { STUDY } from './published.js'

const { ended_by, stop_reason, goal_complexity } = turnVerdict

const STOPS: Parting = {
  name: 'stop',
  cells: { asked, interrupted, neither: all(not(asked), not(interrupted)) },
  ordered: false,
}

/** Whether agents ask, and people interrupt, more where goals are more complex (method.md 5). */
export const stopsByComplexity = figure({
  id: 'stops-by-complexity',
  title: 'Stops by complexity',
  question: 'Who stops the work as goals get more complex: the agent with a question, or the human?',
  evidence: 'session logs and judged turns',
  unit: 'turns',
  counted: judgedTurns,
  left: leftJudgedTurns,
  needs: ['interrupts'],
  wants: ['questions', 'linkable'],
  parts: [
    {
      of: 'turns',
      where: all(),
      by: COMPLEXITY,
      estimate: share({
        key: 'stop',
        values: { asked, interrupted },
        partitions: [],
        parting: STOPS,
        unions: { asked: ['asked'], interrupted: ['interrupted'] },
      }),
    },
  ],
  published: [
    {
      label: 'questions on the most complex goals, as a multiple of those on minimal ones',
      value: 2,
      source: STUDY,
      comparable: 'partly',
      why: 'read as "more than 2×"; a question put by a tool counts here, whatever the judge says of it',
    },
  ],
  notes: [
    'A turn ended "asked" where the log shows a question to the human, or where the judge says that the agent could not go on without an answer and nobody interrupted it. It ended "interrupted" where the log says so.',
    'The study found that stops by the agent rise faster with complexity than those by humans; it prints no figures for the steps between.',
  ],
  none: NONE_JUDGED_TURNS,
  asides: [
    unknownTyping('turns'),
    {
      where: unsure(goal_complexity),
      says: ({ n }, of) =>
        n === 0
          ? 'For every judged turn the complexity of its goal could be told.'
          : `For ${n} of ${of.n} judged turns the complexity of their goal could not be told; they are in no row.`,
    },
    {
      where: any(
        all(interrupted, not(stop_reason.is('interrupted'))),
        all(stop_reason.is('interrupted'), not(interrupted)),
        all(ended_by.is('asked'), not(stop_reason.is('asked_for_clarification'))),
      ),
      says: ({ n }, of) =>
        n === 0
          ? 'The judge gives no turn another reason to stop than its log does.'
          : `For ${n} of ${of.n} judged turns the judge gives another reason to stop than the log does; the log holds.`,
    },
  ],
})
