import { apart, spoiled, tellable, type Units } from './earlier.js'
import type { Parting, Weight } from './figure.js'
import type { Guard } from './guarded-experience.js'
import { all, any, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Engine, Query, Telling } from './query.js'
import { weightColumn } from './weighing.js'

/** The value that small ones go into. */
export const OTHER = 'Other'

/** One or more values of a dimension that are told together. */
export interface Group {
  names: readonly string[]
  where: Predicate
  /** Values that were too few on their own, in no order. */
  other: boolean
  /** Units of which nobody can tell are among these. */
  unknown: boolean
}

/** A merging of a dimension, and what is told by showing it. */
export interface Groups {
  groups: readonly Group[]
  tellings: Telling[]
}

/** What is told of groups. */
export interface Asked {
  units: Units
  /** Names the cells in earlier and later releases. */
  family: string
  ordered: boolean
  /** Conditions that part every group besides; they exclude each other and leave nobody out. */
  within: readonly Predicate[]
  weight?: Weight
}

/** Groups that nothing parts besides. */
export const WHOLE: readonly Predicate[] = [all()]

/** Each value by itself, and the units that have none. */
export function singly({ cells }: Parting, unknown: Predicate | undefined): Group[] {
  const own = Object.entries(cells).map(
    ([name, where]): Group => ({ names: [name], where, other: name === OTHER, unknown: false }),
  )
  return unknown === undefined ? own : [...own, { names: [], where: unknown, other: false, unknown: true }]
}

/** The name of a group in a row. */
export const nameOf = ({ names, other }: Group): string =>
  other ? OTHER : names.length === 1 ? names[0]! : rangeName(names[0]!, names[names.length - 1]!)

/** The name of several neighbours of an ordered dimension. */
export const rangeName = (first: string, last: string): string => `${first} to ${last}`

/** The merging of a dimension by itself, which all figures share that part the same units by it. */
export function groupsOf(
  parting: Parting,
  unknown: Predicate | undefined,
  units: Units,
  engine: Engine,
  guard: Guard,
): Promise<Private<Groups | string>> {
  const family = `${units.of}/${parting.name}`
  return passing(singly(parting, unknown), { units, family, ordered: parting.ordered, within: WHOLE }, engine, guard)
}

/**
 * Merges groups until each of them passes, also apart from what earlier releases told of it: ordered ones that fail with
 * a neighbour, others into one, the smallest first. Where one fails, those without units go with it.
 * @returns why nothing may be told, where even that does not pass.
 */
export async function passing(
  groups: readonly Group[],
  asked: Asked,
  engine: Engine,
  guard: Guard,
): Promise<Private<Groups | string>> {
  const bad = await spoiled(asked.units, asked.family, engine, guard.check)
  return bad.chain(async (list) => (list.length > 0 ? Private.of('ledger') : merging(groups, asked, engine, guard)))
}

/**
 * @param hides whether something failed already: from then on values without units are merged like those that fail. Shown as
 * empty beside what is missing, they would say which value the few have who are hidden.
 */
async function merging(
  groups: readonly Group[],
  asked: Asked,
  engine: Engine,
  guard: Guard,
  hides = false,
): Promise<Private<Groups | string>> {
  const rows = await engine.aggregate(heldQuery(groups, asked))
  return rows.chain(async (list) => {
    const all = heldIn(list, groups.length, asked, guard)
    const hidden = hides || all.some(({ fails }) => fails)
    const found = hidden ? all.map((own, i) => (own.units > 0 || !isValue(groups[i]!) ? own : EMPTY)) : all
    if (stands(groups, found, list.length === 0)) return Private.of<Groups | string>(told(groups, asked))
    const chain = asked.ordered ? [] : chainOf(groups, found)
    // Along an order, what a merged cell lacks says which is merged next; otherwise that is known from the beginning.
    if (chain.length > 0) return shortest(chain, asked, engine, guard, list)
    const next = says(groups, found) ? merged(groups, found, asked.ordered) : null
    if (next !== null) return merging(next, asked, engine, guard, hidden)
    return Private.of<Groups | string>(whyNot(list))
  })
}

/** A merging of values that are in no order, and the one value that it has changed. */
interface Step {
  groups: readonly Group[]
  found: readonly Held[]
  at: number
}

/** All mergings that come one after the other, each of which puts one more value into `Other`. */
function chainOf(groups: readonly Group[], found: readonly Held[]): Step[] {
  const steps: Step[] = []
  for (let [now, held]: [readonly Group[], readonly Held[]] = [groups, found]; says(now, held); ) {
    const next = merged(now, held, false)
    if (next === null) break
    const at = next.findIndex(({ other }) => other)
    const joined = now.filter((one) => !next.includes(one))
    const units = joined.reduce((sum, one) => sum + held[now.indexOf(one)]!.units, 0)
    held = next.map((one, i) => (i === at ? { fails: true, units } : held[now.indexOf(one)]!))
    now = next
    steps.push({ groups: now, found: held, at })
  }
  return steps
}

