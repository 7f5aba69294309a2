import { TABLES, type TableName } from './columns.js'
import type { Rows } from './read.js'

export type Value = string | number | boolean | null

/**
 * Rows of one table, column by column. So they cross threads and enter the store for less than half of what rows as
 * objects cost, each of which would carry its names along.
 */
export interface Table {
  rows: number
  /** Columns that say the same in all rows. */
  same: Record<string, Value>
  columns: Record<string, readonly Value[]>
}

/** Rows by the tables that they go to. */
export type Tables = Record<TableName, Table>

/** Rows as tables. */
export function tablesOf({ sessions, turns, actions, agents, touches }: Rows): Tables {
  const of = (name: TableName, rows: readonly object[]) => tableOf(Object.keys(TABLES[name]), rows)
  return {
    session: of('session', sessions),
    turn: of('turn', turns),
    action: of('action', actions),
    agent: of('agent', agents),
    touch: of('touch', touches),
  }
}

/** Rows as a table of some columns. */
export function tableOf(names: readonly string[], rows: readonly object[]): Table {
  const table: Table = { rows: rows.length, same: {}, columns: {} }
  const records = rows as readonly Readonly<Record<string, Value>>[]
  for (const name of names) {
    const first = records[0]?.[name] ?? null
    if (records.every((row) => row[name] === first)) table.same[name] = first
    else table.columns[name] = records.map((row) => row[name] ?? null)
  }
  return table
}
