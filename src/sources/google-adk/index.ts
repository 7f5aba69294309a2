import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isEvent, isSession } from './event.js'
import { readSessions } from './read.js'

/** Sessions of agents built with Google's Agent Development Kit (docs/sources/google-adk.md). */
export const googleAdk: Source = {
  id: 'google-adk',
  title: 'Google ADK sessions',
  version: 2,
  carries: {
    turn_time: true,
    work_time: 'partly',
    reported_time: false,
    interrupts: 'partly',
    approvals: 'partly',
    questions: 'partly',
    headless: false,
    user: 'partly',
    subagents: false,
    tokens: 'partly',
    linkable: true,
  },
  homes: () => [],
  named: (path) => /\.jsonl?$/.test(path),
  recognises: (_path, head) =>
    beginningOf(head).some((value) =>
      (Array.isArray(value) ? value : [value]).some((one) => isSession(one) || isEvent(one)),
    ),
  read: readWhole(readSessions),
}
