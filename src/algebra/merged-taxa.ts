import { apart, spoiled, type Units } from './earlier.js'
import type { ByTaxa } from './figure.js'
import type { Guard } from './guarded-experience.js'
import { Private } from './private.js'
import type { CellRow, Engine, Summand } from './query.js'
import { NO_TAXON, type TaxonTree } from './taxa.js'
import { type Assigned, byTaxa, unmerged } from './taxa-rows.js'

/** Siblings that a leaf which fails is tried with, the nearest first, before it goes into what is left of its parent. */
const NEAREST = 3

/** Which leaves are told as what is asked of units. */
export interface MergedAsked {
  units: Units
  axis: ByTaxa
  tree: TaxonTree
  /** Names the cells in earlier and later releases. */
  family: string
  /** What is told of every cell besides the number of its units: all of it must pass. */
  sums: readonly Summand[]
  /** Each sum must count somebody in every cell. */
  whole?: boolean
}

/** Units whose leaves count as the same, and whether they may not be told apart. */
interface Atom {
  units: number
  fails: boolean
  /** Some of them were told apart by earlier releases. */
  told: boolean
  /** Some of them were told by none. */
  fresh: boolean
}
type Found = ReadonlyMap<number, Atom>

/**
 * Merges leaves until what each counts as passes, also apart from what earlier releases told of it: one that fails with the
 * nearest sibling below the same parent with which it passes, else into what is left of the parent, of which only the whole is
 * told then. What fails even so goes with a further sibling, and at last into the units that are in no group. Every number is
 * counted anew by the engine; a partition of the leaves is one of the units, so nothing follows from its parts but their sums.
 * @returns why nothing may be told, where even that does not pass.
 */
export async function mergedTaxa(
  asked: MergedAsked,
  engine: Engine,
  guard: Guard,
): Promise<Private<Assigned | string>> {
  const bad = await spoiled(asked.units, asked.family, engine, guard.check)
  return bad.chain(async (list) => {
    if (list.length > 0) return Private.of<Assigned | string>('ledger')
    const start = unmerged(asked.tree)
    return (await found(asked, start, engine, guard)).chain((first) =>
      withNearest({ asked, engine, guard, now: start, atoms: first, nth: 0 }),
    )
  })
}

/**
 * What leaves count as where every cell is parted further: those that fail go into what is left of their parents, as above.
 * @param to what they count as without these parts.
 */
export async function partedTaxa(
  asked: MergedAsked,
  to: Assigned,
  engine: Engine,
  guard: Guard,
): Promise<Private<Assigned | string>> {
  const bad = await spoiled(asked.units, asked.family, engine, guard.check)
  return bad.chain(async (list) =>
    list.length > 0 ? Private.of<Assigned | string>('ledger') : settled({ ...asked, whole: true }, to, engine, guard),
  )
}

async function found(
  { units, axis, family, sums, whole = false }: MergedAsked,
  to: Assigned,
  engine: Engine,
  guard: Guard,
): Promise<Private<Found>> {
  const rows = await engine.aggregate(apart(units, family, [byTaxa(axis, to)], sums))
  return rows.map((list) => {
    const atoms = new Map<number, Atom>()
    for (const row of list) {
      const [number, told] = row.cell.map(Number) as [number, number]
      const known = atoms.get(number) ?? { units: 0, fails: false, told: false, fresh: false }
      const seen = { told: known.told || told !== 0, fresh: known.fresh || told === 0 }
      const bad = known.fails || fails(row, whole, guard)
      atoms.set(number, { units: known.units + row.n, fails: bad, ...seen })
    }
    const all = [...atoms.values()]
    const grows = all.some(({ told }) => told) && all.some(({ fresh }) => fresh)
    if (grows) for (const atom of all) if (!atom.fresh) atom.fails = true
    return atoms
  })
}

/**
 * Whether what is told of a cell may not be: all of its units, and what each sum counts of them. Where a few would be hidden,
 * nobody is as well: which cells are there would tell where the few are.
 */
const fails = ({ n, contributors, top1, top2, parts = [] }: CellRow, whole: boolean, { check }: Guard): boolean =>
  [{ units: n, contributors, top1, top2 }, ...parts.map(({ counted }) => counted)].some((of) => check(of) !== null) ||
  (whole && n > 0 && parts.some(({ counted }) => counted.units === 0))

interface Trying {
  asked: MergedAsked
  engine: Engine
  guard: Guard
  now: Assigned
  atoms: Found
  nth: number
}

