import { effectiveClusters, seenSpread } from './clustered.js'
import { betweenOf } from './corrected.js'
import { shareEnds } from './share-ends.js'
import { tQuantile } from './student.js'

/** Units for which a cheap verdict (the proxy) has one and the same value, and what is expected of the dear one there. */
export interface Stratum {
  /** number of units, N_h */
  units: number
  /** expected share of Yes among them, or mean */
  mean: number
  /** expected standard deviation within: √(mean·(1 − mean)) for a share; taken as 0.1 where it is less */
  deviation: number
}

/** What a sample is to reach. */
export interface SampleWish {
  strata: readonly Stratum[]
  /** wanted half width of the 95% interval, in the unit of the values */
  half: number
  /** design effect of the proxy's figure over all units, as `shareEstimate` gives it; 1 unless told */
  deff?: number
  /** effective contributors over all units, likewise; without it as many as there are units */
  effectiveClusters?: number
  /** whether values are 0 and 1, so that the interval is Wilson's; true unless told */
  share?: boolean
  /** units of a stratum to take at the least, since what is expected may be wrong; 10 unless told */
  least?: number
}

/** Deviation within a stratum at the least: that of one surprise in a hundred, however sure the proxy is. */
const LEAST_DEVIATION = 0.1

/** What a proxy is taken to explain at the least of the variance. */
const LEAST_EXPLAINED = 0.25

/** How many units to judge, and with which probability each. */
export interface SamplePlan {
  /** expected number of judgements */
  n: number
  /** expected number per stratum, at most its units */
  take: number[]
  /** probability per stratum, take / units; 0 where a stratum is empty */
  probability: number[]
  /** half width to be expected of this sample */
  half: number
  /** half width if every unit were judged: contributors differ, and no sample helps against that */
  least: number
  /** whether `half` is as small as wanted; where not, every unit is taken */
  reached: boolean
}

/**
 * The smallest stratified sample whose corrected figure (`correctedShare` or `correctedMean` with the proxy) has the
 * wanted half width. Neyman allocation, n_h in proportion to N_h·S_h (Neyman, J. Royal Statistical Society 97, 1934; Cochran,
 * Sampling Techniques, section 5.5), at least `least` and at most N_h per stratum.
 *
 * Variance to be expected: deff·S²/N, which is there even if all were judged (deff of the truth, of which the proxy shows
 * a part), plus Σ (N_h/N)²·S_h²·(1/n_h − 1/N_h), which
 * the sample adds; units are drawn one by one, so clusters count in the first part only. Then what `correctedShare` does:
 * effective contributors of the labels 1/(1/m + 1/n), what their spread hides, two pseudo-disagreements, Student's t, `shareEnds`.
 *
 * @throws RangeError when a number is negative or not finite, `half` is not above 0, or there are no units
 */
export function planSample(wish: SampleWish): SamplePlan {
  check(wish)
  const { half, least = 10 } = wish
  const strata = wish.strata.map((s) => ({ ...s, deviation: Math.max(LEAST_DEVIATION, s.deviation) }))
  const smallest = strata.map(({ units }) => Math.min(units, least))
  const takeAt = (factor: number) =>
    strata.map(({ units, deviation }, h) =>
      Math.min(units, Math.max(smallest[h]!, Math.ceil(factor * units * deviation))),
    )
  const all = strata.map(({ units }) => units)
  const limit = expectedHalf(wish, all)
  // From this factor on every stratum is taken whole.
  const most = 1 / strata.reduce((low, { deviation }) => Math.min(low, deviation), 1)
  let [low, high] = [0, most]
  const reaches = (factor: number) => expectedHalf(wish, takeAt(factor)) <= half
  if (reaches(0)) high = 0
  for (let step = 0; step < 60 && high > 0 && limit <= half; step++) {
    const middle = (low + high) / 2
    if (reaches(middle)) high = middle
    else low = middle
  }
  const take = takeAt(high)
  const expected = expectedHalf(wish, take)
  return {
    n: take.reduce((a, b) => a + b, 0),
    take,
    probability: strata.map(({ units }, h) => (units === 0 ? 0 : take[h]! / units)),
    half: expected,
    least: limit,
    reached: expected <= half,
  }
}

/**
 * Half width of the 95% interval to be expected when so many units of each stratum are judged; see {@link planSample}.
 *
 * @returns Infinity where labels would come from under 5 effective contributors
 */
export function expectedHalf(wish: Omit<SampleWish, 'half'>, take: readonly number[]): number {
  const { strata, deff = 1, share = true } = wish
  const N = strata.reduce((sum, { units }) => sum + units, 0)
  const mean = strata.reduce((sum, { units, mean }) => sum + (units / N) * mean, 0)
  const spread = strata.reduce((sum, s) => sum + (s.units / N) * (s.deviation ** 2 + (s.mean - mean) ** 2), 0)
  let sampled = 0
  let squares = 0
  for (const [h, { units, deviation }] of strata.entries()) {
    if (units === 0) continue
    if (!(take[h]! > 0)) return Number.POSITIVE_INFINITY
    sampled += (units / N) ** 2 * deviation ** 2 * (1 / take[h]! - 1 / units)
    squares += units ** 2 / take[h]!
  }
  const labels = effectiveClusters(N, squares)
  const clusters = 1 / (1 / (wish.effectiveClusters ?? N) + 1 / labels)
  if (clusters < 5 - 1e-9) return Number.POSITIVE_INFINITY
  const shared = (diluted(Math.max(1, deff), strata, mean, spread) * spread) / N
  const shown = seenSpread(clusters, clusters, Number.POSITIVE_INFINITY)
  const variance = (shared + sampled) / shown + 2 / labels ** 2
  const t = tQuantile(0.975, clusters - 1)
  if (!share) return t * Math.sqrt(variance)
  const edge = Math.min(0.5, 2 / labels)
  const inside = Math.min(1 - edge, Math.max(edge, mean))
  const own = inside * (1 - inside)
  const { low, high } = shareEnds(mean, own / variance, betweenOf(variance, own, labels), t)
  return (high - low) / 2
}

/**
 * The design effect of the dear verdict behind the proxy's: errors of the proxy hide part of what contributors have in common,
 * by the square of its correlation with the truth (attenuation: Spearman, American J. Psychology 15, 1904), the part of the
 * variance that strata explain. A single stratum is no proxy, and under a quarter a proxy says too little to go by.
 */
function diluted(deff: number, strata: readonly Stratum[], mean: number, spread: number): number {
  const filled = strata.filter(({ units }) => units > 0)
  if (filled.length < 2 || spread === 0) return deff
  const N = filled.reduce((sum, { units }) => sum + units, 0)
  const explained = filled.reduce((sum, s) => sum + (s.units / N) * (s.mean - mean) ** 2, 0) / spread
  return 1 + (deff - 1) / Math.max(LEAST_EXPLAINED, explained)
}

function check({ strata, half, deff = 1, effectiveClusters: clusters = 1, least = 0 }: SampleWish): void {
  const positive = [half, deff, clusters].every((value) => value > 0 && Number.isFinite(value))
  if (!positive || !(least >= 0)) {
    throw new RangeError(`planSample: half, deff, effectiveClusters must be above 0, got ${half}, ${deff}, ${clusters}`)
  }
  for (const { units, mean, deviation } of strata) {
    if (!(units >= 0 && deviation >= 0 && Number.isFinite(units + mean + deviation))) {
      throw new RangeError(`planSample: no stratum has ${units} units of mean ${mean} and deviation ${deviation}`)
    }
  }
  if (!strata.some(({ units }) => units > 0)) throw new RangeError('planSample: there are no units to sample from')
}
