import type { Limits } from './limits.js'
import { later } from './refusal.js'

/** Seconds after which a body may come again that there was no room for. */
const BUSY_S = 2

/** Room for one body, from its first byte until it is answered. */
export interface Room {
  /** Takes room for bytes that came. @throws Refusal where there is none. */
  take(bytes: number): void
  leave(): void
}

interface Use {
  bodies: number
  bytes: number
}

/** Lets bodies in as long as there is room: for all together, and for each customer only a share of it. */
export class Admission {
  readonly #limits: Pick<Limits, 'flightBytes' | 'bodies' | 'share' | 'waitedMs'>
  readonly #waited: () => number
  readonly #all: Use = { bodies: 0, bytes: 0 }
  readonly #by = new Map<string, Use>()

  /** @param waited for how long the body that came first has been waiting, in milliseconds. */
  constructor(limits: Pick<Limits, 'flightBytes' | 'bodies' | 'share' | 'waitedMs'>, waited: () => number) {
    this.#limits = limits
    this.#waited = waited
  }

  /** Bodies that were let in and not answered yet. */
  get bodies(): number {
    return this.#all.bodies
  }

  /** @throws Refusal: 429 where a customer has more than its share under way, 503 where there is too much of all. */
  enter(customer: string | null): Room {
    const { bodies, share, waitedMs } = this.#limits
    const own = this.#by.get(customer ?? '') ?? { bodies: 0, bytes: 0 }
    if (customer !== null && own.bodies >= bodies * share) throw tooMany()
    if (this.#all.bodies >= bodies || this.#waited() > waitedMs) throw busy()
    this.#by.set(customer ?? '', own)
    this.#all.bodies++
    own.bodies++
    let held = 0
    return {
      take: (bytes) => {
        const { flightBytes } = this.#limits
        if (customer !== null && own.bytes + bytes > flightBytes * share) throw tooMany()
        if (this.#all.bytes + bytes > flightBytes) throw busy()
        held += bytes
        own.bytes += bytes
        this.#all.bytes += bytes
      },
      leave: () => {
        this.#all.bodies--
        this.#all.bytes -= held
        own.bytes -= held
        if (--own.bodies === 0) this.#by.delete(customer ?? '')
      },
    }
  }
}

const tooMany = () => later(429, 'too much of yours is under way; send again later', BUSY_S)
const busy = () => later(503, 'too much is under way; send again later', BUSY_S)
