import { meanEstimate } from '../../src/stats/index.js'
import type { Chance } from './chance.js'
import { contributors, type Rates, rateOf, type Sizes, tieOf, trueShare } from './populations.js'
import { type Coverage, coverage } from './replicate.js'
import { Z } from './shares.js'

/** Values of units, by a rate p of their contributor. */
export type Values =
  /** Scores 1–10, 1 + Binomial(9, p). */
  | { kind: 'scores' }
  /** Scores 1–10 of two kinds of units: low ones around 1.9 and, with probability p, high ones around 8.2. */
  | { kind: 'mixture' }
  /** Counts, Poisson around `most` times p. */
  | { kind: 'counts'; most: number }

/** Mean of a unit's value, which is linear in p, at the rate p. */
function meanAt(values: Values, p: number): number {
  if (values.kind === 'scores') return 1 + 9 * p
  return values.kind === 'mixture' ? 1.9 + 6.3 * p : values.most * p
}

function draw(chance: Chance, values: Values, p: number): number {
  if (values.kind === 'counts') return chance.poisson(values.most * p)
  if (values.kind === 'scores') return 1 + chance.binomial(9, p)
  return 1 + chance.binomial(9, chance.uniform() < p ? 0.8 : 0.1)
}

/** Coverage of `meanEstimate`, beside mean ± 1.96·s/√n of so many independent units. */
export function meanCoverage(seed: number, sizes: Sizes, rates: Rates, values: Values): Coverage {
  return coverage(seed, meanAt(values, trueShare(rates, sizes)), (chance) => {
    const totals = { n: 0, sum: 0, clusters: 0, nn: 0, ss: 0, ns: 0 }
    let squares = 0
    for (const person of contributors(chance, sizes, tieOf(rates))) {
      const [p, n] = [rateOf(chance, rates, person), person.units]
      let sum = 0
      for (let i = 0; i < n; i++) {
        const value = draw(chance, values, p)
        sum += value
        squares += value * value
      }
      totals.n += n
      totals.sum += sum
      totals.clusters += n > 0 ? 1 : 0
      totals.nn += n * n
      totals.ss += sum * sum
      totals.ns += n * sum
    }
    const bounds = values.kind === 'counts' ? { floor: 0 } : { floor: 1, ceiling: 10 }
    const { mean, low, high, effectiveClusters } = meanEstimate(totals, bounds)
    const se = Math.sqrt((squares / totals.n - mean! ** 2) / totals.n)
    return { ours: { low, high }, naive: { low: mean! - Z * se, high: mean! + Z * se }, effective: effectiveClusters }
  })
}
