import { OWNER_COLUMNS, TABLES, type TableName } from '../model/index.js'
import type { Dialect } from './dialect.js'

/** Grows with every change of the tables below; a store of another version is rebuilt from the logs. */
export const SCHEMA_VERSION = 1

export const columnsOf = (table: TableName) => ({ ...OWNER_COLUMNS, ...TABLES[table] })

/** The statements that make an empty store. */
export function tables(d: Dialect): string[] {
  const rows = (Object.keys(TABLES) as TableName[]).map((table) => {
    const columns = Object.entries(columnsOf(table)).map(([name, type]) => `"${name}" ${d.types[type]}`)
    return `CREATE TABLE IF NOT EXISTS ${table} (${columns.join(', ')})`
  })
  const { text, integer } = d.types
  return [
    `CREATE TABLE IF NOT EXISTS meta (name ${text}, value ${text})`,
    `CREATE TABLE IF NOT EXISTS files (file ${integer}, place ${text}, path ${text}, source ${text}, source_version ${integer},
      contributor ${text}, customer ${text}, size ${integer}, mtime ${text}, head ${text}, head_bytes ${integer},
      checkpoint_offset ${integer}, checkpoint_line ${integer}, state ${text}, counts ${text}, unreadable ${text})`,
    `CREATE TABLE IF NOT EXISTS ledger (nth ${integer}, data ${text}, hash ${text}, parts ${text})`,
    ...rows,
  ]
}
