/** How many values fell in a bucket (see buckets.ts). */
export interface BucketCount {
  bucket: number
  n: number
}

/** Counts per bucket, buckets strictly ascending; empty buckets may be left out. */
export type Histogram = readonly BucketCount[]

/**
 * Number of values in a histogram.
 *
 * @throws RangeError when buckets do not ascend or a count is negative or not an integer
 */
export function histogramTotal(histogram: Histogram): number {
  let total = 0
  let last = -1
  for (const { bucket, n } of histogram) {
    if (!(Number.isInteger(bucket) && bucket > last)) {
      throw new RangeError(`histogram: buckets must be integers in ascending order, got ${bucket} after ${last}`)
    }
    if (!(Number.isInteger(n) && n >= 0)) {
      throw new RangeError(`histogram: bucket ${bucket} must hold an integer count of 0 or more, got ${n}`)
    }
    last = bucket
    total += n
  }
  return total
}

/**
 * The sum of two histograms; both inputs ascending, so is the result.
 */
export function mergeHistograms(a: Histogram, b: Histogram): BucketCount[] {
  const merged: BucketCount[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const bucket = Math.min(a[i]?.bucket ?? Number.POSITIVE_INFINITY, b[j]?.bucket ?? Number.POSITIVE_INFINITY)
    let n = 0
    if (a[i]?.bucket === bucket) n += a[i++]!.n
    if (b[j]?.bucket === bucket) n += b[j++]!.n
    merged.push({ bucket, n })
  }
  return merged
}

/**
 * Bucket of the value that has the given rank among all values, smallest first.
 *
 * @param rank from 1 on
 * @returns bucket index, or null beyond the last value
 */
export function bucketAtRank(histogram: Histogram, rank: number): number | null {
  let seen = 0
  for (const { bucket, n } of histogram) {
    seen += n
    if (seen >= rank) return bucket
  }
  return null
}
