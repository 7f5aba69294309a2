import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject } from '../values.js'
import { isZip } from '../zip.js'
import { readLog } from './read.js'

/** Logs of Inspect AI (docs/sources/inspect-eval.md). */
export const inspectEval: Source = {
  id: 'inspect-eval',
  title: 'Inspect AI evaluation logs',
  version: 2,
  carries: {
    turn_time: 'partly',
    work_time: 'partly',
    reported_time: false,
    interrupts: 'partly',
    approvals: true,
    questions: false,
    headless: true,
    user: false,
    subagents: 'partly',
    tokens: 'partly',
    linkable: true,
  },
  homes: () => [],
  named: (path) => /\.(?:eval|json)$/i.test(path),
  recognises: (_path, head) => (isZip(head) ? isPackedLog(head) : isLog(beginningOf(head))),
  read: readWhole(readLog),
}

/** Where the name of the first file of a zip file stands. */
const NAME_LENGTH = 26
const NAME = 30

/** A zip file that begins with what Inspect writes first. */
function isPackedLog(head: Buffer): boolean {
  if (head.length < NAME) return false
  const name = head.toString('utf8', NAME, NAME + head.readUInt16LE(NAME_LENGTH))
  return name === '_journal/start.json' || name === 'header.json' || /^samples\/.+_epoch_\d+\.json$/.test(name)
}

function isLog([value, ...more]: readonly unknown[]): boolean {
  if (more.length > 0 || !isObject(value) || !('version' in value) || !isObject(value.eval)) return false
  const { task, model, run_id: run, dataset } = value.eval
  return typeof task === 'string' && (typeof model === 'string' || typeof run === 'string' || isObject(dataset))
}
