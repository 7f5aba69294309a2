import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject } from '../values.js'
import { readTrajectory } from './read.js'

/** Trajectories of SWE-agent (docs/sources/swe-agent.md). */
export const sweAgent: Source = {
  id: 'swe-agent',
  title: 'SWE-agent trajectories',
  version: 2,
  carries: {
    turn_time: false,
    work_time: false,
    reported_time: false,
    interrupts: false,
    approvals: true,
    questions: false,
    headless: true,
    user: false,
    subagents: false,
    tokens: 'partly',
    linkable: true,
  },
  homes: () => [],
  named: (path) => /\.(?:traj|json)$/i.test(path),
  recognises: (_path, head) => isTrajectory(beginningOf(head)),
  read: readWhole(readTrajectory),
}

/** A document with a list of steps; where an agent came to none, the list is empty. */
function isTrajectory([value, ...more]: readonly unknown[]): boolean {
  if (more.length > 0 || !isObject(value) || !Array.isArray(value.trajectory)) return false
  const [first] = value.trajectory as unknown[]
  if (first === undefined) return Array.isArray(value.history) || 'replay_config' in value
  return isObject(first) && typeof first.action === 'string' && ('observation' in first || 'response' in first)
}
