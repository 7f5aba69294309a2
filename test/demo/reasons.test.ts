import { expect, it } from 'vitest'
import { QUESTIONS, STOPPED } from '../../src/demo/texts.js'
import { RULES } from '../../src/facets/index.js'
import { interruptIn, stopIn } from '../../src/facets/reasons.js'
import type { TurnEvidence } from '../../src/model/index.js'
import { turn } from '../facets/questions/groups.js'

const counted = (reasons: readonly (string | null)[]) => {
  const counts: Record<string, number> = {}
  for (const reason of reasons) counts[String(reason)] = (counts[String(reason)] ?? 0) + 1
  return counts
}
const did = (evidence: Partial<TurnEvidence>) => RULES.turn(turn('t', evidence).evidence as TurnEvidence).did!

it('the demo asks for all that agents ask for, about as often as published', () => {
  const put = QUESTIONS.map(([question, header, ...labels]) => ({
    kind: 'question' as const,
    input: { questions: [{ question, header, options: labels.map((label) => ({ label })) }] },
  }))
  expect(counted(put.map((one) => stopIn(did({ ended: 'asked', put: one }))))).toEqual({
    'stop-choice': 5,
    'stop-diagnostics': 3,
    'stop-vague': 2,
    'stop-access': 2,
    'stop-approval': 1,
  })
})

it('people of the demo interrupt for all reasons, about as often as published', () => {
  const reasons = STOPPED.map((next) => interruptIn(did({ ended: 'interrupted', broken: true, next })))
  expect(counted(reasons)).toEqual({
    'interrupt-correction': 5,
    'interrupt-slow': 3,
    'interrupt-enough': 1,
    'interrupt-own-step': 1,
    'interrupt-changed': 1,
    'interrupt-unknown': 4,
  })
})
