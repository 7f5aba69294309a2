import { type Rows, similarity } from '../src/clusters/vectors.js'
import { uniformOf } from '../src/stats/index.js'

/** How well groups agree with known topics. */
export interface Agreement {
  /** The share of sentences whose topic is the commonest of their group; those in no group are not. */
  recovered: number
  /** The same among those that are in a group. */
  purity: number
  /** Adjusted Rand index (Hubert and Arabie, "Comparing partitions", 1985); those in no group are each alone. */
  rand: number
  groups: number
  /** The share in no group. */
  none: number
}

const pairs = (n: number) => (n * (n - 1)) / 2

/** @param groups 0 for none */
export function agreement(groups: ArrayLike<number>, topics: readonly string[]): Agreement {
  const cells = new Map<number, Map<string, number>>()
  const totals = new Map<string, number>()
  let [grouped, alone] = [0, 0]
  topics.forEach((topic, i) => {
    totals.set(topic, (totals.get(topic) ?? 0) + 1)
    if (groups[i] === 0) {
      alone++
      return
    }
    const cell = cells.get(groups[i]!) ?? new Map<string, number>()
    cells.set(groups[i]!, cell.set(topic, (cell.get(topic) ?? 0) + 1))
    grouped++
  })
  let [right, together, within] = [0, 0, 0]
  for (const cell of cells.values()) {
    const counts = [...cell.values()]
    right += Math.max(...counts)
    together += counts.reduce((sum, count) => sum + pairs(count), 0)
    within += pairs(counts.reduce((sum, count) => sum + count, 0))
  }
  const same = [...totals.values()].reduce((sum, count) => sum + pairs(count), 0)
  const chance = (within * same) / pairs(topics.length)
  return {
    recovered: right / topics.length,
    purity: right / grouped,
    rand: (together - chance) / ((within + same) / 2 - chance),
    groups: cells.size,
    none: alone / topics.length,
  }
}

/** k-means as it is written down: k-means++, then every vector compared with every centre until nothing moves, 50 rounds at most. */
export function plainMeans({ values, width, count }: Rows, weights: Float64Array, k: number): Int32Array {
  const rows: Rows = { values, width, count }
  const centres = new Float32Array(k * width)
  const distances = new Float64Array(count).fill(1)
  for (let c = 0; c < k; c++) {
    let left = uniformOf('plain', `${c}`) * distances.reduce((sum, distance, i) => sum + distance * weights[i]!, 0)
    let place = 0
    for (; place < count - 1; place++) {
      left -= distances[place]! * weights[place]!
      if (left < 0) break
    }
    centres.set(values.subarray(place * width, (place + 1) * width), c * width)
    for (let i = 0; i < count; i++)
      distances[i] = Math.min(distances[i]!, Math.max(0, 1 - similarity(rows, i, rows, place)))
  }
  const places = new Int32Array(count)
  for (let round = 0; round < 50; round++) {
    let moved = 0
    for (let i = 0; i < count; i++) {
      let [best, closest] = [0, Number.NEGATIVE_INFINITY]
      for (let c = 0; c < k; c++) {
        const close = similarity(rows, i, { values: centres, width, count: k }, c)
        if (close > closest) [best, closest] = [c, close]
      }
      if (places[i] !== best) moved++
      places[i] = best
    }
    if (moved === 0) break
    const sums = new Float64Array(k * width)
    for (let i = 0; i < count; i++)
      for (let d = 0; d < width; d++) sums[places[i]! * width + d]! += weights[i]! * values[i * width + d]!
    for (let c = 0; c < k; c++) {
      const sum = sums.subarray(c * width, (c + 1) * width)
      const length = Math.hypot(...sum)
      if (length > 0)
        centres.set(
          Float32Array.from(sum, (value) => value / length),
          c * width,
        )
    }
  }
  return places
}
