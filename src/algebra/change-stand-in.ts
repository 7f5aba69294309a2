// STAND-IN for `changePoint` of src/stats/change-point.ts, with its signature; to be replaced by it.

/** Sums of a share per week, and the same under each draw's weights of contributors. */
export interface Weekly {
  n: readonly number[]
  k: readonly number[]
}

/**
 * The split of weeks whose shares before and after differ most in standard errors of the draws, with `margin` weeks on
 * each side, and the chance of as large a difference among the draws around what was seen.
 *
 * @returns the first week after the split, or null where there is none; p between 0 and 1
 */
export function changePoint(
  { n, k, draws }: Weekly & { draws: readonly Weekly[] },
  margin = 3,
): { at: number | null; p: number } {
  const splits = Array.from({ length: Math.max(0, n.length - 2 * margin + 1) }, (_, i) => margin + i)
  const seen = differences({ n, k }, splits)
  const drawn = draws.map((draw) => differences(draw, splits)).filter((list) => list.every(Number.isFinite))
  const errors = splits.map((_, i) =>
    Math.sqrt(drawn.reduce((sum, list) => sum + (list[i]! - seen[i]!) ** 2, 0) / Math.max(1, drawn.length)),
  )
  const sizes = splits.map((_, i) => (errors[i]! > 0 ? Math.abs(seen[i]!) / errors[i]! : 0))
  const most = Math.max(0, ...sizes)
  if (!(most > 0)) return { at: null, p: 1 }
  const beyond = drawn.filter((list) =>
    list.some((d, i) => errors[i]! > 0 && Math.abs(d - seen[i]!) / errors[i]! >= most),
  ).length
  return { at: splits[sizes.indexOf(most)]!, p: (beyond + 1) / (drawn.length + 1) }
}

function differences({ n, k }: Weekly, splits: readonly number[]): number[] {
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
  const share = (from: number, to: number) => sum(k.slice(from, to)) / sum(n.slice(from, to))
  return splits.map((at) => share(at, n.length) - share(0, at))
}
