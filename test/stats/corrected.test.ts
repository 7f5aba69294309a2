import { describe, expect, it } from 'vitest'
import {
  correctedMean,
  correctedShare,
  judgedClusters,
  type LabelledUnit,
  roganGladen,
  shareEstimate,
} from '../../src/stats/index.js'
import { clusterSums } from './cluster-sums.js'

// Twelve labelled units beside eighty judged ones, each a cluster of its own. PPI++ by numpy: λ = cov(y, f) /
// (var(f) + n/N·var(F)), variance var(y − λf)/n + λ²var(F)/N over what twelve labelled of 92 clusters show of it, two disagreements of 1/12
// each, scipy's t.
const f = [1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1]
const y = [1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1]
const apart = judgedClusters(
  Array.from({ length: 80 }, (_, i) => ({ cluster: `j${i}`, weight: 1, judged: i < 30 ? 1 : 0 })),
  f.map((judged, i) => ({ cluster: `l${i}`, weight: 1, judged, truth: y[i]! })),
)

describe('PPI++', () => {
  it('agrees with the published formula where labels lie apart from the judged', () => {
    const mean = correctedMean(apart)
    expect(mean.raw).toBeCloseTo(30 / 80, 14)
    expect(mean.lambda).toBeCloseTo(0.4492979719188767, 12)
    expect(mean.value).toBeCloseTo(0.40639625585023403, 12)
    expect(mean.low).toBeCloseTo(-0.0032199112, 7)
    expect(mean.high).toBeCloseTo(0.8160124257, 7)
    const share = correctedShare(apart)
    expect(share.value).toBeCloseTo(0.40639625585023403, 12)
    // Roots of (θ − q)² = t²·V(q), 1 − n_eff/12 of V between contributors.
    expect(share.low).toBeCloseTo(0.12788238925, 7)
    expect(share.high).toBeCloseTo(0.76170440492, 7)
  })

  // Six contributors, labels drawn with probability 1/3 where the judge says Yes and 1/2 where it says No, from among the
  // judged; λ as the numerical minimum of the variance (scipy).
  it('agrees with clustered labels of known probability from among the judged', () => {
    const judged = 'a1 a0 a1 b0 b0 c1 c1 d0 e1 e0 f0 f1'
      .split(' ')
      .map((unit) => ({ cluster: unit[0]!, weight: 1, judged: Number(unit[1]) }))
    const labelled = 'a11 a00 b01 c11 d00 e11 f00 d10'.split(' ').map((unit) => {
      const [cluster, said, truth] = [...unit] as [string, string, string]
      return { cluster, weight: said === '1' ? 3 : 2, judged: Number(said), truth: Number(truth) }
    })
    const mean = correctedMean(judgedClusters(judged, labelled))
    expect(mean.lambda).toBeCloseTo(0.048889939317529565, 6)
    expect(mean.value).toBeCloseTo(0.545111006068247, 9)
    expect(mean.effectiveClusters).toBeCloseTo(20 ** 2 / 76, 12)
    expect(mean.low).toBeCloseTo(-0.22482820595, 7)
    expect(mean.high).toBeCloseTo(1.31505021809, 7)
  })

  const labels = (n: number, truth: (i: number) => number): LabelledUnit[] =>
    Array.from({ length: n }, (_, i) => ({ cluster: `c${i}`, weight: 10, judged: i % 4 ? 0 : 1, truth: truth(i) }))
  const judgedBy = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ cluster: `c${i}`, weight: 1, judged: i % 4 ? 0 : 1 }))

  it('listens to a perfect judge in full, yet leaves room for an error that was not seen', () => {
    const it = correctedShare(
      judgedClusters(
        judgedBy(4000),
        labels(400, (i) => (i % 4 ? 0 : 1)),
      ),
    )
    expect(it).toMatchObject({ value: 0.25, raw: 0.25, lambda: 1 })
    // √2/400 of the labels and √(0.1875/4000) of the judged, 1.96 standard errors.
    const se = Math.hypot(Math.SQRT2 / 400, Math.sqrt(0.1875 / 4000))
    expect(it.high! - it.low!).toBeCloseTo(2 * 1.966 * se, 3)
  })

  it('does not listen to a judge who knows nothing', () => {
    const it = correctedShare(
      judgedClusters(
        judgedBy(4000),
        labels(400, (i) => (i % 8 < 4 ? 1 : 0)),
      ),
    )
    expect(it.lambda).toBeCloseTo(0, 10)
    expect(it.value).toBe(0.5)
  })

  it('keeps shares within 0 and 1', () => {
    const it = correctedShare(
      judgedClusters(
        judgedBy(40),
        labels(40, () => 0),
      ),
    )
    expect(it).toMatchObject({ value: 0, low: 0 })
    expect(it.high).toBeGreaterThan(0)
    expect(it.high).toBeLessThan(0.2)
  })

  it('has nothing without labels, and no interval of few contributors', () => {
    expect(correctedShare(judgedClusters(judgedBy(10), []))).toMatchObject({ value: null, raw: 0.3, low: null })
    expect(correctedMean([])).toMatchObject({ value: null, raw: null })
    const few = correctedShare(
      judgedClusters(
        judgedBy(100),
        labels(4, () => 1),
      ),
    )
    expect(few).toMatchObject({ low: null, high: null })
    expect(few.value).not.toBeNull()
  })

  it('refuses what no data can hold', () => {
    const [first, ...rest] = apart
    expect(() => correctedMean([{ ...first!, units: -1 }, ...rest])).toThrow(
      'units of cluster 0 must be finite, 0 or more',
    )
    expect(() => correctedShare([{ ...first!, judged: 2 }, ...rest])).toThrow('more units counted than there are')
  })
})

