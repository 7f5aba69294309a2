import type { Seal } from '../../model/index.js'
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

  constructor(private readonly means: Means) {
    this.seal = sealOf(means)
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
