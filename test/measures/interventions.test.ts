import { beforeAll, describe, expect, it } from 'vitest'
import { interventions } from '../../src/measures/interventions.js'
import { session } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, one, type Seen } from './answered.js'

const MEASURES = ['interrupts', 'rejections', 'answers', 'corrections', 'all']
const six = (share: number) => Number(share.toPrecision(6))

describe('interventions, by hand', () => {
  /** One "no, do this instead" is a rejection and a correction, and one intervention. */
  const touched = (at: string, contributor: string, [interrupts, rejections, answers, steering, feedback]: number[]) =>
    session({
      at,
      contributor,
      interrupts: interrupts!,
      rejections: rejections!,
      answers: answers!,
      corrections: steering! + feedback!,
      interventions: interrupts! + rejections! + answers! + steering!,
    })
  let figure: Seen
  const means = (month: string) => MEASURES.map((measure) => one(figure.rows, { month, measure }).per_session)

  beforeAll(async () => {
    figure = await answered(interventions, {
      sessions: [
        touched('2025-12-01T00:00:00Z', 'ann', [1, 2, 0, 3, 1]),
        touched('2025-12-31T23:59:59.999Z', 'ann', [0, 0, 0, 0, 0]),
        touched('2025-12-09T08:00:00Z', 'bob', [2, 0, 1, 0, 0]),
        touched('2026-01-01T00:00:00Z', 'bob', [0, 1, 0, 0, 1]),
        touched('2026-01-15T00:00:00Z', 'cai', [0, 0, 4, 1, 0]),
        session({ turns: 0, at: null, interrupts: 9 }),
        session({ turns: 0, at: null, interactive: 'no', interrupts: 9 }),
        session({ interactive: 'no', interrupts: 9 }),
        session({ interactive: 'unknown', at: '2026-01-31T12:00:00Z', contributor: 'cai' }),
      ],
    })
  })

  it('adds up touches per session and month of its start', () => {
    expect(one(figure.rows, { month: '2025-12', measure: 'all' })).toMatchObject({ n: 3, contributors: 2 })
    // December: 3 interrupts, 2 rejections, 1 answer, 4 corrections (3 steering, 1 feedback), 9 in all; of 3 sessions.
    expect(means('2025-12')).toEqual([1, six(2 / 3), six(1 / 3), six(4 / 3), 3])
    // January: 0, 1, 4, 2 (1 steering, 1 feedback), 6 in all; of 3 sessions.
    expect(means('2026-01')).toEqual([0, six(1 / 3), six(4 / 3), six(2 / 3), 2])
    expect(figure.rows.length).toBe(10)
  })

  it('shows each session once on the way, those without a turn first', () => {
    expect(figure).toMatchObject({ n: 6, contributors: 3, clusters: 'days', unit: 'sessions' })
    expect(figure.flow.map(({ step, n }) => [step, n])).toEqual([
      ['eligible', 9],
      ['without a turn', 2],
      ['headless or scheduled', 1],
      ['counted', 6],
    ])
    expect(one(figure.overall, { measure: 'all' })).toMatchObject({ n: 6, per_session: 2.5 })
  })

  it('leaves out what the window leaves out', async () => {
    const sessions = [
      touched('2025-12-09T08:00:00Z', 'bob', [2, 0, 1, 0, 0]),
      touched('2026-01-01T00:00:00Z', 'bob', [1, 0, 0, 0, 0]),
    ]
    const cut = await answered(interventions, { sessions }, { to: Date.parse('2026-01-01T00:00:00Z') })
    expect(cut.rows.map((r) => r.month)).toEqual(new Array(5).fill('2025-12'))
  })
})

describe('interventions, intervals', () => {
  it('clusters the mean by contributor', async () => {
    // h = t·√(Σ(s_c − r·n_c)²/shown)/n over six people with n_c = 3 2 4 2 3 2 and s_c = 9 2 10 0 4 7: r = 32/16 = 2, t on
    // 16²/46 − 1 degrees of freedom (scipy); r − h = 0.694799 and r·exp(h/r) = 3.841056.
    const sums = [9, 2, 10, 0, 4, 7]
    const sessions = [3, 2, 4, 2, 3, 2].flatMap((n, p) =>
      Array.from({ length: n }, (_, i) => session({ contributor: `p${p}`, interventions: i === 0 ? sums[p]! : 0 })),
    )
    const row = one((await answered(interventions, { sessions })).rows, { measure: 'all' })
    expect(row).toMatchObject({ n: 16, contributors: 6, per_session: 2, low: 0.694799, high: 3.84106 })
  })

  it('gives none where nobody differs, nor under five people and days', async () => {
    const alike = ['a', 'b', 'c', 'd', 'e', 'f'].map((contributor) => session({ contributor, interventions: 2 }))
    expect(one((await answered(interventions, { sessions: alike })).rows, { measure: 'all' })).toMatchObject({
      per_session: 2,
      low: null,
      high: null,
    })
    const few = alike.slice(0, 4).map((s, i) => ({ ...s, interventions: i }))
    expect(one((await answered(interventions, { sessions: few })).rows, { measure: 'all' })).toMatchObject({
      per_session: 1.5,
      low: null,
    })
  })
})

describe('interventions, golden', () => {
  let figure: Seen
  beforeAll(async () => {
    figure = await answered(interventions, goldenPopulation())
  })

  it('is what it was', () => expectGolden(figure))

  it('has the intervals that numpy and scipy give for the same rows', () => {
    const row = (month: string, measure: string) => one(figure.rows, { month, measure })
    expect(row('2026-01', 'all')).toMatchObject({ n: 142, per_session: 3.54225, low: 3.14285, high: 3.96505 })
    expect(row('2026-02', 'all')).toMatchObject({ n: 200, per_session: 3.43, low: 3.18707, high: 3.68173 })
    expect(row('2026-02', 'answers')).toMatchObject({ per_session: 0.925, low: 0.782903, high: 1.07859 })
  })
})
