import { describe, expect, it } from 'vitest'
import { shareEstimate, weightedMean, weightedShare } from '../../src/stats/index.js'

/** Units as [cluster, weight, counted, value]. */
const units = [
  [0, 4, 1, 3],
  [0, 4, 0, 1],
  [0, 2, 1, 4],
  [1, 1, 0, 1],
  [1, 1, 1, 5],
  [2, 3, 0, 9],
  [2, 6, 0, 2],
  [3, 5, 1, 6],
  [3, 5, 1, 5],
  [4, 2, 0, 3],
  [4, 2, 1, 5],
  [5, 8, 0, 8],
  [6, 3, 1, 9],
  [6, 1, 0, 7],
] as const

function sums(times = 1) {
  const of = (value: (unit: (typeof units)[number]) => number) =>
    Array.from({ length: 7 }, (_, c) =>
      units.filter(([cluster]) => cluster === c).reduce((sum, unit) => sum + times * unit[1] * value(unit), 0),
    )
  const add = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
  const total = (a: number[]) => a.reduce((sum, value) => sum + value, 0)
  const [n, k, s] = [of(() => 1), of((unit) => unit[2]), of((unit) => unit[3])]
  const ww = units.reduce((sum, [, w]) => sum + (times * w) ** 2, 0)
  return {
    share: { n: total(n), k: total(k), clusters: 7, nn: add(n, n), kk: add(k, k), nk: add(n, k), ww },
    mean: { n: total(n), sum: total(s), clusters: 7, nn: add(n, n), ss: add(s, s), ns: add(n, s), ww },
  }
}

// By numpy and scipy from the units: Hájek's ratio, Σ w²-scaled sums, ends as roots of the equation of `shareEnds`.
describe('weightedShare', () => {
  it('agrees with the formulas worked out unit by unit', () => {
    const estimate = weightedShare(sums().share)
    expect(estimate.share).toBeCloseTo(22 / 47, 14)
    expect(estimate.nWeighted).toBeCloseTo(47 ** 2 / 215, 12)
    expect(estimate.deff).toBeCloseTo(1.6146794867786711, 11)
    expect(estimate.nEff).toBeCloseTo(6.363131933476721, 11)
    expect(estimate.low).toBeCloseTo(0.1258077196530043, 8)
    expect(estimate.high).toBeCloseTo(0.843285368964058, 8)
  })

  it('does not change with the unit of the weights', () => {
    const [plain, thousand] = [weightedShare(sums().share), weightedShare(sums(1000).share)]
    for (const key of ['share', 'low', 'high', 'nEff', 'nWeighted'] as const) {
      expect(thousand[key]! / plain[key]!).toBeCloseTo(1, 12)
    }
  })

  it('is the plain share where all weigh alike', () => {
    const cell = { n: 60, k: 21, clusters: 6, nn: 720, kk: 101, nk: 258 }
    const weighted = weightedShare({ ...cell, ww: 60 })
    expect(weighted).toMatchObject(shareEstimate(cell))
    expect(weighted.nWeighted).toBe(60)
  })

  it('holds at 0% and 100%, without units, and refuses units without weight', () => {
    const all = { n: 0.7, k: 0.7, clusters: 7, nn: 0.07, kk: 0.07, nk: 0.07, ww: 0.01 }
    expect(weightedShare(all)).toMatchObject({ share: 1, high: 1 })
    expect(weightedShare({ ...all, k: 0, kk: 0, nk: 0 })).toMatchObject({ share: 0, low: 0 })
    expect(weightedShare({ n: 0, k: 0, clusters: 0, nn: 0, kk: 0, nk: 0, ww: 0 }).share).toBeNull()
    expect(() => weightedShare({ ...all, ww: 0 })).toThrow('units need a weight')
    expect(() => weightedShare({ ...all, k: 0.8 })).toThrow('k must not exceed n')
  })
})

describe('weightedMean', () => {
  it('agrees with the formulas worked out unit by unit', () => {
    const estimate = weightedMean(sums().mean)
    expect(estimate.mean).toBeCloseTo(238 / 47, 13)
    expect(estimate.low).toBeCloseTo(2.4882351680523276, 9)
    expect(estimate.high).toBeCloseTo(7.639424406415758, 9)
    expect(weightedMean(sums(1000).mean).high).toBeCloseTo(7.639424406415758, 9)
    expect(weightedMean(sums().mean, { floor: 0 }).low).toBeGreaterThan(0)
    expect(() => weightedMean({ ...sums().mean, ww: 0 })).toThrow('units need a weight')
  })
})
