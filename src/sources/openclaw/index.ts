import { join } from 'node:path'
import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readWhole } from '../reading.js'
import { readTelemetry } from './read.js'
import { isRecord } from './record.js'

/** Telemetry of OpenClaw, a personal agent (docs/sources/openclaw.md). */
export const openclaw: Source = {
  id: 'openclaw',
  title: 'OpenClaw telemetry',
  version: 2,
  carries: {
    turn_time: 'partly',
    work_time: 'partly',
    reported_time: 'partly',
    interrupts: false,
    approvals: false,
    questions: false,
    headless: 'partly',
    user: false,
    subagents: true,
    tokens: 'partly',
    linkable: true,
  },
  homes: (_environment, home) => [join(home, '.openclaw', 'logs')],
  named: (path) => path.endsWith('.jsonl'),
  recognises: (_path, head) => beginningOf(head).some(isRecord),
  read: readWhole(readTelemetry),
}
