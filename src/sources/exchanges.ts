import { createHash } from 'node:crypto'
import { type LinkedSession, Linker } from '../link/index.js'
import { type Asked, exchangeOf, type Seal } from '../model/index.js'
import { unpackedName } from './contents.js'
import { documentOf } from './documents.js'
import { type Pair, type Sent, timesOf } from './pairs.js'
import { type EachRecord, firstOf, forEachRecord, Reading } from './reading.js'
import { type Placed, Retelling } from './retelling.js'
import { isObject, type Json, listOf } from './values.js'

/** A request as a record of a log has it; a text names what a record is that has none. */
export type PairOf = (record: Json) => Pair | string

/** The records of a document. @throws SyntaxError where it is no JSON. */
export type RecordsOf = (path: string) => readonly unknown[]

/** Whose a file is makes no difference inside of it. */
const OWNER = ''

/**
 * Reads a file of requests and answers: first what links them, then what they say, session by session. Nothing of their
 * text is held but of those that come before what they continue.
 */
export async function readExchanges(
  path: string,
  reading: Reading,
  pairOf: PairOf,
  recordsOf: RecordsOf = elementsOf,
): Promise<void> {
  const seal: Seal = (text) =>
    reading.conceal('text', createHash('sha256').update(text).digest('base64url').slice(0, 22))
  const log: Log = { path, pairOf, recordsOf }
  const timed = isTimed(log)
  let start: number | null = null
  const linker = new Linker(Number.POSITIVE_INFINITY)
  const best = new Map<string, { line: number; size: number }>()
  const scratch = new Reading(reading.conceal, null, null)
  await forEachPlaced(log, scratch, seal, timed, ({ exchange, line, pair, at }) => {
    linker.add(exchange)
    if (at !== null) start = Math.min(start ?? at, at)
    const size = JSON.stringify(pair.answer ?? '').length
    const known = best.get(exchange.id)
    if (known === undefined || size > known.size) best.set(exchange.id, { line, size })
  })
  const sessions: LinkedSession[] = [...linker.end()]
  const retelling = new Retelling(reading, sessions, start)
  await forEachPlaced(log, reading, seal, timed, (placed) => {
    if (best.get(placed.exchange.id)?.line !== placed.line || !retelling.knows(placed.exchange.id))
      return reading.tally.note('duplicates', placed.line)
    retelling.take(placed)
  })
  retelling.end()
}

/** A file of requests, and how it is read. */
interface Log {
  path: string
  pairOf: PairOf
  recordsOf: RecordsOf
}

async function forEachPlaced(
  log: Log,
  reading: Reading,
  seal: Seal,
  timed: boolean,
  each: (placed: Placed) => void,
): Promise<void> {
  let last = 0
  await forEachObject(log, reading, (record, line) => {
    const pair = log.pairOf(record)
    if (typeof pair === 'string') {
      reading.tally.note('unknown', line, pair)
      return undefined
    }
    const { at, ended } = momentsOf(record, pair)
    // Without times the places of requests stand for them; a request without one was sent when the one before it was.
    last = timed ? (at ?? last) : line
    const { response, previous, conversation, system, history, answer, end } = pair
    const asked: Asked = {
      ...{ response, previous, conversation, system, history, answer, end },
      ...{ at: last, ended: timed ? (ended ?? last) : line },
    }
    each({ pair, exchange: exchangeOf(asked, OWNER, seal), line, at, ended: ended ?? at })
    return undefined
  })
}

function momentsOf(record: Json, pair: Pair): Sent {
  if (pair.sent !== undefined && pair.sent.at !== null) return pair.sent
  const { at, ended } = timesOf(record)
  return at === null ? { at: pair.at, ended: pair.at } : { at, ended }
}

/** Whether a file says when anything was. */
function isTimed({ path, pairOf, recordsOf }: Log): boolean {
  const timeIn = (record: Json): number | null => {
    const pair = pairOf(record)
    return typeof pair === 'string' ? null : momentsOf(record, pair).at
  }
  if (isLines(path)) return firstOf(path, timeIn) !== null
  return (objectsIn(path, recordsOf) ?? []).some((record) => isObject(record) && timeIn(record) !== null)
}

const isLines = (path: string): boolean => /\.(?:jsonl|ndjson)$/.test(unpackedName(path))

async function forEachObject({ path, recordsOf }: Log, reading: Reading, each: EachRecord): Promise<void> {
  if (isLines(path)) return forEachRecord(path, reading, each, { whole: true })
  const objects = objectsIn(path, recordsOf)
  if (objects === null) return reading.tally.note('unreadable', 1, 'the document is cut off or damaged')
  for (const [i, object] of objects.entries()) {
    if (!isObject(object)) {
      reading.tally.note('unreadable', i + 1, 'no JSON object')
      continue
    }
    reading.tally.record(i + 1)
    each(object, i + 1)
  }
}

/** The records of a document, or null where it is cut off. */
function objectsIn(path: string, recordsOf: RecordsOf): readonly unknown[] | null {
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
