import type { Interval } from '../../src/stats/index.js'
import { Chance } from './chance.js'

/** Replications of every cell, as many as the claim in docs/intervals.md is made for. */
export const REPLICATIONS = 2000

/** What one replication says: our interval and the one that takes units for independent, and how many contributors weigh in. */
export interface Outcome {
  ours: Interval
  naive: Interval
  effective: number
}

/** How often intervals held the truth. */
export interface Coverage {
  /** mean number of effective contributors where there was an interval */
  effective: number
  /** share of replications without an interval: under 5 effective contributors, or an end that is not given */
  without: number
  /** share of our intervals that hold the truth */
  ours: number
  /** share of ours that lie below the truth, and above it */
  below: number
  above: number
  /** share of naive intervals, in the same replications, that hold it */
  naive: number
  /** mean width of ours where both ends are given */
  width: number
}

/**
 * Replicates and counts. An end that is null is no bound, so the truth does not lie beyond it; where both are null there is
 * no interval, and the replication counts as `without`.
 */
export function coverage(seed: number, truth: number, once: (chance: Chance) => Outcome): Coverage {
  return coverages(seed, [truth], (chance) => [once(chance)])[0]!
}

/** As `coverage`, for several figures of the same made-up data. */
export function coverages(seed: number, truths: readonly number[], once: (chance: Chance) => Outcome[]): Coverage[] {
  const chance = new Chance(seed)
  const tallies = truths.map(() => ({ given: 0, effective: 0, below: 0, above: 0, naive: 0, width: 0, whole: 0 }))
  for (let n = 0; n < REPLICATIONS; n++) {
    for (const [i, { ours, naive, effective }] of once(chance).entries()) {
      const [tally, truth] = [tallies[i]!, truths[i]!]
      if (ours.low === null && ours.high === null) continue
      tally.given++
      tally.effective += effective
      if (ours.high !== null && ours.high < truth) tally.below++
      if (ours.low !== null && ours.low > truth) tally.above++
      if (holds(naive, truth)) tally.naive++
      if (ours.low === null || ours.high === null) continue
      tally.width += ours.high - ours.low
      tally.whole++
    }
  }
  return tallies.map(({ given, effective, below, above, naive, width, whole }) => ({
    effective: effective / given,
    without: 1 - given / REPLICATIONS,
    ours: 1 - (below + above) / given,
    below: below / given,
    above: above / given,
    naive: naive / given,
    width: width / whole,
  }))
}

const holds = ({ low, high }: Interval, truth: number): boolean =>
  (low === null || low <= truth) && (high === null || truth <= high)
