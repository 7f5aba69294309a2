import { type LogRecord, logsOf, type SpanRecord, signalOf, spansOf } from '../../otlp/index.js'
import { forEachDumped } from '../dump.js'
import { Ids } from '../ids.js'
import { CODING } from '../judging.js'
import { Reading } from '../reading.js'
import { textOf } from '../values.js'
import { type Foreign, factOfEvent } from './events.js'
import type { TelemetryFact } from './fact.js'
import { factOfSpan } from './spans.js'
import { tellSession } from './tell.js'

/** A session of which nothing came for so long, by the times of the log, is told, so that not all have to be held; ms. */
const QUIET = 6 * 3_600_000

type Fact = TelemetryFact | Foreign
export type EachFact = (fact: Fact, line: number) => void

/** Goes through what records say, each time alike. */
export type Telemetry = (into: Reading, each: EachFact) => Promise<void>

/** Tells a reading what is in a file of Claude Code's telemetry. */
export const readTelemetry = (path: string, reading: Reading): Promise<void> =>
  tellTelemetry(reading, (into, each) => forEachFact(path, into, each))

/** Tells a reading what records of Claude Code's telemetry say. */
export async function tellTelemetry(reading: Reading, telemetry: Telemetry): Promise<void> {
  const several = await namesSeveral(telemetry)
  const sessions = new Map<string, { facts: TelemetryFact[]; last: number }>()
  const seen = new Ids()
  let newest = 0
  const tell = (session: string) => {
    const { facts } = sessions.get(session)!
    sessions.delete(session)
    const times = facts.flatMap(({ at }) => (at === null ? [] : [at]))
    const conversation = reading.conversation(session, () => ({
      ...{
        id: session,
        interactive: 'unknown',
        entrypoint: null,
        version: null,
        operator: true,
        setting: { ...CODING },
      },
      ...{ start: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)) },
      user: several ? (facts.find(({ user }) => user !== null)?.user ?? null) : null,
    }))
    tellSession(conversation, facts)
  }
  await telemetry(reading, (fact, line) => {
    if ('unknown' in fact) return reading.tally.note('unknown', line, fact.unknown)
    if ('malformed' in fact) return reading.tally.note('unreadable', line, fact.malformed)
    if (!seen.add(`${fact.session}/${fact.id}`).fresh) return reading.tally.note('duplicates', line)
    if (fact.what.kind === 'decision' && fact.what.decision.by === null)
      reading.tally.note('unknown', line, 'tool_decision.source')
    const session = sessions.get(fact.session) ?? { facts: [], last: 0 }
    session.facts.push(fact)
    session.last = Math.max(session.last, fact.at ?? 0)
    sessions.set(fact.session, session)
    if (session.last < newest + QUIET / 6) return
    newest = session.last
    for (const [name, { last }] of sessions)
      if (last < newest - QUIET) {
        tell(name)
        reading.over(name)
      }
  })
  for (const name of [...sessions.keys()]) tell(name)
}

/** Gives what the records of a file say; counts them, and what is none of Claude Code's. */
async function forEachFact(path: string, reading: Reading, each: EachFact): Promise<void> {
  await forEachDumped(path, reading, (value, _place, line) => {
    const signal = signalOf(value)
    if (signal === null) return 'no telemetry: expected resourceLogs, resourceSpans or resourceMetrics'
    let records = 0
    for (const fact of factsIn(value, line)) {
      records++
      if (fact !== null) each(fact, line)
      else reading.tally.note('unknown', line, 'other program')
    }
    if (signal !== 'metrics') return records
    reading.tally.note('unknown', line, 'metrics')
    return records + 1
  })
}

/** What log records and spans of an export request of OTLP say; null of what other programs wrote. */
const factsIn = (value: unknown, line: number): Generator<Fact | null> => factsOf(logsOf(value), spansOf(value), line)

/** What log records and spans say; null of what other programs wrote. */
export function* factsOf(logs: Iterable<LogRecord>, spans: Iterable<SpanRecord>, line: number): Generator<Fact | null> {
  for (const log of logs) yield isOwn(log) ? factOfEvent(log, line) : null
  for (const span of spans) yield isOwn(span) ? factOfSpan(span, line) : null
}

/** Whether Claude Code wrote a record, and not another program that sends to the same place. */
export function isOwn({
  resource,
  scope,
  name,
}: {
  resource: object
  scope: string | null
  name: string | null
}): boolean {
  const service = textOf((resource as Record<string, unknown>)['service.name'])
  return (
    (service?.startsWith('claude-code') ?? false) ||
    (scope?.startsWith('com.anthropic.claude_code') ?? false) ||
    (name?.startsWith('claude_code.') ?? false)
  )
}

/** Whether a file names more than one person. Where it names one, they are whose the file is. */
async function namesSeveral(telemetry: Telemetry): Promise<boolean> {
  const users = new Set<string>()
  await telemetry(new Reading((_kind, id) => id, null, null), (fact) => {
    if ('session' in fact && fact.user !== null && users.size < 2) users.add(fact.user)
  })
  return users.size > 1
}
