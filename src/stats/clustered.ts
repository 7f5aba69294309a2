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
 * How much of the clusters' spread is left in `ratioResiduals`, 0 to 1: a cluster with many units pulls the common ratio
 * towards its own, and so hides part of how far it is off. With v_c the variance of s_c − r·n_c around the true ratio,
 * E Σ (s_c − r·n_c)² / Σ v_c = 1 + Σ n_c²/N² − 2·Σ n_c·v_c / (N·Σ v_c), for v_c ∝ n_c² here, where contributors differ (the bias that
 * Bell and McCaffrey, Survey Methodology 28, 2002, take away cluster by cluster).
 *
 * Equal clusters give (m − 1)/m. Σ n_c³, which it takes, lies between (Σ n_c²)²/Σ n_c (Cauchy and Schwarz) and Σ n_c² times the
 * largest n_c, itself at most N/m + √((1 − 1/m)·(Σ n_c² − N²/m)) (Samuelson, JASA 63, 1968); their geometric mean stands for it.
 *
 * @param n N = Σ n_c, above 0
 * @param nn Σ n_c²
 * @param clusters m, the number of clusters with units, or more; Infinity where it is not known
 * @returns above 0 where two clusters have units
 */
export function seenSpread(n: number, nn: number, clusters: number): number {
  const largest = n / clusters + Math.sqrt((1 - 1 / clusters) * Math.max(0, nn - (n / clusters) * n))
  const cubes = Math.sqrt((nn / n) * nn * largest * nn)
  return 1 + nn / n / n - (2 * cubes) / (n * nn)
}

/**
 * Variance of a ratio Σ s_c / Σ n_c over independent clusters that differ, linearised (Cochran, Sampling Techniques, 3rd ed.,
 * section 6.3), with what `seenSpread` says is hidden put back.
 *
 * @param residuals what `ratioResiduals` gives
 * @param sums Σ n_c, above 0, and Σ n_c² of at least 2 clusters
 */
export function ratioVariance(
  residuals: number,
  { n, nn, clusters }: Pick<ClusterSums, 'n' | 'nn' | 'clusters'>,
): number {
  return residuals / seenSpread(n, nn, clusters) / n / n
}
