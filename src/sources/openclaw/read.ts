import { createHash } from 'node:crypto'
import { forEachDumped } from '../dump.js'
import { Ids } from '../ids.js'
import { firstOf, type Reading } from '../reading.js'
import { isObject, type Json, textOf, writtenOf } from '../values.js'
import { writtenAt } from './record.js'
import { Telemetry } from './telemetry.js'

/** Tells what is in a file of telemetry. */
export async function readTelemetry(path: string, reading: Reading): Promise<void> {
  const first = firstOf(path, (record) => (textOf(record.type) === null ? null : record))
  const telemetry = new Telemetry(reading, { name: nameOf(first ?? {}), start: firstOf(path, writtenAt) })
  const seen = new Ids()
  const take = (value: unknown, place: number, line: number): number | string => {
    const type = isObject(value) ? textOf(value.type) : null
    if (!isObject(value) || type === null) return 'no record type'
    const key = keyOf(value)
    if (key !== null && !seen.add(key).fresh) reading.tally.note('duplicates', line)
    else if (!telemetry.take(type, value, { place, line })) reading.tally.note('unknown', line, type)
    return 1
  }
  await forEachDumped(path, reading, take, 'lines')
  telemetry.end()
}

/** What a copy of a record says as well; in files without times records that look alike are not copies of each other. */
function keyOf({ seq, ts, type }: Json): string | null {
  return typeof seq === 'number' && typeof ts === 'number' ? `${seq} ${ts} ${type}` : null
}

/** A name for all that is in a file, the same in every copy and when it has grown: by its first record. */
function nameOf({ type, sessionKey, content, prompt, toolName, params }: Json): string {
  const said = [type, sessionKey, content, prompt, toolName, params].map(writtenOf).join('\n')
  return createHash('sha256').update(said).digest('hex').slice(0, 32)
}
