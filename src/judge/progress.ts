import type { Amount } from './budget.js'

/** How far a run is. */
export interface Progress {
  /** Items that have a verdict, and all there will be; null where nobody said. */
  done: number
  of: number | null
  judged: number
  refused: number
  failed: number
  /** Of `done`: verdicts kept from before, and those given for an item with the same evidence. */
  kept: number
  repeats: number
  /** Requests that left, those under way, and those whose known answers were missed. */
  requests: number
  underWay: number
  thrownOut: number
  /** Spent under the run's name, earlier parts of it included; dollars are null without prices. */
  tokens: number
  usd: number | null
  /** What all of it will have cost, going by what items cost so far; null until something was asked. */
  expectedUsd: number | null
  expectedTokens: number | null
  /** Null until something was asked, or where nobody said how many items there are. */
  secondsLeft: number | null
}

const EVERY_MS = 250

/** Counts what happens in a run and tells somebody, not more than four times a second. */
export class Tally {
  #counts = { done: 0, judged: 0, refused: 0, failed: 0, kept: 0, repeats: 0, requests: 0, underWay: 0, thrownOut: 0 }
  #of: number | null
  #started: number
  #told = Number.NEGATIVE_INFINITY
  #before: Amount
  #spent: () => Amount
  #now: () => number
  #tell: (progress: Progress) => void

  constructor(of: number | null, spent: () => Amount, now: () => number, tell: (progress: Progress) => void) {
    this.#of = of
    this.#spent = spent
    this.#before = spent()
    this.#now = now
    this.#started = now()
    this.#tell = tell
  }

  add(counts: Partial<Record<keyof Tally['counts'], number>>): void {
    for (const [name, count] of Object.entries(counts)) this.#counts[name as keyof Tally['counts']] += count
    if (this.#now() - this.#told < EVERY_MS) return
    this.tell()
  }

  tell(): void {
    this.#told = this.#now()
    this.#tell(this.progress())
  }

  get counts() {
    return this.#counts
  }

  progress(): Progress {
    const counts = this.#counts
    const { tokens, microUsd } = this.#spent()
    const asked = counts.done - counts.kept - counts.repeats
    // Those to come are taken to be kept and repeated as often as those before them.
    const left = this.#of === null ? null : Math.max(0, this.#of - counts.done)
    const ahead = (soFar: number) => (asked === 0 || left === null ? null : (soFar / counts.done) * left)
    const tokensAhead = ahead(tokens - this.#before.tokens)
    const moneyAhead = microUsd === null ? null : ahead(microUsd - (this.#before.microUsd ?? 0))
    const secondsAhead = ahead((this.#now() - this.#started) / 1000)
    return {
      ...counts,
      of: this.#of,
      tokens,
      usd: microUsd === null ? null : microUsd / 1e6,
      expectedUsd: microUsd === null || moneyAhead === null ? null : (microUsd + moneyAhead) / 1e6,
      expectedTokens: tokensAhead === null ? null : Math.round(tokens + tokensAhead),
      secondsLeft: secondsAhead === null ? null : Math.ceil(secondsAhead),
    }
  }
}
