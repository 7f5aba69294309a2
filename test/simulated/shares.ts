import { shareEstimate, wilson } from '../../src/stats/index.js'
import { clusterSums } from '../stats/cluster-sums.js'
import { contributors, type Rates, rateOf, type Sizes, tieOf, trueShare } from './populations.js'
import { type Coverage, coverage } from './replicate.js'

/** 97.5% of the normal distribution lie below it. */
export const Z = 1.959963984540054

/** Coverage of `shareEstimate`, beside Wilson's interval of so many independent units. */
export function shareCoverage(seed: number, sizes: Sizes, rates: Rates): Coverage {
  return coverage(seed, trueShare(rates, sizes), (chance) => {
    const sums = clusterSums(
      contributors(chance, sizes, tieOf(rates)).map(
        (person) => [person.units, chance.binomial(person.units, rateOf(chance, rates, person))] as const,
      ),
    )
    const { share, low, high, effectiveClusters } = shareEstimate(sums)
    return { ours: { low, high }, naive: wilson(share ?? 0, Math.max(1, sums.n), Z), effective: effectiveClusters }
  })
}
