import { clusteredT, effectiveClusters, ratioResiduals, ratioVariance } from './clustered.js'
import type { Interval } from './wilson.js'

/** Sums over the clusters c of one cell; n_c units of cluster c, whose values add up to s_c. */
export interface ClusterTotals {
  /** Σ n_c */
  n: number
  /** Σ s_c */
  sum: number
  /** clusters with n_c > 0 */
  clusters: number
  /** Σ n_c² */
  nn: number
  /** Σ s_c² */
  ss: number
  /** Σ n_c·s_c */
  ns: number
}

/** What no value lies below (0 for counts, 1 for scores), and above. */
export interface Bounds {
  floor?: number
  ceiling?: number
}

/** A mean per unit with its 95% interval, in the unit of the values. */
export interface MeanEstimate extends Interval {
  mean: number | null
  effectiveClusters: number
}

/**
 * Mean per unit, Σ s_c / Σ n_c, with a clustered 95% interval: linearised variance of the ratio, Student t on
 * (Σn_c)²/Σn_c² − 1 degrees of freedom.
 *
 * Both ends are null under 5 effective clusters, and also when every cluster has the very same mean: no spread was
 * seen, so none can be estimated, and an interval of no width would claim certainty.
 *
 * @param totals sums of one cell, exact integers where the values are
 * @param options `floor`: what the mean cannot lie below (0 for counts); it bounds the lower end
 * @returns mean and ends, null without units
 * @throws RangeError when a sum is not finite, n is negative, or there are units but no cluster
 */
export function meanEstimate(totals: ClusterTotals, options: Bounds = {}): MeanEstimate {
  check(totals)
  const { n, sum, nn, ss, ns } = totals
  if (n === 0) return { mean: null, low: null, high: null, effectiveClusters: 0 }
  const mean = sum / n
  const effective = effectiveClusters(n, nn)
  const t = clusteredT(effective)
  const residuals = ratioResiduals(n, sum, nn, ss, ns)
  // Below this share of the squares, what is left is the rounding of sums too large for a double.
  if (t === null || residuals <= 1e-12 * ss) return { mean, low: null, high: null, effectiveClusters: effective }
  const half = t * Math.sqrt(ratioVariance(residuals, totals))
  return { mean, ...bounded(mean, half, options), effectiveClusters: effective }
}

/**
 * Ends of a mean's interval. Towards the side that is open, values far off are what makes a mean uncertain, and samples
 * without them look more certain than they are: there the end is that of the logarithm of the distance to the bound, never
 * nearer than mean ± half.
 *
 * @param half half width, in the unit of the values
 */
export function bounded(mean: number, half: number, { floor, ceiling }: Bounds): { low: number; high: number } {
  const away = (room: number) => (room > 0 ? room * Math.exp(half / room) : half)
  const high = floor === undefined ? mean + half : floor + away(mean - floor)
  const low = ceiling === undefined ? mean - half : ceiling - away(ceiling - mean)
  return {
    low: Math.max(floor ?? Number.NEGATIVE_INFINITY, low),
    high: Math.min(ceiling ?? Number.POSITIVE_INFINITY, high),
  }
}

function check(totals: ClusterTotals): void {
  for (const [name, value] of Object.entries(totals)) {
    if (!Number.isFinite(value)) throw new RangeError(`meanEstimate: ${name} must be a finite number, got ${value}`)
  }
  if (totals.n < 0) throw new RangeError(`meanEstimate: n must not be negative, got ${totals.n}`)
  if (totals.n > 0 && !(totals.nn > 0 && totals.clusters > 0)) {
    throw new RangeError(`meanEstimate: ${totals.n} units need a cluster, got ${totals.clusters} with Σn² ${totals.nn}`)
  }
}
