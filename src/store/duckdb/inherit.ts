import type { DuckDBConnection } from '@duckdb/node-api'
import { OUTLIVING } from '../schema.js'
import { duckdb } from './dialect.js'
import { exec, query } from './query.js'

/**
 * Takes over what an older store under the same key knows of releases and of judges: what was told stays told, and what
 * was judged need not be asked again, whatever becomes of rows.
 * Nothing is taken from a store that cannot be read, or of tables that have other columns by now.
 */
export async function inherit(connection: DuckDBConnection, older: string, keyMark: string): Promise<void> {
  const attached = await exec(connection, `ATTACH ${duckdb.quote(older)} AS older (READ_ONLY)`).then(
    () => true,
    () => false,
  )
  if (!attached) return
  try {
    const stamp = await query(connection, "SELECT value FROM older.meta WHERE name = 'stamp'").catch(() => [])
    if (String(stamp[0]?.value ?? '').split('/')[1] !== keyMark) return
    for (const table of OUTLIVING) {
      if ((await columnsOf(connection, 'older', table)) !== (await columnsOf(connection, 'main', table))) continue
      await exec(connection, `INSERT INTO ${table} SELECT * FROM older.${table}`)
    }
  } finally {
    await exec(connection, 'DETACH older')
  }
}

async function columnsOf(connection: DuckDBConnection, where: 'older' | 'main', table: string): Promise<string> {
  const database = where === 'older' ? "= 'older'" : "<> 'older'"
  const rows = await query(
    connection,
    `SELECT column_name, data_type FROM duckdb_columns() WHERE database_name ${database} AND NOT internal
       AND table_name = ${duckdb.quote(table)} ORDER BY column_index`,
  )
  return JSON.stringify(rows)
}
