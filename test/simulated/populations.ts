import { normalCdf } from '../../src/stats/index.js'
import type { Chance } from './chance.js'

/** How many units each contributor has. */
export interface Sizes {
  contributors: number
  /** units of a contributor on average */
  units: number
  /**
   * `even`: Poisson around `units`. `lognormal`: Poisson around a log-normal number, σ of its logarithm given. `zipf`: fixed, the
   * r-th has 1/r of what the first has.
   */
  shape: 'even' | 'lognormal' | 'zipf'
  sigma?: number
}

/** One contributor of a made-up population. */
export interface Contributor {
  units: number
  /** standard normal, correlated with the logarithm of the size by `tie` */
  leaning: number
}

/**
 * Draws the contributors of one replication.
 *
 * @param tie correlation of `leaning` with the logarithm of a log-normal size
 */
export function contributors(chance: Chance, sizes: Sizes, tie = 0): Contributor[] {
  const { contributors: count, units, shape, sigma = 0 } = sizes
  const harmonic = shape === 'zipf' ? Array.from({ length: count }, (_, r) => 1 / (r + 1)).reduce((a, b) => a + b) : 0
  return Array.from({ length: count }, (_, r) => {
    const z = chance.normal()
    const leaning = tie * z + Math.sqrt(1 - tie * tie) * chance.normal()
    if (shape === 'zipf') return { units: Math.max(1, Math.round((units * count) / harmonic / (r + 1))), leaning }
    const mean = shape === 'even' ? units : units * Math.exp(sigma * z - sigma ** 2 / 2)
    return { units: chance.poisson(mean), leaning }
  })
}

/**
 * Rates of contributors. `beta`: independent of the size, mean `mean`, correlation `alike` of two units of one
 * contributor. `tied`: Φ(at + steep·leaning), so that those with many units may have other rates.
 */
export type Rates =
  | { kind: 'beta'; mean: number; alike: number }
  | { kind: 'tied'; at: number; steep: number; tie: number }

/** The rate of one contributor. */
export function rateOf(chance: Chance, rates: Rates, { leaning }: Contributor): number {
  return rates.kind === 'beta' ? chance.beta(rates.mean, rates.alike) : normalCdf(rates.at + rates.steep * leaning)
}

/**
 * E[n·p] / E[n]: the share that Σk / Σn nears as contributors are added, which the intervals claim to cover.
 *
 * With log-normal sizes the leaning of a unit's contributor is normal around tie·σ (a log-normal weighted by itself is one
 * moved by σ²), and E Φ(a + b·Z) = Φ((a + b·μ)/√(1 + b²)) for Z normal around μ.
 *
 * @param each what counts once: a unit, or a contributor, where the truth is E[p]
 */
export function trueShare(rates: Rates, sizes: Sizes, each: 'unit' | 'contributor' = 'unit'): number {
  if (rates.kind === 'beta') return rates.mean
  const moved = each === 'unit' ? rates.tie * (sizes.sigma ?? 0) : 0
  return normalCdf((rates.at + rates.steep * moved) / Math.sqrt(1 + rates.steep ** 2))
}

/** The correlation of leaning and size that rates ask for. */
export const tieOf = (rates: Rates): number => (rates.kind === 'tied' ? rates.tie : 0)
