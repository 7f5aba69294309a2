import { anyTime, parsed } from '../pairs.js'
import { isObject, type Json, objectOf, textOf, zonelessOf } from '../values.js'

/** Kinds of runs. */
export const RUN_TYPES = new Set(['llm', 'chain', 'tool', 'retriever', 'embedding', 'prompt', 'parser'])

/** Whether a value is a run of LangSmith, of which only the beginning may be there. */
export const isRun = (value: unknown): value is Json =>
  isObject(value) &&
  idOf(value) !== null &&
  textOf(value.run_type) !== null &&
  ['start_time', 'trace_id', 'dotted_order', 'inputs', 'parent_run_id', 'child_runs'].some((key) => key in value)

export const idOf = (run: Json): string | null => textOf(run.id) ?? textOf(run.run_id)

/** Times have no zone in what the API gives, and are UTC. */
export const momentIn = (value: unknown): number | null => zonelessOf(value) ?? anyTime(value)

/** The ids of the runs that a run lies in, the outermost first, and its own: each stands behind the time when it began. */
export function orderOf(run: Json): string[] {
  const order = textOf(run.dotted_order)
  return order === null ? [] : order.split('.').flatMap((part) => /^\d{8}T\d+Z(.+)$/.exec(part)?.[1] ?? [])
}

/** What the program said of a run. A run has what the runs have that it lies in. */
export const metadataOf = (run: Json): Json =>
  objectOf(parsed(objectOf(parsed(run.extra))?.metadata)) ?? objectOf(parsed(run.metadata)) ?? {}

/** The conversation: `session_id` of the run itself is the project. */
export function threadOf(run: Json): string | null {
  const { thread_id, session_id, conversation_id } = metadataOf(run)
  return textOf(thread_id) ?? textOf(session_id) ?? textOf(conversation_id) ?? textOf(run.thread_id)
}
