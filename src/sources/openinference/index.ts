import type { Source } from '../../model/index.js'
import { readWhole } from '../reading.js'
import { firstConvention, readSpans } from '../spans/index.js'

/** Spans by the OpenInference conventions, as Phoenix and others keep them (docs/sources/openinference.md). */
export const openinference: Source = {
  id: 'openinference',
  title: 'OpenInference spans',
  version: 1,
  carries: {
    turn_time: 'partly',
    work_time: false,
    reported_time: false,
    interrupts: false,
    approvals: false,
    questions: false,
    headless: false,
    user: 'partly',
    subagents: 'partly',
    tokens: 'partly',
    linkable: 'partly',
  },
  companion: 4,
  homes: () => [],
  named: (path) => /\.(?:jsonl|ndjson|json)$/.test(path),
  recognises: (path, head) => firstConvention(path, head) === 'openinference',
  read: readWhole(readSpans),
}
