import { bandOf, DRAWS, weightsOf } from './draws.js'
import type { PrivateRow } from './private-rows.js'
import { groupBy, type Holds } from './units.js'

/** Curves along experience as docs/intervals.md says, point by point. */

interface Point {
  x: number
  n: number
  k: number
}

/** Bins of ordinals, each 1.22 times as wide as the one before; the last is open. */
const BINS: readonly (readonly [from: number, to: number])[] = (() => {
  const found: [number, number][] = []
  let from = 1
  for (; from < 8000; from = found.at(-1)![1] + 1) found.push([from, Math.max(from + 1, Math.round(1.22 * from)) - 1])
  return [...found, [from, Number.POSITIVE_INFINITY] as const]
})()

const middleOf = ([from, to]: readonly [number, number]) =>
  to === Number.POSITIVE_INFINITY ? from : Math.sqrt(from * to)

/** The line through the points near a place, weighed by how near they are and by how many units they hold. */
function lineAt(points: readonly Point[], x: number): number {
  const away = points.map((point) => Math.abs(point.x - x))
  const sorted = [...away].sort((a, b) => a - b)
  const near = Math.min(points.length, Math.max(3, Math.floor(0.15 * points.length + 1e-7)))
  let reach = sorted[near - 1]!
  const inside = (distance: number, most: number) => distance <= 0.999 * most
  if (!inside(sorted[0]!, reach)) reach = sorted.find((distance) => inside(sorted[0]!, distance)) ?? Number.NaN
  const weights = points.map(({ n }, i) => {
    if (Number.isNaN(reach)) return n
    if (!inside(away[i]!, reach)) return 0
    return away[i]! <= 0.001 * reach ? n : n * (1 - (away[i]! / reach) ** 3) ** 3
  })
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, point, i) => sum + weights[i]! * of(point), 0) / weights.reduce((sum, w) => sum + w, 0)
  const [centre, level] = [mean((point) => point.x), mean(({ k, n }) => k / n)]
  const spread = mean((point) => (point.x - centre) ** 2)
  const slope = mean((point) => (point.x - centre) * (point.k / point.n - level)) / spread
  const places = points.map((point) => point.x)
  const flat = Math.sqrt(spread) <= 0.001 * (Math.max(...places) - Math.min(...places))
  return Math.min(1, Math.max(0, flat ? level : level + slope * (x - centre)))
}

/** The curve of a share, and the band in which 95 of 100 draws of clusters lie. @param by what is drawn. */
export function curveOf(rows: readonly PrivateRow[], by: string, hit: Holds) {
  const bins = BINS.flatMap((bin) => {
    const own = rows.filter(({ experience }) => Number(experience) >= bin[0] && Number(experience) <= bin[1])
    if (own.length === 0) return []
    const clusters = [...groupBy(own, (row) => String(row[by]))].map(([cluster, list]) => ({
      weights: weightsOf(cluster, by),
      n: list.length,
      k: list.filter(hit).length,
    }))
    return [{ middle: middleOf(bin), clusters }]
  })
  const drawn = (weight: (weights: readonly number[]) => number): Point[] =>
    bins
      .map(({ middle, clusters }) => ({
        x: Math.log(middle),
        n: clusters.reduce((sum, { weights, n }) => sum + weight(weights) * n, 0),
        k: clusters.reduce((sum, { weights, k }) => sum + weight(weights) * k, 0),
      }))
      .filter(({ n }) => n > 0)
  const told = drawn(() => 1)
  const draws = bins.some(({ clusters }) => clusters.length >= 5)
    ? Array.from({ length: DRAWS }, (_, i) => drawn((weights) => weights[i]!)).filter((points) => points.length > 0)
    : []
  return bins.map(({ middle, clusters }) => {
    const at = Math.log(middle)
    const band = clusters.length < 5 ? { low: null, high: null } : bandOf(draws.map((points) => lineAt(points, at)))
    return { x: middle, share: lineAt(told, at), ...band }
  })
}

/**
 * How people's shares in a bin differ from those in their own first sessions, each weighing by what they have in both; and
 * the band in which 95 of 100 draws of people lie. Nothing where nobody has any in both.
 */
export function changeOf(bin: readonly PrivateRow[], first: readonly PrivateRow[], hit: Holds) {
  const [later, early] = [bin, first].map((rows) => groupBy(rows, ({ contributor }) => String(contributor)))
  const own = [...later!].flatMap(([who, late]) => {
    const before = early!.get(who)
    if (before === undefined) return []
    const [n, k, n0, k0] = [late.length, late.filter(hit).length, before.length, before.filter(hit).length]
    return [{ weights: weightsOf(who, 'contributor'), w: n * n0, d: k * n0 - k0 * n }]
  })
  if (own.length === 0) return {}
  const total = (of: (person: (typeof own)[number]) => number) => own.reduce((sum, person) => sum + of(person), 0)
  const draws = Array.from({ length: DRAWS }, (_, i) => ({
    w: total(({ weights, w }) => weights[i]! * w),
    d: total(({ weights, d }) => weights[i]! * d),
  })).filter(({ w }) => w > 0)
  const band = own.length < 5 ? { low: null, high: null } : bandOf(draws.map(({ w, d }) => d / w))
  return { change: total(({ d }) => d) / total(({ w }) => w), change_low: band.low, change_high: band.high }
}
