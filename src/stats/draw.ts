import { createHmac } from 'node:crypto'

/**
 * A number for a unit, uniform in [0, 1), that only who has the key can foretell: the first 52 bits of HMAC-SHA-256.
 *
 * It is the unit's for good (a permanent random number: Ohlsson, "Coordination of samples using permanent random numbers",
 * 1995), so a sample can be drawn again, and drawn elsewhere, without keeping it: a larger probability draws the same
 * units and more, and no unit's fate depends on which others there are.
 *
 * @param key secret of the deployment; another key gives another, independent sample
 * @param unit id of the unit
 */
export function uniformOf(key: string, unit: string): number {
  const bytes = createHmac('sha256', key).update(unit).digest()
  return (bytes.readUIntBE(0, 6) * 16 + (bytes[6]! >> 4)) / 2 ** 52
}

/**
 * Whether a unit is in the sample, each with a known probability and none because of another (Poisson sampling; Särndal,
 * Swensson and Wretman, section 3.5).
 *
 * @param probability π, 0 to 1
 * @throws RangeError when the probability is outside [0, 1]
 */
export function isDrawn(key: string, unit: string, probability: number): boolean {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`isDrawn: a probability lies in [0, 1], got ${probability}`)
  }
  return uniformOf(key, unit) < probability
}

/**
 * What a drawn unit stands for: 1/π units; with N_s or N_c, the share 1/(π·N_s) of its session or 1/(π·N_c) of its contributor, so
 * that each counts once. N is of the whole store, never of the sample: who makes few actions is hardly ever drawn twice, and
 * dividing by drawn actions keeps what the weight is to take away (docs/intervals.md).
 *
 * @param probability π with which the unit was drawn, above 0
 * @param of N, the number of units of its session or contributor in the store; 1 where units count by themselves
 * @throws RangeError when π is not in (0, 1] or N is under 1
 */
export function unitWeight(probability: number, of = 1): number {
  if (!(probability > 0 && probability <= 1)) throw new RangeError(`unitWeight: π lies in (0, 1], got ${probability}`)
  if (!(of >= 1)) throw new RangeError(`unitWeight: N must be 1 or more, got ${of}`)
  return 1 / (probability * of)
}
