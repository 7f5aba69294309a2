import type { Tables } from '../../model/index.js'
import type { FileBatch, FileOwner, FileWriter, Receipt } from '../store.js'
import { writeRows } from './batch.js'
import type { Shard } from './shard.js'

/** What a writer needs of its store. */
export interface WriterMeans {
  shardOf(owner: FileOwner): Shard
  database: string
  /** Makes what a writing brought the only rows of the file. */
  end(batch: FileBatch, writing: number): Promise<void>
}

/** Writes one file in parts. Rows lie there from the first part on, and count when the file's entry names their writing. */
export class ClickhouseWriter implements FileWriter {
  private written = 0
  private readonly from: Record<string, number> = {}

  constructor(
    private readonly owner: FileOwner,
    private readonly writing: number,
    private readonly means: WriterMeans,
  ) {}

  async add(tables: Tables): Promise<void> {
    this.written += await this.write(this.owner, tables)
  }

  async end(batch: FileBatch): Promise<Receipt> {
    const rows = await this.write(batch, batch.tables)
    await this.means.end(batch, this.writing)
    return { files: 1, rows: this.written + rows }
  }

  /** What was written stays until it is swept; nothing counts it. */
  async giveUp(): Promise<void> {}

  private write(owner: FileOwner, tables: Tables): Promise<number> {
    const part = { owner, writing: this.writing, tables, from: this.from }
    return writeRows(this.means.shardOf(owner), this.means.database, [part])
  }
}
