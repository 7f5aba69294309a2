import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { csvNamesIn } from '../csv.js'
import { readWhole } from '../reading.js'
import { readExport } from '../traced.js'
import { gatherLangsmith, runsIn } from './gather.js'
import { isRun } from './run.js'

/** Runs that were exported from LangSmith (docs/sources/langsmith.md). */
export const langsmith: Source = {
  id: 'langsmith',
  title: 'LangSmith runs',
  version: 1,
  carries: {
    turn_time: 'partly',
    work_time: false,
    reported_time: false,
    interrupts: false,
    approvals: false,
    questions: 'partly',
    headless: 'partly',
    user: 'partly',
    subagents: 'partly',
    tokens: true,
    linkable: 'partly',
  },
  companion: 4,
  homes: () => [],
  named: (path) => /\.(?:jsonl|ndjson|json|csv)$/.test(path),
  recognises: (path, head) => {
    if (path.endsWith('.csv')) return isRun(Object.fromEntries(csvNamesIn(head).map((name) => [name, name])))
    return beginningOf(head).some((value) => runsIn(value).length > 0)
  },
  read: readWhole((path, reading) => readExport(path, reading, gatherLangsmith)),
}
