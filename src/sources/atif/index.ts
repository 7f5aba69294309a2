import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject } from '../values.js'
import { readTrajectory } from './read.js'

/** Trajectories in the Agent Trajectory Interchange Format (docs/sources/atif.md). */
export const atif: Source = {
  id: 'atif',
  title: 'ATIF trajectories',
  version: 2,
  carries: {
    turn_time: 'partly',
    work_time: 'partly',
    reported_time: false,
    interrupts: 'partly',
    approvals: 'partly',
    questions: false,
    headless: 'partly',
    user: false,
    subagents: 'partly',
    tokens: 'partly',
    linkable: true,
  },
  homes: () => [],
  named: (path) => /\.json$/i.test(path),
  recognises: (_path, head) => isTrajectory(beginningOf(head)),
  read: readWhole(readTrajectory),
}

function isTrajectory([value, ...more]: readonly unknown[]): boolean {
  if (more.length > 0 || !isObject(value)) return false
  return typeof value.schema_version === 'string' && /^ATIF-v\d/.test(value.schema_version)
}
