import { DRAWS, weightsOf } from './draws.js'
import type { PrivateRow } from './private-rows.js'
import { groupBy, type Holds } from './units.js'

/** Where shares along weeks change, as docs/intervals.md says. */

/** Units of each contributor and week, and how many of them are counted. */
type Table = Map<string, { n: number; k: number }[]>

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/**
 * The week from which a share differs, by its place among the weeks, and how likely a change as large is without one.
 * @param weeks what each holds, in order.
 */
export function changePoint(weeks: readonly (readonly PrivateRow[])[], hit: Holds): { at: number; p: number } {
  const table: Table = new Map()
  for (const [week, rows] of weeks.entries())
    for (const [who, own] of groupBy(rows, ({ contributor }) => String(contributor))) {
      const line = table.get(who) ?? weeks.map(() => ({ n: 0, k: 0 }))
      line[week] = { n: own.length, k: own.filter(hit).length }
      table.set(who, line)
    }
  const cells = [...table.values()].flat()
  const whole = sum(cells.map(({ n }) => n))
  const share = sum(cells.map(({ k }) => k)) / whole
  const tried = Array.from({ length: Math.max(0, weeks.length - 5) }, (_, i) => i + 3).map((split) => {
    const before = sum(weeks.slice(0, split).map((rows) => rows.length))
    const after = whole - before
    // What each contributor adds to the difference of the shares after and before.
    const adds = [...table].map(([who, line]) => {
      const left = (part: typeof line) => sum(part.map(({ n, k }) => k - share * n))
      return {
        weights: weightsOf(who, 'contributor'),
        a: left(line.slice(split)) / after - left(line.slice(0, split)) / before,
      }
    })
    const change = sum(adds.map(({ a }) => a))
    const draws = Array.from({ length: DRAWS }, (_, i) => sum(adds.map(({ weights, a }) => (weights[i]! - 1) * a)))
    const error = Math.sqrt(sum(draws.map((d) => d * d)) / DRAWS)
    return { split, error, change, draws, explained: change ** 2 * before * (after / whole) }
  })
  const tested = tried.filter(({ error }) => error > 1e-12 / whole)
  if (tested.length === 0) return { at: -1, p: 1 }
  const largest = Math.max(...tested.map(({ change, error }) => Math.abs(change) / error))
  const byChance = Array.from({ length: DRAWS }, (_, i) =>
    Math.max(...tested.map(({ draws, error }) => Math.abs(draws[i]!) / error)),
  )
  const at = tested.reduce((best, one) => (one.explained > best.explained ? one : best)).split
  return { at, p: (1 + byChance.filter((t) => t >= largest).length) / (DRAWS + 1) }
}

/** Chances of several tests, held to one together: the smallest times their number, the next times one less, never falling (Holm). */
export function holm(chances: readonly number[]): number[] {
  const order = chances.map((_, i) => i).sort((a, b) => chances[a]! - chances[b]!)
  const out = chances.map(() => 1)
  order.forEach((test, rank) => {
    const own = Math.min(1, chances[test]! * (chances.length - rank))
    out[test] = rank === 0 ? own : Math.max(own, out[order[rank - 1]!]!)
  })
  return out
}
