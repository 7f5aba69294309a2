import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { csvNamesIn } from '../csv.js'
import { readRequestLog, requestBy } from '../exchanges.js'
import { isObject } from '../values.js'
import { heliconePair } from './pair.js'
import { isHelicone } from './record.js'
import { recordsIn } from './records.js'

/** Requests that the Helicone gateway logged (docs/sources/helicone.md). */
export const helicone: Source = {
  id: 'helicone',
  title: 'Helicone requests',
  version: 1,
  carries: {
    turn_time: 'partly',
    work_time: false,
    reported_time: false,
    interrupts: 'partly',
    approvals: false,
    questions: false,
    headless: false,
    user: 'partly',
    subagents: 'partly',
    tokens: 'partly',
    linkable: 'partly',
  },
  companion: 2,
  homes: () => [],
  named: (path) => /\.(?:jsonl|ndjson|json|csv)$/.test(path),
  recognises: (path, head) => {
    if (path.endsWith('.csv')) return isHelicone(Object.fromEntries(csvNamesIn(head).map((name) => [name, name])))
    const values = beginningOf(head).flatMap((value) =>
      isObject(value) && Array.isArray(value.data) ? value.data : value,
    )
    return values.flat().some((value) => isObject(value) && isHelicone(value))
  },
  read: readRequestLog(requestBy(heliconePair), recordsIn),
}
