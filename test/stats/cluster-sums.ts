import type { ClusterSums } from '../../src/stats/index.js'

/** Sums of clusters given one by one as [units, counted]. */
export function clusterSums(clusters: readonly (readonly [number, number])[]): ClusterSums {
  const sums = { n: 0, k: 0, clusters: 0, nn: 0, kk: 0, nk: 0 }
  for (const [n, k] of clusters) {
    sums.n += n
    sums.k += k
    if (n > 0) sums.clusters++
    sums.nn += n * n
    sums.kk += k * k
    sums.nk += n * k
  }
  return sums
}
