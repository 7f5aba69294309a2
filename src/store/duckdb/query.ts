import type { DuckDBConnection } from '@duckdb/node-api'
import { StoreError } from '../store.js'
import { withRoom } from './memory.js'

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

/** Does something as a whole or not at all. What does not fit into memory is done again with more of it. */
export function transaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  return withRoom(connection, () => wholly(connection, work))
}

async function wholly<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await exec(connection, 'BEGIN TRANSACTION')
  try {
    const result = await work()
    await exec(connection, 'COMMIT')
    return result
  } catch (error) {
    await exec(connection, 'ROLLBACK').catch(() => {})
    throw error
  }
}

/** What the engine said, as an error that says what to do. */
export function failure(error: unknown): StoreError {
  const message = error instanceof Error ? error.message : String(error)
  return refusal(message) ?? new StoreError(`the store answered: ${message}`)
}

/** What the disk refused, or null where the failure is another one. */
export function refusal(message: string): StoreError | null {
  const full = /no space left on device|disk is full|not enough space|disk quota exceeded|file too large/i.exec(message)
  if (full !== null) {
    return new StoreError(
      `no room for the store (${full[0].toLowerCase()}); make room on its disk or set LEEWAY_HOME to another. ` +
        'What was stored before is intact',
    )
  }
  const refused = /read-only file system|permission denied|operation not permitted|input\/output error/i.exec(message)
  if (refused === null) return null
  return new StoreError(
    `the store cannot be read and written (${refused[0].toLowerCase()}); see to its folder or set LEEWAY_HOME to another`,
  )
}
