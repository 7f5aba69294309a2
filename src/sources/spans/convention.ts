import type { Source } from '../../model/index.js'
import { readWhole } from '../reading.js'
import { readSpans } from './read.js'
import { type Convention, firstConvention } from './recognise.js'

/** All but the names of a log whose first span of an agent is by a convention: either can say the same. */
export const spansBy = (convention: Convention): Omit<Source, 'id' | 'title' | 'version'> => ({
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
  recognises: (path, head) => firstConvention(path, head) === convention,
  read: readWhole(readSpans),
})
