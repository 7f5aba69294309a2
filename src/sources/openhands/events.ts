import { isObject, type Json, textOf, timeOf } from '../values.js'

const SOURCES = ['user', 'agent', 'environment', 'hook']
const KIND = /^[A-Z]\w*(?:Event|Observation|Condensation|CondensationRequest)$|^Condensation/

/** Whether a value is an event: of the first design, with an action or an observation, or of the second, with a kind. */
export function isEvent(value: unknown): boolean {
  if (!isObject(value) || !SOURCES.includes(String(value.source)) || !('timestamp' in value || 'id' in value))
    return false
  return typeof value.action === 'string' || typeof value.observation === 'string' || isSecond(value)
}

export const isSecond = ({ kind }: Json): boolean => typeof kind === 'string' && KIND.test(kind)

/** Whether a value is what the second design keeps of a conversation beside its events. */
export const isState = (value: unknown): boolean =>
  isObject(value) &&
  isObject(value.agent) &&
  isObject(value.confirmation_policy) &&
  ('execution_status' in value || 'agent_status' in value)

/** When an event was; a time without a zone is taken for UTC. ms since 1970 UTC, or null. */
export function timeIn({ timestamp }: Json): number | null {
  const text = textOf(timestamp)
  if (text === null) return null
  return timeOf(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)
}
