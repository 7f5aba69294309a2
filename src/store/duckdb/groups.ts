import { BIGINT, type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { GROUP_COLUMNS, type GroupRow } from '../sentences.js'
import { STUDY } from './dialect.js'

/** Rows a chunk of the engine holds. */
const CHUNK = 2048

/** Writes the groups of sentences into a relation that is kept as long as the study. */
export async function appendGroups(
  connection: DuckDBConnection,
  relation: string,
  rows: readonly GroupRow[],
): Promise<void> {
  const appender = await connection.createAppender(relation, 'main', STUDY)
  const chunk = DuckDBDataChunk.create(GROUP_COLUMNS.map(() => BIGINT))
  for (let from = 0; from < rows.length; from += CHUNK) {
    const some = rows.slice(from, from + CHUNK)
    chunk.reset()
    chunk.rowCount = some.length
    for (const i of GROUP_COLUMNS.keys())
      chunk.setColumnValues(
        i,
        some.map((row) => BigInt(row[i]!)),
      )
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}
