import { join } from 'node:path'
import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject } from '../values.js'
import { isEvent, isState } from './events.js'
import { readEvents } from './read.js'

/** Conversations of OpenHands, and results of its evaluations (docs/sources/openhands.md). */
export const openhands: Source = {
  id: 'openhands',
  title: 'OpenHands conversations',
  version: 2,
  carries: {
    turn_time: true,
    work_time: 'partly',
    reported_time: false,
    interrupts: 'partly',
    approvals: 'partly',
    questions: false,
    headless: 'partly',
    user: false,
    subagents: false,
    tokens: 'partly',
    linkable: true,
  },
  homes: (_environment, home) =>
    ['.openhands/conversations', '.openhands/sessions', '.openhands-state/sessions'].map((folder) =>
      join(home, folder),
    ),
  named: (path) => /\.jsonl?$/.test(path),
  recognises: (_path, head) => beginningOf(head).some(isConversation),
  read: readWhole(readEvents),
}

/** An event, a list of events, something that holds such a list, or the state of a conversation. */
function isConversation(value: unknown): boolean {
  if (Array.isArray(value)) return value.slice(0, 3).some(isEvent)
  if (!isObject(value)) return false
  const { history, trajectory } = value
  const pairs = Array.isArray(history) ? history.flat() : Array.isArray(trajectory) ? trajectory : []
  return isEvent(value) || isState(value) || pairs.slice(0, 3).some(isEvent)
}
