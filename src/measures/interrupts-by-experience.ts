import { all, fields, figure, share } from '../algebra/index.js'
import { COHORTS, EXPERIENCE, interactiveTurns, leftTurns, lostBeginnings, unknownTyping } from './populations.js'
import { STUDY } from './published.js'

const turn = fields('turns')
const interrupted = turn.ended_by.is('interrupted')

/** Whether people stop the agent more often as they gain experience (method.md 2.3). */
export const interruptsByExperience = figure({
  id: 'interrupts-by-experience',
  title: 'Interrupts by experience',
  question: 'Do people interrupt the agent more as they gain experience?',
  evidence: 'session logs',
  unit: 'turns',
  counted: interactiveTurns,
  left: leftTurns,
  needs: ['turn_time', 'interrupts'],
  wants: ['linkable'],
  parts: [
    {
      of: 'turns',
      where: all(),
      by: { kind: 'experience', bins: EXPERIENCE, cohorts: COHORTS, curve: ['any'] },
      estimate: share({
        key: 'kind',
        values: {
          any: interrupted,
          working: all(interrupted, turn.interrupt_kind.is('working')),
          prompt: all(interrupted, turn.interrupt_kind.is('prompt')),
        },
        partitions: [['working', 'prompt'], ['any']],
        unions: { any: ['working', 'prompt'] },
      }),
    },
  ],
  published: [
    {
      label: 'at about 10 sessions',
      value: 0.05,
      source: STUDY,
      comparable: 'partly',
      why: 'questions split turns here, and declined plans are no interrupts',
    },
    {
      label: 'experienced users',
      value: 0.09,
      source: STUDY,
      comparable: 'partly',
      why: 'questions split turns here, and declined plans are no interrupts',
    },
  ],
  notes: [
    '"working": the agent was stopped while it worked; "prompt": a "no, stop" at a permission prompt. The study counts both as interrupts.',
    'Messages typed while the agent works steer it and are not counted here.',
  ],
  asides: [unknownTyping('turns'), lostBeginnings('turns')],
})
