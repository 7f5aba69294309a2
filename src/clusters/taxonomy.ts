import type { Clustered } from '../algebra/index.js'

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
}

/** How a group is called, in terms that Leeway ships. */
export interface ClusterName {
  name: string
  description: string
  terms: readonly string[]
}
