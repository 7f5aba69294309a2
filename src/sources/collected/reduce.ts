import type { Conceal, Forget, Gist, Seal } from '../../model/index.js'
import { logsOf, signalOf, spansOf } from '../../otlp/index.js'
import { factsOf } from '../claude-code-otel/index.js'
import { sealOf } from '../exchanges.js'
import { requestIn } from '../requests.js'
import { gathered, spanFactsOf } from '../spans/index.js'
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
    this.means = { conceal: recalling(conceal), forget: remembering(forget, this.seal) }
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
    // Records are made plain once, for both that look for their own among them.
    const [logs, spans] = [[...logsOf(body)], [...spansOf(body)]]
    for (const fact of factsOf(logs, spans, 0))
      if (fact !== null && 'what' in fact) lines.push(JSON.stringify(keptTelemetry(fact, customer, this.means)))
    const others = signalOf(body) === null ? (gathered(body, 0)?.facts ?? []) : spanFactsOf(logs, spans, 0)
    for (const fact of others) lines.push(JSON.stringify(keptSpan(fact, customer, this.means)))
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

/** Ids that recur in record after record, by what they name. */
const RECURRING: ReadonlySet<Parameters<Conceal>[0]> = new Set(['session', 'turn', 'user', 'agent'])
/** Pseudonyms that are remembered, at most, and characters of an id. */
const [MOST_IDS, LONGEST] = [10_000, 200]

/** Makes the pseudonym of an id that recurs once. Ids are held in memory only. */
function recalling(conceal: Conceal): Conceal {
  const known = new Map<string, string>()
  return (kind, id) => {
    if (!RECURRING.has(kind) || id.length > LONGEST) return conceal(kind, id)
    const key = `${kind}\0${id}`
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size >= MOST_IDS) known.clear()
    const pseudonym = conceal(kind, id)
    known.set(key, pseudonym)
    return pseudonym
  }
}
