import { linkAndTell, OWNER, type Requests, sealOf } from '../exchanges.js'
import { firstOf, forEachRecord, type Reading } from '../reading.js'
import { type Gather, readSpans } from '../spans/index.js'
import { isObject } from '../values.js'
import { pairOf } from './request.js'
import { spanOf } from './span.js'
import { requestIn } from './valid.js'
import { spanIn } from './valid-span.js'

/** Reads lines that the collector wrote. */
export async function readCollected(path: string, reading: Reading): Promise<void> {
  const timed = firstOf(path, (record) => (typeof record.at === 'number' ? record.at : null)) !== null
  const seal = sealOf(reading)
  let spans = false
  const requests: Requests = async (into, each) => {
    let last = 0
    await forEachRecord(
      path,
      into,
      (record, line) => {
        if (record.collected === 'span') {
          const kept = spanIn(record)
          spans ||= typeof kept !== 'string'
          return typeof kept === 'string' ? kept : undefined
        }
        if (typeof record.collected !== 'string') return 'no line of the collector'
        if (record.collected !== 'request') {
          into.tally.note('unknown', line, record.collected)
          return undefined
        }
        const kept = requestIn(record)
        if (typeof kept === 'string') return kept
        // Without times the places of requests stand for them; one without a time was sent when the one before it was.
        last = timed ? (kept.at ?? last) : line
        const at = kept.at ?? null
        each({ ...pairOf(kept, last, OWNER, seal), line, at, ended: kept.ended ?? at })
        return undefined
      },
      { whole: true },
    )
  }
  await linkAndTell(reading, requests)
  if (spans) await readSpans(path, reading, gather)
}

/** The span of a line; other lines were told before. */
const gather: Gather = (value, line) => {
  const kept = isObject(value) && value.collected === 'span' ? spanIn(value) : ''
  return typeof kept === 'string'
    ? { facts: [], records: 0, unknown: [] }
    : { facts: [spanOf(kept, line)], records: 1, unknown: [] }
}
