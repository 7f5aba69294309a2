import { tQuantile } from './student.js'

/** Sums over the clusters c of one cell; n_c units of cluster c, of which k_c are counted. Exact integers. */
export interface ClusterSums {
  /** Σ n_c */
  n: number
  /** Σ k_c */
  k: number
  /** clusters with n_c > 0 */
  clusters: number
  /** Σ n_c² */
  nn: number
  /** Σ k_c² */
  kk: number
  /** Σ n_c·k_c */
  nk: number
}

/** Fewer effective clusters than this give no interval (method.md section 6). */
export const MIN_EFFECTIVE_CLUSTERS = 5

/**
 * Number of clusters of equal size that would weigh as much: (Σ n_c)² / Σ n_c² (Kish, Survey Sampling, 1965).
 *
 * @param n Σ n_c
 * @param nn Σ n_c²
 * @returns 0 when there are no units, else between 1 and the number of clusters
 */
export function effectiveClusters(n: number, nn: number): number {
  return n === 0 ? 0 : (n / nn) * n
}

/**
 * Half width of a 95% interval in standard errors: Student t on effective clusters − 1 degrees of freedom.
 *
 * @param effective number of effective clusters
 * @returns the t quantile, or null under 5 effective clusters
 */
export function clusteredT(effective: number): number | null {
  // The margin keeps five equal clusters, whose sums no longer fit a double exactly, from counting as 4.999….
  return effective < MIN_EFFECTIVE_CLUSTERS - 1e-9 ? null : tQuantile(0.975, effective - 1)
}

/**
 * Σ (s_c − r·n_c)² with r = Σ s_c / Σ n_c: what is left over when every cluster is expected at the common ratio.
 *
 * From integers it is worked out exactly, so that it is 0 only when all clusters have the same ratio.
 *
 * @param n Σ n_c, above 0
 * @param s Σ s_c
 * @param nn Σ n_c²
 * @param ss Σ s_c²
 * @param ns Σ n_c·s_c
 */
export function ratioResiduals(n: number, s: number, nn: number, ss: number, ns: number): number {
  if (![n, s, nn, ss, ns].every(Number.isInteger)) {
    const ratio = s / n
    return Math.max(0, ss - 2 * ratio * ns + ratio * ratio * nn)
  }
  const [N, S] = [BigInt(n), BigInt(s)]
  const scaled = N * N * BigInt(ss) - 2n * S * N * BigInt(ns) + S * S * BigInt(nn)
  return Math.max(0, Number(scaled)) / Number(N * N)
}

/**
 * Variance of a ratio Σ s_c / Σ n_c over independent clusters, linearised, with the correction m/(m − 1)
 * (Cochran, Sampling Techniques, 3rd ed., section 6.3; Särndal, Swensson and Wretman, section 5.6).
 *
 * @param residuals what `ratioResiduals` gives
 * @param n Σ n_c, above 0
 * @param clusters m, the number of clusters with units, at least 2
 */
export function ratioVariance(residuals: number, n: number, clusters: number): number {
  return ((clusters / (clusters - 1)) * residuals) / n / n
}
