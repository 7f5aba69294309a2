import { hash } from 'node:crypto'
import { HORIZON, type LinkedSession, Linker } from '../link/index.js'
import { type Asked, type Exchange, exchangeOf, type Seal, type Source } from '../model/index.js'
import { unpackedName } from './contents.js'
import { documentOf } from './documents.js'
import { type Pair, type Sent, timesOf } from './pairs.js'
import { type Counting, type EachRecord, firstOf, forEachRecord, Reading } from './reading.js'
import { firstCallIn, keyOf, nameAfter, type Placed, Retelling, type Spoken } from './retelling.js'
import { lineIn, Tally } from './tally.js'
import { isObject, type Json, listOf } from './values.js'

/** A request as a record of a log has it; a text names what a record is that has none. */
export type PairOf = (record: Json) => Pair | string

/** A request in a record, and when it was sent and answered, ms since 1970 UTC, as far as the record says. */
export interface Request {
  pair: Spoken
  /** The first call in it that bears an id of its own. */
  call: string | null
  at: number | null
  ended: number | null
  /** @param at when it was sent, or the place that stands for that. @param over the same of its answer. */
  exchange(at: number, over: number, seal: Seal): Exchange
}

/** The request in a record of a log; a text names what a record is that has none, null is what something else reads. */
export type RequestOf = (record: Json) => Request | string | null

/** The records of a document. @throws SyntaxError where it is no JSON. */
export type RecordsOf = (path: string) => readonly unknown[]

/** How requests are found in files of a kind. */
export interface RequestKind {
  requestOf: RequestOf
  /** Where a file has no lines of JSON; a document is itself its record, or has them as its elements, unless this is given. */
  recordsOf?: RecordsOf
}

/** A file of requests. */
export interface RequestLog extends RequestKind {
  path: string
}

export const sealOf =
  ({ conceal }: Pick<Reading, 'conceal'>): Seal =>
  (text) =>
    conceal('text', hash('sha256', text, 'base64url').slice(0, 22))

/** How requests are read of which records hold the text. */
export const requestBy =
  (pairOf: PairOf) =>
  (record: Json): Request | string => {
    const pair = pairOf(record)
    if (typeof pair === 'string') return pair
    const exchange: Request['exchange'] = (at, over, seal) => exchangeOf(askedOf(pair, at, over), pair.user ?? '', seal)
    return { pair, call: firstCallIn(pair), ...momentsOf(record, pair), exchange }
  }

function askedOf(pair: Pair, at: number, ended: number): Asked {
  const { response, previous, conversation, system, history, answer, end } = pair
  return { response, previous, conversation, system, history, answer, end, at, ended }
}

/** One of the files that are read. */
interface Opened extends RequestLog {
  /** Its place among them, from 0. */
  file: number
  /** The first time that it says, ms since 1970 UTC; null where it says none. */
  start: number | null
}

/** Does work on a file, unless an earlier work on it failed. */
type Attempt = (file: number, work: () => Promise<void>) => Promise<void>

/** Requests that wait for others, beyond which those are let go of whose sessions are over by the time of the next file. */
const MOST_OPEN = 200_000

/** Reads a file of requests by itself. */
export const readRequestLog =
  (requestOf: RequestOf, recordsOf: RecordsOf = elementsOf): Source['read'] =>
  async (path, _from, conceal, sink = null, rules = null) => {
    const reading = new Reading(conceal, sink, rules)
    const failed = await readRequests([{ path, requestOf, recordsOf }], reading)
    if (failed.has(0)) throw failed.get(0)
    return reading.end()[0]!
  }

/**
 * Reads files of requests and answers as one log, whichever request lies in which of them: first what links them, then what
 * they say, session by session. Files that say no time have an order of their own, and are read each by itself.
 * @returns why files could not be read, by their places.
 */
export async function readRequests(
  logs: readonly RequestLog[],
  reading: Reading,
): Promise<ReadonlyMap<number, unknown>> {
  const failed = new Map<number, unknown>()
  const attempt: Attempt = async (file, work) => {
    if (failed.has(file)) return
    try {
      await work()
    } catch (error) {
      failed.set(file, error)
    }
  }
  const opened: Opened[] = []
  for (const [file, log] of logs.entries())
    await attempt(file, async () => {
      opened.push({ ...log, file, start: startOf(log) })
    })
  const timed = opened.filter(({ start }) => start !== null)
  timed.sort((a, b) => a.start! - b.start! || (a.path < b.path ? -1 : 1))
  const untimed = opened.filter(({ start }) => start === null)
  for (const together of [timed, ...untimed.map((one) => [one])]) await readTogether(together, reading, attempt)
  return failed
}

