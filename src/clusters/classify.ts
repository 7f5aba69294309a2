import type { Embedder } from './embedder.js'
import { nearest } from './nearest.js'
import { levelOf } from './nodes.js'
import { sensesOf } from './senses.js'
import { NEAR_NONE, type Sentence, type Taxonomy } from './taxonomy.js'
import type { Rows } from './vectors.js'

/**
 * The leaf of each sentence, or `NEAR_NONE`. It depends on the sentence alone, not on the others.
 * @throws Error where the groups were found with another embedder, or this one has no model or endpoint.
 */
export async function classify(
  taxonomy: Taxonomy,
  sentences: readonly Sentence[],
  embedder: Embedder,
): Promise<Int32Array> {
  checkEmbedder(taxonomy, embedder)
  const { rows, of } = await sensesOf(sentences, embedder, 0)
  const { numbers } = await placed(taxonomy, rows)
  return of.map((sense) => (sense < 0 ? NEAR_NONE : numbers[sense]!))
}

/** @throws Error where vectors of the embedder cannot be compared with the centres. */
export function checkEmbedder({ of, embedder: own }: Taxonomy, { id }: Embedder): void {
  if (own !== id)
    throw new Error(
      `groups of ${of} sentences were found with the embedder ${own}, and ${id} cannot tell them: use ${own}, or remove the groups to have them found anew`,
    )
}

/** Where rows lie. */
export interface Placed {
  /** The number of the leaf, or `NEAR_NONE`. */
  numbers: Int32Array
  /** To the nearest centre, in a group or not; 0 where there is none. */
  similarities: Float32Array
}

export async function placed(taxonomy: Taxonomy, rows: Rows): Promise<Placed> {
  const { nodes, centres } = levelOf(taxonomy, 0, rows.width)
  if (nodes.length === 0) return { numbers: new Int32Array(rows.count), similarities: new Float32Array(rows.count) }
  const { places, similarities } = await nearest(rows, centres)
  const numbers = places.map((place, i) => (similarities[i]! < taxonomy.seen.near ? NEAR_NONE : nodes[place]!.number))
  return { numbers, similarities }
}
