import type { Clustered } from '../algebra/index.js'
import { group } from './grouping.js'
import { levelsOver } from './hierarchy.js'
import { centreAt } from './nodes.js'
import { type GroupingOptions, leavesFor, PER_LEAF } from './options.js'
import { fitOf, rounded } from './seen.js'
import { contributorsOf, type Shared, sensesOf, sharedBy } from './senses.js'
import type { ClusterNode, Sentence, Taxonomy, Use } from './taxonomy.js'

/**
 * Finds groups of sentences, three levels of them. The same sentences and uses, in whatever order, give the same taxonomy. What
 * fewer than `least` contributors say has no part in it, and how often a contributor says something has none either.
 * @returns no groups where nothing is said by so many.
 * @throws Error that says what to do, where the embedder has no model or endpoint.
 */
export async function discover(
  of: Clustered,
  sentences: readonly Sentence[],
  uses: readonly Use[],
  { embedder, seed, perLeaf = PER_LEAF, least }: GroupingOptions,
): Promise<Taxonomy> {
  const senses = await sensesOf(sentences, embedder, seed)
  const shared = sharedBy(senses, contributorsOf(senses, uses), least)
  return { format: 1, of, embedder: embedder.id, ...(await founded(shared, seed, perLeaf, 1)) }
}

/** @param first the number of the first group */
export async function founded(
  { rows, weights }: Shared,
  seed: number,
  perLeaf: number,
  first: number,
): Promise<Pick<Taxonomy, 'next' | 'nodes' | 'seen'>> {
  if (rows.count === 0) return { next: first, nodes: [], seen: { near: 0, far: 0, sizes: {} } }
  const weight = weights.reduce((sum, one) => sum + one, 0)
  const leaves = await group(rows, weights, leavesFor(weight, rows.count, perLeaf), seed)
  const [middle, top] = await levelsOver(leaves.centres, seed)
  // Large leaves come first, then the levels above them.
  const order = [...leaves.sizes.keys()].sort((a, b) => leaves.sizes[b]! - leaves.sizes[a]! || a - b)
  const middleFrom = first + order.length
  const topFrom = middleFrom + middle.centres.count
  const nodes: ClusterNode[] = [
    ...order.map(
      (place, i): ClusterNode => ({
        number: first + i,
        parent: middleFrom + middle.above[place]!,
        level: 0,
        centre: centreAt(leaves.centres, place),
      }),
    ),
    ...Array.from(
      { length: middle.centres.count },
      (_, place): ClusterNode => ({
        number: middleFrom + place,
        parent: topFrom + top.above[place]!,
        level: 1,
        centre: centreAt(middle.centres, place),
      }),
    ),
    ...Array.from(
      { length: top.centres.count },
      (_, place): ClusterNode => ({
        number: topFrom + place,
        parent: null,
        level: 2,
        centre: centreAt(top.centres, place),
      }),
    ),
  ]
  const sizes = Object.fromEntries(order.map((place, i) => [first + i, rounded(leaves.sizes[place]!)]))
  return { next: topFrom + top.centres.count, nodes, seen: { ...fitOf(leaves), sizes } }
}
