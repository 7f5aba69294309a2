import { equals, type Part, spreadOf } from './estimates.js'
import type { PrivateRow } from './private-rows.js'
import { student } from './student.js'

/** Percentiles and their intervals as docs/intervals.md says, value by value. */

const RATIO = 1.005
const FLOOR = 0.998825

/** What is told of some values: one column of some units. */
export interface Measured {
  column: string
  /** What a value is divided by. */
  unit: number
  /** Values are counts. */
  whole: boolean
  /** Whether units may not have ended yet. */
  censored: boolean
  at: readonly number[]
}

/** The bucket of a value: 0 for nothing, then each 1.005 times as wide as the one before. */
const bucketOf = (value: number): number =>
  value < FLOOR ? 0 : 1 + Math.floor(Math.log(value / FLOOR) / Math.log(RATIO))

/** What stands for a bucket: its geometric middle, or the one whole number in it. */
function standsFor(bucket: number, whole: boolean): number {
  if (bucket === 0) return 0
  const [low, high] = [FLOOR * RATIO ** (bucket - 1), FLOOR * RATIO ** bucket]
  if (whole && Math.ceil(low) < high && Math.ceil(low) + 1 >= high) return Math.ceil(low)
  return Math.sqrt(low * high)
}

/** A place that is whole but for rounding. */
const settled = (place: number) => (Math.abs(place - Math.round(place)) < 1e-9 ? Math.round(place) : place)

/** Between the two values that lie around place (n − 1)·q, from 0. */
function between(sorted: readonly number[], q: number): number {
  const place = settled((sorted.length - 1) * q)
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
  return low === high ? low : low + (place - Math.floor(place)) * (high - low)
}

export const nameOf = (q: number): string => `p${String(Number((100 * q).toPrecision(6))).replace('.', '')}`

/**
 * The percentiles of some units with their intervals, null where units that had not ended have too much say.
 * @param by what intervals are clustered by.
 */
export function percentilesOf(
  rows: readonly PrivateRow[],
  by: string,
  { column, unit, whole, censored, at }: Measured,
) {
  const values = rows
    .map((row) => ({
      bucket: bucketOf(Number(row[column])),
      open: censored && row.censored === 1,
      cluster: row[by],
    }))
    .sort((a, b) => a.bucket - b.bucket)
  const told = values.map(({ bucket }) => standsFor(bucket, whole) / unit)
  const ended = values.flatMap(({ open }, i) => (open ? [] : [told[i]!]))
  const later = [...ended, ...values.filter(({ open }) => open).map(() => Number.POSITIVE_INFINITY)]
  const out: Record<string, number | null> = {}
  const withheld: Record<string, string> = {}
  for (const q of at) {
    const name = nameOf(q)
    const [value, most] = [between(told, q), between(later, q)]
    const known = most < Number.POSITIVE_INFINITY && most - value <= 0.01 * value
    if (!known) withheld[name] = 'censored'
    const ends = known ? endsOf(values, q) : { low: null, high: null }
    out[name] = known ? value : null
    out[`${name}_low`] = ends.low === null ? null : between(told, ends.low)
    out[`${name}_high`] = ends.high === null ? null : between(told, ends.high)
  }
  const open = values.filter((value) => value.open).length
  return {
    ...(censored ? { censored: open } : {}),
    ...out,
    ...(Object.keys(withheld).length > 0 ? { withheld } : {}),
  }
}

/** The two shares of units between whose percentiles one may lie, by the units up to the bucket in which it is reached. */
function endsOf(values: readonly { bucket: number; cluster: unknown }[], q: number) {
  const last = values[Math.max(1, Math.ceil(settled(q * values.length))) - 1]!.bucket
  const found = new Map<unknown, Part>()
  for (const { bucket, cluster } of values) {
    const own = found.get(cluster) ?? { n: 0, k: 0 }
    own.n++
    if (bucket <= last) own.k++
    found.set(cluster, own)
  }
  const list = [...found.values()]
  const below = list.reduce((sum, { k }) => sum + k, 0)
  const { most, effective, between: apart } = spreadOf(list, below === values.length)
  if (most < 5 - 1e-9) return { low: null, high: null }
  const sides = [list.map(({ k }) => ({ n: k, k })), list.map(({ n, k }) => ({ n: n - k, k }))]
  const fewest = Math.min(...sides.map(equals))
  const mixed = 1 / ((1 - apart) ** 2 / (most - 1) + apart ** 2 / Math.max(1, fewest - 1))
  const freedom = below === values.length ? most - 1 : Math.min(most - 1, mixed)
  const half = student(freedom) * Math.sqrt((q * (1 - q)) / effective)
  return { low: q - half > 0 ? q - half : null, high: q + half < 1 ? q + half : null }
}
