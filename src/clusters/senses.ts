import type { Embedder, Folded } from './embedder.js'
import type { Sentence, Use } from './taxonomy.js'
import { compareRows, hashes, isZero, pick, type Rows, rowsOf } from './vectors.js'

/** What sentences say to an embedder: sentences with one vector have one sense. */
export interface Senses {
  /** In an order that the vectors alone decide, and that is as good as drawn by lot. */
  rows: Rows
  /** The sense of each sentence, or -1 where the embedder knows nothing of it. */
  of: Int32Array
}

/** Sentences that are embedded at a time. */
const BATCH = 8192

/**
 * Embeds sentences and folds those with equal vectors. The senses and their order do not depend on the order of sentences.
 * @param seed another one gives another order
 * @throws Error where the embedder gives other vectors than it says, or has no model or endpoint.
 */
export async function sensesOf(sentences: readonly Sentence[], embedder: Embedder, seed: number): Promise<Senses> {
  const width = embedder.dimensions
  const { of: like, count, embed } = embedder.fold?.(sentences) ?? unfolded(sentences, embedder)
  const of = new Int32Array(count)
  // Room for all; what no sense takes is never touched, so that it takes no memory.
  const all = rowsOf(new Float32Array(count * width), width)
  const keys: number[] = []
  const heads = new Map<number, number>()
  const nexts: number[] = []
  for (let from = 0; from < count; from += BATCH) {
    const to = Math.min(count, from + BATCH)
    const batch = rowsOf(await embed(from, to), width)
    if (batch.count !== to - from)
      throw new Error(
        `embedder ${embedder.id}: expected ${to - from} vectors of ${width} numbers, got ${batch.values.length} numbers`,
      )
    const hash = hashes(batch, seed)
    for (let i = 0; i < batch.count; i++) {
      if (isZero(batch, i)) {
        of[from + i] = -1
        continue
      }
      const head = heads.get(hash[i]!) ?? -1
      let sense = head
      while (sense >= 0 && compareRows(all, sense, batch, i) !== 0) sense = nexts[sense]!
      if (sense < 0) {
        sense = keys.push(hash[i]!) - 1
        nexts.push(head)
        heads.set(hash[i]!, sense)
        all.values.set(batch.values.subarray(i * width, (i + 1) * width), sense * width)
      }
      of[from + i] = sense
    }
  }
  const order = new Int32Array(keys.length)
  let ordered = 0
  for (const key of new Set(Float64Array.from(keys).sort())) {
    const alike: number[] = []
    for (let sense = heads.get(key) ?? -1; sense >= 0; sense = nexts[sense]!) alike.push(sense)
    for (const sense of alike.sort((a, b) => compareRows(all, a, all, b))) order[ordered++] = sense
  }
  const place = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) place[order[i]!] = i
  for (let i = 0; i < of.length; i++) if (of[i]! >= 0) of[i] = place[of[i]!]!
  return { rows: pick(all, order), of: like.map((place) => of[place]!) }
}

/** Every sentence as one of its own. */
const unfolded = (sentences: readonly Sentence[], embedder: Embedder): Folded => ({
  of: Int32Array.from(sentences, (_, place) => place),
  count: sentences.length,
  embed: (from, to) => embedder.embed(sentences.slice(from, to).map(({ text }) => text)),
})

/** How many contributors have each sense: one who has it often, or in several wordings, counts once. */
export function contributorsOf({ rows, of }: Senses, uses: readonly Use[]): Float64Array {
  const ids = new Map<string, number>()
  for (const { contributor } of uses) if (!ids.has(contributor)) ids.set(contributor, ids.size)
  const pairs = new Float64Array(uses.length)
  uses.forEach(({ sentence, contributor }, i) => {
    const sense = of[sentence]
    if (sense === undefined)
      throw new Error(`a use of sentence ${sentence}: expected the place of one of ${of.length} sentences`)
    pairs[i] = sense < 0 ? -1 : sense * ids.size + ids.get(contributor)!
  })
  pairs.sort()
  const counts = new Float64Array(rows.count)
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i]!
    if (pair >= 0 && pair !== pairs[i - 1]) counts[Math.floor(pair / ids.size)]!++
  }
  return counts
}

/** Senses that so many contributors have that groups may be found from them. */
export interface Shared {
  rows: Rows
  /** How many contributors have each. */
  weights: Float64Array
}

/** Only what at least so many contributors have; nothing that fewer have moves a centre. */
export function sharedBy(senses: Senses, contributors: Float64Array, least: number): Shared {
  const places: number[] = []
  for (let i = 0; i < contributors.length; i++) if (contributors[i]! >= Math.max(1, least)) places.push(i)
  if (places.length === senses.rows.count) return { rows: senses.rows, weights: contributors }
  return { rows: pick(senses.rows, places), weights: Float64Array.from(places, (place) => contributors[place]!) }
}
