import type { DuckDBConnection } from '@duckdb/node-api'
import { StoreError } from '../store.js'

export type Value = string | number | bigint | boolean | null
export type Row = Record<string, Value>

export async function exec(connection: DuckDBConnection, statement: string): Promise<void> {
  try {
    await connection.run(statement)
  } catch (error) {
    throw failure(error)
  }
}

export async function query(connection: DuckDBConnection, statement: string): Promise<Row[]> {
  try {
    const reader = await connection.runAndReadAll(statement)
    return reader.getRowObjectsJS() as Row[]
  } catch (error) {
    throw failure(error)
  }
}

function failure(error: unknown): StoreError {
  const message = error instanceof Error ? error.message : String(error)
  if (/no space left|disk.*full|could not write/i.test(message)) {
    return new StoreError(
      'the disk that holds the store is full; make room or set LEEWAY_HOME to another disk. What was stored before is intact',
    )
  }
  return new StoreError(`the store answered: ${message}`)
}
