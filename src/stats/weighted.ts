import { type ClusterSums, effectiveClusters } from './clustered.js'
import { type ClusterTotals, type MeanEstimate, meanEstimate } from './mean.js'
import { type ShareEstimate, shareEstimate } from './share.js'

/**
 * Weighted sums over the clusters c of one cell: n_c the weights of the units of cluster c, k_c those of the counted ones.
 * In any unit, so an engine may give weights as integers.
 */
export interface WeightedSums extends ClusterSums {
  /** Σ w² over units */
  ww: number
}

/** Weighted sums over the clusters c of one cell: n_c the weights of the units, s_c the weights times the values. */
export interface WeightedTotals extends ClusterTotals {
  /** Σ w² over units */
  ww: number
}

/** A number of units of equal weight that would know as much. */
interface Weighed {
  /** (Σ w)² / Σ w² (Kish, Survey Sampling, 1965): what the weights alone leave of the number of units */
  nWeighted: number
}

/**
 * Share among weighted units, Σ w·y / Σ w (Hájek's ratio; Särndal, Swensson and Wretman, Model Assisted Survey Sampling,
 * 1992, section 5.7), with the clustered interval of `shareEstimate`, to which a cell of n_eff = (Σ w)²/Σ w² units is given.
 * Multiplying all weights by a constant changes nothing.
 *
 * @param sums weighted sums of one cell
 * @returns share 0–1 and its ends; without units the share and both ends are null
 * @throws RangeError when a sum is negative or not finite, k > n, or units have no weight
 */
export function weightedShare({ ww, ...sums }: WeightedSums): ShareEstimate & Weighed {
  const f = scale('weightedShare', sums.n, ww)
  const scaled = { n: f * sums.n, k: f * sums.k, nn: f * f * sums.nn, kk: f * f * sums.kk, nk: f * f * sums.nk }
  // Products of rounded numbers may pass what they cannot pass.
  const k = sums.k === sums.n ? scaled.n : sums.k < sums.n ? Math.min(scaled.k, scaled.n) : scaled.k
  return { ...shareEstimate({ ...scaled, k, clusters: sums.clusters }), nWeighted: effectiveClusters(sums.n, ww) }
}

/**
 * Mean of weighted units, Σ w·x / Σ w (Hájek), with the clustered interval of `meanEstimate`, which does not change with the
 * unit of the weights.
 *
 * @param totals weighted sums of one cell
 * @param options `floor`: what no value lies below
 * @returns mean and ends in the unit of the values, null without units
 * @throws RangeError as `meanEstimate`, and where units have no weight
 */
export function weightedMean(
  { ww, ...totals }: WeightedTotals,
  options: { floor?: number } = {},
): MeanEstimate & Weighed {
  scale('weightedMean', totals.n, ww)
  return { ...meanEstimate(totals, options), nWeighted: effectiveClusters(totals.n, ww) }
}

/** What weights are multiplied by so that they add up to n_eff. */
function scale(who: string, n: number, ww: number): number {
  if (n === 0) return 1
  if (!(ww > 0 && Number.isFinite(ww))) throw new RangeError(`${who}: units need a weight, got Σ w² ${ww}`)
  return n / ww
}
