import { type Gathered, kind } from '../spans/gather.js'
import { isObject, type Json, listOf, objectsOf } from '../values.js'
import { type Above, runFact } from './fact.js'
import { idOf, isRun } from './run.js'

/** Runs inside of runs are followed so far. */
const DEEPEST = 200

/** The runs in a value of a file, whatever holds them; null where there are none. */
export function gatherLangsmith(value: unknown, line: number): Gathered | null {
  const found: Gathered = { facts: [], records: 0, unknown: [] }
  const take = (run: Json, above: Above | null, depth: number): void => {
    found.records++
    const { fact, unknown } = runFact(run, above, line)
    found.facts.push(fact)
    if (unknown !== null) found.unknown.push(kind('run_type', unknown))
    if (depth === DEEPEST) return
    for (const [n, inner] of objectsOf(run.child_runs).entries()) {
      const named = { ...inner, id: idOf(inner) ?? `${fact.span}/${n}` }
      if (isRun(named)) take(named, { trace: fact.trace, run: fact.span }, depth + 1)
      else found.unknown.push('no run')
    }
  }
  const runs = runsIn(value)
  for (const run of runs) take(run, null, 0)
  if (runs.length > 0 || !isObject(value)) return runs.length > 0 ? found : null
  return { facts: [], records: 1, unknown: ['no run'] }
}

/** A run, those of a list, or of one of the objects in which answers of the API and exports have them. */
export function runsIn(value: unknown): Json[] {
  if (isRun(value)) return [value]
  const list = Array.isArray(value) ? value : isObject(value) ? around(value) : []
  return list.filter(isRun)
}

const around = (value: Json): unknown[] =>
  [value.runs, value.traces, value.data, value.items].map(listOf).find((list) => list.some(isRun)) ?? []
