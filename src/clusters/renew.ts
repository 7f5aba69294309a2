import { type Adopted, adopted } from './adopt.js'
import { checkEmbedder, type Placed, placed } from './classify.js'
import { founded } from './discover.js'
import { freshLeaves, heldBy } from './fresh.js'
import { type GroupingOptions, PER_LEAF } from './options.js'
import { rounded } from './seen.js'
import { contributorsOf, type Shared, sensesOf, sharedBy } from './senses.js'
import type { Sentence, Taxonomy, Use } from './taxonomy.js'

/** What became of the groups of an earlier study. */
export interface Renewal {
  taxonomy: Taxonomy
  /** Numbers of groups of all levels that were there and hold sentences, in order. */
  kept: readonly number[]
  /** That were there and hold none. They stay in the taxonomy, for a study that has such sentences again. */
  gone: readonly number[]
  /** That are new. */
  fresh: readonly number[]
  /**
   * The share of sentences (each contributor once for each sense, senses of at least so many) that lie farther from every
   * group than 95% did at discovery; null where there are no groups or no sentences.
   */
  drift: number | null
}

/** Distances are kept with six decimals. */
const ROUNDING = 2e-6

/**
 * Places the sentences of a later study into the groups of an earlier one. Groups keep their numbers and centres. Sentences near
 * none that many contributors have, and leaves that have grown far beyond their size, give new groups with new numbers.
 * @throws Error where the groups were found with another embedder, or this one has no model or endpoint.
 */
export async function renew(
  taxonomy: Taxonomy,
  sentences: readonly Sentence[],
  uses: readonly Use[],
  { embedder, seed, perLeaf = PER_LEAF, least }: GroupingOptions,
): Promise<Renewal> {
  checkEmbedder(taxonomy, embedder)
  const senses = await sensesOf(sentences, embedder, seed)
  const contributors = contributorsOf(senses, uses)
  const shared = sharedBy(senses, contributors, least)
  if (taxonomy.nodes.length === 0) {
    const begun = { ...taxonomy, ...(await founded(shared, seed, perLeaf, taxonomy.next)) }
    return { taxonomy: begun, kept: [], gone: [], fresh: begun.nodes.map(({ number }) => number), drift: null }
  }
  const before = await placed(taxonomy, shared.rows)
  const found = await freshLeaves(taxonomy, shared, before, { seed, perLeaf, least })
  const larger = await sized(adopted(taxonomy, found), shared)
  const held = holding(larger, (await placed(larger, senses.rows)).numbers)
  const old = new Set(taxonomy.nodes.map(({ number }) => number))
  const numbers = larger.nodes.map(({ number }) => number).sort((a, b) => a - b)
  return {
    taxonomy: larger,
    kept: numbers.filter((number) => old.has(number) && held.has(number)),
    gone: numbers.filter((number) => old.has(number) && !held.has(number)),
    fresh: numbers.filter((number) => !old.has(number)),
    drift: driftOf(taxonomy, shared, before),
  }
}

/** Notes what new leaves, and those they came from, weigh now. */
async function sized({ taxonomy, touched }: Adopted, shared: Shared): Promise<Taxonomy> {
  if (touched.length === 0) return taxonomy
  const held = heldBy(await placed(taxonomy, shared.rows), shared)
  const sizes = touched.map((number) => [number, rounded(held.get(number)?.weight ?? 0)])
  return { ...taxonomy, seen: { ...taxonomy.seen, sizes: { ...taxonomy.seen.sizes, ...Object.fromEntries(sizes) } } }
}

/** Numbers of groups that hold a sentence, or a group that does. */
function holding({ nodes }: Taxonomy, numbers: Int32Array): Set<number> {
  const parents = new Map(nodes.map(({ number, parent }) => [number, parent]))
  const held = new Set<number>()
  for (const leaf of new Set(numbers))
    for (let at: number | null = leaf; at !== null && parents.has(at); at = parents.get(at)!) held.add(at)
  return held
}

function driftOf({ seen }: Taxonomy, { weights }: Shared, { similarities }: Placed): number | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return null
  const far = weights.reduce((sum, weight, i) => (1 - similarities[i]! > seen.far + ROUNDING ? sum + weight : sum), 0)
  return far / total
}
