import type { Telling } from '../algebra/index.js'
import type { ColumnType } from '../model/index.js'
import { cellOf, condition, relation } from './aggregate.js'
import type { Dialect } from './dialect.js'
import type { Published } from './store.js'

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
 * The statements that put units into groups (`Telling`). Done twice, the groups are the same.
 * @param first whether nothing of the family has been told yet.
 */
export function compileTelling(telling: Telling, first: boolean, d: Dialect): string[] {
  const { family, where, by, parts } = telling
  const marks = parts.map((part) => `CASE WHEN ${condition(part, d)} THEN '1' ELSE '0' END`)
  const cells = by.map((dimension) => `CAST(${cellOf(dimension)} AS VARCHAR)`)
  const atom = [...cells, ...marks].join(" || '/' || ") || "'all'"
  const units = `(SELECT unit, who, ${atom} AS atom FROM ${relation(telling, d)} WHERE ${condition(where, d)})`
  // The new groups lie beside the old ones until those are gone.
  const [own, next] = [d.quote(family), d.quote(`${family}, next`)]
  if (first) return [`INSERT INTO told SELECT ${own}, unit, who, dense_rank() OVER (ORDER BY atom) FROM ${units} u`]
  return [
    `INSERT INTO told SELECT ${next}, coalesce(u.unit, h.unit), coalesce(u.who, h.who),
       dense_rank() OVER (ORDER BY coalesce(h.told, 0), coalesce(u.atom, ''))
     FROM ${units} u
     FULL OUTER JOIN (SELECT unit, who, told FROM told WHERE family = ${own}) h ON h.unit = u.unit`,
    `DELETE FROM told WHERE family = ${own}`,
    `UPDATE told SET family = ${own} WHERE family = ${next}`,
  ]
}

/** The statements that keep an entry of the ledger in the place of one with the same name. */
export function publish({ definition, figure, cell, body }: Published, d: Dialect): string[] {
  const [data, name, place, text] = [definition, figure, cell, body].map(d.quote)
  return [
    `DELETE FROM published WHERE definition = ${data} AND figure = ${name} AND cell = ${place}`,
    `INSERT INTO published VALUES (${data}, ${name}, ${place}, ${text})`,
  ]
}
