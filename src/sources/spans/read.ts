import { unpackedName } from '../contents.js'
import { type EachDumped, forEachDumped, layoutOf } from '../dump.js'
import { type Counting, Reading } from '../reading.js'
import { lineIn } from '../tally.js'
import { addTo } from './add-to.js'
import { Calls, madeIn } from './calls.js'
import type { SpanFact } from './fact.js'
import { worksOf } from './forest.js'
import { type Gathered, gathered } from './gather.js'
import { Groups } from './groups.js'
import { mergedFacts } from './merge.js'
import { type Plan, planOf } from './plan.js'
import { type IsMissing, Telling } from './telling.js'

/** What there is of spans in one value of a file; null where there is nothing. */
export type Gather = (value: unknown, line: number) => Gathered | null

/** Gives the values of a file one after the other, each time alike. */
export type Through = (path: string, counting: Counting, each: EachDumped) => Promise<void>

/** Values on lines, in an array, or one document, with their texts whole. */
export const throughValues: Through = (path, counting, each) =>
  forEachDumped(path, counting, each, /\.(?:jsonl|ndjson)$/.test(unpackedName(path)) ? 'lines' : layoutOf(path), true)

/**
 * Reads a file of spans: first which traces belong together and where the last of each stands, then what they say. What
 * belongs together is held until it is complete, and told in the order of its times.
 * @param file its place among files that are read together.
 */
export async function readSpans(
  path: string,
  reading: Reading,
  gather: Gather = gathered,
  through: Through = throughValues,
  file = 0,
  counting: Counting = reading.of(file),
): Promise<void> {
  const groups = new Groups()
  const calls = new Calls(groups)
  const look: EachDumped = (value, place, line) => {
    const found = gather(value, line)
    for (const fact of found?.facts ?? []) {
      groups.add(fact.trace, fact.session, place)
      calls.add(fact)
    }
    return found?.records ?? 0
  }
  await through(path, new Reading(reading.conceal, null, null), look)
  const held = new Map<number, SpanFact[]>()
  const read: EachDumped = (value, place, own) => {
    const line = lineIn(file, own)
    const found = gather(value, line)
    if (found === null) return 'no span'
    for (const name of found.unknown) reading.tally.note('unknown', line, name)
    const touched = new Set<number>()
    for (const fact of found.facts) {
      const group = groups.of(fact.trace)
      addTo(held, group, fact)
      touched.add(group)
    }
    for (const group of touched) {
      if (groups.last(group) > place) continue
      tell(held.get(group)!, reading, (id) => calls.isMissing(id))
      held.delete(group)
    }
    return found.records
  }
  await through(path, counting, read)
}

/**
 * Tells what belongs together, session by session.
 * @param isMissing of a call that nothing here shows but a history: whether the rest of the file does not either.
 */
export function tell(found: readonly SpanFact[], reading: Reading, isMissing: IsMissing = () => true): void {
  const { facts, copies } = mergedFacts(found)
  const made = new Set(facts.flatMap(madeIn))
  for (const { line } of copies) reading.tally.note('duplicates', line)
  const byTrace = new Map<string, SpanFact[]>()
  for (const fact of facts) addTo(byTrace, fact.trace, fact)
  const bySession = new Map<string, Plan[]>()
  for (const own of byTrace.values()) {
    const works = worksOf(own)
    if (works.length === 0) for (const { line } of own) reading.tally.note('unknown', line, 'span of no agent')
    for (const work of works) {
      const plan = planOf(work)
      const session = sessionOf(plan, own)
      addTo(bySession, session, plan)
    }
  }
  for (const [session, plans] of bySession) {
    plans.sort((a, b) => a.work.top.from - b.work.top.from || a.work.top.fact.line - b.work.top.fact.line)
    const telling = new Telling(reading, session, plans, (id) => !made.has(id) && isMissing(id))
    reading.over(session, !telling.all())
  }
}

/** The session of a turn: as the outermost of its spans, or of those around it, names it; else its trace. */
function sessionOf({ work, steps }: Plan, trace: readonly SpanFact[]): string {
  let named: string | null = null
  for (let at: typeof work.top | null = work.top; at !== null; at = at.parent) named = at.fact.session ?? named
  for (const { node } of steps) named ??= node.fact.session
  return named ?? trace.find(({ session }) => session !== null)?.session ?? work.top.fact.trace
}
