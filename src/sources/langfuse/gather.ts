import { type Gathered, kind as named } from '../spans/gather.js'
import { isObject, type Json, listOf, objectsOf, textOf } from '../values.js'
import { aroundOf, observationFact, traceFact, turnPiece } from './fact.js'
import { besideOf, idOf, kindOf } from './record.js'

/** What Langfuse itself runs, to rate traces. */
const OWN = /^langfuse-/

/** Traces and observations in a value of a file, whatever holds them; null where there are none. */
export function gatherLangfuse(value: unknown, line: number): Gathered | null {
  const found: Gathered = { facts: [], records: 0, unknown: [] }
  gather(value, line, found)
  return found.records === 0 ? null : found
}

function gather(value: unknown, line: number, found: Gathered): void {
  if (Array.isArray(value)) {
    for (const one of value) gather(one, line, found)
    return
  }
  if (!isObject(value)) return
  const beside = besideOf(value)
  if (beside !== null) return addTrace(beside.trace, objectsOf(beside.observations), line, found)
  const kind = kindOf(value)
  if (kind === 'trace') return addTrace(value, objectsOf(value.observations), line, found)
  if (kind === 'observation') return addObservation(value, value, idOf(value, 'trace_id')!, line, found)
  const inside = [value.data, value.traces, value.observations].map(listOf).find((list) => list.length > 0)
  if (inside !== undefined) return gather(inside, line, found)
  found.records++
  found.unknown.push(kind ?? 'no trace or observation')
}

function addTrace(record: Json, observations: readonly Json[], line: number, found: Gathered): void {
  found.records++
  if (OWN.test(textOf(record.environment) ?? '')) return void found.unknown.push('evaluation')
  const trace = idOf(record, 'id')!
  const before = found.facts.length
  for (const observation of observations) addObservation(observation, record, trace, line, found)
  found.facts.push(traceFact(record, line, found.facts.slice(before)))
}

/** @param above what names the session: the trace, or the observation itself. */
function addObservation(record: Json, above: Json, trace: string, line: number, found: Gathered): void {
  found.records++
  if (OWN.test(textOf(record.environment) ?? '')) return void found.unknown.push('evaluation')
  const { fact, unknown } = observationFact(record, { trace, ...aroundOf(above) }, line)
  found.facts.push(fact)
  if (fact.role !== 'other' && fact.role !== 'aside') found.facts.push(turnPiece(fact))
  if (unknown !== null) found.unknown.push(named('type', unknown))
}
