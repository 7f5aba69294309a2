import { linkAndTell, OWNER, type Requests, sealOf } from '../exchanges.js'
import { firstOf, forEachRecord, type Reading } from '../reading.js'
import { pairOf } from './request.js'
import { requestIn } from './valid.js'

/** Reads lines that the collector wrote. */
export async function readCollected(path: string, reading: Reading): Promise<void> {
  const timed = firstOf(path, (record) => (typeof record.at === 'number' ? record.at : null)) !== null
  const seal = sealOf(reading)
  const requests: Requests = async (into, each) => {
    let last = 0
    await forEachRecord(
      path,
      into,
      (record, line) => {
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
}
