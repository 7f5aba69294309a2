/**
 * Poisson(1) weights for the bootstrap, as ⌊65,536·F(j) + 1/2⌋ for j = 0, 1, …, F the distribution function of
 * Poisson(1): a uniform integer of 16 bits gets as weight the number of thresholds at or below it. Integers only, so an
 * engine compares and adds, and finds the same weights. The largest weight is 8; the mean over all 65,536 integers is
 * exactly 1 and the variance 0.99997.
 *
 * A Poisson(1) weight per contributor stands for drawing them with replacement (Hanley and MacGibbon, 2006).
 */
export const POISSON_THRESHOLDS: readonly number[] = [24109, 48219, 60273, 64292, 65296, 65497, 65531, 65535]

/**
 * Bootstrap weight of one contributor in one draw.
 *
 * @param u16 uniform integer, 0 to 65535: 16 bits of a keyed hash of contributor and draw
 * @returns integer weight, 0 to 8
 * @throws RangeError when u16 is not such an integer
 */
export function poissonWeight(u16: number): number {
  if (!(Number.isInteger(u16) && u16 >= 0 && u16 <= 65535)) {
    throw new RangeError(`poissonWeight: needs an integer of 0 to 65535, got ${u16}`)
  }
  let weight = 0
  for (const threshold of POISSON_THRESHOLDS) if (threshold <= u16) weight++
  return weight
}
