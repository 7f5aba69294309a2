import type { Telling } from '../algebra/index.js'
import type { ColumnType } from '../model/index.js'
import type { Dialect } from './dialect.js'
import type { Published } from './store.js'
import { cellOf, condition, relation } from './units.js'

/** Per family of cells, every unit that a release has told something of, with a number for the group it was told in. */
export const TOLD_COLUMNS = {
  family: 'text',
  unit: 'integer',
  who: 'integer',
  told: 'integer',
} as const satisfies Record<string, ColumnType>

/** What was told of figures, by the definition of their data: a later release repeats it where it may say nothing new. */
export const PUBLISHED_COLUMNS = {
  definition: 'text',
  figure: 'text',
  cell: 'text',
  body: 'text',
} as const satisfies Record<string, ColumnType>

/**
 * The statement that puts units into groups (`Telling`). A group is numbered by what made it, not by its place among the
 * others: who asks several parts of the contributors finds the same group under the same number in all of them. Done
 * twice, the groups are the same.
 * @param names the family under which its groups lie, or null where nothing of it has been told; the one for the new
 *   groups; and the table they go to.
 */
export function compileTelling(
  telling: Telling,
  names: { own: string | null; next: string; into: string },
  d: Dialect,
): string {
  const { where, by, parts } = telling
  const marks = parts.map((part) => `CASE WHEN ${condition(part, d)} THEN '1' ELSE '0' END`)
  const cells = by.map((dimension, i) => `CAST(${cellOf(dimension, i, d)} AS VARCHAR)`)
  const atom = [...cells, ...marks].join(" || '/' || ") || "'all'"
  const units = `(SELECT unit, who, ${atom} AS atom FROM ${relation(telling, d)} WHERE ${condition(where, d)})`
  const numbered = (text: string) => `1 + ${d.intDiv(d.numberOf(text), 256)}`
  const next = d.quote(names.next)
  if (names.own === null)
    return `INSERT INTO ${names.into} SELECT ${next}, unit, who, ${numbered('atom')} FROM ${units} u`
  const group = "CAST(coalesce(h.told, 0) AS VARCHAR) || '/' || coalesce(u.atom, '')"
  return `INSERT INTO ${names.into} SELECT ${next}, coalesce(u.unit, h.unit), coalesce(u.who, h.who), ${numbered(group)}
    FROM ${units} u
    FULL OUTER JOIN (SELECT unit, who, told FROM told WHERE family = ${d.quote(names.own)}) h ON h.unit = u.unit`
}

/** The statements that keep an entry of the ledger in the place of one with the same name. */
export function publish({ definition, figure, cell, body }: Published, d: Dialect): string[] {
  const [data, name, place, text] = [definition, figure, cell, body].map(d.quote)
  return [
    `DELETE FROM published WHERE definition = ${data} AND figure = ${name} AND cell = ${place}`,
    `INSERT INTO published VALUES (${data}, ${name}, ${place}, ${text})`,
  ]
}
