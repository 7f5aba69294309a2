import {
  bucketOf,
  histogramQuantile,
  histogramQuantileValue,
  normalCdf,
  normalQuantile,
  quantileInterval,
} from '../../src/stats/index.js'
import { clusterSums } from '../stats/cluster-sums.js'
import type { Chance } from './chance.js'
import { contributors, type Sizes } from './populations.js'
import { type Coverage, coverages } from './replicate.js'
import { Z } from './shares.js'

/**
 * Durations in milliseconds: most log-normal around 45 s, some (`long`, mean of a beta) around 20 min. The logarithm has a
 * standard deviation of `among` between contributors and `within` between units of one; `tie` correlates a contributor's own
 * level with the logarithm of their size.
 */
export interface Durations {
  among: number
  within: number
  long: { mean: number; alike: number }
  tie: number
}

const SHORT = Math.log(45_000)
const LONG = Math.log(1_200_000)

/** F(x) of a unit: contributors' levels are normal around tie·σ once sizes weigh (see populations.ts). */
function below(x: number, { among, within, long, tie }: Durations, sigma: number): number {
  const spread = Math.hypot(among, within)
  const at = (level: number) => normalCdf((x - level - among * tie * sigma) / spread)
  return (1 - long.mean) * at(SHORT) + long.mean * at(LONG)
}

/** The true quantile, in milliseconds. */
export function trueQuantile(q: number, durations: Durations, sizes: Sizes): number {
  let [low, high] = [Math.log(1), Math.log(1e12)]
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2
    if (below(middle, durations, sizes.sigma ?? 0) < q) low = middle
    else high = middle
  }
  return Math.exp(low)
}

function drawn(chance: Chance, sizes: Sizes, { among, within, long, tie }: Durations): Int32Array[] {
  return contributors(chance, sizes, tie).map(({ units, leaning }) => {
    const often = chance.beta(long.mean, long.alike)
    return Int32Array.from({ length: units }, () => {
      const level = (chance.uniform() < often ? LONG : SHORT) + among * leaning
      return bucketOf(Math.exp(level + within * chance.normal()))
    })
  })
}

/** Coverage of percentiles as figures give them: buckets, `quantileInterval`, and both ends mapped back through the buckets. */
export function quantileCoverage(
  seed: number,
  sizes: Sizes,
  durations: Durations,
  at: readonly number[],
): { q: number; coverage: Coverage }[] {
  const truths = at.map((q) => trueQuantile(q, durations, sizes))
  const found = coverages(seed, truths, (chance) => {
    const people = drawn(chance, sizes, durations)
    const counts = new Map<number, number>()
    for (const buckets of people) for (const bucket of buckets) counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
    const histogram = [...counts].map(([bucket, n]) => ({ bucket, n })).sort((a, b) => a.bucket - b.bucket)
    const value = (p: number | null) => (p === null ? null : histogramQuantileValue(histogram, p))
    return at.map((q) => {
      const bucket = histogramQuantile(histogram, q)!
      const sums = clusterSums(
        people.map((buckets) => [buckets.length, buckets.reduce((k, b) => k + (b <= bucket ? 1 : 0), 0)] as const),
      )
      const { low, high } = quantileInterval({ q, below: sums })
      const half = Z * Math.sqrt((q * (1 - q)) / sums.n)
      const naive = { low: q - half > 0 ? value(q - half) : null, high: q + half < 1 ? value(q + half) : null }
      return { ours: { low: value(low), high: value(high) }, naive, effective: (sums.n / sums.nn) * sums.n }
    })
  })
  return at.map((q, i) => ({ q, coverage: found[i]! }))
}

/** The normal quantile that a log-normal's is made of: what `trueQuantile` must come to without long ones. */
export const logNormalQuantile = (q: number, { among, within }: Durations): number =>
  Math.exp(SHORT + Math.hypot(among, within) * normalQuantile(q))
