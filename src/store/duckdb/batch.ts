import type { DuckDBConnection } from '@duckdb/node-api'
import { type FileRead, TABLES, type TableName } from '../../model/index.js'
import { columnsOf, FILE_COLUMNS } from '../schema.js'
import type { FileBatch } from '../store.js'
import { appendParts, type Values } from './appender.js'
import { exec } from './query.js'

/** A file that was read, with its number in the store. */
export interface Numbered {
  batch: FileBatch
  file: number
}

const NAMES = Object.keys(TABLES) as TableName[]

/** Writes what was read of files; what was stored of them before is dropped already. @returns the number of rows. */
export async function writeFiles(connection: DuckDBConnection, files: readonly Numbered[]): Promise<number> {
  let rows = 0
  for (const table of NAMES) {
    const parts = files.map(({ batch, file }) => {
      const { place, contributor, customer, source } = batch
      return { same: { file, place, contributor, customer, source }, rows: rowsOf(batch.read, table) }
    })
    rows += await appendParts(connection, table, columnsOf(table), parts)
  }
  await appendParts(connection, 'files', FILE_COLUMNS, [{ same: {}, rows: files.map(fileRow) }])
  return rows
}

/** Drops stored rows of files from a line on. A session's row is replaced as a whole. */
export async function dropRows(
  connection: DuckDBConnection,
  files: readonly { file: number; fromLine: number }[],
): Promise<void> {
  if (files.length === 0) return
  const which = `file IN (${files.map(({ file }) => file).join(', ')})`
  const lines = files.map(({ file, fromLine }) => `(${file}, ${fromLine})`).join(', ')
  for (const table of NAMES) {
    await exec(
      connection,
      table === 'session'
        ? `DELETE FROM session WHERE ${which}`
        : `DELETE FROM ${table} USING (VALUES ${lines}) AS gone(of_file, from_line) WHERE file = of_file AND line >= from_line`,
    )
  }
  await exec(connection, `DELETE FROM files WHERE ${which}`)
}

function rowsOf(read: FileRead, table: TableName): readonly Values[] {
  const rows = {
    session: read.sessions,
    turn: read.turns,
    action: read.actions,
    agent: read.agents,
    touch: read.touches,
  }
  return rows[table] as readonly object[] as readonly Values[]
}

function fileRow({ batch: b, file }: Numbered): Record<keyof typeof FILE_COLUMNS, Values[string]> {
  const { checkpoint, counts, unreadable } = b.read
  return {
    file,
    place: b.place,
    path: b.path,
    source: b.source,
    source_version: b.sourceVersion,
    contributor: b.contributor,
    customer: b.customer,
    size: b.size,
    mtime: b.mtime,
    head: b.head,
    head_bytes: b.headBytes,
    checkpoint_offset: checkpoint?.offset ?? null,
    checkpoint_line: checkpoint?.line ?? null,
    state: checkpoint?.state ?? null,
    counts: JSON.stringify(counts),
    unreadable: JSON.stringify(unreadable),
  }
}
