import { Private } from '../../algebra/index.js'
import type { JudgedRow } from '../../model/index.js'
import type { ClusterAddress } from '../address.js'
import type { Scope } from '../assemble.js'
import { storedFile } from '../files.js'
import { checkJudged, inOrder, type JudgedWish, type JudgeTotals } from '../judged.js'
import { ROW_TABLES } from '../schema.js'
import {
  type FileBatch,
  type FileOwner,
  type FileWriter,
  type LedgerPage,
  type Parts,
  type Patience,
  type Receipt,
  type SharedStore,
  type StoredFile,
  StoreError,
  type StudyRows,
} from '../store.js'
import { type Entered, type Entry, entryOf, NO_END, type Writing, writeEntries, writeGone, writeRows } from './batch.js'
import { clickhouse } from './dialect.js'
import { Verdicts } from './judged.js'
import { Ledger } from './ledger.js'
import { fileNumber, newNumber, shardOf } from './numbers.js'
import { openShards } from './open.js'
import type { Row, Shard } from './shard.js'
import { ClickhouseStudy } from './study.js'
import { sweep } from './sweep.js'
import { ClickhouseWriter } from './writer.js'

const AT_ONCE: Patience = { ms: 0, waits() {} }

/**
 * Opens the store on a cluster, or makes it there.
 * @param keyMark names the pseudonym key, so that rows under another key are never mixed in.
 * @param patience how long to wait for a server that goes away while it is used.
 * @throws StoreError where a server is away, too old, refuses, or holds rows of another key or newer Leeway.
 */
export async function openClickhouse(
  address: ClusterAddress,
  keyMark: string,
  patience: Patience = AT_ONCE,
): Promise<SharedStore> {
  const shards = await openShards(address, keyMark, patience)
  const ledger = new Ledger(shards, address.database, patience)
  await sweep(shards, address.database, ledger, Date.now())
  return new ClickhouseStore(shards, address.database, ledger)
}

/** Writings of a file beyond which it is read as a whole again. */
const MANY_WRITINGS = 30

/** A file as it was found here. */
interface Known extends Entry {
  file: number
  place: string
  path: string
  contributor: string
}

function knownOf(row: Row, shard: number): Known {
  const [place, path] = [String(row.place), String(row.path)]
  return { ...entryOf(row, shard), file: fileNumber(place, path), place, path, contributor: String(row.contributor) }
}

export class ClickhouseStore implements SharedStore {
  readonly replaced = null
  /** Entries of the files that were asked for, by their number. */
  private readonly known = new Map<number, Known>()
  private readonly studies: ClickhouseStudy[] = []
  private readonly verdicts: Verdicts

  constructor(
    private readonly shards: readonly Shard[],
    private readonly database: string,
    private readonly ledger: Ledger,
  ) {
    this.verdicts = new Verdicts(shards, database)
  }

  /** Characters of all answers so far. */
  get received(): number {
    return (
      this.shards.reduce((sum, shard) => sum + shard.received, 0) + this.studies.reduce((sum, s) => sum + s.received, 0)
    )
  }

  async files(place: string): Promise<StoredFile[]> {
    const answers = await this.everywhere((shard) =>
      shard.rows(`SELECT * FROM ${this.database}.files FINAL WHERE place = ${clickhouse.quote(place)}`),
    )
    const entries = answers.flatMap((rows, shard) => rows.map((row) => ({ row, known: knownOf(row, shard) })))
    // A file whose owner changed lies on two shards until the older entry is gone. That one may be marked as gone later
    // than the other one was written, and says nothing of it.
    const last = new Map<number, (typeof entries)[number]>()
    const inTime = entries.toSorted((a, b) => a.known.revision - b.known.revision)
    for (const gone of [true, false])
      for (const entry of inTime) if (Boolean(entry.row.gone) === gone) last.set(entry.known.file, entry)
    await this.bury(entries.flatMap((e) => (e.row.gone || last.get(e.known.file) === e ? [] : [e.known])))
    for (const { known } of last.values()) this.known.set(known.file, known)
    return [...last.values()].flatMap(({ row, known }) => (row.gone ? [] : [storedOf(row, known)]))
  }

  async claim(place: string, machine: string): Promise<void> {
    const first = this.shards[0]!
    const [name, mark] = [clickhouse.quote(`filled by ${place}`), clickhouse.quote(machine)]
    const holder = async () =>
      (await first.rows(`SELECT argMin(value, at) AS mark FROM ${this.database}.meta WHERE name = ${name}`))[0]?.mark ||
      null
    if ((await holder()) === null)
      await first.run(`INSERT INTO ${this.database}.meta (name, value) VALUES (${name}, ${mark})`)
    if ((await holder()) === machine) return
    const then =
      'where this one has files of its own there, set LEEWAY_MACHINE to a name for it; where both see the same files, set it to the same name on both'
    throw new StoreError(
      `another machine fills the place ${place} of this store; ${then}`,
      `another machine fills a place of this study; ${then}`,
    )
  }

  async append(batch: readonly FileBatch[]): Promise<Receipt> {
    await this.learn(batch)
    const entered = batch.map((b) => this.entered(b, newNumber()))
    const counts = await this.everywhere(async (shard, i) => {
      const own = entered.filter(({ entry }) => entry.shard === i)
      const parts = own.map(({ batch: b, entry }) => ({
        owner: b,
        writing: entry.writings.at(-1)![0],
        tables: b.tables,
        from: {},
      }))
      const rows = await writeRows(shard, this.database, parts)
      await writeEntries(shard, this.database, own)
      return rows
    })
    await this.settle(entered)
    return { files: batch.length, rows: counts.reduce((sum, n) => sum + n, 0) }
  }

