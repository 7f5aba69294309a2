import { tellable, type Units } from './earlier.js'
import type { Aside, FigureEstimate, FigureSpec } from './figure.js'
import type { Guard } from './guarded-experience.js'
import { parted } from './parted.js'
import { all, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { Engine, Telling } from './query.js'
import { flowQuery } from './run.js'
import { timed, within } from './timed.js'
import type { Timeline } from './timeline.js'
import type { Window } from './window.js'

interface Flow {
  flow: FigureEstimate['flow']
  tellings: Telling[]
}

/** Steps that may be told apart one by one, else all that was left out together, else only what was counted. */
export async function flowOf(
  spec: FigureSpec,
  n: number,
  line: Timeline,
  window: Window,
  engine: Engine,
  guard: Guard,
): Promise<Private<Flow>> {
  const counted = { step: 'counted', n }
  const bare: Flow = { flow: [counted], tellings: [] }
  // With less than everything counted, the steps would not add up to it.
  if (!line.complete) return Private.of(bare)
  const inside = all(timed(spec.unit), within(spec.unit, window))
  const units: Units = { of: spec.unit, where: inside, cluster: 'contributor' }
  const query = flowQuery(spec, spec.left, { where: inside, inside: all() })
  const parts = query.sums.map((sum) => (sum as { count: Predicate }).count)
  const family = `${spec.id}/flow`
  const telling = (of: readonly Predicate[]): Telling => ({ ...tellable(units), family, by: [], parts: of })
  const [fine, coarse, rows] = await Promise.all([
    parted(units, family, parts, engine, guard),
    parted(units, family, parts.slice(-1), engine, guard),
    engine.aggregate(query),
  ])
  return Private.both(Private.both(fine, coarse), rows).map(([[steps, both], [total]]): Flow => {
    if (total === undefined) return bare
    const eligible = { step: 'eligible', n: total.n }
    if (steps === null) {
      const left = spec.left.map(({ step }, i) => ({ step, n: total.k[i]! }))
      return { flow: [eligible, ...left, counted], tellings: [telling(parts)] }
    }
    if (both !== null) return bare
    return { flow: [eligible, { step: 'left out', n: total.n - n }, counted], tellings: [telling(parts.slice(-1))] }
  })
}

/** The sentences of a figure that may be told. */
export async function guardedAsides(
  spec: FigureSpec,
  inside: Units,
  engine: Engine,
  guard: Guard,
): Promise<Private<Said[]>> {
  const asides = (spec.asides ?? []).filter(({ ofRest }) => ofRest !== true)
  return Private.all(await Promise.all(asides.map((aside, i) => told(spec, aside, i, inside, engine, guard))))
}

interface Said {
  says: string[]
  tellings: Telling[]
}

/** A sentence with counts, where these and what they leave may be told apart; none otherwise. */
async function told(
  spec: FigureSpec,
  aside: Aside,
  nth: number,
  inside: Units,
  engine: Engine,
  guard: Guard,
): Promise<Private<Said>> {
  const units = { ...inside, where: all(inside.where, spec.counted) }
  const family = `${spec.id}/aside-${nth}`
  const [reason, rows] = await Promise.all([
    parted(units, family, [aside.where], engine, guard),
    engine.aggregate({ ask: 'sums', ...units, by: [], sums: [{ count: aside.where }], guarded: 'both' }),
  ])
  return Private.both(reason, rows).map(([why, [row]]) => {
    if (why !== null || row === undefined) return { says: [], tellings: [] }
    const { units: n, contributors } = row.parts![0]!.counted
    const found = { n: guard.round(n), contributors: guard.roundPeople(contributors) }
    const says = aside.says(found, { n: guard.round(row.n), contributors: guard.roundPeople(row.contributors) })
    return { says: [says], tellings: [{ ...tellable(units), family, by: [], parts: [aside.where] }] }
  })
}
