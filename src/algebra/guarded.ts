import type { Rows } from './cut.js'
import type { Aside, FigureEstimate, FigureSpec, Part } from './figure.js'
import { passes } from './guard.js'
import { type Guard, type Guarded, guardedExperience } from './guarded-experience.js'
import { guardedMonths } from './guarded-months.js'
import { guardedWeeks, passingWeeks, thinned } from './guarded-weeks.js'
import { all, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Cluster, Engine } from './query.js'
import { estimateRows } from './rows.js'
import { flowQuery, MIN_CONTRIBUTORS, monthName, peopleQuery, within } from './run.js'
import type { Window } from './window.js'

/**
 * Answers a figure in cuts whose every atom passes the guard: what a policy for other readers may show of it. What
 * does not pass is merged, shown coarser, or left out and counted.
 */
export async function estimateGuarded(
  spec: FigureSpec,
  engine: Engine,
  window: Window,
  guard: Guard,
): Promise<Private<FigureEstimate>> {
  const inside = within(spec.unit, window)
  const found = await engine.aggregate({ ...flowQuery(spec, inside), guarded: true })
  return found.chain(async ([total]) => {
    const counted = total?.parts?.[spec.left.length]?.counted
    const reason = counted === undefined || counted.units === 0 ? null : guard.check(counted)
    if (total === undefined || counted === undefined || counted.units === 0 || reason !== null) {
      return Private.of(nothing(spec, reason))
    }
    const cluster: Cluster = counted.contributors < MIN_CONTRIBUTORS ? 'day' : 'contributor'
    const parts = await guardedParts(spec, engine, window, cluster, guard)
    const asides = await Promise.all((spec.asides ?? []).map((aside) => told(spec, aside, inside, engine, guard)))
    return Private.both(parts, Private.all(asides)).map(([cuts, said]) => ({
      spec,
      n: counted.units,
      contributors: counted.contributors,
      clusters: cluster === 'day' ? ('days' as const) : ('contributors' as const),
      flow: flowOf(spec, total, guard),
      withheld: cuts.reduce((sum, cut) => added(sum, cut.withheld), {}),
      asides: said.flat(),
      rows: cuts.flatMap((cut) => cut.rows),
      curve: cuts.flatMap((cut) => cut.curve),
      overall: cuts.flatMap((cut) => cut.overall),
      sensitivity: cuts.flatMap((cut) => cut.sensitivity),
    }))
  })
}

interface Cuts extends Guarded {
  overall: Rows
  sensitivity: Rows
}

const nothing = (spec: FigureSpec, reason: string | null): FigureEstimate => ({
  spec,
  n: 0,
  contributors: 0,
  clusters: 'contributors',
  flow: [],
  asides: [],
  withheld: reason === null ? {} : { [reason]: 1 },
  rows: [],
  curve: [],
  overall: [],
  sensitivity: [],
})

