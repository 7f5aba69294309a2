import type { Found } from './adopt.js'
import type { Placed } from './classify.js'
import { group } from './grouping.js'
import { type GroupingOptions, leavesFor } from './options.js'
import type { Shared } from './senses.js'
import { NEAR_NONE, type Taxonomy } from './taxonomy.js'
import { pick, rowsOf, similarity } from './vectors.js'

/** A leaf that holds so many times what it should, and held when it was found, has grown groups of its own. */
const GROWN = 4
/** What is new must weigh this much of an ordinary leaf. */
const MASS = 0.5

/** Leaves that the sentences of a later study call for: of what lies near none, and of what has grown within leaves. */
export async function freshLeaves(
  taxonomy: Taxonomy,
  shared: Shared,
  where: Placed,
  { seed, perLeaf, least }: Pick<Required<GroupingOptions>, 'seed' | 'perLeaf' | 'least'>,
): Promise<Found[]> {
  const held = heldBy(where, shared)
  const usual = ordinary(held, perLeaf)
  const found = await outside(held.get(NEAR_NONE), shared, usual, Math.max(least, MASS * usual), seed)
  for (const { number, centre } of taxonomy.nodes.filter(({ level }) => level === 0)) {
    const size = Math.max(perLeaf, taxonomy.seen.sizes[number] ?? 0)
    const leaf = held.get(number)
    if (leaf === undefined || leaf.weight <= GROWN * size) continue
    const { rows, weights } = among(shared, leaf.places)
    const { centres, sizes } = await group(rows, weights, Math.round(leaf.weight / size), seed)
    // The part that lies where the leaf was found stays the leaf's.
    const own = rowsOf(Float32Array.from(centre), rows.width)
    const parts = [...sizes.keys()].sort(
      (a, b) => similarity(centres, b, own, 0) - similarity(centres, a, own, 0) || a - b,
    )
    for (const part of parts.slice(1))
      if (sizes[part]! >= MASS * perLeaf) found.push({ centre: pick(centres, [part]), from: number })
  }
  return found
}

/** What lies in a leaf: what it weighs, each contributor once for each sense, and its senses. */
export interface Held {
  weight: number
  places: number[]
}

/** What lies in each leaf, by number, with what lies near none under `NEAR_NONE`. */
export function heldBy({ numbers }: Placed, { weights }: Shared): Map<number, Held> {
  const held = new Map<number, Held>()
  numbers.forEach((number, place) => {
    const leaf = held.get(number) ?? { weight: 0, places: [] }
    leaf.weight += weights[place]!
    leaf.places.push(place)
    held.set(number, leaf)
  })
  return held
}

/** What an ordinary leaf weighs: what it should, or less where a study is small. */
function ordinary(held: ReadonlyMap<number, Held>, perLeaf: number): number {
  const leaves = [...held].filter(([number]) => number !== NEAR_NONE)
  const weight = leaves.reduce((sum, [, leaf]) => sum + leaf.weight, 0)
  return leaves.length === 0 ? perLeaf : Math.min(perLeaf, weight / leaves.length)
}

const among = ({ rows, weights }: Shared, places: readonly number[]): Shared => ({
  rows: pick(rows, places),
  weights: Float64Array.from(places, (place) => weights[place]!),
})

async function outside(
  lost: Held | undefined,
  shared: Shared,
  usual: number,
  enough: number,
  seed: number,
): Promise<Found[]> {
  if (lost === undefined || lost.weight < enough) return []
  const { rows, weights } = among(shared, lost.places)
  const { centres, sizes } = await group(rows, weights, leavesFor(lost.weight, rows.count, usual), seed)
  return [...sizes.keys()]
    .filter((place) => sizes[place]! >= enough)
    .map((place) => ({ centre: pick(centres, [place]), from: null }))
}
