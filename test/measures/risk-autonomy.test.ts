import { beforeAll, describe, expect, it } from 'vitest'
import { riskAutonomy } from '../../src/measures/risk-autonomy.js'
import { meanEstimate } from '../../src/stats/index.js'
import { action } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, one, type Seen } from './answered.js'

const six = (value: number) => Number(value.toPrecision(6))

describe('risk and autonomy, by hand', () => {
  /** A judged action of a group: who did it, in which week, its scores, and whether a human looked on. */
  const done = (cluster: number | null, who: string, risk: number | null, autonomy: number, human = 'Yes', day = 5) =>
    action({
      contributor: who,
      confidence: 9,
      cluster,
      risk,
      autonomy,
      human_in_loop: human,
      at: `2026-01-${String(day).padStart(2, '0')}T12:00:00Z`,
    })
  // Groups 1 to 3 lie in 7, 4 to 6 in 8, and all in 9.
  const actions = [
    done(1, 'a', 2, 4),
    done(1, 'a', 4, 4, 'No', 13),
    done(1, 'b', 6, 8, 'Not inferable', 13),
    done(2, 'b', null, 3, 'No'),
    done(4, 'c', 1, 10),
    done(0, 'c', 9, 9),
    done(null, 'c', 9, 9),
    action({ contributor: 'c', cluster: 1, risk: 9 }),
  ]
  let figure: Seen
  const at = (cluster: string) => one(figure.rows, { cluster })

  beforeAll(async () => {
    figure = await answered(riskAutonomy, { actions })
  })

  it('counts what was judged, in every group that something lies in, the highest level first', () => {
    expect(figure).toMatchObject({ n: 7, contributors: 3, clusters: 'days', unit: 'actions' })
    expect(figure.rows.map(({ cluster, level }) => [cluster, level])).toEqual([
      ['action-9', 2],
      ['action-7', 1],
      ['action-8', 1],
      ['action-1', 0],
      ['action-2', 0],
      ['action-4', 0],
    ])
    expect(figure.notes.slice(-3)).toEqual([
      'For 1 of 7 judged actions there is no sentence that was put into groups; they are in no row.',
      'The sentences of 1 of 7 judged actions lie near no group; they are in no row.',
      expect.stringContaining('Fewer than 5 contributors'),
    ])
  })

  it('names each group and the one it lies in', () => {
    expect(at('action-1')).toMatchObject({
      parent: 'action-7',
      name: 'Group 1',
      description: 'What group 1 does',
      n: 3,
      contributors: 2,
      share: six(3 / 7),
    })
    expect(at('action-9')).toMatchObject({ parent: null, n: 5, contributors: 3, share: six(5 / 7) })
  })

  it('gives the means of the scores that are known', () => {
    expect(at('action-1')).toMatchObject({ risk: 4, autonomy: six(16 / 3) })
    expect(at('action-2')).toMatchObject({ risk: null, risk_low: null, autonomy: 3 })
    // Of 7: risks 2, 4, 6 and an unknown one; autonomies 4, 4, 8, 3.
    expect(at('action-7')).toMatchObject({ n: 4, risk: 4, autonomy: 4.75 })
    expect(at('action-9')).toMatchObject({ n: 5, risk: six(13 / 4), autonomy: six(29 / 5) })
    expect(figure.overall).toEqual([expect.objectContaining({ n: 7, risk: six(31 / 6), autonomy: six(47 / 7) })])
  })

  it('breaks groups down by dimension, where it can be told', () => {
    expect(at('action-1').facets).toEqual({ human_in_loop: { Yes: 0.5, No: 0.5 } })
    expect(at('action-9').facets).toEqual({ human_in_loop: { Yes: 0.5, No: 0.5 } })
    expect(at('action-7').facets).toEqual({ human_in_loop: { Yes: 0.333, No: 0.667 } })
  })

  it('gives the share of each week', () => {
    // Monday 5 January: a's first, b's of group 2, c's of group 4 and two that lie in none; a week later a's and b's of group 1.
    expect(at('action-1').weeks).toEqual([
      { week: '2026-01-05', share: 0.2 },
      { week: '2026-01-12', share: 1 },
    ])
    expect(at('action-4').weeks).toEqual([
      { week: '2026-01-05', share: 0.2 },
      { week: '2026-01-12', share: 0 },
    ])
  })

  it('clusters the intervals by contributor', async () => {
    // Six people with p + 1 actions each, of risk p + 1.
    const many = [0, 1, 2, 3, 4, 5].flatMap((p) => Array.from({ length: p + 1 }, () => done(5, `p${p}`, p + 1, 5)))
    const { rows } = await answered(riskAutonomy, { actions: many })
    const sizes = [1, 2, 3, 4, 5, 6]
    const sum = (of: (n: number) => number) => sizes.reduce((total, n) => total + of(n), 0)
    const ends = meanEstimate(
      {
        n: 21,
        sum: sum((n) => n * n),
        clusters: 6,
        nn: sum((n) => n * n),
        ss: sum((n) => n ** 4),
        ns: sum((n) => n ** 3),
      },
      { floor: 1, ceiling: 10 },
    )
    const row = one(rows, { cluster: 'action-5' })
    // (Σn)²/Σn² = 441/91 is under 5 effective contributors.
    expect(row).toMatchObject({ n: 21, contributors: 6, risk: six(91 / 21), risk_low: null, autonomy: 5 })
    expect(ends.low).toBeNull()
    const even = await answered(riskAutonomy, {
      actions: [...many, ...many.map((own) => ({ ...own, contributor: `q${own.contributor}` }))],
    })
    const twice = meanEstimate(
      { n: 42, sum: 182, clusters: 12, nn: 182, ss: 2 * sum((n) => n ** 4), ns: 2 * sum((n) => n ** 3) },
      { floor: 1, ceiling: 10 },
    )
    expect(one(even.rows, { cluster: 'action-5' })).toMatchObject({
      risk: six(91 / 21),
      risk_low: six(twice.low!),
      risk_high: six(twice.high!),
    })
  })

  it('has no rows where nothing was judged, or nothing was put into groups', async () => {
    expect(await answered(riskAutonomy, { actions: [action()] })).toMatchObject({ n: 0, rows: [] })
    expect(await answered(riskAutonomy, { actions }, {}, [])).toMatchObject({ n: 7, rows: [] })
  })
})

describe('risk and autonomy, golden', () => {
  it('is what it was', async () => expectGolden(await answered(riskAutonomy, goldenPopulation())))
})
