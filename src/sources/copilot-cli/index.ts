import { join } from 'node:path'
import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject } from '../values.js'
import { readEvents } from './read.js'

/** Session logs of the GitHub Copilot CLI (docs/sources/copilot-cli.md). */
export const copilotCli: Source = {
  id: 'copilot-cli',
  title: 'GitHub Copilot CLI sessions',
  version: 2,
  carries: {
    turn_time: true,
    work_time: 'partly',
    reported_time: false,
    interrupts: true,
    approvals: 'partly',
    questions: true,
    headless: false,
    user: false,
    subagents: true,
    tokens: 'partly',
    linkable: true,
  },
  homes(environment, home) {
    return [join(environment.COPILOT_HOME || join(home, '.copilot'), 'session-state')]
  },
  named: (path) => path.endsWith('.jsonl'),
  recognises: (_path, head) => beginningOf(head).some(isEvent),
  read: readWhole(readEvents),
}

const TYPES =
  /^(?:session\.(?:start|resume)|user\.message|assistant\.(?:message|turn_(?:start|end))|tool\.execution_\w+)$/

function isEvent(value: unknown): boolean {
  if (!isObject(value) || typeof value.type !== 'string' || !TYPES.test(value.type)) return false
  return isObject(value.data) && ('id' in value || 'timestamp' in value)
}
