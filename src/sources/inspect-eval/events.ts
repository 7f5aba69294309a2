import type { Json } from '../values.js'
import { objectsOf, textOf } from '../values.js'

/** Known, and nothing that a figure needs. */
const BESIDE = new Set([
  ...['sample_init', 'sample_limit', 'state', 'store', 'sandbox', 'subtask', 'compaction', 'score', 'score_edit'],
  ...['info', 'logger', 'error', 'branch', 'checkpoint', 'anchor', 'step', 'span_begin', 'span_end'],
])
const TOLD = new Set(['model', 'tool', 'approval', 'input', 'interrupt'])

export const isKnown = (type: string): boolean => BESIDE.has(type) || TOLD.has(type)

/** Spans or events inside of each other, at most. */
const DEEPEST = 100

/** An event, and inside of what it happened. */
export interface Placed {
  event: Json
  /** The call of a tool inside of which it happened, by a name of its own; null for the agent itself. */
  within: { name: string; call: string | null } | null
}

interface Span {
  parent: string | null
  type: string | null
  call: string | null
}

/**
 * The events of a sample in their order, those inside of others among them, without what happened while it was scored.
 */
export function placedOf(events: readonly Json[]): Placed[] {
  const spans = new Map<string, Span>()
  /** Spans of tools whose event, which lies around them and comes next, is not here yet. */
  const ofTool = new Map<string, Span>()
  const placed: Placed[] = []
  let scoring = 0
  const take = (event: Json, within: Placed['within'], depth: number): void => {
    const type = textOf(event.event)
    if (type === 'step' && event.type === 'scorer') scoring = Math.max(0, scoring + (event.action === 'begin' ? 1 : -1))
    const id = textOf(event.id)
    if (type === 'span_begin' && id !== null) {
      const begun = { parent: textOf(event.parent_id), type: textOf(event.type), call: null }
      spans.set(id, begun)
      if (begun.type === 'tool') ofTool.set(`${begun.parent}/${textOf(event.name)}`, begun)
    }
    const span = textOf(event.span_id) ?? (type === 'span_begin' ? id : null)
    const around = surroundings(spans, span)
    if (scoring > 0 || around.scored) return
    if (type === 'tool' && id !== null) {
      const key = `${span}/${textOf(event.function)}`
      const own = ofTool.get(key)
      if (own !== undefined) own.call = id
      ofTool.delete(key)
    }
    placed.push({ event, within: within ?? around.within })
    const inner = depth < DEEPEST ? objectsOf(event.events) : []
    const own = type === 'tool' && id !== null ? { name: `${id}/events`, call: id } : within
    for (const one of inner) take(one, own, depth + 1)
  }
  for (const event of events) take(event, null, 0)
  return placed
}

function surroundings(spans: ReadonlyMap<string, Span>, from: string | null) {
  let within: Placed['within'] = null
  let scored = false
  let at = from
  for (let depth = 0; at !== null && depth < DEEPEST; depth++) {
    const span = spans.get(at)
    if (span === undefined) break
    if (span.type === 'scorer' || span.type === 'scorers') scored = true
    if (span.type === 'tool' && within === null && at !== null) within = { name: at, call: span.call }
    at = span.parent
  }
  return { within, scored }
}
