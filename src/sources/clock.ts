/** A step back by more than this is a clock that was set, not two records that were written at once. */
const JITTER_MS = 1_000

/**
 * When things happen in one conversation. What happened later in the log did not happen earlier: a record without a time
 * has that of the one before it, and so has one whose clock was set back. Where a log says no time at all, each record's
 * place stands for it (`FIRST_TIME`).
 */
export class Clock {
  /** The moment of the latest record, and of the first. */
  now: number
  first: number | null = null
  private said: number | null = null

  /** @param start the first time that the log says, ms since 1970 UTC; null where it says none. */
  constructor(private readonly start: number | null) {
    this.now = start ?? 0
  }

  get timed(): boolean {
    return this.start !== null
  }

  /** The next record. @returns whether the clock was set back before it. */
  record(at: number | null): boolean {
    const back = at !== null && this.said !== null && at < this.said - JITTER_MS
    this.holds(at)
    this.said = at ?? this.said
    return back
  }

  /** A record of somebody else's, which lies in the same log. */
  holds(at: number | null): void {
    if (!this.timed) this.now++
    this.first ??= this.at(at)
    this.at(at)
  }

  /** The moment of something that bears a time, or of the latest record. */
  at(at: number | null): number {
    if (this.timed && at !== null && at > this.now) this.now = at
    return this.now
  }
}
