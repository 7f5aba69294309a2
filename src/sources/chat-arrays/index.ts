import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { readChats } from './read.js'
import { isChat, isTorn, isWholeChat } from './record.js'

/** Dumps of whole chats, as arrays of messages (docs/sources/chat-arrays.md). */
export const chatArrays: Source = {
  id: 'chat-arrays',
  title: 'Chats as arrays of messages',
  version: 2,
  carries: {
    turn_time: false,
    work_time: false,
    reported_time: false,
    interrupts: false,
    approvals: false,
    questions: false,
    headless: 'partly',
    user: false,
    subagents: false,
    tokens: false,
    linkable: true,
  },
  homes: () => [],
  // Trajectories of a coding agent are arrays of messages too.
  named: (path) => /\.jsonl?$/.test(path) && !path.endsWith('.traj.json'),
  recognises(path, head) {
    const values = beginningOf(head).flatMap((value) =>
      Array.isArray(value) && !isChat(value) ? (value as unknown[]) : [value],
    )
    const first = values.find(isChat)
    return first !== undefined && (isTorn(first, values.at(-1), head) ? isWholeChat(path) : true)
  },
  read: readWhole(readChats),
}
