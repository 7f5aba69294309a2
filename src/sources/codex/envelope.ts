import { isObject, type Json, textOf, timeOf } from '../values.js'

/** A record as newer versions write it: an envelope around what it says. */
export interface Enveloped {
  type: string
  payload: Json
  at: number | null
}

/** Types of what a model and its tools exchange; older versions write these without an envelope. */
const ITEMS = new Set([
  ...['message', 'reasoning', 'function_call', 'function_call_output', 'custom_tool_call', 'custom_tool_call_output'],
  ...['local_shell_call', 'web_search_call'],
])

/** What a line of a rollout holds; null where it is nothing that any version writes. */
export function envelopeOf(record: Json): Enveloped | null {
  const at = timeOf(record.timestamp)
  const type = textOf(record.type)
  if (type !== null && isObject(record.payload)) return { type, payload: record.payload, at }
  if (type !== null && ITEMS.has(type)) return { type: 'response_item', payload: record, at }
  if (type === null && textOf(record.id) !== null && at !== null) return { type: 'session_meta', payload: record, at }
  return type === null && 'record_type' in record ? { type: 'state', payload: record, at } : null
}
