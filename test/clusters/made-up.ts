import type { Embedder, Sentence, Use } from '../../src/clusters/index.js'
import { rowsOf } from '../../src/clusters/vectors.js'

/**
 * Reads a sentence as its own vector: `3:1 5:0.2` is 1 along axis 3 and 0.2 along axis 5, brought to length 1; words without a
 * number say nothing.
 */
export const axes = (dimensions: number, id = 'axes'): Embedder => ({
  id,
  dimensions,
  async embed(texts) {
    const values = new Float32Array(texts.length * dimensions)
    texts.forEach((text, i) => {
      const parts = [...text.matchAll(/(\d+):(-?[\d.]+)/g)].map(([, axis, value]) => [Number(axis), Number(value)])
      const length = Math.hypot(...parts.map(([, value]) => value!))
      for (const [axis, value] of parts) values[i * dimensions + axis!] = value! / length
    })
    return values
  },
})

/** Sentences of contributors: what each of them says, once. */
export function said(who: Readonly<Record<string, readonly string[]>>): { sentences: Sentence[]; uses: Use[] } {
  const texts = [...new Set(Object.values(who).flat())]
  return {
    sentences: texts.map((text) => ({ key: text, text })),
    uses: Object.entries(who).flatMap(([contributor, own]) =>
      own.map((text) => ({ sentence: texts.indexOf(text), contributor, n: 1 })),
    ),
  }
}

/** The same, each said by contributors `from` to `to`. */
export const saidBy = (from: number, to: number, texts: readonly string[]): Record<string, readonly string[]> =>
  Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`person ${from + i}`, texts]))

/** Numbers from 0 to 1, the same each time. */
export function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** So many directions of length 1, and around each so many others. */
export function bundles(directions: number, around: number, width: number, spread: number, seed: number) {
  const random = numbers(seed)
  const unit = (vector: number[]) => {
    const length = Math.hypot(...vector)
    return vector.map((value) => value / length)
  }
  const centres = Array.from({ length: directions }, () => unit(Array.from({ length: width }, () => random() - 0.5)))
  const vectors = centres.flatMap((centre) =>
    Array.from({ length: around }, () => unit(centre.map((value) => value + spread * (random() - 0.5)))),
  )
  return {
    centres: rowsOf(Float32Array.from(centres.flat()), width),
    rows: rowsOf(Float32Array.from(vectors.flat()), width),
  }
}
