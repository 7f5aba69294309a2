import { conceptsIn } from './concepts.js'

/** What the vocabulary knows of sentences, each sense once. */
export interface Reading {
  /** The sense of each sentence, by its place among the senses. */
  of: Int32Array
  /** Sets of concepts, ascending, in the order in which sentences first have them. */
  senses: readonly (readonly number[])[]
}

/** Of lists that are still at hand: a list is embedded, put into groups and named from, and read once. */
const readings = new WeakMap<readonly { readonly text: string }[], Reading>()

/** @param sentences a list that is not changed afterwards */
export function readingOf(sentences: readonly { readonly text: string }[]): Reading {
  const known = readings.get(sentences)
  if (known?.of.length === sentences.length) return known
  const of = new Int32Array(sentences.length)
  const senses: number[][] = []
  const places = new Map<string, number>()
  sentences.forEach(({ text }, at) => {
    const concepts = conceptsIn(text)
    const key = String.fromCharCode(...concepts)
    let place = places.get(key)
    if (place === undefined) {
      place = senses.push(concepts) - 1
      places.set(key, place)
    }
    of[at] = place
  })
  const reading = { of, senses }
  readings.set(sentences, reading)
  return reading
}
