import type { Embedder } from '../embedder.js'
import type { Kind } from './concept.js'
import { CONCEPTS, conceptsIn, senseIn, VOCABULARY_VERSION } from './concepts.js'
import { isFaint } from './faint.js'
import { ACTS, type FIELDS, REALM_OF } from './groups.js'

/** Random signs keep angles to about 1/√dimensions: a sixteenth. */
const DIMENSIONS = 256
/** Places of a feature. Eight signs keep angles as well as a sign in every place would, and cost a thirtieth. */
const PLACES = 8

/** What was done and to what decides; where and in which field only leans. */
const WEIGHTS: Readonly<Record<Kind, number>> = {
  activity: 0.6,
  object: 1,
  tool: 0.5,
  domain: 0.6,
  environment: 0.35,
  stop: 1,
  interrupt: 1,
}
/** Concepts that nearly every summary names say little. */
const FAINTLY = 0.1
/** A concept is so much like what belongs to its fields, and so much like others of its ways to act. */
const [IN_FIELD, IN_ACT] = [0.9, 0.4] as const
/** Fields of one realm are a little alike. */
const IN_REALM = 0.4
/** An activity with an object is something of its own. */
const TOGETHER = 0.3

interface Feature {
  places: Uint16Array
  signs: Float64Array
}

/** FNV-1a, then mixed as in MurmurHash3 (both public domain). */
function hash(name: string, salt: number): number {
  let value = 0x811c9dc5 ^ salt
  for (let at = 0; at < name.length; at++) value = Math.imul(value ^ name.charCodeAt(at), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

function featureOf(name: string): Feature {
  const places = new Uint16Array(PLACES)
  const signs = new Float64Array(PLACES)
  for (let at = 0; at < PLACES; at++) {
    const value = hash(name, at)
    places[at] = value % DIMENSIONS
    signs[at] = value & 0x10000 ? 1 : -1
  }
  return { places, signs }
}

/** Features of an activity with an object, by their numbers; made when first met. */
const pairs = new Map<number, Feature>()

function pairOf(activity: number, object: number): Feature {
  const key = activity * CONCEPTS.length + object
  const found = pairs.get(key) ?? featureOf(`pair ${CONCEPTS[activity]!.id} ${CONCEPTS[object]!.id}`)
  pairs.set(key, found)
  return found
}

const OWN = CONCEPTS.map((concept, number) => ({
  concept: featureOf(`${concept.kind} ${concept.id}`),
  broader: concept.groups.flatMap((group) => {
    const share = 1 / Math.sqrt(concept.groups.length)
    const realm = REALM_OF[group as keyof typeof FIELDS]
    return [
      { group: featureOf(`group ${group}`), weight: (group in ACTS ? IN_ACT : IN_FIELD) * share },
      ...(realm === undefined ? [] : [{ group: featureOf(`realm ${realm}`), weight: IN_REALM * share }]),
    ]
  }),
  weight: WEIGHTS[concept.kind] * (isFaint(number) ? FAINTLY : 1),
}))

/** Adds what a set of concepts is to a vector, in the order of their numbers, and brings it to length 1. */
export function project(concepts: readonly number[], into: Float32Array): void {
  const sums = new Float64Array(DIMENSIONS)
  const add = ({ places, signs }: Feature, weight: number) => {
    for (let at = 0; at < PLACES; at++) sums[places[at]!]! += signs[at]! * weight
  }
  const activities: number[] = []
  const objects: number[] = []
  for (const number of concepts) {
    const { concept, broader, weight } = OWN[number]!
    add(concept, weight)
    for (const { group, weight: broadly } of broader) add(group, weight * broadly)
    const { kind } = CONCEPTS[number]!
    if (kind === 'activity') activities.push(number)
    if (kind === 'object') objects.push(number)
  }
  const share = TOGETHER / Math.sqrt(activities.length * objects.length)
  for (const activity of activities) {
    for (const object of objects) {
      add(pairOf(activity, object), OWN[activity]!.weight * OWN[object]!.weight * share)
    }
  }
  const length = Math.sqrt(sums.reduce((sum, value) => sum + value * value, 0))
  if (length > 0) for (let at = 0; at < DIMENSIONS; at++) into[at] = sums[at]! / length
}

/**
 * Vectors from the vocabulary that Leeway ships, by a projection that is shipped with it: nothing is fitted, so what a
 * text says beyond the vocabulary changes no bit of any vector. It needs no download.
 */
export const vocabulary: Embedder = {
  id: `vocabulary-${VOCABULARY_VERSION}`,
  dimensions: DIMENSIONS,
  async embed(texts) {
    const vectors = new Float32Array(texts.length * DIMENSIONS)
    const first = new Map<string, number>()
    texts.forEach((text, at) => {
      const concepts = conceptsIn(text)
      const sense = senseIn(concepts)
      const same = first.get(sense)
      if (same === undefined) project(concepts, vectors.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS))
      else vectors.copyWithin(at * DIMENSIONS, same * DIMENSIONS, (same + 1) * DIMENSIONS)
      first.set(sense, same ?? at)
    })
    return vectors
  },
}
