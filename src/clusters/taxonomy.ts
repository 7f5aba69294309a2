import type { Clustered, GroupPath } from '../algebra/index.js'

/** A sentence, told once however often it occurs. */
export interface Sentence {
  key: string
  text: string
}

/** Who has a sentence, and how often. `sentence`: its place in the list of sentences. */
export interface Use {
  sentence: number
  contributor: string
  n: number
}

/** The number of sentences that lie near no group; no group has it. */
export const NEAR_NONE = 0

/** A group. Level 0 holds sentences, 1 and 2 hold groups of the level below. */
export interface ClusterNode {
  /** Never given twice in a taxonomy, even when a group is gone. */
  number: number
  parent: number | null
  level: 0 | 1 | 2
  /** The mean direction of what lies in it, of length 1. */
  centre: readonly number[]
}

/** Groups of one kind of sentences. It is found once, and later only grows: it is private, and its names are not in it. */
export interface Taxonomy {
  format: 1
  of: Clustered
  /** The embedder whose vectors the centres are. */
  embedder: string
  /** The number that the next new group gets. */
  next: number
  nodes: readonly ClusterNode[]
  seen: Seen
}

/** How sentences lay when groups were found, by which later ones are judged. */
export interface Seen {
  /** The least similarity to a centre at which a sentence lies in its group. */
  near: number
  /** The distance (1 - similarity) from the nearest centre that 95% of sentences did not pass. */
  far: number
  /** How many lay in each leaf when it was found, each contributor once for each sense, by the leaf's number. */
  sizes: Readonly<Record<string, number>>
}

const byNumber = new WeakMap<readonly ClusterNode[], ReadonlyMap<number, ClusterNode>>()

/**
 * The groups that a leaf lies in, itself first; zeros for sentences near none.
 * @throws Error where the taxonomy has no such leaf.
 */
export function pathOf({ of, nodes }: Taxonomy, leaf: number): GroupPath {
  if (leaf === NEAR_NONE) return [NEAR_NONE, NEAR_NONE, NEAR_NONE]
  const numbers = byNumber.get(nodes) ?? new Map(nodes.map((node) => [node.number, node]))
  byNumber.set(nodes, numbers)
  const low = numbers.get(leaf)
  const middle = numbers.get(low?.parent ?? NEAR_NONE)
  const top = numbers.get(middle?.parent ?? NEAR_NONE)
  if (low?.level !== 0 || middle === undefined || top === undefined)
    throw new Error(`groups of ${of} sentences: expected ${leaf} to be a leaf below two levels, and it is not`)
  return [leaf, middle.number, top.number]
}

/** How a group is called, in terms that Leeway ships. */
export interface ClusterName {
  name: string
  description: string
  /** The keys of all terms in both, those of the name first. */
  terms: readonly string[]
  /** How many of them the name is made of: all, where it is not said. */
  named?: number
}
