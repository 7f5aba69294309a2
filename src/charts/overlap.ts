import type { Published } from '../release/index.js'
import { areApart, bounded } from './estimate.js'
import { inBrackets } from './intervals.js'
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

/**
 * The interval of a value and where a published one lies, in brackets: ` (95% interval 76–87%, which holds the
 * published 80%)`. A published value is held against what was not corrected.
 */
export function inBracketsBeside(row: Spread, published: Published | undefined, unit: Unit): string {
  const interval = inBrackets(row.low, row.high, unit)
  if (!published) return interval
  const words = besideWords(row, published.value, unit)
  return interval ? interval.replace(/\)$/, `, ${words})`) : ` (${words})`
}

function besideWords(row: Spread, published: number, unit: Unit): string {
  const value = `published ${unit.say(published)}`
  if (row.raw != null && row.raw !== row.share) return `${unit.say(row.raw)} before correction against ${value}`
  if (row.low === null || row.high === null) return value
  return `${published < row.low ? 'above' : published > row.high ? 'below' : 'which holds'} the ${value}`
}

/** How many times `b` is of `a`; a dash where either is not known or nothing. */
export const timesOf = (a: Spread, b: Spread, unit: Unit): string =>
  a.share && b.share != null ? unit.say(b.share / a.share) : NOTHING
