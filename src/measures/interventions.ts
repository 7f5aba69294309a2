import { all, figure, mean, share } from '../algebra/index.js'
import { SUCCESSES } from '../model/index.js'
import { COMPLEXITY, judgedTurns, partingOf, sharesOf, turnVerdict, unsure } from './judged.js'
import { interactiveSessions, leftSessions, unknownTyping } from './populations.js'
import { STUDY } from './published.js'

/** How often people step in, per session (method.md 2.4). */
export const interventions = figure({
  id: 'interventions',
  title: 'Human interventions per session',
  question: 'How often do people step in during a session?',
  evidence: 'session logs',
  unit: 'sessions',
  counted: interactiveSessions,
  left: leftSessions,
  needs: ['turn_time', 'interrupts', 'questions'],
  wants: ['linkable'],
  parts: [
    {
      of: 'sessions',
      where: all(),
      by: { kind: 'months' },
      estimate: mean({
        key: 'measure',
        name: 'per_session',
        values: {
          interrupts: 'interrupts',
          rejections: 'rejections',
          answers: 'answers',
          corrections: 'corrections',
          all: 'interventions',
        },
      }),
    },
    {
      of: 'turns',
      where: judgedTurns,
      by: COMPLEXITY,
      estimate: share({
        key: 'success',
        ...sharesOf(partingOf(turnVerdict.success, SUCCESSES)),
        unknown: unsure(turnVerdict.success),
      }),
    },
  ],
  published: [
    {
      label: 'August 2025',
      value: 5.4,
      source: STUDY,
      comparable: 'no',
      why: 'users inside one company, on its hardest tasks',
    },
    {
      label: 'December 2025',
      value: 3.3,
      source: STUDY,
      comparable: 'no',
      why: 'users inside one company, on its hardest tasks',
    },
  ],
  notes: [
    'A "no" that says what to do instead counts as a rejection and as a correction, and once in "all". A "no, stop" is an interrupt.',
    'Approvals are no interventions, and transcripts do not record them.',
    'A session belongs to the month in which its first turn started.',
    'How turns went, by the complexity of their goals, is known of turns that a judge looked at, and where it can be told; a turn that was not judged is in none of these rows.',
  ],
  asides: [unknownTyping('sessions')],
})
