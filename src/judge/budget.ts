/** Tokens of input and output together, and millionths of a dollar; the second is null where prices are not known. */
export interface Amount {
  tokens: number
  microUsd: number | null
}

export const NOTHING: Amount = { tokens: 0, microUsd: 0 }

export const plus = (a: Amount, b: Amount): Amount => ({
  tokens: a.tokens + b.tokens,
  microUsd: a.microUsd === null || b.microUsd === null ? null : a.microUsd + b.microUsd,
})

/**
 * A limit that is never passed: the most a request can cost is set aside before it leaves, and what it did cost counts
 * afterwards.
 */
export class Budget {
  #limit: Amount | { tokens: number | null; microUsd: number | null }
  #spent: Amount
  #aside: Amount = NOTHING
  #underWay = 0
  #waiting: { amount: Amount; decide(room: boolean): void }[] = []

  /** @param spent what earlier runs under the same name spent. */
  constructor(limit: { tokens: number | null; microUsd: number | null }, spent: Amount) {
    this.#limit = limit
    this.#spent = spent
  }

  get spent(): Amount {
    return this.#spent
  }

  /**
   * Sets an amount aside. Where only what is set aside for others stands in the way, waits until they are settled.
   * @returns false where there is no room for it, whatever they turn out to cost.
   */
  reserve(amount: Amount): Promise<boolean> {
    return new Promise((decide) => {
      this.#waiting.push({ amount, decide })
      this.#serve()
    })
  }

  /** Puts what a request cost in place of what was set aside for it. */
  settle(aside: Amount, cost: Amount): void {
    this.#aside = plus(this.#aside, {
      tokens: -aside.tokens,
      microUsd: aside.microUsd === null ? null : -aside.microUsd,
    })
    this.#spent = plus(this.#spent, cost)
    this.#underWay--
    this.#serve()
  }

  #serve(): void {
    while (this.#waiting.length > 0) {
      const { amount, decide } = this.#waiting[0]!
      const fits = this.#fits(plus(plus(this.#spent, this.#aside), amount))
      if (!fits && this.#underWay > 0 && this.#fits(plus(this.#spent, amount))) return
      this.#waiting.shift()
      if (fits) {
        this.#aside = plus(this.#aside, amount)
        this.#underWay++
      }
      decide(fits)
    }
  }

  #fits({ tokens, microUsd }: Amount): boolean {
    if (this.#limit.tokens !== null && tokens > this.#limit.tokens) return false
    return this.#limit.microUsd === null || (microUsd !== null && microUsd <= this.#limit.microUsd)
  }
}
