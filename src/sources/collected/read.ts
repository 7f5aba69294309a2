import type { Source } from '../../model/index.js'
import { tellTelemetry } from '../claude-code-otel/index.js'
import { type RequestOf, readRequests } from '../exchanges.js'
import { type Counting, type EachRecord, forEachRecord, Reading } from '../reading.js'
import { concealing } from '../sealed.js'
import { type Gather, readSpans, throughValues } from '../spans/index.js'
import { lineIn, Tally } from '../tally.js'
import { isObject } from '../values.js'
import { requestOf } from './request.js'
import { spanOf } from './span.js'
import { telemetryOf } from './telemetry.js'
import { requestIn } from './valid.js'
import { spanIn } from './valid-span.js'
import { telemetryIn } from './valid-telemetry.js'

/**
 * How requests are found in files that the collector wrote. Sessions that an agent's own telemetry tells are left to that:
 * what a gateway logged of them is the same once more.
 */
export async function requestsKept(paths: readonly string[]): Promise<RequestOf> {
  const told = new Set<unknown>()
  const uncounted: Counting = { tally: new Tally(), handOver: async () => {} }
  const note: EachRecord = ({ collected, session }) => {
    if (collected === 'telemetry') told.add(session)
    return undefined
  }
  // A file that cannot be read is one where its requests are read, too, and shown there.
  for (const path of paths) await forEachRecord(path, uncounted, note).catch(() => undefined)
  return (record) => {
    const { collected, session } = record
    if (typeof collected !== 'string') return 'no line of the collector'
    if (collected !== 'request') return KINDS.has(collected) ? null : collected
    if (told.has(session)) return 'request of a session that its agent tells'
    const kept = requestIn(record)
    return typeof kept === 'string' ? kept : requestOf(kept)
  }
}

/** Kinds of lines that are read otherwise. */
const KINDS = new Set(['span', 'telemetry'])

/**
 * Reads of a file that the collector wrote what is no request.
 * @param file its place among those that are read together.
 */
export async function readKeptTelemetry(path: string, reading: Reading, file = 0): Promise<void> {
  // All lines are counted where requests are read.
  const uncounted: Counting = { tally: new Tally(), handOver: () => reading.handOver() }
  await readSpans(path, reading, gather, throughValues, file, uncounted)
  await tellTelemetry(reading, (into, each) =>
    forEachRecord(path, uncounted, (record, own) => {
      if (record.collected !== 'telemetry') return undefined
      const kept = telemetryIn(record)
      const line = lineIn(file, own)
      if (typeof kept === 'string') into.tally.note('unknown', line, kept)
      else each(telemetryOf(kept, line), line)
      return undefined
    }),
  )
}

/** The span of a line. Other lines are read otherwise, and all are counted there. */
const gather: Gather = (value, line) => {
  const kept = isObject(value) && value.collected === 'span' ? spanIn(value) : null
  if (kept === null) return { facts: [], records: 0, unknown: [] }
  return typeof kept === 'string'
    ? { facts: [], records: 0, unknown: [kept] }
    : { facts: [spanOf(kept, line)], records: 0, unknown: [] }
}

/** Reads a file that the collector wrote by itself. */
export const readCollected: Source['read'] = async (path, _from, conceal, sink = null, rules = null) => {
  const reading = new Reading(concealing(conceal), sink, rules)
  const failed = await readRequests([{ path, requestOf: await requestsKept([path]) }], reading)
  if (failed.has(0)) throw failed.get(0)
  await readKeptTelemetry(path, reading)
  return reading.end()[0]!
}
