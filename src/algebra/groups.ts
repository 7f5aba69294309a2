import { apart, spoiled, tellable, type Units } from './earlier.js'
import type { Parting, Weight } from './figure.js'
import type { Guard } from './guarded-experience.js'
import { all, any, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Engine, Telling } from './query.js'
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
 * a neighbour, others into one, the smallest first.
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

async function merging(
  groups: readonly Group[],
  asked: Asked,
  engine: Engine,
  guard: Guard,
): Promise<Private<Groups | string>> {
  const { units, family, within } = asked
  const atoms = groups.flatMap(({ where }) => within.map((part) => (part === WHOLE[0] ? where : all(where, part))))
  const sums = atoms.map((count) => ({ count }))
  const rows = await engine.aggregate({ ...apart(units, family, [], sums), ...weightColumn(asked.weight) })
  return rows.chain(async (list) => {
    const found = groups.map((_, i) => heldBy(list, i, within.length, guard))
    const telling: Telling = { ...tellable(units), family, by: [], parts: atoms }
    // With all of it in one group of several values, nothing is said.
    const says = groups.some(({ other }, i) => !other && found[i]!.units > 0) || list.length === 0
    if (says && found.every(({ fails }) => !fails)) return Private.of<Groups | string>({ groups, tellings: [telling] })
    const next = says ? merged(groups, found, asked.ordered) : null
    if (next !== null) return merging(next, asked, engine, guard)
    return Private.of<Groups | string>(list.some((row) => row.cell.some((told) => told !== 0)) ? 'ledger' : 'k_users')
  })
}

interface Held {
  fails: boolean
  units: number
}

function heldBy(rows: readonly CellRow[], i: number, each: number, guard: Guard): Held {
  const parts = rows.flatMap((row) => row.parts!.slice(each * i, each * (i + 1)).map(({ counted }) => counted))
  return {
    fails: parts.some((of) => guard.check(of) !== null),
    units: parts.reduce((sum, { units }) => sum + units, 0),
  }
}

/** One step of merging; null where there is nothing left to merge. */
function merged(groups: readonly Group[], found: readonly Held[], ordered: boolean): Group[] | null {
  const values = groups.map((_, i) => i).filter((i) => !groups[i]!.other && !groups[i]!.unknown)
  const failing = values.find((i) => found[i]!.fails)
  if (ordered && failing !== undefined && values.length > 1) {
    const at = values.indexOf(failing)
    const pair = at === values.length - 1 ? [values[at - 1]!, failing] : [failing, values[at + 1]!]
    return joined(groups, pair, false)
  }
  const smallest = (of: readonly number[]) =>
    of.reduce<number | null>((least, i) => (least !== null && found[least]!.units <= found[i]!.units ? least : i), null)
  const held = groups.map((_, i) => i).filter((i) => found[i]!.units > 0)
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
