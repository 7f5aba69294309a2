import type { LogSetting } from '../model/index.js'
import type { Dialect } from './dialect.js'

/** The places of a study, and where sessions ran that it leaves out. */
interface Covered {
  places: readonly string[]
  without?: readonly LogSetting[]
}

const among = (column: string, values: readonly string[], d: Dialect) =>
  `${column} IN (${values.map(d.quote).join(', ') || "''"})`

/** The sessions that a study leaves out, as a relation of `contributor` and `session`; null where it leaves out none. */
export const leftOut = ({ places, without = [] }: Covered, d: Dialect): string | null =>
  without.length === 0
    ? null
    : `SELECT DISTINCT contributor, session FROM session WHERE ${among('setting', without, d)} AND ${among('place', places, d)}`

/** Whether a stored row of a session is one that a study covers. */
export function keptOf(covered: Covered, d: Dialect): string {
  const gone = leftOut(covered, d)
  const inside = among('place', covered.places, d)
  return gone === null ? inside : `${inside} AND (contributor, session) NOT IN (${gone})`
}
