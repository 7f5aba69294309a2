import { all, fields, figure, not, share } from '../algebra/index.js'
import { COHORTS, EXPERIENCE, interactiveSessions, leftSessions, lostBeginnings, unknownTyping } from './populations.js'
import { STUDY } from './published.js'

const session = fields('sessions')
const { regime } = session

/** Whether people let more pass without asking as they gain experience (method.md 2.2). */
export const autoApproveByExperience = figure({
  id: 'auto-approve-by-experience',
  title: 'Auto-approval by experience',
  question: 'Do people let the agent act without asking as they gain experience?',
  evidence: 'session logs',
  unit: 'sessions',
  counted: all(interactiveSessions, regime.known()),
  left: [...leftSessions, { step: 'nothing that could need approval', where: not(regime.known()) }],
  needs: ['turn_time'],
  wants: ['approvals', 'linkable'],
  parts: [
    {
      of: 'sessions',
      where: all(),
      by: { kind: 'experience', bins: EXPERIENCE, cohorts: COHORTS, curve: ['auto', 'manual', 'unknown'] },
      estimate: share({
        key: 'regime',
        values: {
          auto: regime.in('bypass', 'classifier', 'rules'),
          bypass: regime.is('bypass'),
          classifier: regime.is('classifier'),
          rules: regime.is('rules'),
          manual: regime.is('manual'),
          unknown: regime.is('unknown'),
        },
        partitions: [['bypass', 'classifier', 'rules', 'manual', 'unknown'], ['auto', 'manual', 'unknown'], ['auto']],
        unions: { auto: ['bypass', 'classifier', 'rules'] },
        atMost: { value: 'auto', plus: regime.is('unknown'), name: 'share_max' },
      }),
    },
  ],
  published: [
    {
      label: 'below 50 sessions',
      value: 0.2,
      source: STUDY,
      comparable: 'partly',
      why: 'new sign-ups only; the study sees approvals that transcripts do not record',
    },
    {
      label: 'by 750 sessions',
      value: 0.4,
      source: STUDY,
      comparable: 'partly',
      why: 'read as "over 40%"; new sign-ups only; survivors',
    },
  ],
  notes: [
    'Transcripts record modes and refusals, never approvals: a session in a mode that asks is "unknown" unless telemetry of it was read as well, so the share of fully auto-approved sessions is known only to lie between two values.',
    'The automatic mode is the default of some plans, so "classifier" is not by itself a choice of the user.',
    'People who never change, with heavy users approving less, alone can draw a rising curve: the cohorts of those who reached 50 or 200 sessions hold the same people in every bin.',
  ],
  asides: [unknownTyping('sessions'), lostBeginnings('sessions')],
})
