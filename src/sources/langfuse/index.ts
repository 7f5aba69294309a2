import type { Source } from '../../model/index.js'
import { beginningOf } from '../beginning.js'
import { csvNamesIn } from '../csv.js'
import { readWhole } from '../reading.js'
import { readExport } from '../traced.js'
import { isObject, listOf } from '../values.js'
import { gatherLangfuse } from './gather.js'
import { besideOf, kindOf } from './record.js'

/** Traces that were exported from Langfuse (docs/sources/langfuse.md). */
export const langfuse: Source = {
  id: 'langfuse',
  title: 'Langfuse traces',
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
    if (path.endsWith('.csv')) return isLangfuse(rowOf(csvNamesIn(head)))
    return beginningOf(head).flat().some(isLangfuse)
  },
  read: readWhole((path, reading) => readExport(path, reading, gatherLangfuse)),
}

/** A trace or an observation, or what lies around them. */
function isLangfuse(value: unknown): boolean {
  if (!isObject(value)) return false
  if (besideOf(value) !== null || isOwn(value)) return true
  return [value.data, value.traces].some((list) => listOf(list).some((inner) => isObject(inner) && isOwn(inner)))
}

const isOwn = (value: Record<string, unknown>): boolean => ['trace', 'observation'].includes(kindOf(value) ?? '')

/** A row in which something stands under every name; its type may be any. */
const rowOf = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, name === 'type' ? 'SPAN' : name]))
