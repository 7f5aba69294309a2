import { changePoint, percentileBand, poissonWeight } from '../../src/stats/index.js'
import { Chance } from './chance.js'
import { contributors, type Rates, rateOf, type Sizes, tieOf, trueShare } from './populations.js'
import { type Coverage, coverages, REPLICATIONS } from './replicate.js'

/** Draws of a bootstrap, as many as figures take. */
const DRAWS = 200

/** Poisson(1) weights of each contributor in one draw, as figures have them from 16 bits of a hash. */
const weights = (chance: Chance, people: number): number[] =>
  Array.from({ length: people }, () => poissonWeight(Math.floor(65_536 * chance.uniform())))

/** Coverage of the band of a curve at one of its points, a share: percentiles of shares under weights of the contributors. */
export function bandCoverage(seed: number, sizes: Sizes, rates: Rates): Coverage {
  return coverages(seed, [trueShare(rates, sizes)], (chance) => {
    const cells = contributors(chance, sizes, tieOf(rates)).map((person) => ({
      n: person.units,
      k: chance.binomial(person.units, rateOf(chance, rates, person)),
    }))
    const share = (w: readonly number[]) => {
      const n = cells.reduce((sum, cell, i) => sum + w[i]! * cell.n, 0)
      return n === 0 ? null : cells.reduce((sum, cell, i) => sum + w[i]! * cell.k, 0) / n
    }
    const [band] = percentileBand(Array.from({ length: DRAWS }, () => [share(weights(chance, cells.length))]))
    const n = cells.reduce((sum, cell) => sum + cell.n, 0)
    const nn = cells.reduce((sum, cell) => sum + cell.n ** 2, 0)
    return [{ ours: band!, naive: { low: null, high: null }, effective: (n / nn) * n }]
  })[0]!
}

/**
 * How often `changePoint` sees a change in 16 weeks of contributors that keep their rates, and how often where all rates
 * grow by half from the ninth week on, and how often it then names a week at most one off.
 */
export function alarms(seed: number, people: number, perWeek: number, mean: number, alike: number) {
  const chance = new Chance(seed)
  const found = { still: 0, seen: 0, right: 0 }
  for (const grown of [false, true]) {
    for (let n = 0; n < REPLICATIONS; n++) {
      const own = contributors(chance, { contributors: people, units: perWeek, shape: 'lognormal', sigma: 1 }).map(
        ({ units }) => {
          const rate = chance.beta(mean, alike)
          return Array.from({ length: 16 }, (_, week) => {
            const size = chance.poisson(units)
            return { n: size, k: chance.binomial(size, Math.min(1, grown && week >= 8 ? 1.5 * rate : rate)) }
          })
        },
      )
      const sums = (w: readonly number[], of: 'n' | 'k') =>
        Array.from({ length: 16 }, (_, week) => own.reduce((sum, weeks, i) => sum + w[i]! * weeks[week]![of], 0))
      const once = own.map(() => 1)
      const draws = Array.from({ length: DRAWS }, () => {
        const w = weights(chance, own.length)
        return { n: sums(w, 'n'), k: sums(w, 'k') }
      })
      const { at } = changePoint({ n: sums(once, 'n'), k: sums(once, 'k'), draws })
      if (at === null) continue
      if (!grown) found.still++
      else found.seen++
      if (grown && Math.abs(at - 8) <= 1) found.right++
    }
  }
  return { still: found.still / REPLICATIONS, seen: found.seen / REPLICATIONS, right: found.right / REPLICATIONS }
}
