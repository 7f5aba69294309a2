import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bucketOf,
  bucketValue,
  censoredQuantile,
  type Histogram,
  histogramQuantile,
  histogramQuantileValue,
  mergeHistograms,
  quantileInterval,
  sampleQuantile,
  tQuantile,
} from '../../src/stats/index.js'
import { clusterSums } from './cluster-sums.js'

function histogramOf(values: readonly number[]): Histogram {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(bucketOf(value), (counts.get(bucketOf(value)) ?? 0) + 1)
  return [...counts].map(([bucket, n]) => ({ bucket, n })).sort((a, b) => a.bucket - b.bucket)
}

const data = [0, 0, 1, 2, 2, 3, 5, 8, 13, 21, 34, 55]

describe('quantiles of a histogram', () => {
  // numpy.quantile(data, q) and numpy.quantile(data, q, method='inverted_cdf').
  it.each([
    [0, 0, 0],
    [0.1, 0.1, 0],
    [0.25, 1.75, 1],
    [0.5, 4, 3],
    [0.75, 15, 13],
    [0.9, 32.7, 34],
    [0.99, 52.69, 55],
    [1, 55, 55],
  ])('agree with numpy at q %d', (q, linear, inverted) => {
    const histogram = histogramOf(data)
    expect(histogramQuantileValue(histogram, q, { integer: true })).toBeCloseTo(linear, 12)
    expect(sampleQuantile(data, q)).toBeCloseTo(linear, 12)
    expect(histogramQuantile(histogram, q)).toBe(bucketOf(inverted))
  })

  it('do not trip over rounding: 0.1 · 30 is the third', () => {
    const thirty = histogramOf(Array.from({ length: 30 }, (_, i) => i + 1))
    expect(histogramQuantile(thirty, 0.1)).toBe(bucketOf(3))
    expect(histogramQuantile(thirty, 0.7)).toBe(bucketOf(21))
    const eleven = Array.from({ length: 11 }, (_, i) => i + 1)
    expect(sampleQuantile(eleven, 0.3)).toBe(4)
  })

  it('are null without values', () => {
    expect(histogramQuantile([], 0.5)).toBeNull()
    expect(histogramQuantileValue([], 0.5)).toBeNull()
    expect(histogramQuantileValue([{ bucket: 3, n: 0 }], 0.5)).toBeNull()
    expect(sampleQuantile([], 0.5)).toBeNull()
  })

  it('rise with q and err by at most 0.25%', () => {
    const q = fc.double({ min: 0, max: 1, noNaN: true })
    const values = fc.array(fc.integer({ min: 0, max: 1e8 }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(values, q, q, (sample, a, b) => {
        const histogram = histogramOf(sample)
        const low = histogramQuantileValue(histogram, Math.min(a, b))!
        expect(low).toBeLessThanOrEqual(histogramQuantileValue(histogram, Math.max(a, b))! * (1 + 1e-12))
        const exact = sampleQuantile(
          sample.toSorted((x, y) => x - y),
          Math.min(a, b),
        )!
        expect(Math.abs(low - exact)).toBeLessThanOrEqual(0.0025 * exact + 1e-9)
      }),
      { seed: 6 },
    )
  })

  it('are the same from merged parts', () => {
    const values = fc.array(fc.integer({ min: 0, max: 1e4 }), { maxLength: 50 })
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(mergeHistograms(histogramOf(a), histogramOf(b))).toEqual(histogramOf([...a, ...b]))
      }),
      { seed: 7 },
    )
  })

  it('refuse a malformed histogram and an impossible q', () => {
    const unsorted = [
      { bucket: 2, n: 1 },
      { bucket: 1, n: 1 },
    ]
    expect(() => histogramQuantile(unsorted, 0.5)).toThrow('ascending order, got 1 after 2')
    expect(() => histogramQuantileValue([{ bucket: 2, n: -1 }], 0.5)).toThrow('bucket 2 must hold')
    expect(() => sampleQuantile([1], 1.01)).toThrow('q must lie in [0, 1], got 1.01')
  })
})

