import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject } from '../values.js'
import { readRuns } from './read.js'

/** Results of tau-bench, a benchmark with simulated customers (docs/sources/tau-bench.md). */
export const tauBench: Source = {
  id: 'tau-bench',
  title: 'tau-bench results',
  version: 2,
  carries: {
    turn_time: false,
    work_time: false,
    reported_time: false,
    interrupts: false,
    approvals: false,
    questions: false,
    headless: true,
    user: false,
    subagents: false,
    tokens: false,
    linkable: true,
  },
  homes: () => [],
  named: (path) => /\.jsonl?$/.test(path),
  recognises: (_path, head) =>
    beginningOf(head).some((value) => (Array.isArray(value) ? value.some(isRun) : isRun(value))),
  read: readWhole(readRuns),
}

/** A run with its messages, or a conversation as the text that is put before a model as an example. */
function isRun(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.messages_display === 'string') return true
  return 'task_id' in value && ('traj' in value || ('reward' in value && 'info' in value))
}
