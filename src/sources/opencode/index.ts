import { join } from 'node:path'
import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { headOf } from '../contents.js'
import { readWhole } from '../reading.js'
import { SQLITE_MARK } from '../sqlite-pages.js'
import { isObject, objectsOf } from '../values.js'
import { readDatabase } from './database.js'
import { readExport } from './read.js'

/** The database that opencode keeps its sessions in, and sessions that it exported (docs/sources/opencode.md). */
export const opencode: Source = {
  id: 'opencode',
  title: 'opencode sessions',
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
  homes: (environment, home) => [
    join(environment.XDG_DATA_HOME || join(home, '.local/share'), 'opencode', 'opencode.db'),
  ],
  named: (path) => /\.(?:jsonl?|db)$/.test(path),
  recognises: (path, head) => (isSqlite(head) ? isNamed(path) || isMade(head) : beginningOf(head).some(isExport)),
  read: readWhole((path, reading) =>
    isSqlite(headOf(path, SQLITE_MARK.length)) ? readDatabase(path, reading) : readExport(path, reading),
  ),
}

const isSqlite = (head: Buffer): boolean => head.subarray(0, SQLITE_MARK.length).equals(SQLITE_MARK)

/** By its name, or by the statements that made its tables, which do not always stand at its beginning. */
const isNamed = (path: string): boolean => /(?:^|[\\/])opencode[^\\/]*\.db$/.test(path)
const isMade = (head: Buffer): boolean =>
  /\bTABLE [`"]?(?:part|session_message)[`"]?\s*\([^;]*session_id/.test(head.toString('latin1'))

/** A session's own record beside its messages, or a message with what it is made of. */
function isExport(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.messages)) return false
  const { info } = value
  if (isObject(info) && typeof info.id === 'string' && ('projectID' in info || info.id.startsWith('ses_'))) return true
  const [first] = objectsOf(value.messages)
  return isObject(first?.info) && typeof first.info.sessionID === 'string' && Array.isArray(first.parts)
}
