import { createHash } from 'node:crypto'
import { type LinkedSession, Linker } from '../link/index.js'
import { type Asked, exchangeOf, type Seal } from '../model/index.js'
import { unpackedName } from './contents.js'
import { documentOf } from './documents.js'
import type { Pair } from './pairs.js'
import { timesOf } from './pairs.js'
import { type EachRecord, firstOf, forEachRecord, Reading } from './reading.js'
import { type Placed, Retelling } from './retelling.js'
import { isObject, type Json, listOf } from './values.js'

/** A request as a record of a log has it; a text names what a record is that has none. */
export type PairOf = (record: Json) => Pair | string

/** Whose a file is makes no difference inside of it. */
export const OWNER = ''

/** Goes through requests in the order of their records, each time in the same. */
export type Requests = (reading: Reading, each: (placed: Placed) => void) => Promise<void>

export const sealOf =
  ({ conceal }: Pick<Reading, 'conceal'>): Seal =>
  (text) =>
    conceal('text', createHash('sha256').update(text).digest('base64url').slice(0, 22))

/** Reads a file of requests and answers. */
export async function readExchanges(path: string, reading: Reading, pairOf: PairOf): Promise<void> {
  const seal = sealOf(reading)
  const timed = isTimed(path, pairOf)
  await linkAndTell(reading, (into, each) => forEachPlaced(path, into, pairOf, seal, timed, each))
}

/**
 * Reads requests and answers: first what links them, then what they say, session by session. Nothing of their text is held
 * but of those that come before what they continue.
 */
export async function linkAndTell(reading: Reading, requests: Requests): Promise<void> {
  let start: number | null = null
  const linker = new Linker(Number.POSITIVE_INFINITY)
  const best = new Map<string, { line: number; size: number }>()
  const scratch = new Reading(reading.conceal, null, null)
  await requests(scratch, ({ exchange, line, at }) => {
    linker.add(exchange)
    if (at !== null) start = Math.min(start ?? at, at)
    const { answer } = exchange
    const size = answer === null ? 0 : 1 + answer.size + answer.calls.length
    const known = best.get(exchange.id)
    if (known === undefined || size > known.size) best.set(exchange.id, { line, size })
  })
  const sessions: LinkedSession[] = [...linker.end()]
  const retelling = new Retelling(reading, sessions, start)
  await requests(reading, (placed) => {
    if (best.get(placed.exchange.id)?.line !== placed.line || !retelling.knows(placed.exchange.id))
      return reading.tally.note('duplicates', placed.line)
    retelling.take(placed)
  })
  retelling.end()
}

async function forEachPlaced(
  path: string,
  reading: Reading,
  pairOf: PairOf,
  seal: Seal,
  timed: boolean,
  each: (placed: Placed) => void,
): Promise<void> {
  let last = 0
  await forEachObject(path, reading, (record, line) => {
    const pair = pairOf(record)
    if (typeof pair === 'string') {
      reading.tally.note('unknown', line, pair)
      return undefined
    }
    const { at, ended } = momentsOf(record, pair)
    // Without times the places of requests stand for them; a request without one was sent when the one before it was.
    last = timed ? (at ?? last) : line
    const asked = askedOf(pair, last, timed ? (ended ?? last) : line)
    each({ pair, exchange: exchangeOf(asked, OWNER, seal), line, at, ended: ended ?? at })
    return undefined
  })
}

/** A request as linking sees it. @param at when it was sent, or the place that stands for that. */
export function askedOf(pair: Pair, at: number, over: number): Asked {
  const { response, previous, conversation, system, history, answer, end } = pair
  return { response, previous, conversation, system, history, answer, end, at, ended: over }
}

export function momentsOf(record: Json, pair: Pair): { at: number | null; ended: number | null } {
  const { at, ended } = timesOf(record)
  return at === null ? { at: pair.at, ended: pair.at } : { at, ended }
}

/** Whether a file says when anything was. */
function isTimed(path: string, pairOf: PairOf): boolean {
  const timeIn = (record: Json): number | null => {
    const pair = pairOf(record)
    return typeof pair === 'string' ? null : momentsOf(record, pair).at
  }
  if (isLines(path)) return firstOf(path, timeIn) !== null
  return (objectsIn(path) ?? []).some((record) => isObject(record) && timeIn(record) !== null)
}

const isLines = (path: string): boolean => /\.(?:jsonl|ndjson)$/.test(unpackedName(path))

async function forEachObject(path: string, reading: Reading, each: EachRecord): Promise<void> {
  if (isLines(path)) return forEachRecord(path, reading, each, { whole: true })
  const objects = objectsIn(path)
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

/** The records of a document: its elements, or itself. */
function objectsIn(path: string): unknown[] | null {
  try {
    const value = documentOf(path, true)
    return isObject(value) ? [value] : listOf(value)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
