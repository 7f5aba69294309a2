import { closeSync, openSync, readSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Appender } from './appender.js'
import { type Amount, NOTHING, plus } from './budget.js'
import type { Ask, Entry, Kept, OpenBatch, Spent } from './entries.js'
import { KeyTable } from './key-table.js'
import { lock } from './lock.js'
import { type OpenAsk, scan } from './scan.js'
import { JudgeStopped } from './stopped.js'
import { type JudgeWorld, word } from './world.js'

const FILE = 'verdicts.jsonl'
const LOST = 'it was asked when the run was killed, and no answer is here; it is asked again only if you say so'

/**
 * What was asked, what it cost and what came back, in one file that only grows. It is the cache of verdicts as well. A
 * request is entered before it leaves and its answer before anybody is told, so that a run that is killed goes on where
 * it was.
 */
export class Journal {
  readonly salt: string
  /** Batches that left and are not collected. */
  readonly batches: readonly OpenBatch[]
  /** Names of all batches there ever were. */
  readonly batchNames: readonly string[]
  /** How many items were under way, one by one, when the process before this one died. */
  readonly lost: number
  #spent: Amount
  #table: KeyTable
  #appender: Appender
  #reader: number
  #unlock: () => Promise<void>
  #last: { place: number; kept: Map<string, Kept> } | null = null

  private constructor(parts: {
    salt: string
    batches: OpenBatch[]
    batchNames: string[]
    lost: number
    spent: Amount
    table: KeyTable
    appender: Appender
    reader: number
    unlock: () => Promise<void>
  }) {
    this.salt = parts.salt
    this.batches = parts.batches
    this.batchNames = parts.batchNames
    this.lost = parts.lost
    this.#spent = parts.spent
    this.#table = parts.table
    this.#appender = parts.appender
    this.#reader = parts.reader
    this.#unlock = parts.unlock
  }

  /**
   * Opens the journal of a folder, or begins one. Requests that were under way when a process died are entered as lost,
   * at the most they can have cost.
   * @param name of the run whose spending and failures count.
   * @throws JudgeStopped where another process has the folder, or a line cannot be read.
   */
  static async open(folder: string, name: string, world: JudgeWorld): Promise<Journal> {
    await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw new JudgeStopped(`the folder ${folder} cannot be made: ${error.message}`)
    })
    const unlock = await lock(folder)
    let reader: number | null = null
    try {
      const path = join(folder, FILE)
      await writeFile(path, '', { flag: 'a', mode: 0o600 })
      const file = openSync(path, 'r')
      reader = file
      const table = new KeyTable()
      const found = await scan(path, name, (kept, place) => note(table, file, kept, place))
      const appender = await Appender.open(path, found.end)
      const salt = found.salt ?? word(world, 16)
      if (found.salt === null) await appender.append({ t: 'head', v: 1, salt } satisfies Entry)
      const spent = { tokens: found.spent[0], microUsd: found.spent[1] }
      const { batches, batchNames } = found
      const journal = new Journal({ salt, batches, batchNames, lost: 0, spent, table, appender, reader: file, unlock })
      return await journal.#bury([...found.open.values()])
    } catch (error) {
      if (reader !== null) closeSync(reader)
      await unlock()
      throw error
    }
  }

  /** What was spent under the name of the run. */
  get spent(): Amount {
    return this.#spent
  }

  /** Says whose the entries are that follow. */
  async begin(name: string, judge: string, question: string, now: number): Promise<void> {
    await this.#appender.append({ t: 'run', name, judge, question, at: new Date(now).toISOString() } satisfies Entry)
  }

  /** What is kept of a key, or null. */
  find(key: string): Kept | null {
    const place = this.#table.find(key, (at) => this.#at(at).has(key))
    return place === null ? null : (this.#at(place).get(key) ?? null)
  }

  async ask(ask: Omit<Ask, 't'>): Promise<void> {
    await this.#appender.append({ t: 'ask', ...ask } satisfies Entry)
  }

  /** Enters the end of a request. @param own whether it left under the name of this run. */
  async got(r: string, cost: Amount, verdicts: Kept[], own = true): Promise<void> {
    const s: Spent = [cost.tokens, cost.microUsd]
    const place = await this.#appender.append({ t: 'got', r, s, a: verdicts } satisfies Entry)
    if (own) this.#spent = plus(this.#spent, cost)
    for (const kept of verdicts) this.#note(kept, place)
  }

  /** Enters items that are given up. */
  async end(verdicts: Kept[]): Promise<void> {
    const place = await this.#appender.append({ t: 'end', a: verdicts } satisfies Entry)
    for (const kept of verdicts) this.#note(kept, place)
  }

  async batch(batch: { b: string; r: string[]; at: number; by: string }): Promise<void> {
    await this.#appender.append({ t: 'batch', ...batch } satisfies Entry)
  }

  async made(b: string, id: string): Promise<void> {
    await this.#appender.append({ t: 'made', b, id } satisfies Entry)
  }

  /** Enters requests whose answer will not come: they count as paid for, and their items as lost. */
  async bury(asks: readonly OpenAsk[]): Promise<number> {
    let items = 0
    for (const { ask, own } of asks) {
      const { r, s, k } = ask
      const a = Object.values(k).map((key): Kept => [key, 'f', LOST])
      const place = await this.#appender.append({ t: 'lost', r, s, a } satisfies Entry)
      if (own) this.#spent = plus(this.#spent, { tokens: s[0], microUsd: s[1] })
      if (own) for (const kept of a) this.#note(kept, place)
      items += a.length
    }
    return items
  }

  /** Gives the folder back. */
  async close(): Promise<void> {
    await this.#appender.close()
    closeSync(this.#reader)
    await this.#unlock()
  }

  async #bury(open: OpenAsk[]): Promise<Journal> {
    // A request of a batch leaves with its batch; one whose batch was never entered never left.
    for (const { ask, own } of open.filter(({ ask }) => ask.batched)) await this.got(ask.r, NOTHING, [], own)
    const lost = await this.bury(open.filter(({ ask }) => !ask.batched))
    return Object.assign(this, { lost })
  }

  #note(kept: Kept, place: number): void {
    note(this.#table, this.#reader, kept, place)
  }

  #at(place: number): Map<string, Kept> {
    if (this.#last?.place !== place) this.#last = { place, kept: keptAt(this.#reader, place) }
    return this.#last.kept
  }
}

/** Notes where a key's verdict stands; a verdict is never given up for a failure. */
function note(table: KeyTable, reader: number, kept: Kept, place: number): void {
  const [key, kind] = kept
  const same = (at: number) => at === place || keptAt(reader, at).has(key)
  if (kind === 'f') {
    const before = table.find(key, same)
    if (before !== null && before !== place && keptAt(reader, before).get(key)?.[1] !== 'f') return
  }
  table.set(key, place, same)
}

const CHUNK = 4096

function keptAt(reader: number, place: number): Map<string, Kept> {
  let read = Buffer.alloc(0)
  for (let end = -1; end < 0; end = read.indexOf(10)) {
    const chunk = Buffer.allocUnsafe(Math.max(CHUNK, read.length))
    const bytes = readSync(reader, chunk, 0, chunk.length, place + read.length)
    if (bytes === 0) break
    read = Buffer.concat([read, chunk.subarray(0, bytes)])
  }
  const entry = JSON.parse(read.toString('utf8', 0, read.indexOf(10))) as Entry
  return new Map('a' in entry ? entry.a.map((kept) => [kept[0], kept]) : [])
}
