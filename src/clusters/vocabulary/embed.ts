import type { Embedder } from '../embedder.js'
import { CONCEPTS, VOCABULARY_VERSION } from './concepts.js'
import { ACTS, type FIELDS, REALM_OF } from './groups.js'
import { leaningsOf } from './leaning.js'
import { readingOf } from './reading.js'

/** Random signs keep angles to about 1/√dimensions: a sixteenth. */
const DIMENSIONS = 256
/** Places of a feature. Eight signs keep angles as well as a sign in every place would, and cost a thirtieth. */
const PLACES = 8

/** A concept is so much like what belongs to its fields, and so much like others of its ways to act. */
const [IN_FIELD, IN_ACT] = [1.4, 0.4] as const
/** Fields of one realm are a little alike. */
const IN_REALM = 0.7
/** An activity with an object is something of its own. */
const TOGETHER = 0.3

/** FNV-1a, then mixed as in MurmurHash3 (both public domain). */
function hash(name: string, salt: number): number {
  let value = 0x811c9dc5 ^ salt
  for (let at = 0; at < name.length; at++) value = Math.imul(value ^ name.charCodeAt(at), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/** Features one after the other, so many places each: twice the place, and 1 more where the sign is negative. */
let places = new Uint16Array(PLACES * 4096)
let features = 0

/** @returns the number of a new feature. */
function featureOf(name: string): number {
  if (features * PLACES === places.length) {
    const before = places
    places = new Uint16Array(2 * before.length)
    places.set(before)
  }
  for (let at = 0; at < PLACES; at++) {
    const value = hash(name, at)
    places[features * PLACES + at] = 2 * (value % DIMENSIONS) + (value & 0x10000 ? 0 : 1)
  }
  return features++
}

/** Features of an activity with an object, by their numbers; made when first met. */
const pairs = new Map<number, number>()

function pairOf(activity: number, object: number): number {
  const key = activity * CONCEPTS.length + object
  let found = pairs.get(key)
  if (found === undefined) {
    found = featureOf(`pair ${CONCEPTS[activity]!.id} ${CONCEPTS[object]!.id}`)
    pairs.set(key, found)
  }
  return found
}

const OWN = CONCEPTS.map((concept) => ({
  concept: featureOf(`${concept.kind} ${concept.id}`),
  groups: concept.groups.map((group) => {
    const realm = REALM_OF[group as keyof typeof FIELDS]
    return {
      group: featureOf(`group ${group}`),
      weight: group in ACTS ? IN_ACT : IN_FIELD,
      realm: realm === undefined ? null : featureOf(`realm ${realm}`),
    }
  }),
}))

const sums = new Float64Array(DIMENSIONS)

function add(feature: number, weight: number): void {
  for (let at = feature * PLACES; at < (feature + 1) * PLACES; at++) {
    const place = places[at]!
    sums[place >> 1]! += place & 1 ? -weight : weight
  }
}

/** Adds what a set of concepts is to a vector, in the order of their numbers, and brings it to length 1. */
export function project(concepts: readonly number[], into: Float32Array): void {
  sums.fill(0)
  const leanings = leaningsOf(concepts)
  const activities: number[] = []
  const objects: number[] = []
  concepts.forEach((number, at) => {
    const { weight, shares } = leanings[at]!
    const { concept, groups } = OWN[number]!
    add(concept, weight)
    groups.forEach((broader, i) => {
      add(broader.group, weight * broader.weight * shares[i]!)
      if (broader.realm !== null) add(broader.realm, weight * IN_REALM * shares[i]!)
    })
    const { kind } = CONCEPTS[number]!
    if (kind === 'activity') activities.push(at)
    if (kind === 'object') objects.push(at)
  })
  const share = TOGETHER / Math.sqrt(activities.length * objects.length)
  for (const activity of activities) {
    for (const object of objects) {
      const together = leanings[activity]!.weight * leanings[object]!.weight
      add(pairOf(concepts[activity]!, concepts[object]!), together * share)
    }
  }
  let square = 0
  for (const sum of sums) square += sum * sum
  const length = Math.sqrt(square)
  if (length > 0) for (let at = 0; at < DIMENSIONS; at++) into[at] = sums[at]! / length
}

/**
 * Vectors from the vocabulary that Leeway ships, by a projection that is shipped with it: nothing is fitted, so what a
 * text says beyond the vocabulary changes no bit of any vector. It needs no download.
 */
export const vocabulary: Embedder = {
  id: `vocabulary-${VOCABULARY_VERSION}`,
  dimensions: DIMENSIONS,
  fold(sentences) {
    const { of, senses } = readingOf(sentences)
    return { of, count: senses.length, embed: async (from, to) => vectorsOf(senses.slice(from, to)) }
  },
  async embed(texts) {
    const { of, senses } = readingOf(texts.map((text) => ({ text })))
    return vectorsOf(Array.from(of, (sense) => senses[sense]!))
  },
}

function vectorsOf(senses: readonly (readonly number[])[]): Float32Array {
  const vectors = new Float32Array(senses.length * DIMENSIONS)
  senses.forEach((concepts, at) => {
    project(concepts, vectors.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS))
  })
  return vectors
}
