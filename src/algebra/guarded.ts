import type { Rows } from './cut.js'
import { apart, type Earlier, type Span, spoiled, tellable, type Units } from './earlier.js'
import type { FigureEstimate, FigureSpec, Part } from './figure.js'
import { passes } from './guard.js'
import { type Guard, type Guarded, guardedExperience } from './guarded-experience.js'
import { flowOf, guardedAsides } from './guarded-flow.js'
import { guardedFrontier, weekMarks } from './guarded-frontier.js'
import { guardedMonths, marksOf } from './guarded-months.js'
import { guardedTaxa } from './guarded-taxa.js'
import { type GuardedValues, guardedValues, guardedWhole, outsideOf } from './guarded-values.js'
import { guardedWeeks, thinned } from './guarded-weeks.js'
import { once } from './once.js'
import { parted, passing } from './parted.js'
import { all, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { Cluster, Engine, Telling } from './query.js'
import { estimateRows } from './rows.js'
import { MIN_CONTRIBUTORS } from './run.js'
import { timed, within } from './timed.js'
import { type Base, freshOf, insideOf, spansOf, type Timeline, tellingsOf, timelineOf, unitsIn } from './timeline.js'
import { together } from './together.js'
import type { Unit } from './units.js'
import { untoldAlike } from './untold.js'
import type { Window } from './window.js'

/** What a policy for other readers may show, and what showing it tells. */
export interface GuardedFigures {
  figures: Private<FigureEstimate>[]
  /** What later releases of the same data must be held against. */
  memory: Private<Memory>
}

export interface Memory {
  tellings: Telling[]
  spans: Partial<Record<Unit, readonly Span[]>>
}

type Lines = Partial<Record<Unit, Timeline>>

/**
 * Answers figures in cuts whose every atom passes the guard, also apart from what earlier releases told: what does not
 * pass is merged, shown coarser, repeated from an earlier release, or left out and counted.
 */
export async function estimateGuarded(
  specs: readonly FigureSpec[],
  asked: Engine,
  window: Window,
  policy: Omit<Guard, 'earlier'>,
  earlier: Private<Earlier>,
): Promise<GuardedFigures> {
  const families = (await asked.families?.()) ?? null
  const engine = untoldAlike(once(together(asked)), families)
  const bases = basesOf(specs, window)
  const guard = earlier.map((told): Guard => ({ ...policy, earlier: told }))
  const lines = await guard.chain(async (own) =>
    Private.all(await Promise.all(bases.map((base) => timelineOf(base, window, engine, own)))),
  )
  const known = lines.map((list) => Object.fromEntries(list.map((line) => [line.of, line])) as Lines)
  const both = Private.both(known, guard)
  const found = await Promise.all(
    specs.map((spec) => both.chain(([list, own]) => figureOf(spec, engine, window, own, list))),
  )
  const memory = Private.both(known, Private.all(found)).chain(async ([list, all]) =>
    memoryOf(list, all, window, engine),
  )
  return { figures: found.map((one) => one.map(({ estimate }) => estimate)), memory: await memory }
}

interface Estimated {
  estimate: FigureEstimate
  tellings: Telling[]
}

/** What the figures over one kind of unit count, and how time cuts it: as the first of them that is cut by time says. */
function basesOf(specs: readonly FigureSpec[], window: Window): Base[] {
  const units = [...new Set(specs.flatMap((spec) => [spec.unit, ...spec.parts.map(({ of }) => of)]))]
  return units.map((of) => {
    const own = specs.filter((spec) => spec.unit === of)
    const timed = own.find((spec) => spec.parts.some((part) => part.of === of && TIMED.includes(part.by.kind)))
    const parts = (timed?.parts ?? []).filter((part) => part.of === of)
    const months = parts.find((part) => part.by.kind === 'months')
    const spec = timed ?? own[0]
    return {
      of,
      column: months === undefined ? 'day' : 'month',
      where: counts(of, spec === undefined ? all() : spec.counted, window),
      marks: months === undefined ? parts.flatMap(weekMarks) : marksOf(months),
    }
  })
}

/**
 * Units that are counted, inside the window. What was told is held apart from what is told later by time, so that a unit
 * without one is nowhere.
 */
const counts = (of: Unit, counted: Predicate, window: Window): Predicate => all(counted, timed(of), within(of, window))

const TIMED: readonly string[] = ['days', 'weeks', 'months']

async function memoryOf(lines: Lines, figures: Estimated[], window: Window, engine: Engine): Promise<Private<Memory>> {
  const list = Object.values(lines)
  const counts = await Promise.all(
    list.map(async (line) => {
      const fresh = freshOf(line)
      if (fresh.length === 0) return Private.of(new Map<string, number>())
      const bins = fresh.map(({ bin }) => bin)
      const by = [{ kind: 'bins', column: line.column, bins }] as const
      const rows = await engine.aggregate({ ask: 'sums', ...unitsIn(line, fresh, 'contributor'), by, sums: [] })
      return rows.map((cells) => new Map(cells.map((row) => [bins[Number(row.cell[0])]!.join('/'), row.n])))
    }),
  )
  return Private.all(counts).map((known) => ({
    tellings: onceEach([...figures.flatMap(({ tellings }) => tellings), ...list.flatMap(tellingsOf)]),
    spans: Object.fromEntries(list.map((line, i) => [line.of, spansOf(line, known[i]!, window)])),
  }))
}

/** Several figures may part the same units alike, and tell that once. */
const onceEach = (tellings: readonly Telling[]): Telling[] => [
  ...new Map(tellings.map((telling) => [telling.family, telling])).values(),
]

/** A figure that cannot be told anew: as an earlier release told it, or not at all. */
const instead = (spec: FigureSpec, reason: string, guard: Guard): Private<Estimated> =>
  Private.of({
    estimate: {
      ...nothing(spec, reason),
      ...(reason === 'ledger' && guard.earlier.has(spec.id) ? { repeats: true } : {}),
    },
    tellings: [],
  })

async function figureOf(
  spec: FigureSpec,
  engine: Engine,
  window: Window,
  guard: Guard,
  lines: Lines,
): Promise<Private<Estimated>> {
  const line = lines[spec.unit]!
  const inside = insideOf(line, 'contributor')
  const own = same(line.where, counts(spec.unit, spec.counted, window))
  // A figure that counts fewer units than others do: the difference is told as well.
  const others = own
    ? Private.of<string | null>(null)
    : await parted(inside, outFamily(spec), [spec.counted], engine, guard)
  const people = await engine.aggregate({
    ask: 'sums',
    ...inside,
    where: all(inside.where, spec.counted),
    by: [],
    sums: [],
    guarded: 'both',
  })
  return Private.both(people, others).chain(async ([[total], reason]) => {
    if (line.stretches.length === 0 && line.withheld.length > 0) return instead(spec, line.withheld[0]!.reason, guard)
    if (reason !== null) return instead(spec, reason, guard)
    if (total === undefined || total.n === 0) return Private.of({ estimate: nothing(spec, null), tellings: [] })
    const failing = guard.check({ ...total, units: total.n })
    if (failing !== null) return instead(spec, failing, guard)
    const cluster: Cluster = total.contributors < MIN_CONTRIBUTORS ? 'day' : 'contributor'
    const parts = await guardedParts(spec, engine, lines, cluster, guard)
    const n = own ? line.n : total.n
    const flow = await flowOf(spec, n, line, window, engine, guard)
    const asides = await guardedAsides(spec, inside, engine, guard)
    return Private.both(Private.both(parts, flow), asides).chain(async ([[cuts, steps], said]) => {
      if (cuts.every((cut) => cut.rows.length === 0)) {
        const reasons = cuts.flatMap((cut) => Object.keys(cut.withheld))
        return instead(spec, reasons.includes('ledger') ? 'ledger' : (reasons[0] ?? 'k_users'), guard)
      }
      const estimate = {
        spec,
        n,
        contributors: total.contributors,
        clusters: cluster === 'day' ? ('days' as const) : ('contributors' as const),
        flow: steps.flow,
        withheld: cuts.reduce((sum, cut) => added(sum, cut.withheld), {}),
        asides: said.flatMap(({ says }) => says),
        ...(line.complete ? {} : { keeps: true }),
        rows: cuts.flatMap((cut) => cut.rows),
        curve: cuts.flatMap((cut) => cut.curve),
        overall: cuts.flatMap((cut) => cut.overall),
        sensitivity: cuts.flatMap((cut) => cut.sensitivity),
      }
      const tellings = [
        ...(own ? [] : [outTelling(spec, inside)]),
        ...cuts.flatMap((cut) => cut.tellings),
        ...steps.tellings,
        ...said.flatMap(({ tellings }) => tellings),
      ]
      return Private.of({ estimate, tellings })
    })
  })
}

const same = (a: Predicate, b: Predicate) => JSON.stringify(a) === JSON.stringify(b)

const outFamily = (spec: FigureSpec) => `${spec.id}/counted`
const outTelling = (spec: FigureSpec, inside: Units): Telling => ({
  ...tellable(inside),
  family: outFamily(spec),
  by: [],
  parts: [spec.counted],
})

interface Cuts extends Guarded {
  overall: Rows
  sensitivity: Rows
  tellings: Telling[]
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

async function guardedParts(
  spec: FigureSpec,
  engine: Engine,
  lines: Lines,
  cluster: Cluster,
  guard: Guard,
): Promise<Private<Cuts[]>> {
  const bare = { curve: [], overall: [], sensitivity: [], withheld: {}, tellings: [] }
  const cuts = spec.parts.map(async (part, i): Promise<Private<Cuts>> => {
    const line = lines[part.of]!
    const inside = insideOf(line, cluster)
    const counted = part.of === spec.unit ? spec.counted : all()
    const units = { ...inside, where: all(inside.where, counted, part.where) }
    if (part.by.kind === 'experience') {
      const shown = await guardedExperience(part, part.by, units, `${spec.id}/${i}`, engine, guard)
      return shown.chain(async (cut) =>
        (await withOverall(cut, part, units, engine)).map((own) => ({ ...own, tellings: cut.tellings })),
      )
    }
    if (part.by.kind === 'months') {
      const shown = await guardedMonths(spec.id, part, line, cluster, engine, guard)
      return shown.chain(async (cut) => {
        const of = { ...part, estimate: { ...part.estimate, values: cut.everywhere } as Part['estimate'] }
        const all =
          line.whole && Object.keys(cut.everywhere).length > 0
            ? await withOverall(cut, of, units, engine)
            : Private.of({ ...bare, ...cut })
        return all.map((own) => ({ ...own, tellings: [] }))
      })
    }
    if (part.by.kind === 'whole') return withTellings(await guardedWhole(spec.id, part, units, engine, guard))
    if (part.by.kind === 'weeks')
      return withTellings(await guardedFrontier(spec.id, part, line, cluster, engine, guard))
    if (part.by.kind === 'taxa') {
      const axis = part.by
      const family = `${spec.id}/${i}/counted`
      const parts = [all(counted, part.where)]
      const reason = everything(part.where) ? Private.of(null) : await parted(inside, family, parts, engine, guard)
      return reason.chain(async (why) => {
        if (why !== null) return Private.of({ ...bare, rows: [], withheld: { [why]: 1 } })
        const shown = await guardedTaxa(part, axis, units, line, engine, guard)
        const outside = everything(part.where) ? [] : [{ ...tellable(inside), family, by: [], parts }]
        return withTellings(shown.map((cut) => ({ ...cut, tellings: [...cut.tellings, ...outside] })))
      })
    }
    if (part.by.kind === 'values') {
      const counts = all(counted, part.where)
      const family = `${spec.id}/${i}/outside`
      const parts = outsideOf(counts, part)
      const axis = part.by
      // Other figures count more of these units, so what these leave out is told as well.
      const reason = await parted(inside, family, parts, engine, guard)
      return reason.chain(async (why) => {
        if (why !== null) return Private.of({ ...bare, rows: [], withheld: { [why]: 1 } })
        const shown = await guardedValues(spec.id, part, axis, units, engine, guard)
        const telling: Telling = { ...tellable(inside), family, by: [], parts }
        return withTellings(shown.map((cut) => ({ ...cut, tellings: [...cut.tellings, telling] })))
      })
    }
    if (part.of !== spec.unit) {
      // One partition of time per unit: these are cut by month in another figure, so here only as a whole.
      const keys = { day: 'all', window: 'all', ...part.fixed }
      if (!line.whole || line.stretches.length === 0) {
        const suppressed = line.whole ? (line.withheld[0]?.reason ?? 'k_users') : 'ledger'
        return Private.of({ ...bare, rows: [{ ...keys, suppressed }] })
      }
      return (await whole(part, units, () => keys, engine, guard)).map((rows) => ({ ...bare, rows }))
    }
    const family = `${spec.id}/${i}/known`
    const apart = await subsetPasses(part, line, family, engine, guard)
    return apart.chain(async (shows) => {
      const rows = await guardedWeeks(spec.id, part, line, shows, cluster, engine, guard)
      return rows.map((list) =>
        list.length === 0
          ? { ...bare, rows: [], withheld: { k_users: line.stretches.length } }
          : { ...bare, rows: list, tellings: shows.fresh ? subsetTellings(part, line, family) : [] },
      )
    })
  })
  const line = lines[spec.unit]!
  const inside = insideOf(line, cluster)
  // Other definitions over the same units; over fewer, the difference would have to pass as well.
  const variants = line.whole ? (spec.variants ?? []).filter(({ where }) => everything(where)) : []
  const others = variants.map(async (part) => {
    const keys = () => ({ variant: part.variant, ...part.fixed })
    const units = { ...inside, where: all(inside.where, spec.counted) }
    return (await whole(part, units, keys, engine, guard)).map((rows) => ({ ...bare, rows: [], sensitivity: rows }))
  })
  return Private.all(await Promise.all([...cuts, ...others]))
}

const withTellings = (cut: Private<GuardedValues>): Private<Cuts> => cut.map((own) => ({ ...own, sensitivity: [] }))

const everything = (where: Predicate) => where.op === 'and' && where.all.length === 0

/** Percentiles over everything that a part counts, if it may be told apart at all. */
async function whole(
  part: Part,
  units: Units,
  keys: () => Record<string, unknown>,
  engine: Engine,
  guard: Guard,
): Promise<Private<Rows>> {
  if (part.estimate.kind !== 'quantiles') return Private.of<Rows>([])
  const spec = part.estimate
  const all = await engine.aggregate({ ask: 'sums', ...units, by: [], sums: [], guarded: 'both' })
  return all.chain(async ([row]) =>
    row === undefined || row.n === 0 || !passes(row, guard.check)
      ? Private.of<Rows>([])
      : thinned({ ...units, by: [], keys }, spec, engine, guard),
  )
}

/** Whether units that a part shows on their own, and the others, pass in the weeks counted now, and in all of them. */
async function subsetPasses(
  part: Part,
  line: Timeline,
  family: string,
  engine: Engine,
  guard: Guard,
): Promise<Private<{ fresh: boolean; everywhere: boolean }>> {
  if (everything(part.where)) return Private.of({ fresh: true, everywhere: true })
  const pass = async (stretches: Timeline['stretches']) => {
    if (stretches.length === 0) return Private.of(true)
    const units = unitsIn(line, stretches, 'contributor')
    const by = [{ kind: 'bins', column: 'day', bins: stretches.map(({ bin }) => bin) }] as const
    const [bad, rows] = await Promise.all([
      spoiled(units, family, engine, guard.check),
      engine.aggregate(apart(units, family, by, [{ count: part.where }])),
    ])
    return Private.both(bad, rows).map(([groups, list]) => groups.length === 0 && passing(guard)(list))
  }
  const fresh = freshOf(line)
  return Private.both(await pass(fresh), await pass(line.stretches)).map(([now, all]) => ({
    fresh: now,
    everywhere: all,
  }))
}

function subsetTellings(part: Part, line: Timeline, family: string): Telling[] {
  const fresh = freshOf(line)
  if (everything(part.where) || fresh.length === 0) return []
  const by = [{ kind: 'bins', column: 'day', bins: fresh.map(({ bin }) => bin) }] as const
  return [{ ...tellable(unitsIn(line, fresh, 'contributor')), family, by, parts: [part.where] }]
}

/** The same estimates over everything, for the values that are shown along the axis: their cells are unions of atoms. */
async function withOverall(
  cut: Guarded,
  part: Part,
  units: Units,
  engine: Engine,
): Promise<Private<Omit<Cuts, 'tellings'>>> {
  const { estimate } = part
  if ((estimate.kind !== 'share' && estimate.kind !== 'mean') || cut.rows.length === 0)
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
