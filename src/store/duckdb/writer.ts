import type { DuckDBConnection } from '@duckdb/node-api'
import type { Tables } from '../../model/index.js'
import type { FileBatch, FileOwner, FileWriter, Receipt } from '../store.js'
import { dropRows, writeFiles, writeRows } from './batch.js'
import { exec, query, transaction } from './query.js'

const UNFINISHED = "DELETE FROM meta WHERE name = 'unfinished'"

/**
 * Writes one file in parts, each of which is stored at once: a transaction over all of them would be held in memory.
 * Until the end the file goes by a number that no row of `files` has, and that is noted as unfinished.
 */
export class DuckdbWriter implements FileWriter {
  private written = 0

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly owner: FileOwner,
    private readonly file: number,
  ) {}

  /** @param file a number that no file has. */
  static async begin(connection: DuckDBConnection, owner: FileOwner, file: number): Promise<DuckdbWriter> {
    await exec(connection, `INSERT INTO meta VALUES ('unfinished', '${file}')`)
    return new DuckdbWriter(connection, owner, file)
  }

  async add(tables: Tables): Promise<void> {
    const part = { owner: this.owner, file: this.file, tables }
    this.written += await transaction(this.connection, () => writeRows(this.connection, [part]))
  }

  async end(batch: FileBatch): Promise<Receipt> {
    const { connection, file } = this
    const { known } = this.owner
    const rows = await transaction(connection, async () => {
      if (known !== null) await dropRows(connection, [{ file: known.file, fromLine: 1 }])
      const last = await writeFiles(connection, [{ batch, file }])
      await exec(connection, `${UNFINISHED} AND value = '${file}'`)
      return last
    })
    return { files: 1, rows: this.written + rows }
  }

  async giveUp(): Promise<void> {
    await dropUnfinished(this.connection, [this.file])
  }
}

/** Drops what is left of files whose writing was broken off. */
export async function removeUnfinished(connection: DuckDBConnection): Promise<void> {
  const left = await query(connection, "SELECT value FROM meta WHERE name = 'unfinished'")
  if (left.length > 0)
    await dropUnfinished(
      connection,
      left.map(({ value }) => Number(value)),
    )
}

function dropUnfinished(connection: DuckDBConnection, files: readonly number[]): Promise<void> {
  return transaction(connection, async () => {
    await dropRows(
      connection,
      files.map((file) => ({ file, fromLine: 1 })),
    )
    await exec(connection, `${UNFINISHED} AND value IN (${files.map((file) => `'${file}'`).join(', ')})`)
  })
}
