/** A 95% interval; an end is null where it cannot be given. */
export interface Interval {
  low: number | null
  high: number | null
}

/**
 * Score interval of a share (Wilson, JASA 22, 1927): the shares π with |share − π| ≤ z·√(π(1 − π)/n).
 *
 * @param share observed share, 0 to 1
 * @param n number of independent units, above 0; an effective number may be fractional
 * @param z half width in standard errors: a normal or a Student t quantile
 * @returns both ends, within [0, 1], with the share between them
 * @throws RangeError when share is outside [0, 1] or n is not above 0
 */
export function wilson(share: number, n: number, z: number): { low: number; high: number } {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`wilson: share must lie in [0, 1], got ${share}`)
  if (!(n > 0)) throw new RangeError(`wilson: n must be above 0, got ${n}`)
  const pull = (z * z) / n
  const centre = (share + pull / 2) / (1 + pull)
  const half = Math.sqrt(pull * (share * (1 - share) + pull / 4)) / (1 + pull)
  return {
    low: share === 0 ? 0 : Math.min(share, Math.max(0, centre - half)),
    high: share === 1 ? 1 : Math.max(share, Math.min(1, centre + half)),
  }
}