function added(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sum = { ...a }
  for (const [reason, n] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + n
  return sum
}

/** Steps that may be told apart one by one, else all that was left out together, else only what was counted. */
function flowOf(spec: FigureSpec, total: CellRow, guard: Guard): FigureEstimate['flow'] {
  const parts = total.parts!
  const counted = { step: 'counted', n: parts[spec.left.length]!.counted.units }
  const eligible = { step: 'eligible', n: total.n }
  const left = spec.left.map(({ step }, i) => ({ step, n: parts[i]!.counted.units }))
  if (spec.left.every((_, i) => guard.check(parts[i]!.counted) === null)) return [eligible, ...left, counted]
  const rest = parts[spec.left.length]!.rest
  return guard.check(rest) === null ? [eligible, { step: 'left out', n: rest.units }, counted] : [counted]
}

/** A sentence with counts, where these and what they leave may be told apart; none otherwise. */
async function told(
  spec: FigureSpec,
  aside: Aside,
  inside: Predicate,
  engine: Engine,
  guard: Guard,
): Promise<Private<string[]>> {
  const found = await engine.aggregate({ ...peopleQuery(spec, inside), sums: [{ count: aside.where }], guarded: true })
  return found.map(([row]) => {
    if (row === undefined || !passes(row, guard.check)) return []
    const { units, contributors } = row.parts![0]!.counted
    const round = { n: guard.round(units), contributors: guard.roundPeople(contributors) }
    return [aside.says(round, { n: guard.round(row.n), contributors: guard.roundPeople(row.contributors) })]
  })
}

async function guardedParts(
  spec: FigureSpec,
  engine: Engine,
  window: Window,
  cluster: Cluster,
  guard: Guard,
): Promise<Private<Cuts[]>> {
  const own = { of: spec.unit, where: all(spec.counted, within(spec.unit, window)), cluster }
  const days = spec.parts.some((part) => part.by.kind === 'days')
  const weeks = days ? await passingWeeks(own, window, null, engine, guard) : Private.of(null)
  const bare = { curve: [], overall: [], sensitivity: [], withheld: {} }
  return weeks.chain(async (bins) => {
    const cuts = spec.parts.map(async (part): Promise<Private<Cuts>> => {
      const where = all(spec.unit === part.of ? spec.counted : all(), part.where, within(part.of, window))
      const units = { of: part.of, where, cluster }
      if (part.by.kind === 'experience') {
        const shown = await guardedExperience(part, part.by, where, engine, cluster, guard)
        return shown.chain((cut) => withOverall(cut, part, units, engine))
      }
      if (part.by.kind === 'months') {
        const shown = await guardedMonths(part, where, engine, cluster, guard, monthName)
        return shown.chain((cut) => withOverall(cut, part, units, engine))
      }
      if (part.of !== spec.unit) {
        // One partition of time per unit: these are cut by month in another figure, so here only as a whole.
        const keys = () => ({ day: 'all', window: 'all', ...part.fixed })
        return (await whole(part, units, keys, engine, guard)).map((rows) => ({ ...bare, rows }))
      }
      if (bins === null) return Private.of({ ...bare, rows: [], withheld: { k_users: 1 } })
      const apart = await subsetPasses(part, own, bins, engine, guard)
      return apart.chain(async (stands) => {
        if (!stands) return Private.of({ ...bare, rows: [], withheld: { k_users: bins.length } })
        return (await guardedWeeks(part, units, bins, engine, guard)).map((rows) => ({ ...bare, rows }))
      })
    })
    // Other definitions over the same units; over fewer, the difference would have to pass as well.
    const same = (spec.variants ?? []).filter(({ where }) => where.op === 'and' && where.all.length === 0)
    const variants = same.map(async (part) => {
      const keys = () => ({ variant: part.variant, ...part.fixed })
      return (await whole(part, own, keys, engine, guard)).map((rows) => ({ ...bare, rows: [], sensitivity: rows }))
    })
    return Private.all(await Promise.all([...cuts, ...variants]))
  })
}

/** Percentiles over everything that a part counts, if it may be told apart at all. */
async function whole(
  part: Part,
  units: { of: Part['of']; where: Predicate; cluster: Cluster },
  keys: () => Record<string, unknown>,
  engine: Engine,
  guard: Guard,
): Promise<Private<Rows>> {
  if (part.estimate.kind !== 'quantiles') return Private.of<Rows>([])
  const spec = part.estimate
  const all = await engine.aggregate({ ask: 'sums', ...units, by: [], sums: [], guarded: true })
  return all.chain(async ([row]) =>
    row === undefined || row.n === 0 || !passes(row, guard.check)
      ? Private.of<Rows>([])
      : thinned({ ...units, by: [], keys }, spec, engine, guard),
  )
}

/** Whether units that a part shows on their own, and the others, pass in every week and as a whole. */
async function subsetPasses(
  part: Part,
  own: { of: Part['of']; where: Predicate; cluster: Cluster },
  bins: readonly (readonly [number, number | null])[],
  engine: Engine,
  guard: Guard,
): Promise<Private<boolean>> {
  if (part.where.op === 'and' && part.where.all.length === 0) return Private.of(true)
  const rows = await engine.aggregate({
    ask: 'sums',
    ...own,
    by: [{ kind: 'bins', column: 'day', bins }],
    sums: [{ count: part.where }],
    guarded: true,
  })
  return rows.map((list) => list.every((row) => passes(row, guard.check)))
}

/** The same estimates over everything, for the values that are shown along the axis: their cells are unions of atoms. */
async function withOverall(
  cut: Guarded,
  part: Part,
  units: { of: Part['of']; where: Predicate; cluster: Cluster },
  engine: Engine,
): Promise<Private<Cuts>> {
  const { estimate } = part
  if (estimate.kind === 'quantiles' || cut.rows.length === 0)
    return Private.of({ ...cut, overall: [], sensitivity: [] })
  const shown = new Set(cut.rows.map((row) => String(row[estimate.key])))
  const rows = await estimateRows({ ...units, by: [], keys: () => ({}) }, estimate, engine)
  const bounded = cut.rows.some((row) => 'share_max' in row)
  return rows.map((list) => {
    const overall = list.filter((row) => shown.has(String(row[estimate.key])))
    if (!bounded) for (const row of overall) delete row.share_max
    return { ...cut, overall, sensitivity: [] }
  })
}
