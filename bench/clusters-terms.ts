import type { Embedder } from '../src/clusters/index.js'
import { Random } from '../src/demo/random.js'

/** Words and pairs of neighbours fall into so many buckets. */
const BUCKETS = 32_768
const DIMENSIONS = 96
/** Rounds of the iteration that finds the directions in which sentences differ most. */
const ROUNDS = 4
/** Sentences that directions are found from. */
const FITTED = 20_000

/** Buckets of a text, each as often as it occurs. */
function bucketsOf(text: string, pairs: boolean): Map<number, number> {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  const found = new Map<number, number>()
  const add = (term: string) => {
    let hash = 0x811c9dc5
    for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193)
    const bucket = (hash ^ (hash >>> 15)) & (BUCKETS - 1)
    found.set(bucket, (found.get(bucket) ?? 0) + 1)
  }
  words.forEach((word, i) => {
    add(word)
    if (pairs && i > 0) add(`${words[i - 1]} ${word}`)
  })
  return found
}

/** Words in buckets, each bucket a direction drawn by lot: what any text gives without a look at the others. */
export function hashedWords(dimensions = DIMENSIONS): Embedder {
  const random = new Random('hashed words')
  const directions = Float32Array.from({ length: BUCKETS * dimensions }, () => random.unit() - 0.5)
  return projecting('hashed words', directions, dimensions, new Float64Array(BUCKETS).fill(1), false)
}

/** TF-IDF over hashed words and pairs, on the directions of a truncated SVD, found by subspace iteration from a seeded start. */
export function terms(corpus: readonly string[], dimensions = DIMENSIONS): Embedder {
  const step = Math.max(1, Math.floor(corpus.length / FITTED))
  const texts = corpus.filter((_, i) => i % step === 0).map((text) => bucketsOf(text, true))
  const having = new Float64Array(BUCKETS)
  for (const buckets of texts) for (const bucket of buckets.keys()) having[bucket]!++
  const rarity = having.map((count) => (count < 2 ? 0 : Math.log(texts.length / count)))
  const rows = texts.map((buckets) => {
    const entries = [...buckets].map(([bucket, count]) => [bucket, (1 + Math.log(count)) * rarity[bucket]!] as const)
    const length = Math.hypot(...entries.map(([, value]) => value)) || 1
    return entries.map(([bucket, value]) => [bucket, value / length] as const)
  })
  const random = new Random('terms')
  let basis: Float64Array = Float64Array.from({ length: BUCKETS * dimensions }, () => random.unit() - 0.5)
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(BUCKETS * dimensions)
    const row = new Float64Array(dimensions)
    for (const entries of rows) {
      row.fill(0)
      for (const [bucket, value] of entries)
        for (let d = 0; d < dimensions; d++) row[d]! += value * basis[bucket * dimensions + d]!
      for (const [bucket, value] of entries)
        for (let d = 0; d < dimensions; d++) next[bucket * dimensions + d]! += value * row[d]!
    }
    basis = orthogonal(next, dimensions)
  }
  return projecting('terms', Float32Array.from(basis), dimensions, rarity, true)
}

/** Columns made orthogonal and of length 1, one after the other. */
function orthogonal(columns: Float64Array, width: number): Float64Array {
  for (let d = 0; d < width; d++) {
    for (let before = 0; before < d; before++) {
      let product = 0
      for (let at = 0; at < columns.length; at += width) product += columns[at + d]! * columns[at + before]!
      for (let at = 0; at < columns.length; at += width) columns[at + d]! -= product * columns[at + before]!
    }
    let square = 0
    for (let at = d; at < columns.length; at += width) square += columns[at]! ** 2
    const length = Math.sqrt(square) || 1
    for (let at = d; at < columns.length; at += width) columns[at]! /= length
  }
  return columns
}

function projecting(
  id: string,
  directions: Float32Array,
  dimensions: number,
  weights: Float64Array,
  pairs: boolean,
): Embedder {
  return {
    id,
    dimensions,
    async embed(texts) {
      const rows = new Float32Array(texts.length * dimensions)
      texts.forEach((text, i) => {
        const to = rows.subarray(i * dimensions, (i + 1) * dimensions)
        for (const [bucket, count] of bucketsOf(text, pairs)) {
          const value = (1 + Math.log(count)) * weights[bucket]!
          for (let d = 0; d < dimensions; d++) to[d]! += value * directions[bucket * dimensions + d]!
        }
        const length = Math.hypot(...to) || 1
        for (let d = 0; d < dimensions; d++) to[d]! /= length
      })
      return rows
    },
  }
}
