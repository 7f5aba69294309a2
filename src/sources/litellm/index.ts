import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { readRequestLog, requestBy } from '../exchanges.js'
import { isObject } from '../values.js'
import { isBegun, payloadIn } from './payload.js'

/** Logs of the LiteLLM gateway and library (docs/sources/litellm.md). */
export const litellm: Source = {
  id: 'litellm',
  title: 'LiteLLM logs',
  version: 2,
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
    tokens: true,
    linkable: 'partly',
  },
  companion: 2,
  homes: () => [],
  named: (path) => /\.(?:jsonl|ndjson|json)$/.test(path),
  recognises: (_path, head) =>
    beginningOf(head)
      .flat()
      .some((value) => isObject(value) && isBegun(value)),
  read: readRequestLog(requestBy(payloadIn)),
}
