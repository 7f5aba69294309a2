import type { Published } from '../release/index.js'
import { range } from './intervals.js'
import { NOTHING } from './numbers.js'
import type { Unit } from './units.js'

/** One number with what must stand beside it. */
export interface Estimate {
  value: number | null
  /** The most it could be, where some units are not known. */
  max?: number | null | undefined
  low: number | null
  high: number | null
  n?: number | undefined
  /** Why there is no value. */
  reason?: string | undefined
}

/** An estimate with its name and its unit, so that two releases can be set beside each other. */
export interface Named {
  name: string
  unit: Unit
  estimate: Estimate | undefined
  published?: readonly Published[]
}

/** Whether the value is known only to lie between two ends. */
export const isRange = ({ value, max }: Estimate): boolean => max != null && value !== null && max > value

/** The value, or both ends of what it can be. */
export function sayValue(estimate: Estimate | undefined, unit: Unit): string {
  if (estimate?.value == null) return NOTHING
  return isRange(estimate) ? range(estimate.value, estimate.max, unit) : unit.say(estimate.value)
}

/** The difference of two estimates, in brackets where their intervals overlap or are not known. */
export function changeOf(now: Estimate | undefined, before: Estimate | undefined, unit: Unit): string {
  if (now?.value == null || before?.value == null) return NOTHING
  if (isRange(now) || isRange(before)) return NOTHING
  const difference = now.value - before.value
  const sign = difference < 0 ? '−' : '+'
  const size = unit.say(1) === '100%' ? `${(Math.abs(difference) * 100).toFixed(1)} pt` : unit.say(Math.abs(difference))
  const text = /^[0.]+( |$)/.test(size) ? '±0' : `${sign}${size}`
  return areApart(now, before) ? text : `(${text})`
}

type Ends = Pick<Estimate, 'low' | 'high'>

/** Whether the intervals of two estimates are known and do not touch. */
export const areApart = (a: Ends, b: Ends): boolean => bounded(a, b) && (a.low! > b.high! || b.low! > a.high!)

/** Whether both ends of all these intervals are known. */
export const bounded = (...all: readonly Ends[]): boolean => all.every(({ low, high }) => low !== null && high !== null)

/** A share of a row with all that must stand beside it. */
export const shareEstimate = (row: ShareRow): Estimate => ({
  value: row.share ?? null,
  max: row.share_max,
  low: row.low ?? null,
  high: row.high ?? null,
  n: row.n,
  reason: row.suppressed,
})

interface ShareRow {
  share: number | null
  share_max?: number | null | undefined
  low: number | null
  high: number | null
  n?: number | undefined
  suppressed?: string | undefined
}
