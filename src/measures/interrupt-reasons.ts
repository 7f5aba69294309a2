import { figure, not, spread } from '../algebra/index.js'
import { GROUP_NOTES, interrupted, judgedTurns, leftJudgedTurns, NONE_JUDGED_TURNS, turnVerdict } from './judged.js'
import { unknownTyping } from './populations.js'
import { reasonThere } from './published.js'

const { interrupt_cluster } = turnVerdict

/** Why humans interrupt (method.md 5). */
export const interruptReasons = figure({
  id: 'interrupt-reasons',
  title: 'Why humans interrupt',
  question: 'Why do humans stop an agent that works?',
  evidence: 'session logs and judged turns',
  unit: 'turns',
  counted: judgedTurns,
  left: leftJudgedTurns,
  needs: ['interrupts'],
  wants: ['linkable'],
  parts: [
    {
      of: 'turns',
      where: interrupted,
      by: { kind: 'taxa', of: 'interrupt', column: 'interrupt_cluster' },
      estimate: spread({ unknown: not(interrupt_cluster.known()) }),
    },
  ],
  published: [
    reasonThere('missing technical context or corrections', 0.32),
    reasonThere('slow, hanging or excessive', 0.17),
    reasonThere('enough help to go on alone', 0.07),
    reasonThere('the next step to be done by themselves', 0.07),
    reasonThere('changed requirements', 0.05),
  ],
  notes: [
    ...GROUP_NOTES,
    'Shares are of the turns that a human interrupted and of which a reason could be told. Groups of higher levels hold those below them, so shares add up within a level only.',
  ],
  none: NONE_JUDGED_TURNS,
  asides: [unknownTyping('turns')],
})
