import { describe, expect, it } from 'vitest'
import { humanInvolvementByComplexity } from '../../src/measures/human-involvement-by-complexity.js'
import { action, nobody, weighed } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, one } from './answered.js'

const six = (share: number) => Number(share.toPrecision(6))

describe('human involvement by complexity, by hand', () => {
  const judged = (contributor: string, goal_complexity: string, human_in_loop: string) =>
    action({ contributor, session: contributor, confidence: 8, goal_complexity, human_in_loop })

  it('gives the share with a human in the loop per complexity, in their order', async () => {
    const actions = weighed([
      judged('a', 'High', 'No'),
      judged('a', 'Minimal', 'Yes'),
      judged('a', 'Minimal', 'No'),
      judged('a', 'Not inferable', 'Yes'),
      judged('b', 'Minimal', 'Yes'),
      judged('b', 'Low', 'Not inferable'),
    ])
    const { rows, notes, n, overall } = await answered(humanInvolvementByComplexity, { actions })
    expect(n).toBe(6)
    expect(rows.map((row) => row.complexity)).toEqual(['Minimal', 'High', 'Minimal', 'High', 'Minimal', 'High'])
    expect(one(rows, { complexity: 'Minimal', weight: 'action' })).toMatchObject({ n: 3, share: six(2 / 3) })
    // a has four actions, b two: (1/4 + 1/2) of (1/4 + 1/4 + 1/2).
    expect(one(rows, { complexity: 'Minimal', weight: 'contributor' })).toMatchObject({ n: 3, share: 0.75 })
    expect(one(rows, { complexity: 'High', weight: 'session' })).toMatchObject({ n: 1, share: 0 })
    expect(one(overall, { weight: 'action' })).toMatchObject({ n: 5, share: 0.6 })
    expect(notes).toContain(
      'For 1 of 6 judged actions the complexity of their goal could not be told; they are in no row.',
    )
  })

  it('is empty where nothing was judged, and says so', async () => {
    const none = await answered(humanInvolvementByComplexity, nobody())
    expect([none.rows, none.notes.at(-1)]).toEqual([[], 'No action in this window was judged.'])
  })
})

describe('human involvement by complexity, golden', () => {
  it('is what it was', async () => expectGolden(await answered(humanInvolvementByComplexity, goldenPopulation())))
})
