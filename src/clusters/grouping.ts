import { uniformOf } from '../stats/index.js'
import { among, candidates, type Nearest } from './nearest.js'
import { means, pick, type Rows, similarity } from './vectors.js'

/** Groups of vectors, and how the vectors lie in them. */
export interface Grouping {
  /** Of length 1, none without a vector. */
  centres: Rows
  /** The weight that lies nearest to each centre, estimated where only a sample was looked at. */
  sizes: Float64Array
  /** How similar vectors are to their centre, with what each stands for. */
  fit: { similarities: Float32Array; weights: Float64Array }
}

/** Vectors that are looked at for each group at least: 10 place a centre well enough, and leave a tenth of the work. */
const SAMPLED = 10
/** Up to so many multiplications a round, more are looked at, and first centres are spread out. */
const SPREAD = 1e9
/** Up to so many, they are spread out several times, and what fits best is taken. */
const TRIED = 2e6
const TRIES = 8
/** First centres near a vector, which later rounds choose among: they do not move far, so that one look-up is enough. */
const CANDIDATES = 8
/** Rounds of moving centres, at most. */
const MOVES = 8

/**
 * Finds groups of vectors by direction: spherical k-means (Dhillon and Modha, "Concept decompositions for large sparse text
 * data using clustering", 2001) on a sample drawn by weight.
 * @param rows different ones, in an order that does not depend on where they came from: it is what lots are drawn by
 * @param weights above 0
 * @param wanted groups; fewer are found where there are fewer vectors
 */
export async function group(rows: Rows, weights: Float64Array, wanted: number, seed: number): Promise<Grouping> {
  if (wanted >= rows.count)
    return {
      centres: rows,
      sizes: weights,
      fit: { similarities: new Float32Array(rows.count).fill(1), weights },
    }
  const groups = Math.max(1, wanted)
  const sample = drawn(rows, weights, Math.max(groups * SAMPLED, Math.floor(SPREAD / groups / rows.width)))
  const work = sample.rows.count * groups * rows.width
  let best: Grouping | null = null
  for (let attempt = 0; attempt < (work <= TRIED ? TRIES : 1); attempt++) {
    const found = await settle(sample, groups, work <= SPREAD, `${seed}/${attempt}`)
    if (best === null || closeness(found) > closeness(best)) best = found
  }
  return best!
}

interface Sample {
  rows: Rows
  weights: Float64Array
}

/**
 * Every vector where there are few, else so many of them: in equal steps along their summed weights (systematic sampling),
 * each standing for its weight or the step, whichever is more.
 */
function drawn(rows: Rows, weights: Float64Array, size: number): Sample {
  if (rows.count <= size) return { rows, weights }
  const step = weights.reduce((sum, weight) => sum + weight, 0) / size
  const places: number[] = []
  let [sum, passed] = [0, 0]
  for (let i = 0; i < rows.count; i++) {
    sum += weights[i]!
    const now = Math.floor(sum / step + 0.5)
    if (now > passed) places.push(i)
    passed = now
  }
  return { rows: pick(rows, places), weights: Float64Array.from(places, (place) => Math.max(step, weights[place]!)) }
}

async function settle(sample: Sample, wanted: number, spread: boolean, key: string): Promise<Grouping> {
  const { rows, weights } = sample
  const first = spread ? spreadOut(sample, wanted, key) : drawn(rows, weights, wanted).rows
  const few = await candidates(rows, first, CANDIDATES)
  let centres = first
  let found = among(rows, centres, few)
  for (let move = 0; move < MOVES; move++) {
    centres = means(rows, weights, found.places, centres.count)
    refill(centres, sample, found)
    const before = found.places
    found = among(rows, centres, few)
    if (found.places.every((place, i) => place === before[i])) break
  }
  return withoutEmpty(sample, centres, found)
}

/**
 * First centres far from one another: each is drawn with a chance that grows with how far a vector lies from those before
 * (k-means++; Arthur and Vassilvitskii, 2007).
 */
function spreadOut({ rows, weights }: Sample, wanted: number, key: string): Rows {
  const distances = new Float64Array(rows.count).fill(1)
  const places: number[] = []
  while (places.length < Math.min(wanted, rows.count)) {
    let total = 0
    for (let i = 0; i < rows.count; i++) total += weights[i]! * distances[i]!
    if (total <= 0) break
    let left = uniformOf(key, `centre ${places.length}`) * total
    let place = 0
    for (; place < rows.count - 1; place++) {
      left -= weights[place]! * distances[place]!
      if (left < 0) break
    }
    while (distances[place] === 0) place--
    places.push(place)
    for (let i = 0; i < rows.count; i++)
      distances[i] = Math.min(distances[i]!, Math.max(0, 1 - similarity(rows, i, rows, place)))
    distances[place] = 0
  }
  return pick(rows, places)
}

/** Puts centres to which nothing is nearest where vectors are served worst. */
function refill(centres: Rows, { rows, weights }: Sample, { places, similarities }: Nearest): void {
  const used = new Uint8Array(centres.count)
  for (const place of places) used[place] = 1
  const empty = [...used.keys()].filter((place) => used[place] === 0)
  if (empty.length === 0) return
  const lack = (i: number) => weights[i]! * (1 - similarities[i]!)
  const worst = [...places.keys()].sort((a, b) => lack(b) - lack(a) || a - b)
  const { width } = rows
  empty.forEach((place, i) => {
    const from = worst[i]! * width
    centres.values.set(rows.values.subarray(from, from + width), place * width)
  })
}

function withoutEmpty({ rows, weights }: Sample, centres: Rows, { places, similarities }: Nearest): Grouping {
  const sizes = new Float64Array(centres.count)
  for (let i = 0; i < rows.count; i++) sizes[places[i]!]! += weights[i]!
  const kept = [...sizes.keys()].filter((place) => sizes[place]! > 0)
  return {
    centres: pick(centres, kept),
    sizes: Float64Array.from(kept, (place) => sizes[place]!),
    fit: { similarities, weights },
  }
}

const closeness = ({ fit }: Grouping): number =>
  fit.similarities.reduce((sum, similarity, i) => sum + similarity * fit.weights[i]!, 0)
