import { exchangeOf, type Seal } from '../../model/index.js'
import { askedOf, momentsOf, OWNER, sealOf } from '../exchanges.js'
import { anyPair } from '../requests.js'
import { nameOf } from '../retelling.js'
import { gathered } from '../spans/index.js'
import { isObject } from '../values.js'
import { Known } from './known.js'
import { keptOf, type Means } from './request.js'
import { keptSpan } from './span.js'

/** Makes lines without text of what arrives, which the source `collected` reads. */
export class Reducing {
  private readonly seal: Seal
  private readonly known = new Known()

  constructor(private readonly means: Means) {
    this.seal = sealOf(means)
  }

  /** A record of a log of API requests. @returns nothing where it has no request. */
  request(record: unknown, customer: string | null): string[] {
    const pair = isObject(record) ? anyPair(record) : 'no JSON object'
    if (typeof pair === 'string' || !isObject(record)) return []
    const { at, ended } = momentsOf(record, pair)
    const exchange = exchangeOf(askedOf(pair, at ?? 0, ended ?? at ?? 0), OWNER, this.seal)
    const from = this.known.take(exchange, customer ?? '')
    const whole = { pair, exchange, name: nameOf(pair, exchange), at, ended }
    return [JSON.stringify(keptOf(whole, from, this.means))]
  }

  /** Spans, or log records that are about spans, as OTLP has them in JSON. @returns nothing of what is not about an agent. */
  spans(body: unknown): string[] {
    return (gathered(body, 0)?.facts ?? []).map((fact) => JSON.stringify(keptSpan(fact, this.means)))
  }
}
