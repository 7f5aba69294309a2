import { join } from 'node:path'
import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject } from '../values.js'
import { readRollout } from './read.js'

/** Rollouts of the Codex CLI (docs/sources/codex.md). */
export const codex: Source = {
  id: 'codex',
  title: 'Codex CLI rollouts',
  version: 2,
  carries: {
    turn_time: true,
    work_time: 'partly',
    reported_time: 'partly',
    interrupts: true,
    approvals: 'partly',
    questions: true,
    headless: true,
    user: false,
    subagents: true,
    tokens: true,
    linkable: true,
  },
  homes(environment, home) {
    const root = environment.CODEX_HOME || join(home, '.codex')
    return [join(root, 'sessions'), join(root, 'archived_sessions')]
  },
  named: (path) => path.endsWith('.jsonl'),
  recognises: (_path, head) => beginningOf(head).some(isRolloutLine),
  read: readWhole(readRollout),
}

const TYPES = ['session_meta', 'turn_context', 'response_item', 'event_msg', 'compacted']

/** A record in its envelope, or the first line of a rollout of before September 2025, whose records have none. */
function isRolloutLine(value: unknown): boolean {
  if (!isObject(value)) return false
  if (TYPES.includes(String(value.type))) return isObject(value.payload)
  return 'instructions' in value && typeof value.id === 'string' && typeof value.timestamp === 'string'
}
