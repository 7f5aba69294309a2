import { sampleQuantile } from './quantile.js'
import type { Interval } from './wilson.js'

/** Share of the draws that must have a value at a point for a band to be given there. */
export const BAND_MIN_SHARE = 0.5

/**
 * Pointwise 95% band of a bootstrapped curve: the 2.5th and 97.5th percentile (type 7) of the draws at each point
 * (Efron's percentile interval). The draws that have no value at a point are left out there.
 *
 * @param draws draw × point, every draw with the same number of points; NaN or null where a draw has no value
 * @returns one interval per point, both ends null where under half of the draws have a value; empty without draws
 * @throws RangeError when the draws differ in length
 */
export function percentileBand(draws: readonly (readonly (number | null)[])[]): Interval[] {
  const points = draws[0]?.length ?? 0
  const odd = draws.findIndex((draw) => draw.length !== points)
  if (odd >= 0) throw new RangeError(`percentileBand: draw ${odd} has ${draws[odd]!.length} points, not ${points}`)
  return Array.from({ length: points }, (_, point) => {
    const values = draws
      .map((draw) => draw[point])
      .filter((v): v is number => typeof v === 'number' && !Number.isNaN(v))
    if (values.length < BAND_MIN_SHARE * draws.length) return { low: null, high: null }
    values.sort((a, b) => a - b)
    return { low: sampleQuantile(values, 0.025), high: sampleQuantile(values, 0.975) }
  })
}
