import { type ClusterSums, clusteredT, effectiveClusters, ratioResiduals, seenSpread } from './clustered.js'
import { shareEnds } from './share-ends.js'
import type { Interval } from './wilson.js'

/** A share with its 95% interval, and how much the clustering costs. */
export interface ShareEstimate extends Interval {
  /** k / n, or null without units */
  share: number | null
  /** number of independent units that would know as much */
  nEff: number
  /** number of equal clusters that would weigh as much */
  effectiveClusters: number
  /** clustered variance over the variance of independent units */
  deff: number
  /** part of that variance which comes from contributors having rates of their own, 0 to 1 */
  between: number
}

/**
 * Share k/n with a 95% interval that holds when the units of one contributor resemble each other.
 *
 * The ends of `shareEnds` on n_eff = n / max(1, deff), with Student's t on (Σn_c)²/Σn_c² − 1 degrees of freedom (method.md section 6; after
 * Korn and Graubard, Survey Methodology 24, 1998, and Dean and Pagano, J. Survey Statistics and Methodology 3, 2015). How that
 * covers: docs/intervals.md.
 *
 * At 0% and 100%, and with a single cluster, no spread between clusters can be seen: n_eff is then the number of
 * effective clusters, and deff what follows from it. Under 5 effective clusters both ends are null.
 *
 * @param sums integers of one cell
 * @returns share 0–1 and its ends; without units the share and both ends are null
 * @throws RangeError when a sum is negative or not finite, when k > n, or when there are units but no cluster
 */
export function shareEstimate(sums: ClusterSums): ShareEstimate {
  check(sums)
  const { n, k, clusters, nn } = sums
  if (n === 0) return { share: null, low: null, high: null, nEff: 0, effectiveClusters: 0, deff: 1, between: 0 }
  const effective = effectiveClusters(n, nn)
  const share = k / n
  const unseen = k === 0 || k === n || clusters < 2
  const { deff, between } = unseen ? { deff: n / effective, between: 0 } : spread(sums)
  const nEff = unseen ? effective : n / Math.max(1, deff)
  const t = clusteredT(effective)
  const ends = t === null ? { low: null, high: null } : shareEnds(share, nEff, between, t)
  return { share, ...ends, nEff, effectiveClusters: effective, deff, between }
}

/**
 * The design effect, and how much of the variance is from contributors having rates of their own.
 *
 * Under one correlation ρ of any two units of a cluster, k_c − p·n_c has the variance p(1 − p)·v_c with v_c = (1 − ρ)·n_c + ρ·n_c². The
 * residuals say ρ (method of moments), ρ says how much of Σ v_c they show (`seenSpread`), and deff = Σ v_c / Σ n_c as they tell it
 * (a working model of clusters: Imbens and Kolesár, Review of Economics and Statistics 98, 2016). Where the model is wrong,
 * only this correction is.
 */
function spread({ n, k, clusters, nn, kk, nk }: ClusterSums): { deff: number; between: number } {
  const share = k / n
  const seen = ratioResiduals(n, k, nn, kk, nk) / (share * (1 - share))
  const [units, contributors] = [n * (1 - nn / n / n), nn * seenSpread(n, nn, clusters)]
  const alike = contributors > units ? Math.min(1, Math.max(0, (seen - units) / (contributors - units))) : 0
  const all = (1 - alike) * n + alike * nn
  const shown = ((1 - alike) * units + alike * contributors) / all
  return { deff: seen / shown / n, between: (alike * nn) / all }
}

function check(sums: ClusterSums): void {
  for (const [name, value] of Object.entries(sums)) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`shareEstimate: ${name} must be a finite number of 0 or more, got ${value}`)
    }
  }
  if (sums.k > sums.n) throw new RangeError(`shareEstimate: k must not exceed n, got ${sums.k} of ${sums.n}`)
  if (sums.n > 0 && (sums.nn === 0 || sums.clusters === 0)) {
    throw new RangeError(`shareEstimate: ${sums.n} units need a cluster, got ${sums.clusters} with Σn² ${sums.nn}`)
  }
}