  async begin(owner: FileOwner): Promise<FileWriter> {
    await this.learn([owner])
    return new ClickhouseWriter(owner, newNumber(), {
      shardOf: (of) => this.shards[shardOf(of.contributor, of.customer, this.shards.length)]!,
      database: this.database,
      end: async (batch, writing) => {
        const entered = this.entered({ ...batch, fromLine: 1 }, writing)
        await writeEntries(this.shards[entered.entry.shard]!, this.database, [entered])
        await this.settle([entered])
      },
    })
  }

  async forget(files: readonly number[], people: readonly string[] = []): Promise<void> {
    const entries = files.flatMap((file) => this.known.get(file) ?? [])
    if (entries.length < files.length)
      throw new StoreError('files were to be forgotten that the store was not asked for')
    await this.bury(entries, true)
    await this.verdicts.forget([...new Set([...people, ...entries.map(({ contributor }) => contributor)])])
  }

  async judge(rows: readonly JudgedRow[]): Promise<void> {
    checkJudged(rows)
    await this.verdicts.keep(rows)
  }

  async judgments(wish: JudgedWish): Promise<Private<JudgedRow[]>> {
    return Private.of(inOrder(await this.verdicts.found(wish)))
  }

  async judges(): Promise<Private<JudgeTotals[]>> {
    return Private.of(await this.verdicts.totals())
  }

  async study(scope: Scope): Promise<StudyRows> {
    const study = await ClickhouseStudy.open(this.shards, this.database, scope, this.ledger)
    this.studies.push(study)
    return study
  }

  enter(data: string, hash: string, parts: Parts): Promise<{ analysis: number; before: Parts | null }> {
    return this.ledger.enter(data, hash, parts)
  }

  async inherit(pages: AsyncIterable<LedgerPage>): Promise<void> {
    const owners = await this.everywhere((shard) =>
      shard.rows(`SELECT DISTINCT contributor, customer FROM ${this.database}.files FINAL WHERE NOT gone`),
    )
    await this.ledger.inherit(
      pages,
      owners.flat().map((row) => ({
        contributor: String(row.contributor),
        customer: row.customer == null ? null : String(row.customer),
      })),
    )
  }

  async close(): Promise<void> {
    for (const study of this.studies) await study.close()
    await Promise.all(this.shards.map((shard) => shard.close()))
  }

  private everywhere<T>(work: (shard: Shard, i: number) => Promise<T>): Promise<T[]> {
    return Promise.all(this.shards.map(work))
  }

  /** Asks for the entries of files that somebody knows and that were not asked for here. */
  private async learn(files: readonly FileOwner[]): Promise<void> {
    const unasked = files.filter((f) => f.known !== null && !this.known.has(fileNumber(f.place, f.path)))
    for (const place of new Set(unasked.map((f) => f.place))) await this.files(place)
  }

  /** What will be remembered of a file: its rows before the line from which they are replaced, and those of a writing. */
  private entered(batch: FileBatch, writing: number): Entered {
    const known = this.known.get(fileNumber(batch.place, batch.path))
    const shard = shardOf(batch.contributor, batch.customer, this.shards.length)
    const before: readonly Writing[] =
      batch.known === null || known === undefined || known.shard !== shard || batch.fromLine <= 1
        ? []
        : known.writings.map(([of, upto]) => [of, Math.min(upto, batch.fromLine)] as const)
    const writings = [...before.filter(([, upto]) => upto > 1), [writing, NO_END] as const]
    return { batch, entry: { shard, revision: newNumber(known?.revision), writings } }
  }

  /** Takes note of what was written; a file whose owner changed leaves the shard where it was. */
  private async settle(entered: readonly Entered[]): Promise<void> {
    const moved: Known[] = []
    for (const { batch, entry } of entered) {
      const file = fileNumber(batch.place, batch.path)
      const known = this.known.get(file)
      if (known !== undefined && known.shard !== entry.shard) moved.push(known)
      const { place, path, contributor } = batch
      this.known.set(file, { ...entry, file, place, path, contributor })
    }
    await this.bury(moved)
  }

  /**
   * Says that files are gone, and then removes their rows. What others write of them from now on stays.
   * @param everything also rows that did not count; else they stay until they are swept.
   */
  private async bury(entries: readonly Known[], everything = false): Promise<void> {
    if (entries.length === 0) return
    await this.everywhere(async (shard, i) => {
      const own = entries.filter((entry) => entry.shard === i)
      if (own.length === 0) return
      const gone = own.map((entry) => ({ ...entry, revision: newNumber(entry.revision), writings: [] }))
      await writeGone(shard, this.database, gone)
      for (const entry of gone) if (this.known.get(entry.file)?.shard === i) this.known.set(entry.file, entry)
      const rows = everything
        ? gone.map(({ file, revision }) => `file = ${file} AND writing < ${revision}`)
        : own.flatMap(({ file, writings }) => writings.map(([writing]) => `file = ${file} AND writing = ${writing}`))
      if (rows.length === 0) return
      for (const table of ROW_TABLES)
        await shard.run(`DELETE FROM ${this.database}.${table} WHERE ${rows.join(' OR ')}`)
    })
  }
}

/** A file as it is known; one of many writings is read as a whole the next time. */
function storedOf(row: Row, { writings }: Known): StoredFile {
  const stored = storedFile(row)
  return writings.length < MANY_WRITINGS
    ? stored
    : { ...stored, checkpointOffset: null, checkpointLine: null, state: null }
}
