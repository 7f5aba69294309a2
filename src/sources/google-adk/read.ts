import { basename } from 'node:path'
import { unpackedName } from '../contents.js'
import { forEachDumped } from '../dump.js'
import type { Reading } from '../reading.js'
import { userIn } from '../user.js'
import { type Json, objectsOf, secondsOf, textOf } from '../values.js'
import { eventOf, isEvent, isSession } from './event.js'
import { Session } from './session.js'

/** Tells what is in a file of sessions, or of the events of one. */
export async function readSessions(path: string, reading: Reading): Promise<void> {
  let loose: Session | null = null
  const steps = { count: 0 }
  await forEachDumped(path, reading, (value, _place, line) => {
    if (isSession(value)) {
      const events = objectsOf(value.events)
      const session = new Session(reading, {
        id: textOf(value.id)!,
        start: startOf(events),
        user: userOf(value),
        steps,
      })
      for (const event of events) session.take(eventOf(event), line)
      session.end()
      return Math.max(1, events.length)
    }
    if (!isEvent(value)) return 'no session, and no event of one'
    loose ??= new Session(reading, { id: nameOf(path), start: startOf([value]), user: null, steps })
    loose.take(eventOf(value), line)
    return 1
  })
  ;(loose as Session | null)?.end()
}

/** Its user; the kit's programs write names both ways. */
const userOf = (session: Json): string | null => userIn(session.userId, session.user_id)

const startOf = (events: readonly Json[]): number | null => {
  const first = events.find(({ timestamp }) => secondsOf(timestamp) !== null)
  return secondsOf(first?.timestamp)
}

/** Events that do not say their session are one, by the name of their file. */
const nameOf = (path: string): string => basename(unpackedName(path)).replace(/\.jsonl?$/, '')
