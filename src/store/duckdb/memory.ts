import { totalmem } from 'node:os'
import type { DuckDBConnection } from '@duckdb/node-api'

/** Megabytes that the engine takes while logs are read; what does not fit waits on disk, beside the store. */
export const WHILE_READING = 48
/** Megabytes that it takes at first when they are read and rows are put together. */
const AFTERWARDS = 96

/** The memory that the engine of each connection has. */
const limits = new WeakMap<DuckDBConnection, number>()

/** Gives the engine the memory that reading does not need any more. */
export const makeRoom = (connection: DuckDBConnection): Promise<void> => setLimit(connection, AFTERWARDS)

/**
 * Runs a statement that may be run again. Where it does not fit it is run again by one thread, which needs less, and
 * then with twice the memory, as far as this machine has it.
 */
export async function withRoom<T>(connection: DuckDBConnection, run: () => Promise<T>): Promise<T> {
  const fits = async (work: () => Promise<T>) => {
    try {
      return { result: await work() }
    } catch (error) {
      if (/out of memory/i.test(String(error))) return { error }
      throw error
    }
  }
  for (;;) {
    const first = await fits(run)
    if ('result' in first) return first.result
    const alone = await fits(() => byOneThread(connection, run))
    if ('result' in alone) return alone.result
    const limit = 2 * (limits.get(connection) ?? WHILE_READING)
    if (limit > (totalmem() * 0.8) / 1e6) throw alone.error
    await setLimit(connection, limit)
  }
}

async function byOneThread<T>(connection: DuckDBConnection, run: () => Promise<T>): Promise<T> {
  await connection.run('SET threads = 1')
  try {
    return await run()
  } finally {
    await connection.run('RESET threads')
  }
}

async function setLimit(connection: DuckDBConnection, megabytes: number): Promise<void> {
  limits.set(connection, megabytes)
  await connection.run(`SET memory_limit = '${megabytes}MB'`)
}
