import {
  BIGINT,
  BOOLEAN,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api'
import type { ColumnType } from '../../model/index.js'

const TYPES: Record<ColumnType, DuckDBType> = { text: VARCHAR, integer: BIGINT, flag: BOOLEAN }
/** Rows a chunk of the engine holds. */
const CHUNK = 2048
/** Chunks that the engine gathers before it packs them. */
const GATHERED = 16

export type Value = string | number | boolean | null
export type Values = Readonly<Record<string, Value>>

/** Rows and the columns that are the same in all of them. */
export interface Part {
  same: Values
  rows: readonly Values[]
}

/** Writes rows to a table, column by column and chunk by chunk, without putting any row together first. */
export async function appendParts(
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<string, ColumnType>>,
  parts: readonly Part[],
): Promise<number> {
  const all = parts.reduce((sum, part) => sum + part.rows.length, 0)
  if (all === 0) return 0
  const named = Object.entries(columns)
  const types = named.map(([, type]) => TYPES[type])
  const appender = await connection.createAppender(table)
  const at = { part: 0, row: 0 }
  let written = 0
  // One chunk for all: each holds memory of its own until somebody clears up.
  const chunk = DuckDBDataChunk.create(types)
  for (let left = all; left > 0; left -= CHUNK) {
    chunk.reset()
    chunk.rowCount = Math.min(CHUNK, left)
    let end = at
    named.forEach(([name, type], i) => {
      const values: DuckDBValue[] = []
      end = fill(values, parts, at, name, type, chunk.rowCount)
      chunk.setColumnValues(i, values)
    })
    Object.assign(at, end)
    appender.appendDataChunk(chunk)
    // Left to itself, the engine gathers a hundred chunks as they are.
    if (++written % GATHERED === 0) appender.flushSync()
  }
  appender.closeSync()
  return all
}

interface Place {
  part: number
  row: number
}

/** Takes one column's values of the next rows. @returns where the rows after them begin. */
function fill(
  values: DuckDBValue[],
  parts: readonly Part[],
  from: Place,
  name: string,
  type: ColumnType,
  many: number,
): Place {
  let { part, row } = from
  while (values.length < many) {
    const { same, rows } = parts[part]!
    const end = Math.min(rows.length, row + many - values.length)
    if (name in same) {
      const value = convert(same[name] ?? null, type)
      for (; row < end; row++) values.push(value)
    } else for (; row < end; row++) values.push(convert(rows[row]![name] ?? null, type))
    if (row < rows.length) break
    part++
    row = 0
  }
  return { part, row }
}

const convert = (value: Value, type: ColumnType): DuckDBValue =>
  type === 'integer' && typeof value === 'number' ? BigInt(value) : value
