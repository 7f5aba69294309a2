import { basename } from 'node:path'
import { unpackedName } from '../contents.js'
import { type EachRecord, firstOf, forEachRecord, type Reading } from '../reading.js'
import { secondsOf, textOf } from '../values.js'
import { type Enveloped, envelopeOf } from './envelope.js'
import { type Meta, metaOf } from './meta.js'
import { Rollout } from './rollout.js'

const typed = ({ type, payload }: Enveloped): boolean =>
  type === 'event_msg' && payload.type === 'user_message' && textOf(payload.message) !== null

/** Tells what is in a rollout. */
export async function readRollout(path: string, reading: Reading): Promise<void> {
  const first = <T>(find: (of: Enveloped) => T | null) =>
    firstOf(path, (record) => {
      const of = envelopeOf(record)
      return of === null ? null : find(of)
    })
  const meta = first((of) => (of.type === 'session_meta' ? metaOf(of.payload) : null)) ?? nameless(path)
  const replayed = meta.forked ? first(({ payload }) => secondsOf(payload.started_at)) : null
  const start = first(({ at }) => at)
  const rollout = new Rollout(reading, meta, {
    start: start !== null && replayed !== null ? Math.min(start, replayed) : start,
    // Without events, what a person typed is told from what Codex adds by its words.
    events: first((of) => (typed(of) ? true : null)) !== null,
  })
  const each: EachRecord = (record, line) => {
    const of = envelopeOf(record)
    const type = textOf(record.type)
    if (of === null && type === null) return 'no record type'
    if (of === null) reading.tally.note('unknown', line, type!)
    else if (!rollout.take(of, line)) reading.tally.note('unknown', line, nameOf(of))
    return undefined
  }
  await forEachRecord(path, reading, each, { once: true })
}

const nameOf = ({ type, payload }: Enveloped): string =>
  textOf(payload.type) === null ? type : `${type}/${payload.type}`

/** What is known of a rollout without a head: its name ends with the id of its session. */
function nameless(path: string): Meta {
  const name = basename(unpackedName(path)).replace(/\.jsonl$/, '')
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(name)?.[0] ?? name
  return { ...metaOf({ id })! }
}
