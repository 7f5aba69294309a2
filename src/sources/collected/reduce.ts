import type { Forget, Gist, Seal } from '../../model/index.js'
import { factsIn } from '../claude-code-otel/index.js'
import { sealOf } from '../exchanges.js'
import { requestIn } from '../requests.js'
import { gathered } from '../spans/index.js'
import { isObject } from '../values.js'
import { Known } from './known.js'
import { keptOf, type Means } from './request.js'
import { keptSpan } from './span.js'
import { keptTelemetry } from './telemetry.js'

/** Makes lines without text of what arrives, which the source `collected` reads. */
export class Reducing {
  private readonly seal: Seal
  private known = new Known()

  private readonly means: Means

  constructor({ conceal, forget }: Means) {
    this.seal = sealOf({ conceal })
    this.means = { conceal, forget: remembering(forget, this.seal) }
  }

  /** Lines that were given before may be lost: nothing that they told may be left out of later ones. */
  startOver(): void {
    this.known = new Known()
  }

  /**
   * A record of a log of API requests.
   * @param customer whose token it was sent with; null where none was.
   * @returns nothing where it has no request.
   */
  request(record: unknown, customer: string | null): string[] {
    const request = isObject(record) ? requestIn(record) : null
    if (request === null) return []
    const { at, ended } = request
    const exchange = request.exchange(at ?? 0, ended ?? at ?? 0, this.seal)
    const from = this.known.take(exchange, JSON.stringify([customer, request.pair.user]))
    return [JSON.stringify(keptOf({ ...request, exchange, customer }, from, this.means))]
  }

  /** An export request of OTLP, in JSON. @returns nothing of what is not about an agent. */
  telemetry(body: unknown, customer: string | null): string[] {
    const lines: string[] = []
    for (const fact of factsIn(body, 0))
      if (fact !== null && 'what' in fact) lines.push(JSON.stringify(keptTelemetry(fact, customer, this.means)))
    for (const fact of gathered(body, 0)?.facts ?? []) lines.push(JSON.stringify(keptSpan(fact, customer, this.means)))
    return lines
  }
}

/** System prompts whose signs are remembered, at most. */
const MOST = 1_000

/** Reads a system prompt once: every request sends it again, and it is long. Only a keyed hash of it is held. */
function remembering(forget: Forget, seal: Seal): Forget {
  const known = new Map<string, Gist>()
  const system = (text: string): Gist => {
    const key = seal(text)
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size >= MOST) known.clear()
    const gist = forget.system(text)
    known.set(key, gist)
    return gist
  }
  return { ...forget, system }
}
