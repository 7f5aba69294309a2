import type { Embedder } from './embedder.js'

/** How sentences are grouped. */
export interface GroupingOptions {
  embedder: Embedder
  /** Another one gives other, equally good groups. */
  seed: number
  /** How many lie in a leaf, about, each contributor once for each sense. */
  perLeaf?: number
  /** How many contributors a sense must have for groups to be found from it. */
  least: number
}

/** As in the published study, where clusters hold about 100 items. */
export const PER_LEAF = 100

/** With so few senses each is a leaf: a reader can look at them one by one. */
const FEW = 24

/**
 * How many leaves there are to be.
 * @param weight all that is to be grouped, each contributor once for each sense
 */
export const leavesFor = (weight: number, senses: number, perLeaf: number): number =>
  Math.min(senses, Math.max(Math.round(weight / perLeaf), Math.min(FEW, senses)))
