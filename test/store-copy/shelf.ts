import { type JudgedRow, TABLES, type TableName, type Tables } from '../../src/model/index.js'
import {
  type FileBatch,
  type FileOwner,
  type FileWriter,
  type LedgerPage,
  type Receipt,
  type SharedStore,
  type StoredFile,
  StoreError,
} from '../../src/store/index.js'

export const NAMES = Object.keys(TABLES) as TableName[]

/** A file on the shelf, in the parts that it came in. */
export interface Shelved {
  batch: FileBatch
  file: number
  parts: Tables[]
}

/** A shared store in memory that keeps what it is given, as it is given. It can break after some writings. */
export class Shelf implements SharedStore {
  readonly replaced = null
  readonly files_ = new Map<string, Shelved>()
  readonly pages: LedgerPage[] = []
  readonly verdicts: JudgedRow[] = []
  /** Rows of each writing. */
  readonly writings: number[] = []
  gaveUp = 0
  breaksAfter = Number.POSITIVE_INFINITY
  private last = 0

  async files(place: string): Promise<StoredFile[]> {
    return [...this.files_.values()].filter(({ batch }) => batch.place === place).map(remembered)
  }

  async claim(): Promise<void> {}

  async append(batch: readonly FileBatch[]): Promise<Receipt> {
    this.write(batch.map(({ tables }) => tables))
    for (const each of batch) this.put(each, [each.tables])
    return { files: batch.length, rows: sum(batch.map(({ tables }) => tables)) }
  }

  async begin(owner: FileOwner): Promise<FileWriter> {
    const parts: Tables[] = []
    return {
      add: async (tables) => {
        this.write([tables])
        parts.push(tables)
      },
      end: async (batch) => {
        this.write([batch.tables])
        if (owner.known !== batch.known) throw new Error('a file that ends as another than it began')
        parts.push(batch.tables)
        this.put(batch, parts)
        return { files: 1, rows: sum(parts) }
      },
      giveUp: async () => {
        this.gaveUp++
      },
    }
  }

  async inherit(pages: AsyncIterable<LedgerPage>): Promise<void> {
    for await (const page of pages) this.pages.push(page)
  }

  /** The rows of a table, each with its owner and the path of its file. */
  rows(table: TableName): Record<string, unknown>[] {
    return [...this.files_.values()].flatMap(({ batch: { path, place, contributor, customer, source }, parts }) =>
      parts.flatMap((tables) =>
        rowsOf(tables, table).map((row) => ({ path, place, contributor, customer, source, ...row })),
      ),
    )
  }

  async judge(rows: readonly JudgedRow[]): Promise<void> {
    this.verdicts.push(...rows)
  }

  async judgments(): Promise<never> {
    throw new Error('no verdict is asked for by copying')
  }
  async judges(): Promise<never> {
    throw new Error('no judge is asked for by copying')
  }
  async forget(): Promise<never> {
    throw new Error('nothing is forgotten by copying')
  }
  async study(): Promise<never> {
    throw new Error('nothing is asked by copying')
  }
  async enter(): Promise<never> {
    throw new Error('no study is entered by copying')
  }
  async close(): Promise<void> {}

  private write(tables: readonly Tables[]): void {
    if (this.writings.length >= this.breaksAfter) throw new StoreError('the connection broke')
    this.writings.push(sum(tables))
  }

  private put(batch: FileBatch, parts: Tables[]): void {
    const name = `${batch.place}\n${batch.path}`
    const there = this.files_.get(name)
    // As a real one does: a file is only replaced by who knows it.
    if (there?.file !== batch.known?.file) throw new Error(`${batch.path} would be there twice`)
    this.files_.set(name, { batch, parts, file: there?.file ?? ++this.last })
  }
}

export const sum = (tables: readonly Tables[]): number =>
  tables.reduce((all, each) => all + NAMES.reduce((n, name) => n + each[name].rows, 0), 0)

function rowsOf(tables: Tables, table: TableName): Record<string, unknown>[] {
  const { rows, same, columns } = tables[table]
  return Array.from({ length: rows }, (_, i) =>
    Object.fromEntries(Object.keys(TABLES[table]).map((name) => [name, columns[name]?.[i] ?? same[name] ?? null])),
  )
}

function remembered({ batch, file }: Shelved): StoredFile {
  const { path, contributor, customer, source, sourceVersion, size, mtime, head, headBytes, checkpoint } = batch
  const { offset = null, line = null, state = null } = checkpoint ?? {}
  const read = { path, contributor, customer, source, sourceVersion, size, mtime, head, headBytes }
  return { file, ...read, checkpointOffset: offset, checkpointLine: line, state }
}
