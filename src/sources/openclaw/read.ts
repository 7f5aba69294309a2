import { createHash } from 'node:crypto'
import { firstOf, forEachRecord, type Reading } from '../reading.js'
import { type Json, textOf } from '../values.js'
import { writtenAt } from './record.js'
import { Telemetry } from './telemetry.js'

/** Tells what is in a file of telemetry. */
export async function readTelemetry(path: string, reading: Reading): Promise<void> {
  const first = firstOf(path, (record) => (textOf(record.type) === null ? null : record))
  // In files without times records that look alike are not copies of each other.
  const start = firstOf(path, writtenAt)
  const telemetry = new Telemetry(reading, { name: nameOf(first ?? {}), start })
  await forEachRecord(
    path,
    reading,
    (record, line) => {
      const type = textOf(record.type)
      if (type === null) return 'no record type'
      if (!telemetry.take(type, record, line)) reading.tally.note('unknown', line, type)
      return undefined
    },
    { once: start !== null },
  )
  telemetry.end()
}

/** A name for all that is in a file, the same in every copy and when it has grown: by its first record. */
function nameOf({ type, sessionKey, content, prompt, toolName, params }: Json): string {
  const said = JSON.stringify([type, sessionKey, content, prompt, toolName, Object.values(params ?? {})])
  return createHash('sha256').update(said).digest('hex').slice(0, 32)
}
