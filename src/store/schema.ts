import { type ColumnType, JUDGED_COLUMNS, OWNER_COLUMNS, TABLES, type TableName } from '../model/index.js'
import type { Dialect } from './dialect.js'
import { PUBLISHED_COLUMNS, TOLD_COLUMNS } from './told.js'

/** Grows with every change of the tables below; a store of another version is rebuilt from the logs. */
export const SCHEMA_VERSION = 6

/** The tables of rows that files show. */
export const ROW_TABLES = Object.keys(TABLES) as TableName[]

export const columnsOf = (table: TableName) => ({ ...OWNER_COLUMNS, ...TABLES[table] })

/** What is remembered of each file, in the order of its table. */
export const FILE_COLUMNS = {
  file: 'integer',
  place: 'text',
  path: 'text',
  source: 'text',
  source_version: 'integer',
  contributor: 'text',
  customer: 'text',
  size: 'integer',
  mtime: 'text',
  head: 'text',
  head_bytes: 'integer',
  checkpoint_offset: 'integer',
  checkpoint_line: 'integer',
  state: 'text',
  counts: 'text',
  unreadable: 'text',
} as const satisfies Record<string, ColumnType>

/** Studies of the same data, in the order in which they were made. */
export const LEDGER_COLUMNS = {
  nth: 'integer',
  data: 'text',
  hash: 'text',
  parts: 'text',
} as const satisfies Record<string, ColumnType>

/** Tables that say what was let out, and what was judged for money or by hand. They outlive the rows that it was of. */
export const OUTLIVING = ['ledger', 'told', 'published', 'judged'] as const

/** The statements that make an empty store. */
export function tables(d: Dialect): string[] {
  const make = (table: string, columns: Record<string, ColumnType>) =>
    `CREATE TABLE IF NOT EXISTS ${table} (${Object.entries(columns)
      .map(([name, type]) => `"${name}" ${d.types[type]}`)
      .join(', ')})`
  const { text } = d.types
  return [
    `CREATE TABLE IF NOT EXISTS meta (name ${text}, value ${text})`,
    make('files', FILE_COLUMNS),
    make('ledger', LEDGER_COLUMNS),
    make('told', TOLD_COLUMNS),
    make('published', PUBLISHED_COLUMNS),
    make('judged', JUDGED_COLUMNS),
    ...ROW_TABLES.map((table) => make(table, columnsOf(table))),
  ]
}