async function readTogether(logs: readonly Opened[], reading: Reading, attempt: Attempt): Promise<void> {
  const [first] = logs
  if (first === undefined) return
  const seal = sealOf(reading)
  let earliest: number | null = null
  const linker = new Linker(HORIZON)
  const sessions: LinkedSession[] = []
  const best = new Map<string, { line: number; size: number; at: number; name: string }>()
  const uncounted: Counting = { tally: new Tally(), handOver: async () => {} }
  for (const [i, log] of logs.entries()) {
    await attempt(log.file, () =>
      forEachPlaced(log, uncounted, seal, (placed) => {
        const { exchange, line, at } = placed
        linker.add(exchange)
        if (at !== null) earliest = Math.min(earliest ?? at, at)
        const { answer } = exchange
        const size = answer === null ? 0 : 1 + answer.size + answer.calls.length
        const known = best.get(keyOf(exchange))
        if (known === undefined || size > known.size || (size === known.size && exchange.at < known.at))
          best.set(keyOf(exchange), { line, size, at: exchange.at, name: nameAfter(placed) })
      }),
    )
    const next = logs[i + 1]?.start
    if (next != null && linker.open > MOST_OPEN) sessions.push(...linker.over(next))
  }
  sessions.push(...linker.end())
  const retelling = new Retelling(reading, sessions, earliest, (key) => best.get(key)!.name, first.file)
  for (const log of logs)
    await attempt(log.file, () =>
      forEachPlaced(log, reading.of(log.file), seal, (placed) => {
        if (best.get(keyOf(placed.exchange))?.line !== placed.line || !retelling.knows(placed.exchange))
          reading.tally.note('duplicates', placed.line)
        else retelling.take(placed)
      }),
    )
  retelling.end()
}

async function forEachPlaced(
  log: Opened,
  counting: Counting,
  seal: Seal,
  each: (placed: Placed) => void,
): Promise<void> {
  const { file, start } = log
  let last = start ?? 0
  await forEachObject(log, counting, (record, line) => {
    const request = log.requestOf(record)
    if (typeof request === 'string') counting.tally.note('unknown', line, request)
    if (typeof request === 'string' || request === null) return undefined
    const { pair, call, at, ended } = request
    // Without times the places of requests stand for them; a request without one was sent when the one before it was.
    last = start !== null ? (at ?? last) : line
    const exchange = request.exchange(last, start !== null ? (ended ?? last) : line, seal)
    each({ pair, call, exchange, line: lineIn(file, line), at, ended: ended ?? at })
    return undefined
  })
}

function momentsOf(record: Json, pair: Pair): Sent {
  if (pair.sent != null && pair.sent.at !== null) return pair.sent
  const { at, ended } = timesOf(record)
  return at === null ? { at: pair.at, ended: pair.at } : { at, ended }
}

/** The first time that a file says; null where it says none. */
function startOf({ path, requestOf, recordsOf }: RequestLog): number | null {
  const timeIn = (record: Json): number | null => {
    const request = requestOf(record)
    return typeof request === 'string' ? null : (request?.at ?? null)
  }
  if (isLines(path)) return firstOf(path, timeIn)
  for (const record of objectsIn(path, recordsOf) ?? []) {
    const time = isObject(record) ? timeIn(record) : null
    if (time !== null) return time
  }
  return null
}

const isLines = (path: string): boolean => /\.(?:jsonl|ndjson)$/.test(unpackedName(path))

async function forEachObject({ path, recordsOf }: RequestLog, counting: Counting, each: EachRecord): Promise<void> {
  if (isLines(path)) return forEachRecord(path, counting, each, { whole: true })
  const objects = objectsIn(path, recordsOf)
  if (objects === null) return counting.tally.note('unreadable', 1, 'the document is cut off or damaged')
  for (const [i, object] of objects.entries()) {
    if (!isObject(object)) {
      counting.tally.note('unreadable', i + 1, 'no JSON object')
      continue
    }
    counting.tally.record(i + 1)
    each(object, i + 1)
  }
  await counting.handOver()
}

/** The records of a document, or null where it is cut off. */
function objectsIn(path: string, recordsOf: RecordsOf = elementsOf): readonly unknown[] | null {
  try {
    return recordsOf(path)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Its elements, or itself. */
function elementsOf(path: string): unknown[] {
  const value = documentOf(path, true)
  return isObject(value) ? [value] : listOf(value)
}
