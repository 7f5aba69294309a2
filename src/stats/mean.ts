import { clusteredT, effectiveCarriers, effectiveClusters, ratioResiduals, ratioVariance } from './clustered.js'
import { tQuantile } from './student.js'
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

/** A mean per unit with its 95% interval, in the unit of the values. */
export interface MeanEstimate extends Interval {
  mean: number | null
  effectiveClusters: number
}

/** Degrees of freedom of a mean above a floor, at the least: two still give an end that says something. */
const LEAST_DF = 2

/**
 * Mean per unit, Σ s_c / Σ n_c, with a clustered 95% interval: linearised variance of the ratio, Student t on
 * (Σn_c)²/Σn_c² − 1 degrees of freedom.
 *
 * With a floor, values lie above it and mostly lean to the right: the interval is then taken on the logarithm of the
 * mean's height above the floor, height · exp(±t·se/height), and t has as many degrees of freedom as clusters carry the
 * sum above the floor, less one, where these are fewer (`effectiveCarriers`; at least 2). A plain interval of counts that
 * a few contributors carry covers 72–90%, this one 90% and more (docs/intervals.md).
 *
 * Both ends are null under 5 effective clusters, and also when every cluster has the very same mean: no spread was
 * seen, so none can be estimated, and an interval of no width would claim certainty.
 *
 * @param totals sums of one cell, exact integers where the values are
 * @param options `floor`: what no value lies below (0 for counts)
 * @returns mean and ends, null without units
 * @throws RangeError when a sum is not finite, n is negative, there are units but no cluster, or the mean lies below the
 *   floor
 */
export function meanEstimate(totals: ClusterTotals, options: { floor?: number } = {}): MeanEstimate {
  check(totals)
  const { n, sum, nn, ss, ns } = totals
  if (n === 0) return { mean: null, low: null, high: null, effectiveClusters: 0 }
  const mean = sum / n
  const { floor } = options
  if (floor !== undefined && mean < floor - 1e-9 * Math.abs(floor)) {
    throw new RangeError(`meanEstimate: no value lies below ${floor}, but the mean is ${mean}`)
  }
  const effective = effectiveClusters(n, nn)
  const t = clusteredT(effective)
  const residuals = ratioResiduals(n, sum, nn, ss, ns)
  // Below this share of the squares, what is left is the rounding of sums too large for a double.
  if (t === null || residuals <= 1e-12 * ss) return { mean, low: null, high: null, effectiveClusters: effective }
  const se = Math.sqrt(ratioVariance(residuals, n, effective))
  if (floor === undefined) return { mean, low: mean - t * se, high: mean + t * se, effectiveClusters: effective }
  const height = mean - floor
  if (height <= 0) return { mean, low: null, high: null, effectiveClusters: effective }
  const carriers = effectiveCarriers(sum - floor * n, ss - 2 * floor * ns + floor * floor * nn)
  const df = Math.max(LEAST_DF, Math.min(effective, carriers) - 1)
  const factor = Math.exp((tQuantile(0.975, df) * se) / height)
  return { mean, low: floor + height / factor, high: floor + height * factor, effectiveClusters: effective }
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
