import type { PrivateRow } from './private-rows.js'
import { student } from './student.js'

/** What is estimated of some units, worked out unit by unit; nothing here is of src/algebra or src/stats. */

export interface Estimated {
  value: number | null
  low: number | null
  high: number | null
}

type Weigh = (row: PrivateRow) => number

/** Sums per contributor, or per day: how much each has, and how much of it counts. */
export interface Part {
  n: number
  k: number
}

function parts(rows: readonly PrivateRow[], by: string, weight: Weigh, amount: Weigh): Part[] {
  const found = new Map<unknown, Part>()
  for (const row of rows) {
    const own = found.get(row[by]) ?? { n: 0, k: 0 }
    own.n += weight(row)
    own.k += weight(row) * amount(row)
    found.set(row[by], own)
  }
  return [...found.values()]
}

const sum = (list: readonly Part[], of: (part: Part) => number) => list.reduce((total, part) => total + of(part), 0)

/** How many equal parts would weigh as much. */
export const equals = (list: readonly Part[]) => sum(list, ({ n }) => n) ** 2 / sum(list, ({ n }) => n * n)

/** How much of the parts' spread their common ratio leaves to be seen, as docs/intervals.md says. */
export function seen(list: readonly Part[]): number {
  const [n, nn, m] = [sum(list, (part) => part.n), sum(list, (part) => part.n ** 2), list.length]
  const largest = n / m + Math.sqrt((1 - 1 / m) * Math.max(0, nn - n ** 2 / m))
  return 1 + nn / n ** 2 - (2 * Math.sqrt((nn ** 2 / n) * nn * largest)) / (n * nn)
}

export const residuals = (list: readonly Part[]): number => {
  const ratio = sum(list, ({ k }) => k) / sum(list, ({ n }) => n)
  return sum(list, ({ n, k }) => (k - ratio * n) ** 2)
}

/** A mean of scores between 1 and 10, or of counts from 0 on. */
export function meanOf(rows: readonly PrivateRow[], by: string, amount: Weigh, ceiling: number | null): Estimated {
  const list = parts(rows, by, () => 1, amount)
  const n = sum(list, (part) => part.n)
  if (n === 0) return { value: null, low: null, high: null }
  const value = sum(list, ({ k }) => k) / n
  const left = residuals(list)
  if (equals(list) < 5 - 1e-9 || left < 1e-9) return { value, low: null, high: null }
  const half = student(equals(list) - 1) * Math.sqrt(left / seen(list) / n ** 2)
  const floor = ceiling === null ? 0 : 1
  const stretched = (room: number) => (room > 0 ? room * Math.exp(half / room) : half)
  const low = ceiling === null ? value - half : ceiling - stretched(ceiling - value)
  const high = floor + stretched(value - floor)
  return { value, low: Math.max(floor, low), high: ceiling === null ? high : Math.min(ceiling, high) }
}

/**
 * How many clusters of equal size there would be, how many units that know nothing of each other, and how much of the
 * variance lies between clusters (docs/intervals.md).
 * @param alike whether all units are counted, or none.
 */
export function spreadOf(list: readonly Part[], alike: boolean) {
  const most = equals(list)
  if (alike || list.length < 2) return { most, effective: most, between: 0 }
  const [n, nn] = [sum(list, (part) => part.n), sum(list, (part) => part.n ** 2)]
  const share = sum(list, ({ k }) => k) / n
  const shown = residuals(list) / (share * (1 - share))
  const [units, people] = [n * (1 - nn / n ** 2), nn * seen(list)]
  const rho = people > units ? Math.min(1, Math.max(0, (shown - units) / (people - units))) : 0
  const all = (1 - rho) * n + rho * nn
  const effective = n / Math.max(1, shown / (((1 - rho) * units + rho * people) / all) / n)
  return { most, effective, between: (rho * nn) / all }
}

/** A share, of units that weigh. */
export function shareOf(
  rows: readonly PrivateRow[],
  by: string,
  hit: (row: PrivateRow) => boolean,
  weight: Weigh,
): Estimated {
  const squares = rows.reduce((total, row) => total + weight(row) ** 2, 0)
  const whole = rows.reduce((total, row) => total + weight(row), 0)
  const scale = rows.length === 0 ? 1 : whole / squares
  const list = parts(
    rows,
    by,
    (row) => scale * weight(row),
    (row) => (hit(row) ? 1 : 0),
  )
  const n = sum(list, (part) => part.n)
  if (n === 0) return { value: null, low: null, high: null }
  const hits = rows.filter(hit).length
  const value = hits === rows.length ? 1 : sum(list, ({ k }) => k) / n
  const { most, effective, between } = spreadOf(list, hits === 0 || hits === rows.length)
  if (most < 5 - 1e-9) return { value, low: null, high: null }
  const own = value * (1 - value)
  const t = student(most - 1)
  const inside = (at: number) => {
    const times = own === 0 ? 0 : (at * (1 - at)) / own
    const spread = own === 0 ? at * (1 - at) : own * ((1 - between) * times + between * Math.max(times, times ** 2))
    return (at - value) ** 2 <= (t * t * spread) / effective || (at - value) ** 2 <= (t * t * at * (1 - at)) / effective
  }
  return { value, low: edge(value, 0, inside), high: edge(value, 1, inside) }
}

/** The farthest place from one that is inside to one that is not. */
function edge(from: number, to: number, inside: (at: number) => boolean): number {
  if (from === to) return to
  let [near, far] = [from, to]
  for (let i = 0; i < 100; i++) {
    const middle = (near + far) / 2
    if (inside(middle)) near = middle
    else far = middle
  }
  return near
}
