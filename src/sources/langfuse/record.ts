import { anyTime } from '../pairs.js'
import { isObject, type Json, listOf, textOf, zonelessOf } from '../values.js'

/** The value of a field, in whichever of the two ways it is written: `trace_id`, as files in a store, or `traceId`. */
export const fieldOf = (record: Json, name: string): unknown =>
  record[name] ?? record[name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())]

export const idOf = (record: Json, name: string): string | null => textOf(fieldOf(record, name))

/** Files in a store write a blank between day and time, and no zone: it is UTC. */
export const momentIn = (value: unknown): number | null =>
  typeof value === 'string' ? zonelessOf(value.replace(/^(\d{4}-\d\d-\d\d) /, '$1T')) : anyTime(value)

/** What a record is: an observation, a trace, or a score that somebody gave; null where it is none of Langfuse's. */
export function kindOf(record: Json): 'observation' | 'trace' | 'score' | null {
  if (idOf(record, 'id') === null) return null
  const inTrace = idOf(record, 'trace_id') !== null
  if (inTrace && isNested(record)) return 'observation'
  if (inTrace && 'value' in record && (fieldOf(record, 'data_type') !== undefined || 'source' in record)) return 'score'
  return isTrace(record) ? 'trace' : null
}

/** Fields of a trace that no other kind of log has beside its time. */
const MARKS = ['session_id', 'user_id', 'html_path', 'total_cost', 'observations', 'bookmarked', 'release', 'public']

const isTrace = (record: Json): boolean =>
  !('type' in record) && (listOf(record.observations).some(isNested) || ('timestamp' in record && hasMarks(record)))

const hasMarks = (record: Json): boolean => MARKS.filter((mark) => fieldOf(record, mark) !== undefined).length > 2

/** An observation inside of its trace need not name it. */
const isNested = (value: unknown): boolean =>
  isObject(value) && /^[A-Z]+$/.test(String(value.type)) && fieldOf(value, 'start_time') !== undefined

/** A trace beside its observations, as the page of a trace gives it. */
export const besideOf = (value: Json): { trace: Json; observations: unknown[] } | null =>
  isObject(value.trace) && Array.isArray(value.observations) && kindOf(value.trace) === 'trace'
    ? { trace: value.trace, observations: value.observations }
    : null
