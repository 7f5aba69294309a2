import { bucketValue } from './buckets.js'
import { type ClusterSums, clusteredT, effectiveClusters } from './clustered.js'
import { bucketAtRank, type Histogram, histogramTotal, mergeHistograms } from './histogram.js'
import { shareEstimate } from './share.js'
import { tQuantile } from './student.js'
import type { Interval } from './wilson.js'

/**
 * Quantile of a sorted sample by linear interpolation between order statistics, numpy's and R's default: type 7 of
 * Hyndman and Fan (American Statistician 50, 1996), at position (n − 1)·q counted from 0.
 *
 * @param sorted values in ascending order
 * @param q 0 to 1
 * @returns null for an empty sample
 * @throws RangeError when q is outside [0, 1]
 */
export function sampleQuantile(sorted: readonly number[], q: number): number | null {
  checkQ('sampleQuantile', q)
  return interpolate(sorted.length, q, (rank) => sorted[rank - 1]!)
}

/**
 * Bucket in which the cumulative count first reaches q: the inverse of the empirical distribution function, the smallest
 * x with F(x) ≥ q (type 1 of Hyndman and Fan). It is the bucket whose units "at or below" make up `quantileInterval`.
 *
 * numpy's default interpolates instead (type 7, as `histogramQuantileValue` does). Both lie between the same two or
 * neighbouring order statistics, and where values are many these share a bucket or sit in adjacent ones; only at a
 * gap in the values (few of them, or two heaps) can the two definitions differ by more than a bucket.
 *
 * @param q 0 to 1
 * @returns bucket index, or null for an empty histogram
 * @throws RangeError when q is outside [0, 1] or the histogram is malformed
 */
export function histogramQuantile(histogram: Histogram, q: number): number | null {
  checkQ('histogramQuantile', q)
  const n = histogramTotal(histogram)
  return bucketAtRank(histogram, Math.max(1, Math.ceil(settle(q * n, n))))
}

/**
 * Quantile of bucketed values, interpolated (type 7) between the bucket values of the two neighbouring order statistics,
 * so that the median of an even count is the usual one.
 *
 * @param q 0 to 1
 * @param options `integer`: the values are integers (see `bucketValue`)
 * @returns in the unit of the values, within 0.25% of the exact quantile; null for an empty histogram
 * @throws RangeError when q is outside [0, 1] or the histogram is malformed
 */
export function histogramQuantileValue(
  histogram: Histogram,
  q: number,
  options: { integer?: boolean } = {},
): number | null {
  checkQ('histogramQuantileValue', q)
  return interpolate(histogramTotal(histogram), q, (rank) => valueAtRank(histogram, rank, options))
}

/**
 * 95% interval of a quantile, as probabilities on the distribution function: q ± t·se (Woodruff, JASA 47, 1952). Map both
 * back through `histogramQuantileValue`.
 *
 * The standard error is √(q(1 − q) / n_eff): F taken at q itself, because the bucket reaches beyond the quantile when
 * values heap up in it, and n_eff from the clusters' spread in the units at or below the bucket (`shareEstimate`). Where
 * all units are below, n_eff is the number of effective clusters, so the interval never has zero width.
 *
 * What lies beyond a high percentile may be of few contributors, and how they differ is then known of few: degrees of freedom
 * are effective clusters − 1 for the part of the variance that is between units, and effective clusters of the units on the
 * emptier side − 1 for the part between contributors, put together after Satterthwaite (Biometrics Bulletin 2, 1946).
 *
 * @param q 0 to 1, exclusive
 * @param below sums over clusters: n all units, k those at or below the bucket that `histogramQuantile` gives
 * @returns probabilities; an end at or beyond 0 or 1 lies outside the data and is null, and so are both under 5 effective
 *   clusters or without units
 * @throws RangeError when q is not strictly between 0 and 1, or the sums are malformed
 */
export function quantileInterval({ q, below }: { q: number; below: ClusterSums }): Interval {
  if (!(q > 0 && q < 1)) throw new RangeError(`quantileInterval: q must lie strictly between 0 and 1, got ${q}`)
  const { nEff, effectiveClusters: effective, between } = shareEstimate(below)
  if (clusteredT(effective) === null) return { low: null, high: null }
  const half = tQuantile(0.975, freedom(below, effective, between)) * Math.sqrt((q * (1 - q)) / nEff)
  return { low: q - half > 0 ? q - half : null, high: q + half < 1 ? q + half : null }
}

/** Degrees of freedom of the variance of k / n, of which so much is between contributors (Satterthwaite, 1946). */
function freedom({ n, k, nn, kk, nk }: ClusterSums, effective: number, between: number): number {
  if (k === 0 || k === n) return effective - 1
  const fewest = Math.min(effectiveClusters(k, kk), effectiveClusters(n - k, nn - 2 * nk + kk))
  const all = 1 / ((1 - between) ** 2 / (effective - 1) + between ** 2 / Math.max(1, fewest - 1))
  return Math.min(effective - 1, all)
}

/** How far the two readings of censored values may lie apart, relative to the smaller (method.md section 2.1). */
export const CENSORING_TOLERANCE = 0.01

/**
 * Quantile of values of which some were still growing when they were read (right-censored): computed with these at their
 * age, a lower bound, and at infinity, an upper bound.
 *
 * @param finished histogram of the finished values
 * @param ages histogram of how far the unfinished ones had come
 * @param q 0 to 1
 * @param integer the values are integers (see `bucketValue`)
 * @returns `value` with ages, and whether both agree within 1%; value null and agree false when the upper bound is
 *   infinite or there are no values
 * @throws RangeError when q is outside [0, 1] or a histogram is malformed
 */
export function censoredQuantile({
  finished,
  ages,
  q,
  integer = false,
}: {
  finished: Histogram
  ages: Histogram
  q: number
  integer?: boolean
}): { value: number | null; agree: boolean } {
  const n = histogramTotal(finished) + histogramTotal(ages)
  const value = histogramQuantileValue(mergeHistograms(finished, ages), q, { integer })
  const upper = interpolate(n, q, (rank) => valueAtRank(finished, rank, { integer }))
  if (value === null || upper === null || upper === Number.POSITIVE_INFINITY) return { value: null, agree: false }
  return { value, agree: upper - value <= CENSORING_TOLERANCE * value }
}

function checkQ(who: string, q: number): void {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`${who}: q must lie in [0, 1], got ${q}`)
}

/** A position among n values, set to the integer it means when only rounding keeps it off (0.1 · 30 is not 3). */
function settle(position: number, n: number): number {
  const nearest = Math.round(position)
  return Math.abs(position - nearest) <= 4 * Number.EPSILON * n ? nearest : position
}

function valueAtRank(histogram: Histogram, rank: number, options: { integer?: boolean }): number {
  const bucket = bucketAtRank(histogram, rank)
  return bucket === null ? Number.POSITIVE_INFINITY : bucketValue(bucket, options)
}

function interpolate(n: number, q: number, at: (rank: number) => number): number | null {
  if (n === 0) return null
  const position = settle((n - 1) * q, n)
  const below = Math.floor(position)
  const low = at(below + 1)
  if (below === position) return low
  const high = at(below + 2)
  return low === high ? low : Math.min(high, low + (high - low) * (position - below))
}
