import { basename } from 'node:path'
import type { Checkpoint } from '../../model/index.js'
import { unpackedName } from '../contents.js'
import { forEachLine, forEachLineInTurn, type Line } from '../lines.js'
import { parseShortened } from '../shorten.js'
import type { Tally } from '../tally.js'
import type { Fact } from './facts.js'
import { understand } from './record.js'

/** Who takes the facts of a file, in the order of its lines. */
export interface Taker {
  /** @returns false where the record's id stood there before; then it is not taken. */
  record(fact: Fact): boolean
  /** A fact that the record just taken wraps, with the call that started its subagent. */
  wrapped(fact: Fact, spawn: string | null): void
}

/**
 * Reads the records of a transcript, or those since a checkpoint, and counts what it meets.
 * @param results whether to keep what results of tools say.
 */
export function readRecords(path: string, from: Checkpoint | null, tally: Tally, taker: Taker, results: boolean): void {
  forEachLine(path, { offset: from?.offset ?? 0, line: from?.line ?? 1 }, recordOfLine(path, tally, taker, results))
}

/** Reads all records of a transcript, and gives way every few megabytes until `between` is done. */
export function readRecordsInTurn(
  path: string,
  tally: Tally,
  taker: Taker,
  results: boolean,
  between: () => Promise<void>,
): Promise<void> {
  return forEachLineInTurn(path, { offset: 0, line: 1 }, recordOfLine(path, tally, taker, results), between)
}

function recordOfLine(path: string, tally: Tally, taker: Taker, results: boolean): (line: Line) => void {
  let session = basename(unpackedName(path)).replace(/\.jsonl$/, '')
  return (line) => {
    let value: unknown
    try {
      value = parseShortened(line.buffer, line.start, line.end)
    } catch {
      return tally.note('unreadable', line.number, 'not JSON')
    }
    const understood = understand(value, line.number, line.offset, results)
    if ('malformed' in understood) return tally.note('unreadable', line.number, understood.malformed)
    tally.record(line.number)
    if ('unknown' in understood) return tally.note('unknown', line.number, understood.unknown)
    const { fact, inner } = understood
    const untimed = fact.at === null
    const own = fact.session
    if (fact.ofSession) fact.session ??= session
    if (!taker.record(fact)) return tally.note('duplicates', line.number)
    if (fact.ofSession) {
      if (untimed) tally.note('untimed', line.number)
      session = own ?? session
    }
    if (inner === null) return
    inner.fact.session = fact.session
    taker.wrapped(inner.fact, inner.spawn)
  }
}