describe('roganGladen', () => {
  const of = (share: number, nEff: number, clusters = 1e12) => ({
    share,
    nEff,
    effectiveClusters: clusters,
    deff: 1,
    between: 0,
    low: share - 0.1,
    high: share + 0.1,
  })

  // Value: the example of epiR's epi.prev, 23 of 150 with sensitivity 96% and specificity 89%: 5.1 per 100. Ends: equations 6,
  // 7, 16 and 17 of Lang and Reiczigel by numpy with z = 1.96, sensitivity from 100 and specificity from 200.
  it('gives the published value, and the published interval where z is normal', () => {
    const low = roganGladen({ raw: of(23 / 150, 150), sensitivity: of(0.96, 100), specificity: of(0.89, 200) })
    expect(low.share).toBeCloseTo(0.051, 3)
    expect(low.low).toBe(0)
    expect(low.high).toBeCloseTo(0.13938709891503093, 9)
    const mid = roganGladen({ raw: of(0.3, 500), sensitivity: of(0.85, 60), specificity: of(0.9, 140) })
    expect(mid.low).toBeCloseTo(0.18637104130274554, 9)
    expect(mid.high).toBeCloseTo(0.34953239044235607, 9)
  })

  // Satterthwaite's 72.2 degrees of freedom from 40, 12 and 25 effective clusters, by numpy.
  it('is wider where few contributors stand behind the labels', () => {
    const it = roganGladen({ raw: of(0.3, 500, 40), sensitivity: of(0.85, 60, 12), specificity: of(0.9, 140, 25) })
    expect(it.low).toBeCloseTo(0.18508116744138797, 9)
    expect(it.high).toBeCloseTo(0.3510177618153674, 9)
  })

  it('refuses a judge who is too weak, or whose labels come from too few', () => {
    const spread = (share: number) =>
      shareEstimate(clusterSums(Array.from({ length: 40 }, (_, i) => [10, Math.round(10 * share) + (i % 2 ? 1 : -1)])))
    const weak = roganGladen({ raw: spread(0.3), sensitivity: spread(0.6), specificity: spread(0.6) })
    expect(weak).toMatchObject({ share: null, low: null, refused: 'weak' })
    expect(weak.youden).toBeCloseTo(0.2, 12)
    expect(weak.youdenLow!).toBeLessThan(0.2)
    expect(roganGladen({ raw: spread(0.3), sensitivity: spread(0.8), specificity: spread(0.8) }).refused).toBeNull()
    const few = shareEstimate(clusterSums([1, 2, 3, 4].map((k) => [5, k] as const)))
    expect(roganGladen({ raw: spread(0.3), sensitivity: few, specificity: spread(0.8) }).refused).toBe('few')
    expect(roganGladen({ raw: few, sensitivity: spread(0.8), specificity: spread(0.8) }).refused).toBe('few')
    const none = shareEstimate(clusterSums([]))
    expect(roganGladen({ raw: spread(0.3), sensitivity: none, specificity: none }).youden).toBeNull()
  })
})
