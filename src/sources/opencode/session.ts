import { CODING } from '../judging.js'
import type { Reading } from '../reading.js'
import { Messages } from './messages.js'

/** What is known of a session before its messages. */
export interface Known {
  id: string
  /** The session whose subagent this one is of, or null. */
  parent: string | null
  version: string | null
  /** When its first message was made, ms since 1970 UTC. */
  start: number | null
}

/** What the messages of a session are told to. A subagent's session belongs to its parent's. */
export function messagesOf(reading: Reading, { id, parent, version, start }: Known): Messages {
  const conversation = reading.conversation(id, () => ({
    ...{ id: parent ?? id, interactive: 'unknown', entrypoint: null, version, start },
    ...{ operator: true, setting: { ...CODING } },
    ...(parent === null ? {} : { subagent: { id, spawn: null } }),
  }))
  return new Messages(conversation, (line, kind) => reading.tally.note('unknown', line, kind))
}
