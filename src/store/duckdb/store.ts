import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type FileRead, TABLES, type TableName } from '../../model/index.js'
import type { Scope } from '../assemble.js'
import { SCHEMA_VERSION, tables } from '../schema.js'
import {
  type FileBatch,
  type Parts,
  type Receipt,
  type Store,
  type StoredFile,
  StoreError,
  type StudyRows,
} from '../store.js'
import { appendRows } from './appender.js'
import { duckdb } from './dialect.js'
import { exec, query } from './query.js'
import { DuckStudy } from './study.js'

/**
 * Opens the embedded store, or makes it. A store of another schema version is put aside and made anew from the logs.
 * @param keyMark names the pseudonym key, so that rows under another key are never mixed in.
 * @throws StoreError where the file cannot be opened, is no store, or another process holds it.
 */
export async function openDuckdb(path: string, keyMark: string, replaced: string | null = null): Promise<Store> {
  if (path !== ':memory:') await mkdir(dirname(path), { recursive: true })
  const { instance, connection } = await connect(path)
  const stamp = `${SCHEMA_VERSION}/${keyMark}`
  const known = await query(connection, "SELECT table_name FROM information_schema.tables WHERE table_name = 'meta'")
  const found =
    known.length === 0
      ? null
      : ((await query(connection, "SELECT value FROM meta WHERE name = 'stamp'"))[0]?.value ?? null)
  if (found === stamp) return new DuckdbStore(instance, connection, replaced)
  if (known.length > 0) {
    connection.closeSync()
    instance.closeSync()
    // Logs are deleted after a while, so what an older store knows of them is put aside and not thrown away.
    const aside = `${path}.old`
    for (const end of ['', '.wal']) await rm(`${aside}${end}`, { force: true })
    for (const end of ['', '.wal']) await rename(`${path}${end}`, `${aside}${end}`).catch(() => {})
    return openDuckdb(path, keyMark, aside)
  }
  const stampRow = `INSERT INTO meta VALUES ('stamp', ${duckdb.quote(stamp)})`
  for (const statement of ['BEGIN TRANSACTION', ...tables(duckdb), stampRow, 'COMMIT'])
    await exec(connection, statement)
  return new DuckdbStore(instance, connection, replaced)
}

async function connect(path: string): Promise<{ instance: DuckDBInstance; connection: DuckDBConnection }> {
  try {
    const instance = await DuckDBInstance.create(path, { preserve_insertion_order: 'false' })
    return { instance, connection: await instance.connect() }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (/lock/i.test(message)) {
      throw new StoreError(
        `the store ${path} is in use by another process; wait for it to end, or set LEEWAY_HOME to another folder`,
      )
    }
    throw new StoreError(
      `the store ${path} cannot be opened: ${message.split('\n')[0]}; remove the file to have it made anew from the logs`,
    )
  }
}

class DuckdbStore implements Store {
  constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    readonly replaced: string | null,
  ) {}

  async files(place: string): Promise<StoredFile[]> {
    const rows = await query(this.connection, `SELECT * FROM files WHERE place = ${duckdb.quote(place)}`)
    return rows.map((row) => ({
      file: Number(row.file),
      path: String(row.path),
      source: String(row.source),
      sourceVersion: Number(row.source_version),
      size: Number(row.size),
      mtime: String(row.mtime),
      head: String(row.head),
      headBytes: Number(row.head_bytes),
      checkpointOffset: row.checkpoint_offset === null ? null : Number(row.checkpoint_offset),
      checkpointLine: row.checkpoint_line === null ? null : Number(row.checkpoint_line),
      state: row.state === null ? null : String(row.state),
    }))
  }

  async append(batch: readonly FileBatch[]): Promise<Receipt> {
    return this.transaction(async () => {
      let next = Number((await query(this.connection, 'SELECT coalesce(max(file), 0) AS last FROM files'))[0]!.last) + 1
      const numbered = batch.map((b) => ({ batch: b, file: b.known?.file ?? next++ }))
      for (const { batch: b, file } of numbered) if (b.known !== null) await this.drop(file, b.fromLine)
      let rows = 0
      for (const table of Object.keys(TABLES) as TableName[]) {
        const owned = numbered.flatMap(({ batch: b, file }) =>
          rowsOf(b.read, table).map((row) => ({
            ...row,
            file,
            place: b.place,
            contributor: b.contributor,
            customer: b.customer,
            source: b.source,
          })),
        )
        rows += owned.length
        await appendRows(this.connection, table, owned)
      }
      const values = numbered.map(({ batch: b, file }) => fileValues(b, file))
      if (values.length > 0) await exec(this.connection, `INSERT INTO files VALUES ${values.join(', ')}`)
      return { files: batch.length, rows }
    })
  }

  async forget(files: readonly number[]): Promise<void> {
    await this.transaction(async () => {
      for (const file of files) await this.drop(file, 1)
    })
  }

  async study(scope: Scope): Promise<StudyRows> {
    return DuckStudy.open(this.connection, scope)
  }

  async enter(data: string, hash: string, parts: Parts): Promise<{ analysis: number; before: Parts | null }> {
    const [of, own] = [duckdb.quote(data), duckdb.quote(hash)]
    const earlier = await query(this.connection, `SELECT nth, hash, parts FROM ledger WHERE data = ${of} ORDER BY nth`)
    const known = earlier.findIndex((row) => row.hash === hash)
    const at = known === -1 ? earlier.length : known
    if (known === -1) {
      const text = duckdb.quote(JSON.stringify(parts))
      await exec(this.connection, `INSERT INTO ledger VALUES (${at + 1}, ${of}, ${own}, ${text})`)
    }
    return { analysis: at + 1, before: at === 0 ? null : (JSON.parse(String(earlier[at - 1]!.parts)) as Parts) }
  }

  async close(): Promise<void> {
    this.connection.closeSync()
    this.instance.closeSync()
  }

  /** A session's row is replaced as a whole; other rows only from a line on. */
  private async drop(file: number, fromLine: number): Promise<void> {
    for (const table of Object.keys(TABLES) as TableName[]) {
      const from = table === 'session' ? '' : ` AND line >= ${fromLine}`
      await exec(this.connection, `DELETE FROM ${table} WHERE file = ${file}${from}`)
    }
    await exec(this.connection, `DELETE FROM files WHERE file = ${file}`)
  }

  private async transaction<T>(work: () => Promise<T>): Promise<T> {
    await exec(this.connection, 'BEGIN TRANSACTION')
    try {
      const result = await work()
      await exec(this.connection, 'COMMIT')
      return result
    } catch (error) {
      await exec(this.connection, 'ROLLBACK').catch(() => {})
      throw error
    }
  }
}

function rowsOf(read: FileRead, table: TableName): readonly object[] {
  return { session: read.sessions, turn: read.turns, action: read.actions, agent: read.agents, touch: read.touches }[
    table
  ]
}

function fileValues(b: FileBatch, file: number): string {
  const { checkpoint, counts, unreadable } = b.read
  const text = (value: string | null) => (value === null ? 'NULL' : duckdb.quote(value))
  const values = [
    String(file),
    text(b.place),
    text(b.path),
    text(b.source),
    String(b.sourceVersion),
    text(b.contributor),
    text(b.customer),
    String(b.size),
    text(b.mtime),
    text(b.head),
    String(b.headBytes),
    String(checkpoint?.offset ?? 'NULL'),
    String(checkpoint?.line ?? 'NULL'),
    text(checkpoint?.state ?? null),
    text(JSON.stringify(counts)),
    text(JSON.stringify(unreadable)),
  ]
  return `(${values.join(', ')})`
}
