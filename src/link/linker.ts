import type { Exchange } from '../model/index.js'
import type { LinkedSession } from './linked.js'
import { Owner } from './owner.js'
import { settle } from './settle.js'

/** How long nothing may come of a session until it is taken to be over, ms: a week. */
export const HORIZON = 7 * 86_400_000

/**
 * Joins requests to sessions. They come in any order; nothing is ever joined across owners. What is held is what has had
 * something within the horizon.
 */
export class Linker {
  private readonly owners = new Map<string, Owner>()
  private latest = Number.NEGATIVE_INFINITY

  constructor(private readonly horizon = HORIZON) {}

  /** Takes an exchange in. @returns whether it was new: a copy of one that is held says nothing new. */
  add(exchange: Exchange): boolean {
    const owner = this.owners.get(exchange.owner) ?? new Owner()
    this.owners.set(exchange.owner, owner)
    this.latest = Math.max(this.latest, exchange.ended)
    return owner.add(exchange)
  }

  /**
   * Sessions that nothing came of for so long that they are over, and forgets them.
   * @param now ms since 1970 UTC; the latest time that any exchange had, where none is given.
   */
  *over(now = this.latest): Generator<LinkedSession> {
    yield* this.settled(now - this.horizon)
  }

  /** All sessions that are still open, where nothing more comes. */
  *end(): Generator<LinkedSession> {
    yield* this.settled(Number.POSITIVE_INFINITY)
  }

  /** Exchanges that are held. */
  get open(): number {
    let sum = 0
    for (const owner of this.owners.values()) sum += owner.size
    return sum
  }

  private *settled(before: number): Generator<LinkedSession> {
    for (const [name, owner] of this.owners) {
      const groups = [...owner.groups].filter(({ last }) => last < before).sort((a, b) => a.last - b.last)
      for (const group of groups) {
        yield* settle(group, name, owner)
        owner.forget(group)
      }
      if (owner.size === 0) this.owners.delete(name)
    }
  }
}
