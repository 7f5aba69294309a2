import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { isObject } from '../values.js'
import { readSimulations } from './read.js'

/** Simulations of tau2-bench, in writing and by voice (docs/sources/tau2.md). */
export const tau2: Source = {
  id: 'tau2',
  title: 'tau2-bench simulations',
  version: 2,
  carries: {
    turn_time: true,
    work_time: true,
    reported_time: false,
    interrupts: false,
    approvals: false,
    questions: false,
    headless: true,
    user: false,
    subagents: false,
    tokens: 'partly',
    linkable: true,
  },
  homes: () => [],
  named: (path) => path.endsWith('.json'),
  recognises: (_path, head) => beginningOf(head).some((value) => isResults(value) || isSimulation(value)),
  read: readWhole(readSimulations),
}

/** What a run of the benchmark writes: its settings, and its simulations where they have no files of their own. */
const isResults = (value: unknown): boolean =>
  isObject(value) &&
  isObject(value.info) &&
  ['agent_info', 'user_info', 'environment_info'].some((key) => key in (value.info as object))

const isSimulation = (value: unknown): boolean =>
  isObject(value) && 'task_id' in value && 'start_time' in value && ('termination_reason' in value || 'ticks' in value)