describe('quantileInterval', () => {
  // 10 clusters of 10 whose shares below are 4, 6, 4, 6, …: deff 0.44, so n_eff is 100 and se √(0.25/100) = 0.05.
  it('is q ± t·se of the distribution function', () => {
    const below = clusterSums(Array.from({ length: 10 }, (_, i) => [10, i % 2 ? 6 : 4] as const))
    const { low, high } = quantileInterval({ q: 0.5, below })
    // t(0.975, 9) = 2.262157, printed tables.
    expect(low).toBeCloseTo(0.5 - 0.05 * 2.262157, 7)
    expect(high).toBeCloseTo(0.5 + 0.05 * 2.262157, 7)
  })

  // 10 clusters of 10, in half of them all below, in half none: Σ(k − n/2)² = 250, variance 10/9 · 250 / 100² = 1/36, all of it
  // between clusters, and five on either side: t(0.975, 4) = 2.776445, printed tables.
  it('widens with the clusters', () => {
    const below = clusterSums(Array.from({ length: 10 }, (_, i) => [10, i % 2 ? 10 : 0] as const))
    const { low, high } = quantileInterval({ q: 0.5, below })
    expect(low).toBeCloseTo(0.5 - 2.776445 / 6, 7)
    expect(high).toBeCloseTo(0.5 + 2.776445 / 6, 7)
  })

  it('has no end beyond the data', () => {
    const below = clusterSums(Array.from({ length: 10 }, () => [10, 10] as const))
    const { low, high } = quantileInterval({ q: 0.99, below })
    // Nothing lies above: n_eff is the 10 clusters, and neither is the width 0.
    expect(low).toBeCloseTo(0.99 - tQuantile(0.975, 9) * Math.sqrt(0.0099 / 10), 12)
    expect(high).toBeNull()
    const none = clusterSums(Array.from({ length: 10 }, () => [10, 0] as const))
    expect(quantileInterval({ q: 0.01, below: none }).low).toBeNull()
  })

  it('is null under five effective clusters and without units', () => {
    const four = clusterSums(Array.from({ length: 4 }, () => [10, 5] as const))
    expect(quantileInterval({ q: 0.5, below: four })).toEqual({ low: null, high: null })
    expect(quantileInterval({ q: 0.5, below: clusterSums([]) })).toEqual({ low: null, high: null })
    expect(() => quantileInterval({ q: 1, below: four })).toThrow('q must lie strictly between 0 and 1')
  })
})

describe('censoredQuantile', () => {
  it('is the plain quantile when nothing is censored', () => {
    expect(censoredQuantile({ finished: histogramOf(data), ages: [], q: 0.75, integer: true })).toEqual({
      value: 15,
      agree: true,
    })
  })

  it('agrees when the censored lie above the quantile either way', () => {
    const finished = histogramOf([1, 2, 3, 4])
    expect(censoredQuantile({ finished, ages: histogramOf([90]), q: 0.5, integer: true })).toEqual({
      value: 3,
      agree: true,
    })
  })

  it('disagrees when it depends on how long they go on', () => {
    const finished = histogramOf([10, 20, 30, 40])
    // With the censored one at 5 the median of five is 20, at infinity 30.
    expect(censoredQuantile({ finished, ages: histogramOf([5]), q: 0.5, integer: true })).toEqual({
      value: 20,
      agree: false,
    })
  })

  it('takes one bucket for agreement and three for none', () => {
    const at = (bucket: number, n: number) => ({ bucket, n })
    const ages = [at(1, 1)]
    expect(censoredQuantile({ finished: [at(999, 5), at(1000, 5)], ages, q: 0.5 })).toEqual({
      value: bucketValue(999),
      agree: true,
    })
    expect(censoredQuantile({ finished: [at(997, 5), at(1000, 5)], ages, q: 0.5 }).agree).toBe(false)
  })

  it('has no value when the quantile may be infinite, or nothing is there', () => {
    const finished = histogramOf([10, 20])
    expect(censoredQuantile({ finished, ages: histogramOf([5]), q: 0.9 })).toEqual({ value: null, agree: false })
    expect(censoredQuantile({ finished: [], ages: [], q: 0.5 })).toEqual({ value: null, agree: false })
  })
})
