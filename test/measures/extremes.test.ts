import { describe, expect, it } from 'vitest'
import { extremes } from '../../src/measures/extremes.js'
import { action } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, type Line, one } from './answered.js'

const six = (value: number) => Number(value.toPrecision(6))
/** Judged actions of a group, one of each of some people. */
const of = (cluster: number, risks: readonly number[], autonomy = 5) =>
  risks.map((risk, i) => action({ contributor: `p${i}`, confidence: 9, cluster, risk, autonomy }))
const ranked = (rows: readonly Line[], by: string) =>
  rows.filter((row) => row.by === by).map(({ rank, cluster }) => [rank, cluster])

describe('extremes, by hand', () => {
  it('ranks leaves by their means drawn to the common one, and shows plain ones beside', async () => {
    // As in test/stats/shrunk.test.ts, twice: means 3, 7 and 6 of two people each, but of contributors, so that these are clusters.
    const actions = [...of(1, [2, 4]), ...of(2, [6, 8]), ...of(5, [4, 8]), ...of(4, [5], 9)].map((own, i) => ({
      ...own,
      contributor: `p${i}`,
    }))
    const { rows, clusters } = await answered(extremes, { actions })
    expect(clusters).toBe('contributors')
    expect(ranked(rows, 'risk')).toEqual([
      [1, 'action-2'],
      [2, 'action-5'],
      [3, 'action-4'],
      [4, 'action-1'],
    ])
    expect(ranked(rows, 'autonomy')[0]).toEqual([1, 'action-4'])
    expect(rows.every((row) => row.level === 0)).toBe(true)
    // σ² = 4 of the groups with two people; v = 2, 2, 2 and 4 for the single one. w = 1/v.
    const [m, w] = [
      [3, 7, 6, 5],
      [1 / 2, 1 / 2, 1 / 2, 1 / 4],
    ]
    const sum = (of: (i: number) => number) => [0, 1, 2, 3].reduce((total, i) => total + of(i), 0)
    const middle = sum((i) => w[i]! * m[i]!) / sum((i) => w[i]!)
    const tau = Math.max(0, (sum((i) => w[i]! * (m[i]! - middle) ** 2) - 3) / (1.75 - 0.8125 / 1.75))
    const common = sum((i) => m[i]! / (tau + 1 / w[i]!)) / sum((i) => 1 / (tau + 1 / w[i]!))
    expect(tau).toBeGreaterThan(0)
    expect(one(rows, { by: 'risk', rank: 1 })).toMatchObject({
      name: 'Group 2',
      parent: 'action-7',
      n: 2,
      contributors: 2,
      risk: 7,
      autonomy: 5,
      shrunk: six(common + (tau / (tau + 2)) * (7 - common)),
    })
  })

  it('does not let a group of two lead by chance', async () => {
    const many = (risk: number) => Array.from({ length: 30 }, (_, i) => risk + (i % 2 === 0 ? 2 : -2))
    const actions = [...of(1, many(7)), ...of(2, many(3)), ...of(3, [5, 10]), ...of(4, many(5)), ...of(5, [1, 6])]
    const { rows } = await answered(extremes, { actions })
    expect(ranked(rows, 'risk').slice(0, 2)).toEqual([
      [1, 'action-1'],
      [2, 'action-3'],
    ])
    expect(one(rows, { by: 'risk', rank: 2 }).risk).toBe(7.5)
  })

  it('puts equals in the order of their sizes, then of their numbers', async () => {
    const actions = [...of(6, [3, 3]), ...of(2, [3, 3, 3]), ...of(4, [3, 3])]
    const { rows } = await answered(extremes, { actions })
    expect(ranked(rows, 'risk')).toEqual([
      [1, 'action-2'],
      [2, 'action-4'],
      [3, 'action-6'],
    ])
  })

  it('shows ten of each', async () => {
    const groups = Array.from({ length: 14 }, (_, i) => ({
      ...{ number: i + 1, parent: null, level: 0, centre: [1] },
      ...{ name: `Group ${i + 1}`, description: '' },
    }))
    const actions = groups.flatMap(({ number }) => of(number, [1 + (number % 9), 2 + (number % 8)]))
    const { rows } = await answered(extremes, { actions }, {}, groups)
    expect([ranked(rows, 'risk').length, ranked(rows, 'autonomy').length]).toEqual([10, 10])
  })
})

describe('extremes, golden', () => {
  it('is what it was', async () => expectGolden(await answered(extremes, goldenPopulation())))
})
