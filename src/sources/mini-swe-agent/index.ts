import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject, objectOf, saidIn } from '../values.js'
import { readMessages } from './read.js'

/** Trajectories of mini-SWE-agent (docs/sources/mini-swe-agent.md). */
export const miniSweAgent: Source = {
  id: 'mini-swe-agent',
  title: 'mini-SWE-agent trajectories',
  version: 2,
  carries: {
    turn_time: 'partly',
    work_time: 'partly',
    reported_time: false,
    interrupts: true,
    approvals: 'partly',
    questions: false,
    headless: 'partly',
    user: false,
    subagents: false,
    tokens: 'partly',
    linkable: true,
  },
  homes: () => [],
  named: (path) => /\.(?:traj|json)$/i.test(path),
  recognises: (_path, head) => isRun(beginningOf(head)),
  read: readWhole(readMessages),
}

/** A document that names its format, or begins with how the run went; or a list of messages that teach the agent's ways. */
function isRun([value, ...more]: readonly unknown[]): boolean {
  if (more.length > 0) return false
  if (Array.isArray(value)) return value.slice(0, 4).some(teaches)
  if (!isObject(value) || 'trajectory' in value) return false
  if (typeof value.trajectory_format === 'string') return value.trajectory_format.startsWith('mini-swe-agent')
  const info = objectOf(value.info)
  if (info === null || ('messages' in value && !Array.isArray(value.messages))) return false
  return 'mini_version' in info || ('exit_status' in info && 'submission' in info && 'messages' in value)
}

/** How the agent is told to answer and to finish. */
const WAYS = /```mswea_bash_command|COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT|MINI_SWE_AGENT_FINAL_OUTPUT/

const teaches = (message: unknown): boolean =>
  isObject(message) && typeof message.role === 'string' && WAYS.test(saidIn(message.content) ?? '')
