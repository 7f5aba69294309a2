import type { Source } from '../../model/index.js'
import { type RequestOf, readRequests } from '../exchanges.js'
import { Reading } from '../reading.js'
import { concealing } from '../sealed.js'
import { type Gather, readSpans, throughValues } from '../spans/index.js'
import { Tally } from '../tally.js'
import { isObject } from '../values.js'
import { requestOf } from './request.js'
import { spanOf } from './span.js'
import { requestIn } from './valid.js'
import { spanIn } from './valid-span.js'

/** The request of a line that the collector wrote; null where it is of another kind. */
export const requestKept: RequestOf = (record) => {
  const { collected } = record
  if (typeof collected !== 'string') return 'no line of the collector'
  if (collected !== 'request') return KINDS.has(collected) ? null : collected
  const kept = requestIn(record)
  return typeof kept === 'string' ? kept : requestOf(kept)
}

/** Kinds of lines that are read otherwise. */
const KINDS = new Set(['span'])

/** Reads the spans of a file that the collector wrote. @param file its place among those that are read together. */
export const readKeptSpans = (path: string, reading: Reading, file = 0): Promise<void> =>
  readSpans(path, reading, gather, throughValues, file, { tally: new Tally(), handOver: () => reading.handOver() })

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
  const failed = await readRequests([{ path, requestOf: requestKept }], reading)
  if (failed.has(0)) throw failed.get(0)
  await readKeptSpans(path, reading)
  return reading.end()[0]!
}
