import type { Conceal, FileRead, RowSink, Rows, Rules, Source } from '../model/index.js'
import { Conversation } from './conversation.js'
import { forEachElementInTurn } from './documents.js'
import { Ids } from './ids.js'
import { forEachLine, forEachLineInTurn, type Line } from './lines.js'
import { parseShortened } from './shorten.js'
import { fileOf, lineOf, Tallies, Tally } from './tally.js'
import type { Told } from './told.js'
import { isObject, type Json } from './values.js'

/** Unreadable lines that are shown. */
const SHOWN = 5
/** Rows that are handed over at once, about. */
const PART_ROWS = 4_000

const emptyRows = (): Rows => ({ sessions: [], turns: [], actions: [], agents: [], touches: [] })

/** What of a reading those need who go through the records of one file. */
export interface Counting {
  readonly tally: Tally
  handOver(): Promise<void>
}

/** What comes of a file, or of several that are read together: their conversations, and counts of what was met. */
export class Reading implements Counting {
  readonly tally: Tally
  private readonly tallies: readonly Tally[]
  private readonly open = new Map<string, Conversation>()
  /** Rows that are over, by file and person. */
  private readonly parts = new Map<string, Rows>()
  private held = 0

  /** @param files how many are read; lines of theirs are told apart by `lineIn`. */
  constructor(
    readonly conceal: Conceal,
    private readonly sink: RowSink | null,
    private readonly rules: Rules | null,
    files = 1,
  ) {
    this.tallies = Array.from({ length: files }, () => new Tally())
    this.tally = files === 1 ? this.tallies[0]! : new Tallies(this.tallies)
  }

  /** What those need who go through the records of one of the files. */
  of(file: number): Counting {
    return { tally: this.tallies[file]!, handOver: () => this.handOver() }
  }

  /** The conversation of some name, begun where it is met first. @param name tells conversations of the file apart. */
  conversation(name: string, told: () => Told): Conversation {
    const known = this.open.get(name)
    if (known !== undefined) return known
    const begun = new Conversation(told(), this.conceal, this.rules, this.tally)
    this.open.set(name, begun)
    return begun
  }

  /**
   * A record names somebody whose a conversation is. The first who is named it belongs to; that a record names another is
   * counted.
   */
  belongs({ told }: Conversation, user: string | null, line: number): void {
    if (user === null || told.user === user) return
    if (told.user == null) told.user = user
    else this.tally.note('unknown', line, 'another user in one session')
  }

  /**
   * Nothing more can come of a conversation from this file, so its rows can go.
   * @param open whether more may come of it later all the same; else what is not over by then never will be.
   */
  over(name: string, open = false): void {
    this.ends(name, open)
  }

  private ends(name: string, open: boolean): void {
    const conversation = this.open.get(name)
    if (conversation === undefined) return
    this.open.delete(name)
    const ended = conversation.end(open)
    const user = conversation.told.user ?? null
    const turns = new Map(ended.turns.map(({ turn, line }) => [turn, line]))
    // The store looks for actions where their turns lie: one that is in another file stands where its turn begins.
    for (const action of ended.actions) {
      const begins = action.turn === null ? undefined : turns.get(action.turn)
      if (begins !== undefined && fileOf(begins) !== fileOf(action.line)) action.line = begins
    }
    for (const key of KINDS)
      for (const row of ended[key]) {
        const part = this.part(fileOf(row.line), user)
        row.line = lineOf(row.line)
        ;(part[key] as (typeof row)[]).push(row)
        if (key === 'turns' || key === 'actions' || key === 'touches') this.held++
      }
  }

  /** Rows of one person in one file. */
  private part(file: number, user: string | null): Rows {
    const key = `${file}\n${user ?? ''}`
    const known = this.parts.get(key)
    if (known !== undefined) return known
    const part = { ...emptyRows(), ...(user === null ? {} : { user }), ...(file === 0 ? {} : { file }) }
    this.parts.set(key, part)
    return part
  }

  /** Hands over the rows of conversations that are over, once there are enough of them. */
  async handOver(): Promise<void> {
    if (this.sink === null || this.held < PART_ROWS) return
    const parts = [...this.parts.values()]
    this.parts.clear()
    this.held = 0
    for (const part of parts) await this.sink.add(part)
  }

