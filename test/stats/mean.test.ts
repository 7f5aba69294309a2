import { expect, it } from 'vitest'
import { type ClusterTotals, meanEstimate } from '../../src/stats/index.js'

function totals(clusters: readonly (readonly [number, number])[]): ClusterTotals {
  const t = { n: 0, sum: 0, clusters: 0, nn: 0, ss: 0, ns: 0 }
  for (const [n, s] of clusters) {
    t.n += n
    t.sum += s
    t.clusters++
    t.nn += n * n
    t.ss += s * s
    t.ns += n * s
  }
  return t
}

const sizes = [10, 20, 30, 5, 15, 20, 8, 12]
const sums = [12, 31, 28, 9, 40, 22, 3, 17]
const cell = totals(sizes.map((n, i) => [n, sums[i]!] as const))

// Variance over clusters one by one (numpy), scipy's t.
it('agrees with the formulas worked out cluster by cluster', () => {
  const estimate = meanEstimate(cell)
  expect(estimate.mean).toBeCloseTo(1.35, 14)
  expect(estimate.low).toBeCloseTo(0.7206713064471364, 10)
  expect(estimate.high).toBeCloseTo(1.9793286935528638, 10)
})

it('follows values of any sign and fraction', () => {
  const shifted = totals(sizes.map((n, i) => [n, sums[i]! - 2.5 * n] as const))
  const estimate = meanEstimate(shifted)
  expect(estimate.mean).toBeCloseTo(-1.15, 12)
  expect(estimate.low).toBeCloseTo(0.7206713064471364 - 2.5, 10)
  expect(estimate.high).toBeCloseTo(1.9793286935528638 - 2.5, 10)
})

it('keeps the lower end at the floor', () => {
  const wild = totals([1, 1, 1, 1, 1, 50].map((s) => [10, s] as const))
  expect(meanEstimate(wild).low).toBeLessThan(0)
  expect(meanEstimate(wild, { floor: 0 }).low).toBe(0)
})

// 1.35·exp(h/1.35) and 3 − 1.65·exp(h/1.65), h = 0.6293 as above (numpy).
it('reaches farther away from a bound', () => {
  expect(meanEstimate(cell, { floor: 0 }).low).toBe(meanEstimate(cell).low)
  expect(meanEstimate(cell, { floor: 0 }).high).toBeCloseTo(2.151733927637942, 10)
  const between = meanEstimate(cell, { floor: 0, ceiling: 3 })
  expect(between.low).toBeCloseTo(0.5838228106683774, 10)
  expect(between.high).toBeCloseTo(2.151733927637942, 10)
  expect(meanEstimate(cell, { floor: 0, ceiling: 2 }).high).toBe(2)
})

it('gives no interval under five effective clusters, or where no spread was seen', () => {
  const four = meanEstimate(totals([5, 6, 7, 8].map((s) => [10, s] as const)))
  expect(four).toEqual({ mean: 0.65, low: null, high: null, effectiveClusters: 4 })
  const none = meanEstimate(totals(sizes.map((n) => [n, 0] as const)))
  expect(none).toMatchObject({ mean: 0, low: null, high: null })
})

it('has no mean without units, and refuses sums that no data can have', () => {
  expect(meanEstimate(totals([]))).toEqual({ mean: null, low: null, high: null, effectiveClusters: 0 })
  expect(() => meanEstimate({ ...cell, ss: Number.NaN })).toThrow('ss must be a finite number, got NaN')
  expect(() => meanEstimate({ ...cell, clusters: 0 })).toThrow('120 units need a cluster')
})
