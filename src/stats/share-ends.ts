import { wilson } from './wilson.js'

/**
 * Ends of a share's interval: the shares π with |share − π| ≤ t·√V(π). Wilson's has V(π) = π(1 − π)/n, which is how chance makes units
 * differ. Rates of contributors differ by factors rather: around a share π by about π(1 − π), so that V grows with its square, as it does
 * for an interval of the logit. Wilson's upper end of a rare share is then too low: who does a rare thing often may not have been met.
 *
 * So the part of the variance that is between contributors counts with the square wherever that is more; the rest, and below,
 * with π(1 − π). An end is never nearer than Wilson's.
 *
 * @param share observed share, 0 to 1
 * @param n effective number of independent units, above 0
 * @param between part of the variance that is between contributors, 0 to 1; at 0 the interval is Wilson's
 * @param t half width in standard errors
 * @returns both ends, within [0, 1], with the share between them
 * @throws RangeError as `wilson`
 */
export function shareEnds(share: number, n: number, between: number, t: number): { low: number; high: number } {
  const { low, high } = wilson(share, n, t)
  const own = share * (1 - share)
  if (between === 0 || own === 0) return { low, high }
  const within = (at: number) => {
    const times = (at * (1 - at)) / own
    const grown = (1 - between) * times + between * Math.max(times, times * times)
    return (at - share) ** 2 <= (t * t * own * grown) / n
  }
  return { low: farthest(low, 0, within), high: farthest(high, 1, within) }
}

/** The last place between two, the first of which may be within and the second of which is not. */
function farthest(from: number, to: number, within: (at: number) => boolean): number {
  let [inside, outside] = [from, to]
  for (let step = 0; step < 60; step++) {
    const middle = (inside + outside) / 2
    if (within(middle)) inside = middle
    else outside = middle
  }
  return inside
}
