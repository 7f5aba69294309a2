import type { Private } from './private.js'
import { type CellRow, type Engine, nameOfQuery, type Query } from './query.js'
import { TOLD, type Told } from './units.js'

/**
 * An engine that is not asked about families of cells of which nothing was told: no unit has a group in any of them, so that
 * all units are in group 0, and questions that differ in nothing else are the same.
 * @param told the families of which something was told; null where that is not known.
 */
export const untoldAlike = (engine: Engine, told: Private<ReadonlySet<string>> | null): Engine => ({
  ...(engine.taxa === undefined ? {} : { taxa: engine.taxa }),
  aggregate: (query) =>
    told === null
      ? engine.aggregate(query)
      : told.chain(async (known) => {
          const { asked, answered } = withoutUntold(query, known)
          return (await engine.aggregate(asked)).map(answered)
        }),
})

/** Stands for every family of cells of which nothing was told. */
const NONE = ''

interface Asked {
  asked: Query
  /** Rows of the answer as rows of an answer to the query. */
  answered(rows: CellRow[]): CellRow[]
}

function withoutUntold(query: Query, known: ReadonlySet<string>): Asked {
  const { history } = query
  if (history === undefined) return { asked: query, answered: same }
  const untold = TOLD.filter((column) => history[column] !== undefined && !known.has(history[column]))
  const alike = { ...history, ...Object.fromEntries(untold.map((column) => [column, NONE])) }
  if (query.ask !== 'sums') return { asked: { ...query, history: alike }, answered: same }
  const gone = untold.filter((column) => !namedIn(query, column))
  const left = Object.entries(alike).filter(([column]) => !gone.includes(column as Told))
  const { history: _, ...rest } = query
  const isGone = query.by.map((each) => each.kind === 'column' && gone.includes(each.column as Told))
  const by = query.by.filter((_each, i) => !isGone[i])
  const asked = { ...rest, by, ...(left.length === 0 ? {} : { history: Object.fromEntries(left) }) }
  // One cell of everything is there also where there is nothing.
  const held = (rows: CellRow[]) => (by.length === 0 && query.by.length > 0 ? rows.filter(({ n }) => n > 0) : rows)
  return { asked, answered: (rows) => held(rows).map((row) => ({ ...row, cell: inPlace(row.cell, isGone) })) }
}

const same = (rows: CellRow[]) => rows

/** Whether a question asks about a column besides putting units into cells by it. */
const namedIn = ({ where, by, sums }: Query & { ask: 'sums' }, column: Told): boolean =>
  nameOfQuery([where, sums, by.filter(({ kind }) => kind !== 'column')]).includes(`"column":"${column}"`)

/** A cell with group 0 where units were not put into groups. */
function inPlace(cell: CellRow['cell'], isGone: readonly boolean[]): CellRow['cell'] {
  let next = 0
  return isGone.map((gone) => (gone ? 0 : cell[next++]!))
}
