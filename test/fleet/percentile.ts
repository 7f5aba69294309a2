/** Exact percentile as numpy computes it by default (type 7, linear); null for an empty list. `p` is 0–100. */
export function percentile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const rank = (p / 100) * (sorted.length - 1)
  const below = Math.floor(rank)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (rank - below)
}

/** The percentiles a release carries. */
export function percentiles(
  values: readonly number[],
): Record<'p50' | 'p75' | 'p90' | 'p95' | 'p99' | 'p999', number | null> {
  return {
    p50: percentile(values, 50),
    p75: percentile(values, 75),
    p90: percentile(values, 90),
    p95: percentile(values, 95),
    p99: percentile(values, 99),
    p999: percentile(values, 99.9),
  }
}
