import type { Cut, Rows } from './cut.js'
import { recalled, type Units } from './earlier.js'
import type { Part, Share, Values, Weight } from './figure.js'
import { type Group, type Groups, groupsOf, nameOf, passing, WHOLE } from './groups.js'
import type { Guard, Guarded } from './guarded-experience.js'
import { all, any, not, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { Engine, Telling } from './query.js'
import { estimateRows } from './rows.js'

/** Shares that a policy lets stand, and what is told by showing them. */
export interface GuardedValues extends Guarded {
  overall: Rows
  tellings: Telling[]
}

/** Nothing, for a reason where there is one. */
export const nothingOf = (reason: string | null): GuardedValues => ({
  rows: [],
  curve: [],
  overall: [],
  withheld: reason === null ? {} : { [reason]: 1 },
  tellings: [],
})

/**
 * Shares of units in a merging of their values in which every part passes, under each weight for itself: what a weight
 * tells is merged further until nobody holds too much of it by that weight either. Sums of weights change with what else
 * people do, so they are told once of the same data, and then repeated.
 * @param figure whose rows earlier releases are searched for.
 */
export async function guardedWhole(
  figure: string,
  part: Part,
  units: Units,
  engine: Engine,
  guard: Guard,
): Promise<Private<GuardedValues>> {
  const estimate = shareOf(part)
  // Conditions that overlap cannot be parted into values.
  if (estimate.parting === undefined) return Private.of(nothingOf('policy'))
  const base = await groupsOf(estimate.parting, estimate.unknown, units, engine, guard)
  return base.chain(async (found) => {
    if (typeof found === 'string') return Private.of(nothingOf(found))
    const family = `${units.of}/${estimate.parting!.name}`
    const cutsOf = (groups: readonly Group[], weight: Weight | undefined): Promise<Private<Rows>> => {
      const keys = () => ({ ...part.fixed })
      return rowsOf({ ...units, by: [], keys }, estimate, groups, weight, engine)
    }
    const ordered = estimate.parting!.ordered
    const weighed = { figure, part, units, family, ordered, within: WHOLE }
    return underWeights(weighed, found, cutsOf, engine, guard)
  })
}

/** Shares per value of a column, whose groups and the parts of each pass. */
export async function guardedValues(
  figure: string,
  part: Part,
  axis: Values,
  units: Units,
  engine: Engine,
  guard: Guard,
): Promise<Private<GuardedValues>> {
  const estimate = shareOf(part)
  const { parting } = estimate
  if (parting === undefined) return Private.of(nothingOf('policy'))
  const [base, inner] = await Promise.all([
    groupsOf(axis.parting, axis.unknown, units, engine, guard),
    groupsOf(parting, estimate.unknown, units, engine, guard),
  ])
  return Private.both(base, inner).chain(async ([outer, shares]) => {
    if (typeof outer === 'string') return Private.of(nothingOf(outer))
    if (typeof shares === 'string') return Private.of(nothingOf(shares))
    const within = shares.groups.map(({ where }) => where)
    const { ordered } = axis.parting
    const family = `${units.of}/${axis.parting.name}/${parting.name}`
    const both = await passing(outer.groups, { units, family, ordered, within }, engine, guard)
    return both.chain(async (found) => {
      if (typeof found === 'string') return Private.of(nothingOf(found))
      const cutsOf = async (groups: readonly Group[], weight: Weight | undefined): Promise<Private<Rows>> => {
        const shown = groups.filter(({ unknown }) => !unknown)
        const by = [{ kind: 'parts', parts: shown.map(({ where }) => where) }] as const
        const keys = ([i]: (string | number)[]) => ({ [axis.key]: nameOf(shown[Number(i)]!), ...part.fixed })
        const where = all(units.where, any(...by[0].parts))
        return rowsOf({ ...units, where, by, keys }, estimate, shares.groups, weight, engine)
      }
      const weighed = { figure, part, units, family, ordered, within }
      const told = { ...found, tellings: [...outer.tellings, ...shares.tellings, ...found.tellings] }
      const cut = await underWeights(weighed, told, cutsOf, engine, guard)
      // Of everything only what counts each unit once: it adds up the parts that were told.
      const whole = { ...units, by: [], keys: () => ({ ...part.fixed }) }
      const weight = part.weights === undefined ? undefined : ('action' as const)
      const overall = await rowsOf(whole, estimate, shares.groups, weight, engine)
      return Private.both(cut, overall).map(([own, rows]) => ({ ...own, overall: rows }))
    })
  })
}

function shareOf({ estimate }: Part): Share {
  if (estimate.kind !== 'share') throw new Error('by values, only shares are estimated')
  return estimate
}

interface Weighed {
  figure: string
  part: Part
  units: Units
  family: string
  ordered: boolean
  within: readonly Predicate[]
}

async function underWeights(
  { figure, part, units, family, ordered, within }: Weighed,
  found: Groups,
  rowsIn: (groups: readonly Group[], weight: Weight | undefined) => Promise<Private<Rows>>,
  engine: Engine,
  guard: Guard,
): Promise<Private<GuardedValues>> {
  const weights = part.weights ?? [undefined]
  const cuts = weights.map(async (weight): Promise<Private<GuardedValues>> => {
    if (weight === undefined || weight === 'action')
      return (await rowsIn(found.groups, weight)).map((rows) => ({ ...EMPTY, rows, tellings: found.tellings }))
    const own = `${family}/${weight}`
    return (await toldBefore(units, own, engine)).chain(async (before) => {
      if (before) return Private.of(asBefore(figure, part, weight, guard))
      const merged = await passing(found.groups, { units, family: own, ordered, within, weight }, engine, guard)
      return merged.chain(async (groups) =>
        typeof groups === 'string'
          ? Private.of(nothingOf(groups))
          : (await rowsIn(groups.groups, weight)).map((rows) => ({ ...EMPTY, rows, tellings: groups.tellings })),
      )
    })
  })
  return Private.all(await Promise.all(cuts)).map((list) => ({
    rows: list.flatMap(({ rows }) => rows),
    curve: [],
    overall: [],
    withheld: list.reduce<Record<string, number>>((sum, { withheld }) => {
      for (const [reason, n] of Object.entries(withheld)) sum[reason] = (sum[reason] ?? 0) + n
      return sum
    }, {}),
    tellings: list.flatMap(({ tellings }) => tellings),
  }))
}

const EMPTY = nothingOf(null)

/** Whether anything of a family was told, of these units or of others. */
async function toldBefore(units: Units, family: string, engine: Engine): Promise<Private<boolean>> {
  const asked = recalled(units, family)
  const [here, gone] = await Promise.all([
    engine.aggregate({ ask: 'sums', ...asked, by: [{ kind: 'column', column: 'told' }], sums: [] }),
    engine.aggregate({ ask: 'gone', ...asked, by: [] }),
  ])
  return Private.both(here, gone).map(([rows, others]) => others.length > 0 || rows.some((row) => row.cell[0] !== 0))
}

/** What an earlier release of the same data and window told of a part under a weight. */
function asBefore(figure: string, part: Part, weight: Weight, guard: Guard): GuardedValues {
  const fixed = Object.entries(part.fixed ?? {})
  const known = part.estimate.kind === 'share' ? Object.keys(part.estimate.values) : []
  const ofPart = (row: Rows[number]) =>
    fixed.every(([key, value]) => row[key] === value) &&
    (row.measure === undefined || known.includes(String(row.measure)))
  const rows = (guard.earlier.figureRows(figure) ?? []).filter((row) => row.weight === weight && ofPart(row))
  return rows.length === 0 ? nothingOf('ledger') : { ...EMPTY, rows }
}

/** Rows of the values that a merging still tells apart. */
export async function rowsOf(
  cut: Cut,
  estimate: Share,
  groups: readonly Group[],
  weight: Weight | undefined,
  engine: Engine,
): Promise<Private<Rows>> {
  const { unknown, unknownAs, unions, ...rest } = estimate
  const values = unions === undefined ? merged(groups) : united(unions, groups)
  if (Object.keys(values).length === 0) return Private.of<Rows>([])
  const alone = groups.some((group) => group.unknown && !group.other)
  const left = alone && unknown !== undefined ? { unknown, ...(unknownAs === undefined ? {} : { unknownAs }) } : {}
  const weighed = weight === undefined ? {} : { weight }
  const rows = await estimateRows({ ...cut, ...weighed }, { ...rest, ...left, values }, engine)
  return rows.map((list) => (unknown === undefined || alone ? list : list.map(atLeast)))
}

/** Where those of which nobody can tell stay in the denominator, a share is the least that it can be. */
export const atLeast = (row: Rows[number]): Rows[number] =>
  row.share === undefined ? row : { ...row, share_min: row.share }

/** Every group but the one of which nobody can tell; of values that were not asked for, none. */
const merged = (groups: readonly Group[]): Record<string, Predicate> =>
  Object.fromEntries(groups.filter(({ unknown, other }) => !unknown || other).map((own) => [nameOf(own), own.where]))

/** Values that are several cells together, where no group holds one of these and something else. */
function united(unions: NonNullable<Share['unions']>, groups: readonly Group[]): Record<string, Predicate> {
  const values = Object.entries(unions).flatMap(([value, cells]): [string, Predicate][] => {
    const inside = groups.filter(({ names }) => names.some((name) => cells.includes(name)))
    const whole = inside.every(({ names, unknown }) => !unknown && names.every((name) => cells.includes(name)))
    return inside.length > 0 && whole ? [[value, any(...inside.map(({ where }) => where))]] : []
  })
  return Object.fromEntries(values)
}

/** Parts of units that other figures count as well: those that a part counts, and the others by each of its values. */
export const outsideOf = (counted: Predicate, part: Part): Predicate[] => {
  const values = Object.values(shareOf(part).values)
  const outside = values.map((value) => all(not(counted), value))
  return [counted, ...outside, all(not(counted), ...values.map(not))]
}
