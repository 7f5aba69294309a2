import type { ReadCounts, Unreadable } from '../model/index.js'
import { LineSet } from './line-set.js'

type Kind = Exclude<keyof ReadCounts, 'records' | 'unknown'> | 'unknown'

export const startCounts = (): ReadCounts => ({
  records: 0,
  unreadable: 0,
  unknown: {},
  duplicates: 0,
  untimed: 0,
  clock_back: 0,
  unanswered: 0,
})

/** Unreadable lines that are remembered with their reasons, at most. */
const REASONS = 32

/** Counts what a file holds, line by line, so that the counts up to any line can be told. */
export class Tally {
  private readonly lines = new LineSet()
  private readonly notes = new Map<Exclude<Kind, 'unknown'>, LineSet>()
  private readonly types = new Map<string, LineSet>()
  private readonly reasons: Unreadable[] = []

  /** @param before counts of what was read earlier and is not read again. */
  constructor(private readonly before: ReadCounts = startCounts()) {}

  record(line: number): void {
    this.lines.add(line)
  }

  note(kind: Kind, line: number, detail = ''): void {
    if (kind === 'unknown') setOf(this.types, detail).add(line)
    else setOf(this.notes, kind).add(line)
    if (kind === 'unreadable' && this.reasons.length < REASONS) this.reasons.push({ line, reason: detail })
  }

  /** The first few unreadable lines. */
  unreadable(most: number): Unreadable[] {
    return this.reasons.slice(0, most)
  }

  /** Counts of everything before a line. */
  until(line: number): ReadCounts {
    // Without a prototype, so that a type called `constructor` or `__proto__` is a name like any other.
    const unknown: Record<string, number> = Object.assign(Object.create(null), this.before.unknown)
    const counts: ReadCounts = { ...this.before, unknown }
    counts.records += this.lines.before(line)
    for (const [kind, lines] of this.notes) counts[kind] += lines.before(line)
    for (const [type, lines] of this.types) {
      const n = lines.before(line)
      if (n > 0) unknown[type] = (unknown[type] ?? 0) + n
    }
    return counts
  }

  get all(): ReadCounts {
    return this.until(Number.POSITIVE_INFINITY)
  }
}

function setOf<K>(sets: Map<K, LineSet>, key: K): LineSet {
  const known = sets.get(key)
  if (known !== undefined) return known
  const made = new LineSet()
  sets.set(key, made)
  return made
}

/**
 * Lines of files that are read together are told apart by the file, which is counted in the high bits: of the first file
 * they are as they are.
 */
const LINES = 2 ** 32

/** A line of one of several files, as a line of all of them. @param file its place among them, from 0. */
export const lineIn = (file: number, line: number): number => file * LINES + line
/** The file of such a line, and the line in there. */
export const fileOf = (line: number): number => Math.floor(line / LINES)
export const lineOf = (line: number): number => line % LINES

/** Counts what several files hold that are read together, each by itself. */
export class Tallies extends Tally {
  constructor(readonly each: readonly Tally[]) {
    super()
  }

  override record(line: number): void {
    this.each[fileOf(line)]!.record(lineOf(line))
  }

  override note(kind: Kind, line: number, detail = ''): void {
    this.each[fileOf(line)]!.note(kind, lineOf(line), detail)
  }
}
