import { NOTHING } from './numbers.js'
import type { Unit } from './units.js'

type End = number | null | undefined

/** `41–47 s`; an end that is not known is named, and two unknown ends are no interval. */
export function range(low: End, high: End, unit: Unit): string {
  if (low == null && high == null) return NOTHING
  if (low == null) return `up to ${unit.say(high!)}`
  if (high == null) return `${unit.say(low)} or more`
  return join(unit.say(low), unit.say(high))
}

function join(low: string, high: string): string {
  const [number, suffix] = split(low)
  const [, other] = split(high)
  return suffix === other && suffix !== '' ? `${number}–${high}` : `${low}–${high}`
}

const split = (text: string): readonly [string, string] => {
  const match = /^([−+\d.,]+)(\D*)$/.exec(text)
  return match ? [match[1]!, match[2]!] : [text, '']
}

/** ` (95% interval 41–47 s)`, or nothing where there is no interval. */
export function inBrackets(low: End, high: End, unit: Unit): string {
  return low == null && high == null ? '' : ` (95% interval ${range(low, high, unit)})`
}

/** A value and its interval in one cell of a table. */
export function cell(value: End, low: End, high: End, unit: Unit, reason?: string): string {
  if (value == null) return reason ? `${NOTHING} ${reason}` : NOTHING
  const interval = range(low, high, unit)
  return interval === NOTHING ? unit.say(value) : `${unit.say(value)} (${interval})`
}
