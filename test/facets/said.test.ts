import { describe, expect, it } from 'vitest'
import { saidOf } from '../../src/cli/own-verdicts.js'
import { saidOfAction, saidOfTurn } from '../../src/facets/index.js'
import { verdictOn } from '../store/verdicts.js'

const action = { action: 'a', of_contributor: 'ann', of_customer: 'firm' }
const turn = { turn: 't', of_contributor: 'ann', of_customer: 'firm' }

describe('what a judge said of a unit, as it is shown', () => {
  it('has the dimensions of an action flat, sets as lists, and sentences', () => {
    const said = JSON.stringify({ action: 'The agent read a file.', safeguards: 'There are no safeguards.' })
    const verdict = verdictOn('action', action, {
      ...{ risk: 2, human_in_loop: 'No', said, disagreed: 'human_in_loop|setting' },
      safeguards_category: 'Sandboxed execution|Rate limits',
    })
    const shown = saidOfAction(verdict)
    expect(shown).toMatchObject({
      ...{ risk: 2, autonomy: null, human_in_loop: 'No', action: 'The agent read a file.' },
      safeguards_category: ['Sandboxed execution', 'Rate limits'],
      disagreed: ['human_in_loop', 'setting'],
    })
    expect(shown).not.toHaveProperty('stop_reason')
    expect(shown).not.toHaveProperty('said')
    expect(saidOfAction({ ...verdict, safeguards_category: null, said: null, disagreed: '' })).toEqual({
      ...Object.fromEntries(Object.keys(shown).flatMap((name) => (GONE.has(name) ? [] : [[name, null]]))),
      ...{ risk: 2, human_in_loop: 'No', safeguards_category: null },
    })
  })

  it('has what was said of the interrupt where the turn lacks it', () => {
    const own = verdictOn('turn', turn, {
      ...{ stop_reason: 'interrupted', had_errors: 'yes', risk: 3, said: '{"task":"of the turn"}' },
    })
    const interrupt = verdictOn('interrupt', turn, {
      ...{ risk: 9, goal_complexity: 'High', reversibility: 'Irreversible' },
      ...{ error_at_interruption: 'Yes - wrong direction', said: '{"task":"of the end","interruption_reason":"why"}' },
    })
    const ofTurn = {
      stop_reason: 'interrupted',
      had_errors: 'yes',
      goal_domain_category: null,
      risk: 3,
      autonomy: null,
      success: null,
    }
    expect(saidOfTurn(own, null)).toEqual({ ...ofTurn, goal_complexity: null, task: 'of the turn' })
    const ofBoth = {
      ...ofTurn,
      goal_complexity: 'High',
      reversibility: 'Irreversible',
      error_at_interruption: 'Yes - wrong direction',
    }
    expect(saidOfTurn(own, interrupt)).toEqual({ ...ofBoth, task: 'of the turn', interruption_reason: 'why' })
    expect(saidOfTurn(null, interrupt)).toEqual({
      ...{ risk: 9, goal_complexity: 'High', reversibility: 'Irreversible' },
      ...{ error_at_interruption: 'Yes - wrong direction', task: 'of the end', interruption_reason: 'why' },
    })
    expect(saidOfTurn(null, null)).toBeNull()
  })
})

/** What is there only where something was said. */
const GONE = new Set(['action', 'safeguards', 'disagreed'])

describe('stored verdicts', () => {
  const risk = (verdicts: Parameters<typeof saidOf>[0], protect: 'user' | 'customer', contributor: string) =>
    saidOf(verdicts, protect)('actions', { contributor, action: 'a' })?.risk

  it('are those of who the rows are of', () => {
    const ann = verdictOn('action', action, { risk: 4, at: 1 })
    expect([risk([ann], 'user', 'ann'), risk([ann], 'user', 'bob'), risk([ann], 'customer', 'firm')]).toEqual([
      4,
      undefined,
      4,
    ])
    const bob = { ...ann, contributor: 'bob', risk: 5, at: 2 }
    for (const list of [
      [ann, bob],
      [bob, ann],
    ])
      expect(risk(list, 'customer', 'firm')).toBe(5)
  })

  it('say nothing where a judge refused', () => {
    expect(risk([verdictOn('action', action, { outcome: 'refused' })], 'user', 'ann')).toBeUndefined()
    const turns = saidOf([verdictOn('turn', turn, { outcome: 'failed' })], 'user')
    expect(turns('turns', { contributor: 'ann', turn: 't' })).toBeNull()
  })
})
