import type { DuckDBConnection } from '@duckdb/node-api'
import type { Prepared } from '../../src/cli/run.js'

/** A unit of a study with all of its columns, as it lies in the study's tables. */
export type PrivateRow = Record<string, string | number | null>

export interface PrivateRows {
  turns: PrivateRow[]
  sessions: PrivateRow[]
  actions: PrivateRow[]
  /** The window that they lie in; all of them where there is none. */
  window?: Window
}

/** Half-open, in ms since 1970; null is open. */
export interface Window {
  from: number | null
  to: number | null
}

/**
 * The rows of a study beside everything that keeps the rest of the program from them: read straight from the tables of the
 * embedded engine, with the groups that sentences lie in.
 */
export async function privateRows(prepared: Prepared): Promise<PrivateRows> {
  const connection = connectionOf(prepared)
  const read = async (statement: string): Promise<PrivateRow[]> => {
    const found = await (await connection.runAndReadAll(statement)).getRowObjects()
    return found.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'bigint' ? Number(value) : (value as string),
        ]),
      ),
    )
  }
  return {
    sessions: await read('SELECT * FROM sessions'),
    turns: await read(`SELECT t.*, s.leaf AS stop_cluster, s.middle AS stop_middle, s.top AS stop_top,
        i.leaf AS interrupt_cluster, i.middle AS interrupt_middle, i.top AS interrupt_top FROM turns t
      LEFT JOIN stop_groups s ON s.sentence = t.stop_sentence LEFT JOIN interrupt_groups i ON i.sentence = t.interrupt_sentence`),
    actions: await read(`SELECT a.*, g.leaf AS cluster, g.middle AS cluster_middle, g.top AS cluster_top
      FROM actions a LEFT JOIN action_groups g ON g.sentence = a.action_sentence`),
  }
}

const connectionOf = ({ rows }: Prepared) => (rows as unknown as { connection: DuckDBConnection }).connection

/** Changes the rows of a study, so that something can be found in them that the demo does not plant. */
export async function alter(prepared: Prepared, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await connectionOf(prepared).run(statement)
}
