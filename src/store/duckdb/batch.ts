import type { DuckDBConnection } from '@duckdb/node-api'
import { type Tables, tableOf } from '../../model/index.js'
import { fileRow, type Numbered } from '../files.js'
import { columnsOf, FILE_COLUMNS, ROW_TABLES } from '../schema.js'
import type { FileOwner } from '../store.js'
import { appendTables } from './appender.js'
import { exec } from './query.js'

/** Writes what was read of files; what was stored of them before is dropped already. @returns the number of rows. */
export async function writeFiles(connection: DuckDBConnection, files: readonly Numbered[]): Promise<number> {
  const rows = await writeRows(
    connection,
    files.map(({ batch, file }) => ({ owner: batch, file, tables: batch.tables })),
  )
  await appendTables(connection, 'files', FILE_COLUMNS, [tableOf(Object.keys(FILE_COLUMNS), files.map(fileRow))])
  return rows
}

/** Writes rows of files. @returns the number of rows. */
export async function writeRows(
  connection: DuckDBConnection,
  files: readonly { owner: FileOwner; file: number; tables: Tables }[],
): Promise<number> {
  let many = 0
  for (const table of ROW_TABLES) {
    const parts = files.map(({ owner: { place, contributor, customer, source }, file, tables }) => {
      const part = tables[table]
      return { ...part, same: { ...part.same, file, place, contributor, customer, source } }
    })
    many += await appendTables(connection, table, columnsOf(table), parts)
  }
  return many
}

/** Drops stored rows of files from a line on. A session's row is replaced as a whole. */
export async function dropRows(
  connection: DuckDBConnection,
  files: readonly { file: number; fromLine: number }[],
): Promise<void> {
  if (files.length === 0) return
  const which = `file IN (${files.map(({ file }) => file).join(', ')})`
  const lines = files.map(({ file, fromLine }) => `(${file}, ${fromLine})`).join(', ')
  for (const table of ROW_TABLES) {
    await exec(
      connection,
      table === 'session'
        ? `DELETE FROM session WHERE ${which}`
        : `DELETE FROM ${table} USING (VALUES ${lines}) AS gone(of_file, from_line) WHERE file = of_file AND line >= from_line`,
    )
  }
  await exec(connection, `DELETE FROM files WHERE ${which}`)
}
