import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { Private } from '../../algebra/index.js'
import type { JudgedRow } from '../../model/index.js'
import type { Scope } from '../assemble.js'
import { type Numbered, storedFile } from '../files.js'
import {
  checkJudged,
  countJudged,
  inOrder,
  type JudgedWish,
  type JudgeTotals,
  judgedRow,
  judgeTotals,
  wanted,
} from '../judged.js'
import type {
  Copied,
  EmbeddedStore,
  FileBatch,
  FileOwner,
  FileWriter,
  LedgerPage,
  Parts,
  Patience,
  Receipt,
  StoredFile,
  StudyRows,
} from '../store.js'
import { dropRows, writeFiles } from './batch.js'
import { copiesOf, pagesOf, verdictsOf } from './contents.js'
import { duckdb } from './dialect.js'
import { dropJudged, keepJudged } from './judged.js'
import { holdStore } from './open.js'
import { exec, query, transaction } from './query.js'
import { DuckStudy } from './study.js'
import { DuckdbWriter, removeUnfinished } from './writer.js'

/**
 * Opens the embedded store, or makes it. A store of another schema version is put aside and made anew from the logs.
 * @param keyMark names the pseudonym key, so that rows under another key are never mixed in.
 * @param patience how long to wait where another process holds the store; not at all by default.
 * @param asItIs neither makes a store nor puts one aside.
 * @throws StoreError where the file cannot be opened, is no store, or another process holds it.
 */
export async function openDuckdb(
  path: string,
  keyMark: string,
  patience?: Patience,
  asItIs = false,
): Promise<EmbeddedStore> {
  const { instance, connection, replaced } = await holdStore(path, keyMark, patience, asItIs)
  await removeUnfinished(connection)
  return new DuckdbStore(instance, connection, replaced)
}

class DuckdbStore implements EmbeddedStore {
  /** The last number that a file was given. */
  private last: number | null = null
  /** Answers figures beside the first one. */
  private second: DuckDBConnection | null = null
  private settled: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    readonly replaced: string | null,
  ) {}

  async files(place: string): Promise<StoredFile[]> {
    const rows = await query(this.connection, `SELECT * FROM files WHERE place = ${duckdb.quote(place)}`)
    return rows.map(storedFile)
  }

  /** Nobody else reads into this store. */
  async claim(): Promise<void> {}

  async append(batch: readonly FileBatch[]): Promise<Receipt> {
    const numbered: Numbered[] = []
    for (const b of batch) numbered.push({ batch: b, file: b.known?.file ?? (await this.newNumber()) })
    const known = numbered.filter(({ batch: b }) => b.known !== null)
    return transaction(this.connection, async () => {
      await dropRows(
        this.connection,
        known.map(({ batch: b, file }) => ({ file, fromLine: b.fromLine })),
      )
      return { files: batch.length, rows: await writeFiles(this.connection, numbered) }
    })
  }

  async begin(owner: FileOwner): Promise<FileWriter> {
    return DuckdbWriter.begin(this.connection, owner, await this.newNumber())
  }

  async forget(files: readonly number[], people: readonly string[] = []): Promise<void> {
    const { connection } = this
    const whole = files.map((file) => ({ file, fromLine: 1 }))
    const which = `file IN (${files.join(', ') || 'NULL'})`
    await transaction(connection, async () => {
      const owners = await query(connection, `SELECT DISTINCT contributor FROM files WHERE ${which}`)
      await dropRows(connection, whole)
      await dropJudged(connection, [...people, ...owners.map(({ contributor }) => String(contributor))])
    })
  }

  async judge(rows: readonly JudgedRow[]): Promise<void> {
    checkJudged(rows)
    await keepJudged(this.connection, rows)
  }

  async judgments(wish: JudgedWish): Promise<Private<JudgedRow[]>> {
    const rows = await query(this.connection, `SELECT * FROM judged WHERE ${wanted(wish, duckdb)}`)
    return Private.of(inOrder(rows.map(judgedRow)))
  }

  async judges(): Promise<Private<JudgeTotals[]>> {
    return Private.of(judgeTotals(await query(this.connection, countJudged('judged'))))
  }

  async study(scope: Scope): Promise<StudyRows> {
    this.second ??= await this.instance.connect()
    // What was read goes to its place while it is put together. Where it cannot, it does so at the end.
    this.settled = this.second.run('CHECKPOINT').catch(() => {})
    return DuckStudy.open(this.connection, this.second, scope)
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

  copies(): AsyncIterable<Copied> {
    return copiesOf(this.instance)
  }

  pages(): AsyncIterable<LedgerPage> {
    return pagesOf(this.instance)
  }

  verdicts(): AsyncIterable<JudgedRow[]> {
    return verdictsOf(this.instance)
  }

  async close(): Promise<void> {
    await this.settled
    this.second?.closeSync()
    this.connection.closeSync()
    this.instance.closeSync()
  }

  /** A number that no file has. Nobody else can give numbers while the store is held. */
  private async newNumber(): Promise<number> {
    this.last ??= Number((await query(this.connection, 'SELECT coalesce(max(file), 0) AS last FROM files'))[0]!.last)
    return ++this.last
  }
}
