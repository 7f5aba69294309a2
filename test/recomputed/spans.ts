import type { PrivateRow } from './private-rows.js'
import { DAY, dayName, dayOf, type Holds, mondayOf } from './units.js'

/** What rows of a `team` release say that they are of: spans of time, and values that were put together. */

export type Told = Readonly<Record<string, unknown>>

const dayNamed = (name: unknown) => Date.parse(String(name)) / DAY

/** Whether a unit's day lies in the span that a row covers. */
export function inDays({ day, days, open }: Told): Holds {
  if (day === 'all') return () => true
  const last = dayNamed(day)
  if (open === 'before') return (row) => dayOf(row) <= last
  if (open === 'after') return (row) => dayOf(row) > last - 7
  return (row) => dayOf(row) <= last && dayOf(row) > last - Number(days)
}

/** Whether the name of a unit's month or week lies in a span such as `../2026-01`. */
export function inSpan(span: unknown, nameOf: (row: PrivateRow) => string): Holds {
  const [from, to = from] = String(span).split('/') as [string, string?]
  return (row) => (from === '..' || nameOf(row) >= from) && (to === '..' || nameOf(row) <= to!)
}

export const weekOf = (row: PrivateRow): string => dayName(mondayOf(row))

/** The values that a name such as `4 to 6` stands for. */
export function valuesIn(name: string, list: readonly string[], shown: readonly unknown[]): readonly string[] {
  const [from, to] = name.split(' to ') as [string, string?]
  if (to !== undefined && list.includes(from)) return list.slice(list.indexOf(from), list.indexOf(to) + 1)
  // What is not told by itself.
  return name === 'Other' ? list.filter((value) => value === 'Other' || !shown.includes(value)) : [name]
}

export const twoDigits = (n: number): number => Number(n.toPrecision(2))
