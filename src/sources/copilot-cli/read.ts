import { basename, dirname } from 'node:path'
import { unpackedName } from '../contents.js'
import { type EachRecord, firstOf, forEachRecord, type Reading } from '../reading.js'
import { type Json, objectOf, textOf, timeOf } from '../values.js'
import { type Known, Log } from './log.js'

/** Tells what is in the log of one session. */
export async function readEvents(path: string, reading: Reading): Promise<void> {
  const log = new Log(reading, knownOf(path))
  const each: EachRecord = (record, line) => {
    const type = textOf(record.type)
    const data = objectOf(record.data)
    if (type === null || data === null) return 'no event with a type and data'
    const event = { type, data, agent: textOf(record.agentId), id: textOf(record.id) }
    if (!log.take(event, { at: timeOf(record.timestamp), line })) reading.tally.note('unknown', line, type)
    return undefined
  }
  await forEachRecord(path, reading, each, { once: true })
  log.end()
}

/** What has to be known before the first record is told. */
function knownOf(path: string): Known {
  const first = <T>(find: (record: Json, data: Json) => T | null): T | null =>
    firstOf(path, (record) => {
      const data = objectOf(record.data)
      return data === null ? null : find(record, data)
    })
  const is = (type: string) => (record: Json, data: Json) => (record.type === type ? data : null)
  const head = first(is('session.start')) ?? first(is('session.resume'))
  return {
    session: textOf(head?.sessionId) ?? nameOf(path),
    version: textOf(head?.copilotVersion),
    start: firstOf(path, (record) => timeOf(record.timestamp)),
    asks: first(is('permission.requested')) !== null,
    before: first(is('session.permissions_changed')),
  }
}

/** A session lies in a folder of its name; a file that was moved has only its own. */
function nameOf(path: string): string {
  const file = unpackedName(path)
  const folder = basename(dirname(file))
  return basename(file) === 'events.jsonl' && folder !== '' ? folder : basename(file).replace(/\.jsonl$/, '')
}
