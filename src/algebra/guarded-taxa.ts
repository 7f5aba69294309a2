import { taxaRows } from './along-taxa.js'
import type { Breakdowns, Crossing, OverTime } from './breakdowns.js'
import { apart, tellable, type Units } from './earlier.js'
import { type ByTaxa, type Facet, isOfTaxa, type OfTaxa, type Part } from './figure.js'
import { type Groups, groupsOf, nameOf } from './groups.js'
import type { Guard } from './guarded-experience.js'
import { atLeast, type GuardedValues, nothingOf } from './guarded-values.js'
import { type MergedAsked, mergedTaxa, partedTaxa } from './merged-taxa.js'
import { parted } from './parted.js'
import { all, any, fields, not, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { Engine, Summand, Telling } from './query.js'
import { scored, scoreRows } from './score-rows.js'
import { NO_TAXON, type Taxa, type TaxonTree, treeOf } from './taxa.js'
import { type Assigned, byTaxa, type Rounding } from './taxa-rows.js'
import type { Timeline } from './timeline.js'
import type { Unit } from './units.js'
import { weekSpan } from './weeks.js'

/** Means of scores are told to one decimal (method.md 8). */
const TENTHS = 10
const tenths = (value: number | null): number | null => (value === null ? null : Math.round(value * TENTHS) / TENTHS)

/** Groups that a policy lets stand. */
interface Shown {
  asked: MergedAsked
  to: Assigned
  tellings: Telling[]
}

/**
 * Groups of sentences in a merging of the leaves in which all passes: the number of units, and of scores their sum and how
 * many have one. All figures over the same units and groups share it.
 * @param units those that the part counts.
 */
export async function guardedTaxa(
  part: Part,
  axis: ByTaxa,
  units: Units,
  line: Timeline,
  engine: Engine,
  guard: Guard,
): Promise<Private<GuardedValues>> {
  const { estimate } = part
  if (!isOfTaxa(estimate)) throw new Error('along groups of sentences, scores and shares of the groups are estimated')
  const unknown =
    estimate.kind === 'spread'
      ? await unknownOf(units, axis, estimate.unknown, engine, guard)
      : Private.of<Unknown>('among all')
  return Private.both(engine.taxa ?? Private.of<Taxa>({}), unknown).chain(async ([taxa, stands]) => {
    if (stands === 'ledger') return Private.of(nothingOf('ledger'))
    const tree = treeOf(taxa[axis.of] ?? [])
    const parting = estimate.kind === 'spread' && stands === 'apart'
    const own = parting ? { ...units, where: all(units.where, not(estimate.unknown)) } : units
    const asked = { units: own, axis, tree, family: familyOf(units, axis), sums: sumsOf(estimate) }
    return (await mergedTaxa(asked, engine, guard)).chain(async (to) => {
      if (typeof to === 'string') return Private.of(nothingOf(to))
      const telling: Telling = { ...tellable(own), family: asked.family, by: [byTaxa(axis, to)], parts: [] }
      const outer = parting ? [unknownTelling(units, axis, estimate.unknown)] : []
      const shown = { asked, to, tellings: [...outer, telling] }
      // Those of which nobody can tell stay among all where they are too few to be told apart.
      const told = estimate.kind === 'spread' && !parting ? { ...estimate, unknown: any() } : estimate
      const rows = await shownRows(shown, told, line, engine, guard)
      return rows.map((cut) => (told === estimate ? cut : { ...cut, rows: cut.rows.map(atLeast) }))
    })
  })
}

const familyOf = ({ of }: Units, axis: ByTaxa): string => `${of}/${axis.of}`

/** How those are told of which nobody can tell in which group they lie. */
type Unknown = 'apart' | 'among all' | 'ledger'

/**
 * They are told apart where they pass, also apart from what earlier releases told of them, by themselves or among all. Once
 * told apart they may not go back among all: what came since would follow.
 */
async function unknownOf(
  units: Units,
  axis: ByTaxa,
  unknown: Predicate,
  engine: Engine,
  guard: Guard,
): Promise<Private<Unknown>> {
  const [family, alone] = [familyOf(units, axis), knownFamily(units, axis)]
  const [byItself, amongAll, told] = await Promise.all([
    parted(units, alone, [unknown], engine, guard),
    parted(units, family, [unknown], engine, guard),
    engine.aggregate(apart(units, alone, [], [])),
  ])
  return Private.both(Private.both(byItself, amongAll), told).map(([[one, other], rows]) => {
    if (one === null && other === null) return 'apart'
    return rows.some(({ cell }) => Number(cell[0]) !== 0) ? 'ledger' : 'among all'
  })
}

const knownFamily = (units: Units, axis: ByTaxa): string => `${familyOf(units, axis)}/known`

const unknownTelling = (units: Units, axis: ByTaxa, unknown: Predicate): Telling => ({
  ...tellable(units),
  family: knownFamily(units, axis),
  by: [],
  parts: [unknown],
})

/** What is told of every group besides its units. A mean tells of a sum. */
function sumsOf(estimate: OfTaxa): Summand[] {
  if (estimate.kind === 'spread') return []
  return Object.values(estimate.values).flatMap((column) => [{ count: scored(column) }, { sum: column }])
}

async function shownRows(
  shown: Shown,
  estimate: OfTaxa,
  line: Timeline,
  engine: Engine,
  guard: Guard,
): Promise<Private<GuardedValues>> {
  const { asked, to, tellings } = shown
  const { units, axis, tree } = asked
  const round: Rounding = { score: tenths, n: guard.round }
  const told = { cut: units, axis, tree, to, round }
  if (estimate.kind !== 'scores') {
    const rows = await taxaRows(told, estimate, engine, { crossings: [], weeks: null })
    return rows.map((list) => ({ ...nothingOf(null), rows: list, tellings }))
  }
  const [facets, weeks] = await Promise.all([
    Promise.all(estimate.facets.map((facet) => crossingOf(shown, facet, engine, guard))),
    weeksOf(shown, line, engine, guard),
  ])
  return Private.both(Private.all(facets), weeks).chain(async ([crossings, time]) => {
    const stand = crossings.filter((one) => one !== null)
    const breakdowns: Breakdowns = { crossings: stand.map(({ crossing }) => crossing), weeks: time?.weeks ?? null }
    const [rows, overall] = await Promise.all([
      taxaRows(told, estimate, engine, breakdowns),
      scoreRows({ ...units, by: [], keys: () => ({}) }, estimate.values, tenths, engine),
    ])
    return Private.both(rows, overall).map(([list, total]) => ({
      ...nothingOf(null),
      rows: list,
      overall: list.length === 0 ? [] : total,
      tellings: [...tellings, ...stand.flatMap((one) => one.tellings), ...(time?.tellings ?? [])],
    }))
  })
}

/** Whether all that is told of a group lies inside it where it is parted further. */
function whole(tree: TaxonTree, to: Assigned, further: Assigned): (number: number) => boolean {
  const broken = new Set<number>()
  for (const level of tree.levels)
    for (const [leaf, own] of to) {
      const group = tree.above(own, level)
      if (tree.above(further.get(leaf) ?? NO_TAXON, level) !== group) broken.add(group)
    }
  return (number) => !broken.has(number)
}

/** A dimension within groups: as it is merged by itself, of those groups where every part passes. */
async function crossingOf(
  { asked, to }: Shown,
  { parting, unknown }: Facet,
  engine: Engine,
  guard: Guard,
): Promise<Private<{ crossing: Crossing; tellings: Telling[] } | null>> {
  const found = await groupsOf(parting, unknown, asked.units, engine, guard)
  return found.chain(async (merged: Groups | string) => {
    if (typeof merged === 'string') return Private.of(null)
    const parts = merged.groups.map(({ where }) => where)
    const family = `${asked.family}/${parting.name}`
    const sums = parts.map((count) => ({ count }))
    return (await partedTaxa({ ...asked, family, sums }, to, engine, guard)).map((further) => {
      if (typeof further === 'string') return null
      const named = merged.groups.filter(({ unknown: blurred, other }) => !blurred || other)
      const crossing: Crossing = {
        name: parting.name,
        parts: Object.fromEntries(named.map((own) => [nameOf(own), own.where])),
        shows: whole(asked.tree, to, further),
      }
      const telling = { ...tellable(asked.units), family, by: [byTaxa(asked.axis, further)], parts }
      return { crossing, tellings: [...merged.tellings, telling] }
    })
  })
}

/**
 * The spans of weeks that are told of these units, of those groups that pass in each of them: neighbouring spans go together
 * until there is such a group.
 */
async function weeksOf(
  shown: Shown,
  { of, column, stretches }: Timeline,
  engine: Engine,
  guard: Guard,
): Promise<Private<{ weeks: OverTime; tellings: Telling[] } | null>> {
  return column === 'day'
    ? alongSpans(
        shown,
        of,
        stretches.map(({ bin }) => bin),
        engine,
        guard,
      )
    : Private.of(null)
}

async function alongSpans(
  shown: Shown,
  of: Unit,
  bins: readonly (readonly [number, number])[],
  engine: Engine,
  guard: Guard,
): Promise<Private<{ weeks: OverTime; tellings: Telling[] } | null>> {
  if (bins.length < 2) return Private.of(null)
  const { asked, to } = shown
  const parts = bins.map((bin) => fields(of).day.between(...bin))
  const family = `${asked.family}/weeks`
  const sums = parts.map((count) => ({ count }))
  return (await partedTaxa({ ...asked, family, sums }, to, engine, guard)).chain(async (further) => {
    if (typeof further === 'string') return alongSpans(shown, of, inPairs(bins), engine, guard)
    const weeks: OverTime = {
      where: all(),
      by: { kind: 'bins', column: 'day', bins },
      name: (i) => weekSpan(...bins[Number(i)]!),
      shows: whole(asked.tree, to, further),
    }
    const telling = { ...tellable(asked.units), family, by: [byTaxa(asked.axis, further)], parts }
    return Private.of({ weeks, tellings: [telling] })
  })
}

const inPairs = (bins: readonly (readonly [number, number])[]) =>
  bins.flatMap(([from, to], i) => (i % 2 === 0 ? [[from, bins[i + 1]?.[1] ?? to] as const] : []))
