import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareEstimate } from '../../src/stats/index.js'
import { clusterSums } from './cluster-sums.js'

const sizes = [10, 20, 30, 5, 15, 20, 8, 12]
const cell = (counted: readonly number[]) => clusterSums(sizes.map((n, i) => [n, counted[i]!] as const))

describe('shareEstimate', () => {
  // Σ (k_c − p·n_c)² cluster by cluster, scipy's t, and the ends as roots of (p − π)² = t²·V(π) (scipy's brentq).
  it('agrees with the formulas worked out cluster by cluster', () => {
    const mild = shareEstimate(cell([2, 5, 3, 1, 6, 8, 0, 3]))
    expect(mild.share).toBeCloseTo(28 / 120, 14)
    expect(mild.effectiveClusters).toBeCloseTo(6.377325066430469, 12)
    expect(mild.deff).toBeCloseTo(2.2271863577508118, 12)
    expect(mild.nEff).toBeCloseTo(53.879640373329806, 10)
    expect(mild.between).toBeCloseTo(0.5819292642540588, 12)
    expect(mild.low).toBeCloseTo(0.12135166828, 8)
    expect(mild.high).toBeCloseTo(0.41950878963, 8)

    const strong = shareEstimate(cell([0, 10, 2, 0, 12, 20, 8, 1]))
    expect(strong.deff).toBeCloseTo(15.937007721599866, 11)
    expect(strong.low).toBeCloseTo(0.13157344114, 8)
    expect(strong.high).toBeCloseTo(0.80507434944, 8)
  })

  it('never counts more units than there are', () => {
    const even = shareEstimate(cell([5, 11, 14, 2, 9, 8, 5, 7]))
    expect(even.deff).toBeCloseTo(0.42799458056967726, 12)
    expect(even.nEff).toBe(120)
    expect(even.low).toBeCloseTo(0.39595174, 8)
    expect(even.high).toBeCloseTo(0.61987898, 8)
  })

  // At 0% the upper end is t²/(n_eff + t²) with n_eff the effective clusters.
  it('falls back on effective clusters at 0% and 100%', () => {
    const none = shareEstimate(cell([0, 0, 0, 0, 0, 0, 0, 0]))
    expect(none.nEff).toBe(none.effectiveClusters)
    expect(none.low).toBe(0)
    expect(none.high).toBeCloseTo(0.4983992110560575, 12)
    const all = shareEstimate(cell(sizes))
    expect(all.nEff).toBe(all.effectiveClusters)
    expect(all.high).toBe(1)
    expect(all.low).toBeCloseTo(1 - 0.4983992110560575, 12)
  })

  it('gives no interval under five effective clusters', () => {
    const four = shareEstimate(clusterSums([10, 10, 10, 10].map((n) => [n, 3] as const)))
    expect(four).toMatchObject({ share: 0.3, low: null, high: null, effectiveClusters: 4 })
    const heavy = shareEstimate(clusterSums([1000, 1, 1, 1, 1, 1, 1].map((n) => [n, 1] as const)))
    expect(heavy.low).toBeNull()
    expect(heavy.high).toBeNull()
  })

  it('gives one for five equal clusters, however large', () => {
    for (const n of [1, 3, 94_906_267, 3e8 + 1]) {
      expect(shareEstimate(clusterSums([0, 1, 1, 0, 1].map((k) => [n, k] as const))).low).not.toBeNull()
    }
  })

  it('has no share without units, and no spread in one cluster', () => {
    expect(shareEstimate(clusterSums([]))).toEqual({
      share: null,
      low: null,
      high: null,
      nEff: 0,
      effectiveClusters: 0,
      deff: 1,
      between: 0,
    })
    expect(shareEstimate(clusterSums([[10, 4]]))).toEqual({
      share: 0.4,
      low: null,
      high: null,
      nEff: 1,
      effectiveClusters: 1,
      deff: 10,
      between: 0,
    })
  })

  it('sees no spread where every cluster has the same share, even of huge clusters', () => {
    const sums = clusterSums([3, 6, 9, 12, 15, 300_000].map((n) => [n, n / 3] as const))
    expect(shareEstimate({ ...sums }).deff).toBe(0)
  })

  it('lies in [0, 1], contains the share, and mirrors when counted and not counted swap', () => {
    const cluster = fc.tuple(fc.nat(200), fc.nat(200)).map(([a, b]) => [a + b, a] as const)
    fc.assert(
      fc.property(fc.array(cluster, { minLength: 1, maxLength: 60 }), (clusters) => {
        const it = shareEstimate(clusterSums(clusters))
        const mirror = shareEstimate(clusterSums(clusters.map(([n, k]) => [n, n - k] as const)))
        if (it.share === null) return
        expect(it.nEff).toBeGreaterThan(0)
        expect(mirror.nEff / it.nEff).toBeCloseTo(1, 9)
        expect(it.low === null).toBe(it.effectiveClusters < 5 - 1e-9)
        if (it.low === null || it.high === null) return
        expect(it.low).toBeGreaterThanOrEqual(0)
        expect(it.low).toBeLessThanOrEqual(it.share)
        expect(it.high).toBeGreaterThanOrEqual(it.share)
        expect(it.high).toBeLessThanOrEqual(1)
        expect(it.low).toBeLessThan(it.high)
        expect(mirror.high).toBeCloseTo(1 - it.low, 9)
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('refuses sums that no data can have', () => {
    const sums = cell([2, 5, 3, 1, 6, 8, 0, 3])
    expect(() => shareEstimate({ ...sums, k: 121 })).toThrow('k must not exceed n, got 121 of 120')
    expect(() => shareEstimate({ ...sums, nk: -1 })).toThrow('nk must be a finite number of 0 or more, got -1')
    expect(() => shareEstimate({ ...sums, nn: 0 })).toThrow('120 units need a cluster')
  })
})
