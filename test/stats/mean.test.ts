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
  expect(estimate.low).toBeCloseTo(0.7648456952273789, 10)
  expect(estimate.high).toBeCloseTo(1.9351543047726212, 10)
})

it('follows values of any sign and fraction', () => {
  const shifted = totals(sizes.map((n, i) => [n, sums[i]! - 2.5 * n] as const))
  const estimate = meanEstimate(shifted)
  expect(estimate.mean).toBeCloseTo(-1.15, 12)
  expect(estimate.low).toBeCloseTo(0.7648456952273789 - 2.5, 10)
  expect(estimate.high).toBeCloseTo(1.9351543047726212 - 2.5, 10)
})

// By numpy, cluster by cluster: height · exp(±t·se/height), t on the carriers of the height less one.
it('leans away from the floor', () => {
  const estimate = meanEstimate(cell, { floor: 0 })
  expect(estimate.mean).toBeCloseTo(1.35, 14)
  expect(estimate.low).toBeCloseTo(0.8678622947509959, 10)
  expect(estimate.high).toBeCloseTo(2.0999875337629526, 10)
  const raised = meanEstimate(totals(sizes.map((n, i) => [n, sums[i]! + n] as const)), { floor: 1 })
  expect(raised.low).toBeCloseTo(1.867862294750996, 10)
  expect(raised.high).toBeCloseTo(3.0999875337629526, 10)
})

it('says little where one cluster carries the mean, and nothing where all lie at the floor', () => {
  const wild = totals([1, 1, 1, 1, 1, 50].map((s) => [10, s] as const))
  expect(meanEstimate(wild).low).toBeLessThan(0)
  // 1.21 carriers of 6: two degrees of freedom, t = 4.3027.
  expect(meanEstimate(wild, { floor: 0 }).low).toBeCloseTo(0.01983546446313882, 10)
  expect(meanEstimate(wild, { floor: 0 }).high).toBeCloseTo(42.36239485792257, 7)
  const flat = totals(sizes.map((n) => [n, 3 * n] as const))
  expect(meanEstimate(flat, { floor: 3 })).toMatchObject({ mean: 3, low: null, high: null })
  expect(() => meanEstimate(flat, { floor: 4 })).toThrow('no value lies below 4, but the mean is 3')
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
