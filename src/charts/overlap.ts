import type { Published } from '../release/index.js'
import { areApart, bounded } from './estimate.js'
import { NOTHING } from './numbers.js'
import type { Unit } from './units.js'

/** A value with its interval, both ends of which may be unknown. */
export interface Spread {
  share: number | null
  low: number | null
  high: number | null
  /** Before correction for errors of the judge. */
  raw?: number | null | undefined
}

/** What two intervals allow to be said of the order of two values. */
export function sayOverlap(a: Spread, b: Spread): string {
  if (!bounded(a, b)) return 'with too few contributors to tell this from chance'
  return areApart(a, b) ? 'and their intervals do not overlap' : 'but their intervals overlap, so this may be chance'
}

/** What is said where no value of a sentence has an interval; else nothing. */
export const noInterval = (rows: readonly Spread[]): string =>
  rows.length > 0 && rows.every(({ low, high }) => low === null && high === null)
    ? ' No interval can be given: there are too few contributors or days.'
    : ''

/** Where a published value lies: `published 80%, within the interval`. It is held against what was not corrected. */
export function sayPublished(row: Spread, published: Published | undefined, unit: Unit): string {
  if (!published) return ''
  const value = `published ${unit.say(published.value)}`
  if (row.raw != null && row.raw !== row.share) return `${value}, against ${unit.say(row.raw)} before correction`
  if (row.low === null || row.high === null) return value
  const { value: at } = published
  return `${value}, ${at < row.low ? 'below' : at > row.high ? 'above' : 'within'} the interval`
}

/** How many times `b` is of `a`; a dash where either is not known or nothing. */
export const timesOf = (a: Spread, b: Spread, unit: Unit): string =>
  a.share && b.share != null ? unit.say(b.share / a.share) : NOTHING
