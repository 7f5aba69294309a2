import { equals, type Part, residuals, seen } from './estimates.js'
import type { PrivateRow } from './private-rows.js'

/** Means of a score of groups drawn to a common one, as docs/figures/extremes.md says. */
export function drawnIn(groups: readonly (readonly PrivateRow[])[], score: string, by: string): number[] {
  const own = groups.map((rows) => {
    const parts = new Map<unknown, Part>()
    for (const row of rows.filter((one) => one[score] !== null)) {
      const part = parts.get(row[by]) ?? { n: 0, k: 0 }
      parts.set(row[by], { n: part.n + 1, k: part.k + Number(row[score]) })
    }
    const list = [...parts.values()]
    const n = list.reduce((sum, part) => sum + part.n, 0)
    const mean = list.reduce((sum, part) => sum + part.k, 0) / n
    return { mean, e: equals(list), variance: list.length < 2 ? null : residuals(list) / seen(list) / n ** 2 }
  })
  const several = own.filter((one) => one.variance !== null && one.e > 1)
  const sum = (of: (one: (typeof own)[number]) => number, list = own) => list.reduce((total, one) => total + of(one), 0)
  const within = sum((one) => (one.e - 1) * one.e * one.variance!, several) / sum((one) => one.e - 1, several)
  if (!(within > 1e-12)) return own.map(({ mean }) => mean)
  const w = (one: { e: number }) => one.e / within
  const middle = sum((one) => w(one) * one.mean) / sum(w)
  const q = sum((one) => w(one) * (one.mean - middle) ** 2)
  const tau = Math.max(0, (q - (own.length - 1)) / (sum(w) - sum((one) => w(one) ** 2) / sum(w)))
  const v = (one: { e: number }) => 1 / (tau + within / one.e)
  const common = sum((one) => v(one) * one.mean) / sum(v)
  return own.map((one) => common + tau * v(one) * (one.mean - common))
}
