/** What is known of weeks: units, how many of them are counted, and both again under the weights of every draw. */
export interface WeeklyCounts {
  /** units per week */
  n: readonly number[]
  /** counted units per week */
  k: readonly number[]
  /** the same sums with every contributor's units times their Poisson(1) weight of the draw */
  draws: readonly { n: readonly number[]; k: readonly number[] }[]
}

/** Weeks on each side of a split, unless told (method.md section 5). */
export const CHANGE_MARGIN = 3

/** Chance of a false alarm that is accepted. */
const LEVEL = 0.05

/**
 * Did a share change from some week on, and when? The largest |t| over all splits with enough weeks on each side, against
 * its distribution without a change; then the split that explains most.
 *
 * Without a change every contributor c is expected at p̂ = K/N in every week, however uneven weeks and contributors are:
 * what is left is r_ct = k_ct − p̂·n_ct, and the difference of shares after and before a split is Σ_c a_c with
 * a_c = (Σ_after r_ct)/N_after − (Σ_before r_ct)/N_before. Weights w_c of a draw give Σ_c (w_c − 1)·a_c, whose multipliers
 * w_c − 1 have mean 0, variance 1 and third moment 1: a wild score bootstrap over contributors (Liu, Annals of Statistics
 * 16, 1988; Kline and Santos, J. Econometric Methods 1, 2012), which keeps a contributor's weeks together. The same draws
 * give each split its standard error and the largest |t| its distribution (largest statistic over splits: Andrews,
 * Econometrica 61, 1993), so no correction for the number of splits is needed.
 *
 * The same t would be a poor guide to the week: under a strong change it nears √contributors at many splits alike. The week
 * is that of least squares, the largest change²·N_before·N_after/N (Bai, Review of Economics and Statistics 79, 1997).
 *
 * False alarms are 5% with many contributors and fewer with few (docs/intervals.md). Several series tested together are
 * put right by `holm`.
 *
 * @param weeks in order; weeks without units are allowed
 * @param margin least number of weeks on each side of a split
 * @returns `at`: index of the first week after the change, null where p is above 0.05; `p`: 1 where no split can be
 *   tested, because weeks are too few, a side is empty, or nothing varies
 * @throws RangeError when lengths differ, a count is negative or not finite, k exceeds n, or margin is under 1
 */
export function changePoint(weeks: WeeklyCounts, margin = CHANGE_MARGIN): { at: number | null; p: number } {
  check(weeks, margin)
  const { n, k, draws } = weeks
  const total = sum(n)
  const share = total === 0 ? 0 : sum(k) / total
  const seen = running(n.map((units, week) => k[week]! - share * units))
  const wild = draws.map((draw) => running(n.map((units, w) => draw.k[w]! - k[w]! - share * (draw.n[w]! - units))))
  const units = running(n)
  let largest = 0
  let [explained, at] = [0, -1]
  const largestDrawn = draws.map(() => 0)
  for (let split = margin; split <= n.length - margin; split++) {
    const before = units[split - 1]!
    const after = total - before
    if (before === 0 || after === 0) continue
    const change = (sums: readonly number[]) => (sums.at(-1)! - sums[split - 1]!) / after - sums[split - 1]! / before
    const drawn = wild.map(change)
    const se = Math.sqrt(sum(drawn.map((d) => d * d)) / draws.length)
    if (!(se > 1e-12 / total)) continue
    largest = Math.max(largest, Math.abs(change(seen)) / se)
    const squares = change(seen) ** 2 * before * (after / total)
    if (squares > explained) [explained, at] = [squares, split]
    for (const [i, d] of drawn.entries()) largestDrawn[i] = Math.max(largestDrawn[i]!, Math.abs(d) / se)
  }
  if (at < 0) return { at: null, p: 1 }
  const p = (1 + largestDrawn.filter((t) => t >= largest).length) / (draws.length + 1)
  return { at: p <= LEVEL ? at : null, p }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

function running(values: readonly number[]): number[] {
  let total = 0
  return values.map((value) => {
    total += value
    return total
  })
}

function check({ n, k, draws }: WeeklyCounts, margin: number): void {
  if (!(Number.isInteger(margin) && margin >= 1)) {
    throw new RangeError(`changePoint: margin must be an integer of 1 or more, got ${margin}`)
  }
  for (const [name, series] of [['weeks', { n, k }] as const, ...draws.map((d, i) => [`draw ${i}`, d] as const)]) {
    if (series.n.length !== n.length || series.k.length !== n.length) {
      throw new RangeError(`changePoint: ${name} must have ${n.length} values of n and k`)
    }
    for (const [week, units] of series.n.entries()) {
      const counted = series.k[week]!
      if (!(units >= 0 && counted >= 0 && counted <= units && Number.isFinite(units))) {
        throw new RangeError(`changePoint: ${name}, week ${week}: ${counted} of ${units} units is no count`)
      }
    }
  }
}
