import { writtenOf } from '../values.js'
import { addTo } from './add-to.js'
import type { SpanFact } from './fact.js'

/**
 * One fact of what is said of a span in several places: pieces add to each other in the order of their times; of whole
 * copies the fuller holds.
 */
export function mergedFacts(facts: readonly SpanFact[]): { facts: SpanFact[]; copies: SpanFact[] } {
  const bySpan = new Map<string, SpanFact>()
  const copies: SpanFact[] = []
  const pieces = new Map<string, SpanFact>()
  for (const fact of facts) {
    const key = `${fact.trace}/${fact.span}`
    if (fact.piece) {
      const same = writtenOf({ ...fact, line: 0 }) ?? ''
      // What a record says of the turn around it is no record of its own.
      if (!pieces.has(same)) pieces.set(same, fact)
      else if (fact.role !== 'turn') copies.push(fact)
    } else {
      const known = bySpan.get(key)
      if (known === undefined) bySpan.set(key, fact)
      else {
        copies.push(fact)
        bySpan.set(key, weight(fact) > weight(known) ? fact : known)
      }
    }
  }
  const own = new Map<string, SpanFact[]>()
  for (const piece of [...pieces.values()].sort((a, b) => (a.started ?? 0) - (b.started ?? 0))) {
    addTo(own, `${piece.trace}/${piece.span}`, piece)
  }
  for (const [key, parts] of own) {
    const whole = bySpan.get(key)
    bySpan.set(key, whole === undefined ? parts.reduce(joined) : completed(whole, parts.reduce(joined)))
  }
  return { facts: [...bySpan.values()], copies }
}

const weight = ({ history, answers, ended, usage }: SpanFact): number =>
  history.length + 1_000 * answers.length + (ended === null ? 0 : 1) + (usage === null ? 0 : 1)

/** Two pieces of one span. */
function joined(a: SpanFact, b: SpanFact): SpanFact {
  return {
    ...a,
    ended: a.ended === null || b.ended === null ? (b.ended ?? a.ended) : Math.max(a.ended, b.ended),
    session: a.session ?? b.session,
    user: a.user ?? b.user,
    response: a.response ?? b.response,
    end: b.end ?? a.end,
    usage: a.usage ?? b.usage,
    history: [...a.history, ...b.history],
    answers: [...a.answers, ...b.answers],
    texts: a.texts === null ? b.texts : { ...a.texts, system: a.texts.system ?? b.texts?.system ?? null },
  }
}

/** A span, and in its gaps what pieces say of it. */
function completed(whole: SpanFact, piece: SpanFact): SpanFact {
  const answers = whole.answers.length > 0 ? whole.answers : piece.answers
  return {
    ...whole,
    role: whole.role === 'other' ? piece.role : whole.role,
    session: whole.session ?? piece.session,
    user: whole.user ?? piece.user,
    response: whole.response ?? piece.response,
    end: whole.failed ? 'failed' : answers.some(({ calls }) => calls.length > 0) ? 'calls' : (whole.end ?? piece.end),
    usage: whole.usage ?? piece.usage,
    history: whole.history.length > 0 ? whole.history : piece.history,
    answers,
    texts: whole.texts === null ? null : { ...whole.texts, system: whole.texts.system ?? piece.texts?.system ?? null },
  }
}
