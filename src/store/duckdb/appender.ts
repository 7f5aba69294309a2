import {
  BIGINT,
  BOOLEAN,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api'
import type { ColumnType, TableName } from '../../model/index.js'
import { columnsOf } from '../schema.js'

const TYPES: Record<ColumnType, DuckDBType> = { text: VARCHAR, integer: BIGINT, flag: BOOLEAN }
/** Rows a chunk of the engine holds. */
const CHUNK = 2048

type Value = string | number | boolean | null

/** Writes rows to a table, column by column and chunk by chunk. */
export async function appendRows(
  connection: DuckDBConnection,
  table: TableName,
  rows: readonly Record<string, Value>[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.entries(columnsOf(table)) as [string, ColumnType][]
  const types = columns.map(([, type]) => TYPES[type])
  const appender = await connection.createAppender(table)
  for (let from = 0; from < rows.length; from += CHUNK) {
    const part = rows.slice(from, from + CHUNK)
    const chunk = DuckDBDataChunk.create(types, part.length)
    chunk.setColumns(columns.map(([name, type]) => part.map((row) => convert(row[name] ?? null, type))))
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}

const convert = (value: Value, type: ColumnType): DuckDBValue =>
  type === 'integer' && typeof value === 'number' ? BigInt(value) : value
