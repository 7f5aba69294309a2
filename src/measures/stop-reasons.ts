import { figure, not, spread } from '../algebra/index.js'
import { asked, GROUP_NOTES, judgedTurns, leftJudgedTurns, NONE_JUDGED_TURNS, turnVerdict } from './judged.js'
import { unknownTyping } from './populations.js'
import { reasonThere } from './published.js'

const { stop_cluster } = turnVerdict

/** Why agents stop to ask (method.md 5). */
export const stopReasons = figure({
  id: 'stop-reasons',
  title: 'Why agents stop to ask',
  question: 'What do agents stop to ask humans for?',
  evidence: 'session logs and judged turns',
  unit: 'turns',
  counted: judgedTurns,
  left: leftJudgedTurns,
  needs: ['interrupts'],
  wants: ['questions', 'linkable'],
  parts: [
    {
      of: 'turns',
      where: asked,
      by: { kind: 'taxa', of: 'stop', column: 'stop_cluster' },
      estimate: spread({ unknown: not(stop_cluster.known()) }),
    },
  ],
  published: [
    reasonThere('a choice between proposed approaches', 0.35),
    reasonThere('diagnostics or test results to gather', 0.21),
    reasonThere('vague or incomplete requests to clarify', 0.13),
    reasonThere('missing credentials or access', 0.12),
    reasonThere('approval before acting', 0.11),
  ],
  notes: [
    ...GROUP_NOTES,
    'Shares are of the turns that ended with a question of the agent and of which a reason could be told. Groups of higher levels hold those below them, so shares add up within a level only.',
  ],
  none: NONE_JUDGED_TURNS,
  asides: [unknownTyping('turns')],
})
