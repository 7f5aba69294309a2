import { MOST_TOPS } from './hierarchy.js'
import { centreAt, levelOf } from './nodes.js'
import type { ClusterNode, Taxonomy } from './taxonomy.js'
import { type Rows, similarity } from './vectors.js'

/** A leaf that was found in a later study. */
export interface Found {
  /** One row. */
  centre: Rows
  /** The leaf that it was a part of, or null. */
  from: number | null
}

/** A taxonomy with more leaves. */
export interface Adopted {
  taxonomy: Taxonomy
  /** New leaves, and those that new ones were a part of. */
  touched: readonly number[]
}

/**
 * Gives leaves their numbers and parents: the parent of the leaf they were a part of, else the group of the level above that is
 * near, else a group of their own, up to the top; with many groups at the top, the nearest there.
 */
export function adopted(taxonomy: Taxonomy, found: readonly Found[]): Adopted {
  let larger = taxonomy
  const touched = new Set<number>()
  for (const { centre, from } of found) {
    const origin = larger.nodes.find(({ number }) => number === from)
    if (origin !== undefined) touched.add(origin.number)
    touched.add(larger.next)
    larger = withGroup(larger, centre, 0, origin?.parent ?? null)
  }
  return { taxonomy: larger, touched: [...touched] }
}

function withGroup(taxonomy: Taxonomy, centre: Rows, level: ClusterNode['level'], given: number | null): Taxonomy {
  const number = taxonomy.next
  let larger: Taxonomy = { ...taxonomy, next: number + 1 }
  let parent = given ?? nearAbove(taxonomy, centre, level)
  if (parent === null && level < 2) {
    parent = larger.next
    larger = withGroup(larger, centre, level === 0 ? 1 : 2, null)
  }
  const node: ClusterNode = { number, parent, level, centre: centreAt(centre, 0) }
  return { ...larger, nodes: [...larger.nodes, node].sort((a, b) => a.number - b.number) }
}

/** The group of the level above to which a centre belongs, or null where it needs one of its own. */
function nearAbove(taxonomy: Taxonomy, centre: Rows, level: ClusterNode['level']): number | null {
  if (level === 2) return null
  const { nodes, centres } = levelOf(taxonomy, level === 0 ? 1 : 2, centre.width)
  let [best, closest] = [-1, Number.NEGATIVE_INFINITY]
  for (let place = 0; place < nodes.length; place++) {
    const close = similarity(centre, 0, centres, place)
    if (close > closest) [best, closest] = [place, close]
  }
  const full = level === 1 && nodes.length >= MOST_TOPS
  return best >= 0 && (full || closest >= taxonomy.seen.near) ? nodes[best]!.number : null
}
