import { expect, it } from 'vitest'
import { factsOf, judgedOf, questionOf, UNSAID } from '../../../src/facets/index.js'
import type { Circumstances, TurnEvidence } from '../../../src/model/index.js'
import { ACTION, INTERRUPT, TURN } from './answers.js'
import { action, CIRCUMSTANCES, turn } from './groups.js'

const NOTHING = {
  goal_complexity: null,
  environment_type: null,
  environmental_impact: null,
  human_in_loop: null,
  autonomy: null,
  reversibility: null,
  risk: null,
  safeguards_category: null,
  agentic_architecture: null,
  goal_domain_category: null,
  environment_category: null,
  nist_activity_category: null,
  confidence: null,
  setting: null,
  stop_reason: null,
  had_errors: null,
  success: null,
  ambiguity_at_interruption: null,
  error_at_interruption: null,
}

async function kept<U extends 'action' | 'turn' | 'interrupt'>(unit: U, answer: object) {
  const found = await questionOf(unit, (sentence) => sentence).validate(answer)
  if ('wrong' in found) throw new Error(found.wrong)
  return found.value
}

it('stores an answer about an action in its own columns, and nothing in those of turns', async () => {
  const { action: did, goal, environment, safeguards, reflection, ...classes } = ACTION
  expect(judgedOf('action', await kept('action', ACTION), {})).toEqual({
    ...NOTHING,
    ...classes,
    safeguards_category: 'Human approval required|Change tracking and reversion',
    disagreed: '',
    said: JSON.stringify({ action: did, goal, environment, safeguards, reflection }),
  })
})

it('stores answers about turns and interrupts', async () => {
  const { task, doing, explanation, ...classes } = TURN
  expect(judgedOf('turn', await kept('turn', TURN), {})).toEqual({
    ...NOTHING,
    ...classes,
    disagreed: '',
    said: JSON.stringify({ task, doing, explanation }),
  })
  const { task: was, doing: did, interruption_reason, ...rest } = INTERRUPT
  expect(judgedOf('interrupt', await kept('interrupt', INTERRUPT), {})).toEqual({
    ...NOTHING,
    ...rest,
    disagreed: '',
    said: JSON.stringify({ task: was, doing: did, interruption_reason }),
  })
})

it('says nothing where nothing was said', () => {
  expect(UNSAID).toEqual({ ...NOTHING, disagreed: '', said: null })
})

const ofAction = (circumstances: Partial<Circumstances>) =>
  factsOf('action', action('a', { circumstances: { ...CIRCUMSTANCES, ...circumstances } }))
const ofTurn = (evidence: Partial<TurnEvidence>, unit: 'turn' | 'interrupt' = 'turn') =>
  factsOf(unit, turn('t', evidence))

it.each([
  [{ operator: false, mode: 'bypassPermissions' }, { human_in_loop: 'No' }],
  [{ operator: false, mode: 'default' }, { human_in_loop: 'No' }],
  [{ operator: true, mode: 'default' }, { human_in_loop: 'Yes' }],
  [{ operator: true, mode: 'acceptEdits' }, { human_in_loop: 'Yes' }],
  [{ operator: true, mode: 'plan' }, { human_in_loop: 'Yes' }],
  // Whoever started it may have gone.
  [{ operator: true, mode: 'bypassPermissions' }, {}],
  [{ operator: true, mode: 'auto' }, {}],
  [{ operator: true, mode: 'dontAsk' }, {}],
  [{ operator: true, mode: null }, {}],
  [{ operator: null, mode: 'default' }, {}],
  [{ operator: null, mode: null, evaluation: true }, { setting: 'Evaluation or red team' }],
  [{ operator: null, mode: null, evaluation: false }, {}],
] as [Partial<Circumstances>, object][])('knows of %j: %j', (circumstances, facts) => {
  expect(ofAction(circumstances)).toEqual(facts)
})

it.each([
  [{ ended: 'interrupted', broken: true }, { stop_reason: 'interrupted' }],
  [{ ended: 'interrupted', broken: false }, { stop_reason: 'interrupted' }],
  // A question turned down with the mark of an interrupt: the transcript ends with the mark.
  [{ ended: 'asked', broken: true }, { stop_reason: 'interrupted' }],
  [{ ended: 'asked', broken: false }, { stop_reason: 'asked_for_clarification' }],
  [{ ended: 'failed' }, { stop_reason: 'other' }],
  [{ ended: 'limit' }, { stop_reason: 'other' }],
  // The agent's last words tell whether it was done.
  [{ ended: 'completed' }, {}],
  [{ ended: 'unknown' }, {}],
] as [Partial<TurnEvidence>, object][])('knows of a turn with %j: %j', (evidence, facts) => {
  expect(ofTurn(evidence)).toEqual(facts)
  expect(ofTurn(evidence, 'interrupt')).toEqual({})
})

it('lets facts win, and names what a judge contradicted', async () => {
  const facts = { human_in_loop: 'No', setting: 'Evaluation or red team' } as const
  expect(judgedOf('action', await kept('action', ACTION), facts)).toMatchObject({
    ...facts,
    disagreed: 'human_in_loop|setting',
    risk: 2,
  })
  const agreeing = { ...ACTION, human_in_loop: 'No', setting: 'Not inferable' }
  // What it could not tell it did not contradict.
  expect(judgedOf('action', await kept('action', agreeing), facts)).toMatchObject({ ...facts, disagreed: '' })
  expect(judgedOf('turn', await kept('turn', TURN), { stop_reason: 'interrupted' })).toMatchObject({
    stop_reason: 'interrupted',
    disagreed: 'stop_reason',
  })
})
