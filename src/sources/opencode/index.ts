import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject, objectsOf } from '../values.js'
import { readExport } from './read.js'

/** Sessions that opencode exported (docs/sources/opencode.md). */
export const opencode: Source = {
  id: 'opencode',
  title: 'opencode exports',
  version: 2,
  carries: {
    turn_time: true,
    work_time: 'partly',
    reported_time: false,
    interrupts: true,
    approvals: false,
    questions: true,
    headless: false,
    user: false,
    subagents: true,
    tokens: true,
    linkable: true,
  },
  homes: () => [],
  named: (path) => /\.jsonl?$/.test(path),
  recognises: (_path, head) => beginningOf(head).some(isExport),
  read: readWhole(readExport),
}

/** A session's own record beside its messages, or a message with what it is made of. */
function isExport(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.messages)) return false
  const { info } = value
  if (isObject(info) && typeof info.id === 'string' && ('projectID' in info || info.id.startsWith('ses_'))) return true
  const [first] = objectsOf(value.messages)
  return isObject(first?.info) && typeof first.info.sessionID === 'string' && Array.isArray(first.parts)
}
