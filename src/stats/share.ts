import { type ClusterSums, clusteredT, effectiveClusters, ratioResiduals, ratioVariance } from './clustered.js'
import { type Interval, wilson } from './wilson.js'

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
}

/**
 * Share k/n with a 95% interval that holds when the units of one contributor resemble each other.
 *
 * Wilson's interval on n_eff = n / max(1, deff), with Student's t on (Σn_c)²/Σn_c² − 1 degrees of freedom in place of z
 * (method.md section 6; after Korn and Graubard, Survey Methodology 24, 1998, and Dean and Pagano, J. Survey Statistics and Methodology 3, 2015).
 * At 0% and 100%, and with a single cluster, no spread between clusters can be seen: n_eff is then the number of
 * effective clusters, and deff what follows from it. Under 5 effective clusters both ends are null.
 *
 * @param sums integers of one cell
 * @returns share 0–1 and its ends; without units the share and both ends are null
 * @throws RangeError when a sum is negative or not finite, when k > n, or when there are units but no cluster
 */
export function shareEstimate(sums: ClusterSums): ShareEstimate {
  check(sums)
  const { n, k, clusters, nn, kk, nk } = sums
  if (n === 0) return { share: null, low: null, high: null, nEff: 0, effectiveClusters: 0, deff: 1 }
  const effective = effectiveClusters(n, nn)
  const share = k / n
  const unseen = k === 0 || k === n || clusters < 2
  const variance = unseen ? 0 : ratioVariance(ratioResiduals(n, k, nn, kk, nk), n, clusters)
  const deff = unseen ? n / effective : variance / ((share * (1 - share)) / n)
  const nEff = unseen ? effective : n / Math.max(1, deff)
  const t = clusteredT(effective)
  const ends = t === null ? { low: null, high: null } : wilson(share, nEff, t)
  return { share, ...ends, nEff, effectiveClusters: effective, deff }
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