/** Tries leaves that fail with the next of their siblings, all of them at once. */
async function withNearest(trying: Trying): Promise<Private<Assigned | string>> {
  const { asked, engine, guard, now, atoms, nth } = trying
  const { tree } = asked
  const failing = [...atoms].filter(([number, { fails: bad }]) => bad && tree.get(number)?.level === 0)
  if (failing.length === 0 || nth === NEAREST) return settled(asked, now, engine, guard)
  const unions = new Unions()
  for (const [number] of failing) {
    const sibling = tree.near(number).filter((one) => atoms.has(one))[nth]
    if (sibling !== undefined) unions.join(number, sibling)
  }
  // Together they are called what the largest of them is.
  const named = unions.all().map((own) => ({ own, as: largest(own, atoms) }))
  const as = new Map(named.flatMap(({ own, as: name }) => own.map((one) => [one, name] as const)))
  const trial = recounted(now, (own) => as.get(own) ?? own)
  return (await found(asked, trial, engine, guard)).chain(async (tried) => {
    const passing = new Set(
      named.filter(({ as: name }) => tried.get(name)?.fails === false).map(({ as: name }) => name),
    )
    const kept = recounted(now, (own) => (passing.has(as.get(own) ?? own) ? as.get(own)! : own))
    return (await found(asked, kept, engine, guard)).chain((next) =>
      withNearest({ ...trying, now: kept, atoms: next, nth: nth + 1 }),
    )
  })
}

const recounted = (to: Assigned, as: (own: number) => number): Assigned =>
  new Map([...to].map(([leaf, own]) => [leaf, as(own)]))

const largest = (numbers: readonly number[], atoms: Found): number =>
  [...numbers].sort((a, b) => atoms.get(b)!.units - atoms.get(a)!.units || a - b)[0]!

/** Moves what fails upwards until all passes. */
async function settled(
  asked: MergedAsked,
  to: Assigned,
  engine: Engine,
  guard: Guard,
): Promise<Private<Assigned | string>> {
  return (await found(asked, to, engine, guard)).chain(async (atoms) => {
    const failing = [...atoms].filter(([, { fails: bad }]) => bad).map(([number]) => number)
    const told = [...atoms].some(([number, { units }]) => number !== NO_TAXON && units > 0)
    if (failing.length === 0 && (told || atoms.size === 0)) return Private.of<Assigned | string>(to)
    if (!told) return Private.of<Assigned | string>([...atoms.values()].some((one) => one.told) ? 'ledger' : 'k_users')
    return settled(asked, moved(asked.tree, to, atoms, failing), engine, guard)
  })
}

/** One step: leaves that fail go into what is left of their parents, and what is left somewhere takes the smallest beside it. */
function moved(tree: TaxonTree, to: Assigned, atoms: Found, failing: readonly number[]): Assigned {
  const as = new Map<number, number>()
  for (const number of failing) {
    const own = tree.get(number)
    if (own?.level === 0) as.set(number, own.parent ?? NO_TAXON)
  }
  if (as.size > 0) return recounted(to, (own) => as.get(own) ?? own)
  for (const number of failing) {
    const beside = smallestIn(tree, number, atoms, as)
    if (beside !== null) for (const one of beside) as.set(one, number)
    else if (number !== NO_TAXON) as.set(number, tree.get(number)!.parent ?? NO_TAXON)
  }
  return recounted(to, (own) => as.get(own) ?? own)
}

/** The atoms of the smallest group directly below one, those that are on the move apart; null where there is none. */
function smallestIn(
  tree: TaxonTree,
  number: number,
  atoms: Found,
  moving: ReadonlyMap<number, number>,
): number[] | null {
  const groups = new Map<number, { units: number; atoms: number[] }>()
  for (const [atom, { units }] of atoms) {
    if (atom === number || atom === NO_TAXON || moving.has(atom)) continue
    const below = number === NO_TAXON ? atom : childOn(tree, atom, number)
    if (below === null) continue
    const own = groups.get(below) ?? { units: 0, atoms: [] }
    groups.set(below, { units: own.units + units, atoms: [...own.atoms, atom] })
  }
  const [least] = [...groups].sort(([a, x], [b, y]) => x.units - y.units || a - b)
  return least?.[1].atoms ?? null
}

/** The child of a group in which another lies; null where it lies elsewhere. */
function childOn(tree: TaxonTree, number: number, parent: number): number | null {
  const own = tree.get(number)
  if (own === undefined || own.parent === null) return null
  return own.parent === parent ? number : childOn(tree, own.parent, parent)
}

/** Numbers that are put together, two by two. */
class Unions {
  private readonly lead = new Map<number, number>()

  join(a: number, b: number): void {
    const [x, y] = [this.of(a), this.of(b)]
    this.lead.set(Math.max(x, y), Math.min(x, y))
  }

  /** Those of which each holds several, in the order of their least numbers. */
  all(): number[][] {
    const sets = new Map<number, number[]>()
    for (const number of this.lead.keys()) sets.set(this.of(number), [...(sets.get(this.of(number)) ?? []), number])
    return [...sets].sort(([a], [b]) => a - b).map(([, numbers]) => numbers.sort((a, b) => a - b))
  }

  private of(number: number): number {
    const up = this.lead.get(number) ?? number
    this.lead.set(number, up)
    return up === number ? number : this.of(up)
  }
}
