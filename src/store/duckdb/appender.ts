import {
  BIGINT,
  BOOLEAN,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api'
import type { ColumnType, Table, Value } from '../../model/index.js'

const TYPES: Record<ColumnType, DuckDBType> = { text: VARCHAR, integer: BIGINT, flag: BOOLEAN }
/** Rows a chunk of the engine holds. */
const CHUNK = 2048
/** Chunks that the engine gathers before it packs them. */
const GATHERED = 16

/** Writes tables behind each other into one of the store, column by column and chunk by chunk. */
export async function appendTables(
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<string, ColumnType>>,
  parts: readonly Table[],
): Promise<number> {
  const all = parts.reduce((sum, part) => sum + part.rows, 0)
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
  parts: readonly Table[],
  from: Place,
  name: string,
  type: ColumnType,
  many: number,
): Place {
  let { part, row } = from
  while (values.length < many) {
    const { same, rows, columns } = parts[part]!
    const end = Math.min(rows, row + many - values.length)
    const column = columns[name]
    if (column === undefined) {
      const value = convert(same[name] ?? null, type)
      for (; row < end; row++) values.push(value)
    } else for (; row < end; row++) values.push(convert(column[row] ?? null, type))
    if (row < rows) break
    part++
    row = 0
  }
  return { part, row }
}

const convert = (value: Value, type: ColumnType): DuckDBValue =>
  type === 'integer' && typeof value === 'number' ? BigInt(value) : value
