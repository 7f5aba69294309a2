import type { ReadCounts, Unreadable } from '../model/index.js'

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

/** Counts what a file holds, line by line, so that the counts up to any line can be told. */
export class Tally {
  private readonly lines: number[] = []
  private readonly notes: { kind: Kind; line: number; detail: string }[] = []

  /** @param before counts of what was read earlier and is not read again. */
  constructor(private readonly before: ReadCounts = startCounts()) {}

  record(line: number): void {
    this.lines.push(line)
  }

  note(kind: Kind, line: number, detail = ''): void {
    this.notes.push({ kind, line, detail })
  }

  /** The first few unreadable lines. */
  unreadable(most: number): Unreadable[] {
    return this.notes
      .filter((n) => n.kind === 'unreadable')
      .slice(0, most)
      .map((n) => ({ line: n.line, reason: n.detail }))
  }

  /** Counts of everything before a line. */
  until(line: number): ReadCounts {
    // Without a prototype, so that a type called `constructor` or `__proto__` is a name like any other.
    const unknown: Record<string, number> = Object.assign(Object.create(null), this.before.unknown)
    const counts: ReadCounts = { ...this.before, unknown }
    for (const at of this.lines) if (at < line) counts.records++
    for (const { kind, line: at, detail } of this.notes) {
      if (at >= line) continue
      if (kind === 'unknown') counts.unknown[detail] = (counts.unknown[detail] ?? 0) + 1
      else counts[kind]++
    }
    return counts
  }

  get all(): ReadCounts {
    return this.until(Number.POSITIVE_INFINITY)
  }
}