  /** Where the files end. @returns what each of them gives. */
  end(): FileRead[] {
    for (const name of [...this.open.keys()]) this.ends(name, true)
    const others = new Map<number, Rows[]>()
    for (const part of this.parts.values()) {
      if (part.user === undefined) continue
      const known = others.get(part.file ?? 0)
      if (known === undefined) others.set(part.file ?? 0, [part])
      else known.push(part)
    }
    return this.tallies.map((tally, file) => {
      const named = others.get(file)
      return {
        ...this.part(file, null),
        ...(named === undefined ? {} : { others: named }),
        counts: tally.all,
        unreadable: tally.unreadable(SHOWN),
        checkpoint: null,
        resumed: false,
      }
    })
  }
}

const KINDS = ['sessions', 'turns', 'actions', 'agents', 'touches'] as const

/** Reads files as a whole, each time they have changed. @param work tells the reading what is in the file of a path. */
export const readWhole =
  (work: (path: string, reading: Reading) => Promise<void> | void): Source['read'] =>
  async (path, _from, conceal, sink = null, rules = null) => {
    const reading = new Reading(conceal, sink, rules)
    await work(path, reading)
    return reading.end()[0]!
  }

/**
 * Takes a record of a log, with its line from 1; in a document, its number among the elements.
 * @returns why it is no record of this kind of log, where it is none.
 */
export type EachRecord = (record: Json, line: number) => string | undefined

/**
 * Gives the records of a file of JSON lines. What is no JSON object is counted and shown.
 * @param once leave out lines that are there a second time to the last byte, where their times make them the same record.
 * @param whole leave long texts as they are, because they are to be known again.
 */
export async function forEachRecord(
  path: string,
  reading: Counting,
  each: EachRecord,
  { once = false, whole = false }: { once?: boolean; whole?: boolean } = {},
): Promise<void> {
  const seen = once ? new Ids() : null
  const take = (line: Line) => {
    const { buffer, start, end, number } = line
    const copy = seen !== null && !seen.add(buffer.toString('latin1', start, end)).fresh
    if (!copy) return takeRecord(line, reading, each, whole)
    reading.tally.record(number)
    reading.tally.note('duplicates', number)
  }
  await forEachLineInTurn(path, { offset: 0, line: 1 }, take, () => reading.handOver())
}

/**
 * Gives the elements of an array in a JSON document.
 * @param at the keys that lead to the array; none where the document is the array.
 * @returns the document with the array empty; undefined where it is cut off, which is counted and shown.
 */
export async function forEachRecordOf(
  path: string,
  at: readonly string[],
  reading: Reading,
  each: EachRecord,
): Promise<unknown> {
  const take = (element: Line) => {
    takeRecord(element, reading, each)
    last = element.number
  }
  let last = 0
  const { rest, tooLarge } = await forEachElementInTurn(path, at, take, () => reading.handOver())
  for (const number of tooLarge) reading.tally.note('unreadable', number, 'more than 256 MB')
  if (rest === undefined) reading.tally.note('unreadable', last + 1, 'the document is cut off or damaged')
  return rest
}

/** What is looked at of the first records of a file until one of them says something. */
export function firstOf<T>(path: string, find: (record: Json) => T | null): T | null {
  let found: T | null = null
  const stop = new Error('found')
  try {
    forEachLine(path, { offset: 0, line: 1 }, ({ buffer, start, end }) => {
      found = find(recordIn(buffer, start, end) ?? {})
      if (found !== null) throw stop
    })
  } catch (error) {
    if (error !== stop) throw error
  }
  return found
}

function takeRecord(line: Line, { tally }: Counting, each: EachRecord, whole = false): void {
  const { buffer, start, end, number } = line
  const record = recordIn(buffer, start, end, whole)
  const malformed = record === null ? 'no JSON object' : each(record, number)
  if (malformed === undefined) tally.record(number)
  else tally.note('unreadable', number, malformed)
}

function recordIn(buffer: Buffer, start: number, end: number, whole = false): Json | null {
  try {
    const value = whole ? JSON.parse(buffer.toString('utf8', start, end)) : parseShortened(buffer, start, end)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
