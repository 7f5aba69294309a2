/** Width of a bucket: each upper edge is this many times the lower one. */
export const BUCKET_RATIO = 1.005

/**
 * Lower edge of bucket 1; everything below it, 0 above all, falls in bucket 0.
 *
 * Just under 1, so that the integer 1 is in bucket 1, and chosen so that no integer comes near an edge: of 4,000 six-digit
 * candidates in 0.9955–0.9995, tried against every edge, this one keeps the nearest integer 4.9e-11 (relative) away up to
 * 1e8, and 1.1e-12 away up to 1e10. A double's logarithm errs by some 1e-14 here, so every engine that computes
 * `1 + floor(ln(value / BUCKET_FLOOR) / ln(BUCKET_RATIO))` in doubles finds the same bucket. `test/stats/buckets.test.ts`
 * repeats the check at both integers next to every edge.
 */
export const BUCKET_FLOOR = 0.998825

const LOG_RATIO = Math.log(BUCKET_RATIO)

/**
 * Bucket of a value: 0 below `BUCKET_FLOOR`, else 1 + ⌊ln(value / floor) / ln(ratio)⌋.
 *
 * @param value of 0 or more: milliseconds, or a count
 * @returns bucket index, an integer of 0 or more
 * @throws RangeError when value is negative or not finite
 */
export function bucketOf(value: number): number {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`bucketOf: value must be a finite number of 0 or more, got ${value}`)
  }
  return value < BUCKET_FLOOR ? 0 : 1 + Math.floor(Math.log(value / BUCKET_FLOOR) / LOG_RATIO)
}

/**
 * Lower edge of a bucket, inclusive.
 *
 * @param index bucket index, an integer of 0 or more
 * @throws RangeError when index is not such an integer
 */
export function bucketLow(index: number): number {
  check('bucketLow', index)
  return index === 0 ? 0 : BUCKET_FLOOR * Math.exp((index - 1) * LOG_RATIO)
}

/**
 * Upper edge of a bucket, exclusive; the lower edge of the next.
 *
 * @param index bucket index, an integer of 0 or more
 * @throws RangeError when index is not such an integer
 */
export function bucketHigh(index: number): number {
  check('bucketHigh', index)
  return bucketLow(index + 1)
}

/**
 * The value that stands for a bucket: its geometric middle, at most 0.25% from any value in it; 0 for bucket 0.
 *
 * @param index bucket index, an integer of 0 or more
 * @param options `integer`: the values are integers, so a bucket that holds only one gives it exactly (all up to 200 do)
 * @throws RangeError when index is not such an integer
 */
export function bucketValue(index: number, options: { integer?: boolean } = {}): number {
  check('bucketValue', index)
  if (index === 0) return 0
  if (options.integer) {
    const first = Math.ceil(bucketLow(index))
    if (first < bucketHigh(index) && first + 1 >= bucketHigh(index)) return first
  }
  return BUCKET_FLOOR * Math.exp((index - 0.5) * LOG_RATIO)
}

function check(who: string, index: number): void {
  if (!(Number.isInteger(index) && index >= 0)) {
    throw new RangeError(`${who}: a bucket index is an integer of 0 or more, got ${index}`)
  }
}