/** The first merging in which everything passes. */
async function shortest(
  chain: readonly Step[],
  asked: Asked,
  engine: Engine,
  guard: Guard,
  before: readonly CellRow[],
): Promise<Private<Groups | string>> {
  const rows = await engine.aggregate(
    heldQuery(
      chain.map(({ groups, at }) => groups[at]!),
      asked,
    ),
  )
  return rows.map((list) => {
    const others = heldIn(list, chain.length, asked, guard)
    const step = chain.find(({ groups, found, at }, i) => stands(groups, found.with(at, others[i]!), false))
    return step === undefined ? whyNot(before) : told(step.groups, asked)
  })
}

/** What each group parts besides. */
const atomsOf = (groups: readonly Group[], { within }: Asked): Predicate[] =>
  groups.flatMap(({ where }) => within.map((part) => (part === WHOLE[0] ? where : all(where, part))))

function heldQuery(groups: readonly Group[], asked: Asked): Query {
  const sums = atomsOf(groups, asked).map((count) => ({ count }))
  return { ...apart(asked.units, asked.family, [], sums), ...weightColumn(asked.weight) }
}

const told = (groups: readonly Group[], asked: Asked): Groups => ({
  groups,
  tellings: [{ ...tellable(asked.units), family: asked.family, by: [], parts: atomsOf(groups, asked) }],
})

/** With all of it in one group of several values, nothing is said. */
const says = (groups: readonly Group[], found: readonly Held[]): boolean =>
  groups.some(({ other }, i) => !other && found[i]!.units > 0)

const stands = (groups: readonly Group[], found: readonly Held[], empty: boolean): boolean =>
  (empty || says(groups, found)) && found.every(({ fails }) => !fails)

const whyNot = (rows: readonly CellRow[]): string =>
  rows.some((row) => row.cell.some((told) => told !== 0)) ? 'ledger' : 'k_users'

interface Held {
  fails: boolean
  units: number
}

/** A value without units, where others are hidden. */
const EMPTY: Held = { fails: true, units: 0 }

const isValue = ({ other, unknown }: Group): boolean => !other && !unknown

const heldIn = (rows: readonly CellRow[], groups: number, { within }: Asked, guard: Guard): Held[] =>
  Array.from({ length: groups }, (_, i) => heldBy(rows, i, within.length, guard))

function heldBy(rows: readonly CellRow[], i: number, each: number, guard: Guard): Held {
  const parts = rows.flatMap((row) => row.parts!.slice(each * i, each * (i + 1)).map(({ counted }) => counted))
  return {
    fails: parts.some((of) => guard.check(of) !== null),
    units: parts.reduce((sum, { units }) => sum + units, 0),
  }
}

/** One step of merging; null where there is nothing left to merge. */
function merged(groups: readonly Group[], found: readonly Held[], ordered: boolean): Group[] | null {
  const values = groups.map((_, i) => i).filter((i) => isValue(groups[i]!))
  const failing = values.find((i) => found[i]!.fails)
  if (ordered && failing !== undefined && values.length > 1) {
    const at = values.indexOf(failing)
    const pair = at === values.length - 1 ? [values[at - 1]!, failing] : [failing, values[at + 1]!]
    return joined(groups, pair, false)
  }
  const smallest = (of: readonly number[]) =>
    of.reduce<number | null>((least, i) => (least !== null && found[least]!.units <= found[i]!.units ? least : i), null)
  const held = groups.map((_, i) => i).filter((i) => found[i]!.units > 0 || found[i]!.fails)
  const candidates = held.filter((i) => !groups[i]!.other)
  const next = smallest(candidates.filter((i) => found[i]!.fails)) ?? smallest(candidates)
  if (next === null || held.length < 2) return null
  const other = groups.findIndex((group) => group.other)
  return joined(groups, other < 0 ? [next] : [Math.min(other, next), Math.max(other, next)], true)
}

/** Puts groups together, in the place of the first; what becomes `Other` goes behind the values. */
function joined(groups: readonly Group[], at: readonly number[], other: boolean): Group[] {
  const own = at.map((i) => groups[i]!)
  const one: Group = {
    names: own.flatMap(({ names }) => names),
    where: own.length === 1 ? own[0]!.where : any(...own.map(({ where }) => where)),
    other,
    unknown: own.some(({ unknown }) => unknown),
  }
  if (!other) return groups.flatMap((group, i) => (i === at[0] ? [one] : at.includes(i) ? [] : [group]))
  const rest = groups.filter((_, i) => !at.includes(i))
  const apart = rest.findIndex(({ unknown }) => unknown)
  return apart < 0 ? [...rest, one] : [...rest.slice(0, apart), one, ...rest.slice(apart)]
}
