import { describe, expect, it } from 'vitest'
import { shrunkMeans } from '../../src/stats/index.js'
import { mulberry32 } from './random.js'

/** Sums of clusters of one group, from the values of each cluster. */
const group = (...clusters: readonly (readonly number[])[]) => {
  const sums = clusters.map((values) => values.reduce((sum, value) => sum + value, 0))
  const total = (of: (i: number) => number) => clusters.reduce((sum, _, i) => sum + of(i), 0)
  return {
    n: total((i) => clusters[i]!.length),
    sum: total((i) => sums[i]!),
    clusters: clusters.length,
    nn: total((i) => clusters[i]!.length ** 2),
    ss: total((i) => sums[i]! ** 2),
    ns: total((i) => clusters[i]!.length * sums[i]!),
  }
}
const values = (means: readonly (number | null)[]) => means.map((mean) => Number(mean!.toFixed(6)))

describe('shrunk means', () => {
  it('are those of a one-way layout worked out by hand, where clusters are single values', () => {
    // Groups 2, 4; 6, 8; 4, 8. Means 3, 7, 6. Squares within: 2 + 2 + 8 = 12 over 3 degrees: σ² = 4, v = 2.
    // Q = Σ (m − 16/3)²/2 = 26/6; (Q − 2) / (3/2 − 1/2) = 7/3 = τ². Shrunk by τ²/(τ² + v) = 7/13.
    const { means, common, between, within } = shrunkMeans([group([2], [4]), group([6], [8]), group([4], [8])])
    expect(within).toBeCloseTo(4, 12)
    expect(between).toBeCloseTo(7 / 3, 12)
    expect(common).toBeCloseTo(16 / 3, 12)
    expect(values(means)).toEqual(values([3, 7, 6].map((m) => 16 / 3 + (7 / 13) * (m - 16 / 3))))
  })

  it('draws a small group further in than a large one of the same mean', () => {
    const many = Array.from({ length: 20 }, (_, i) => [i % 2 === 0 ? 7 : 9])
    const low = Array.from({ length: 20 }, (_, i) => [i % 2 === 0 ? 2 : 4])
    const { means } = shrunkMeans([group(...many), group([7], [9]), group(...low), group([1], [5])])
    expect(means[0]!).toBeGreaterThan(means[1]!)
    expect(means[1]!).toBeGreaterThan(5)
    expect(means[0]!).toBeLessThan(8)
  })

  it('is the common mean for all where groups differ by no more than chance', () => {
    const { means, between } = shrunkMeans([group([1], [9]), group([2], [8]), group([4], [6])])
    expect(between).toBe(0)
    expect(values(means)).toEqual([5, 5, 5])
  })

  it('leaves means as they are where nothing tells of chance', () => {
    expect(shrunkMeans([group([2, 4]), group([7])])).toMatchObject({ means: [3, 7], within: null, common: 5 })
    expect(shrunkMeans([group([3], [3]), group([7], [7])])).toMatchObject({ means: [3, 7], within: 0 })
    expect(shrunkMeans([])).toEqual({ means: [], common: null, between: 0, within: null })
    expect(shrunkMeans([group([2]), { n: 0, sum: 0, clusters: 0, nn: 0, ss: 0, ns: 0 }]).means).toEqual([2, null])
  })

  it('does not change with the unit of weights', () => {
    const groups = [group([2, 3], [4]), group([6], [8, 8]), group([4], [8], [5])]
    const scaled = groups.map(({ n, sum, clusters, nn, ss, ns }) => ({
      ...{ n: 1e9 * n, sum: 1e9 * sum, clusters },
      ...{ nn: 1e18 * nn, ss: 1e18 * ss, ns: 1e18 * ns },
    }))
    expect(values(shrunkMeans(scaled).means)).toEqual(values(shrunkMeans(groups).means))
  })

  it('finds what groups truly differ by, and ranks better than plain means', () => {
    const random = mulberry32(5)
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    let [between, within, plain, drawn] = [0, 0, 0, 0]
    const rounds = 60
    for (let round = 0; round < rounds; round++) {
      const truth = Array.from({ length: 40 }, () => 5 + normal())
      const own = truth.map((mean, g) => group(...Array.from({ length: 2 + (g % 4) * 3 }, () => [mean + 2 * normal()])))
      const found = shrunkMeans(own)
      between += found.between / rounds
      within += found.within! / rounds
      plain += truth.reduce((sum, mean, g) => sum + (own[g]!.sum / own[g]!.n - mean) ** 2, 0) / 40 / rounds
      drawn += truth.reduce((sum, mean, g) => sum + (found.means[g]! - mean) ** 2, 0) / 40 / rounds
    }
    expect(Math.abs(between - 1)).toBeLessThan(0.15)
    expect(Math.abs(within - 4)).toBeLessThan(0.2)
    expect(drawn).toBeLessThan(0.6 * plain)
  })
})
