import { type ClusterSums, MIN_EFFECTIVE_CLUSTERS } from './clustered.js'
import { normalQuantile } from './normal.js'
import { shareEstimate } from './share.js'
import { type Interval, wilson } from './wilson.js'

/** One labelled item: what the judge said, and what is true. */
export interface Labelled<T> {
  judged: T
  truth: T
  /** whose item it is; unknown where left out */
  cluster?: string
}

/** How often the judge is right, beside what always giving the commonest answer would score. */
export interface Accuracy extends Interval {
  n: number
  right: number
  /** right / n, null without items */
  accuracy: number | null
  /** the commonest true answer; of equals the one met first; null without items */
  constant: unknown
  /** share of items of which `constant` is right, or within the tolerance */
  constantAccuracy: number | null
}

/**
 * Share of items on which judge and truth agree, with a 95% interval: Wilson's on n where items name no cluster, or no
 * more than one each; else clustered (`shareEstimate`), null under 5 effective clusters.
 *
 * A constant answer scores high on skewed data, so its own accuracy stands beside (method.md section 6).
 *
 * @param items all with a cluster, or none
 * @throws RangeError when only some items name a cluster
 */
export function accuracy<T>(items: readonly Labelled<T>[]): Accuracy {
  const constant = constantAnswer(items.map(({ truth }) => truth))
  return scored(items, (a, b) => a === b, constant)
}

/**
 * Agreement within a distance, as accuracy is given for scores of 1 to 10 (within 1 unless told). The constant is the one
 * whole number that would agree most often.
 *
 * @param within greatest distance that counts as agreement, in the unit of the scores
 * @throws RangeError when a score is not finite, or only some items name a cluster
 */
export function agreementWithin(items: readonly Labelled<number>[], within = 1): Accuracy {
  const scores = items.flatMap(({ judged, truth }) => [judged, truth])
  const odd = scores.find((score) => !Number.isFinite(score))
  if (odd !== undefined) throw new RangeError(`agreementWithin: scores must be finite, got ${odd}`)
  const near = (a: number, b: number) => Math.abs(a - b) <= within
  const truths = items.map(({ truth }) => truth)
  const hits = (constant: number) => truths.filter((truth) => near(constant, truth)).length
  const low = Math.floor(truths.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY))
  const high = Math.ceil(truths.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY))
  let constant = low
  for (let score = low + 1; score <= high; score++) if (hits(score) > hits(constant)) constant = score
  return scored(items, near, truths.length === 0 ? null : constant)
}

/** The commonest of some answers; of equals the one met first; null of none. */
export function constantAnswer<T>(truths: readonly T[]): T | null {
  const counts = new Map<T, number>()
  for (const truth of truths) counts.set(truth, (counts.get(truth) ?? 0) + 1)
  let best: T | null = null
  for (const [answer, n] of counts) if (best === null || n > counts.get(best)!) best = answer
  return best
}

/**
 * How often each true answer (row) was judged as each (column).
 *
 * @param values of the dimension, in the order of rows and columns
 * @returns counts, row × column
 * @throws RangeError when an item holds an answer that is not among the values
 */
export function confusion<T>(items: readonly Labelled<T>[], values: readonly T[]): number[][] {
  const matrix = values.map(() => values.map(() => 0))
  const at = (value: T) => {
    const index = values.indexOf(value)
    if (index < 0) throw new RangeError(`confusion: ${String(value)} is not among the values`)
    return index
  }
  for (const { truth, judged } of items) matrix[at(truth)]![at(judged)]!++
  return matrix
}

function scored<T>(items: readonly Labelled<T>[], agree: (a: T, b: T) => boolean, constant: T | null): Accuracy {
  const n = items.length
  const right = items.filter(({ judged, truth }) => agree(judged, truth)).length
  if (n === 0 || constant === null) {
    return { n: 0, right: 0, accuracy: null, low: null, high: null, constant: null, constantAccuracy: null }
  }
  const constantAccuracy = items.filter(({ truth }) => agree(constant, truth)).length / n
  return { n, right, accuracy: right / n, ...ends(items, agree, right), constant, constantAccuracy }
}

function ends<T>(items: readonly Labelled<T>[], agree: (a: T, b: T) => boolean, right: number): Interval {
  const clusters = new Map<string, [number, number]>()
  for (const { cluster, judged, truth } of items) {
    if (cluster === undefined) continue
    const sums = clusters.get(cluster) ?? [0, 0]
    clusters.set(cluster, [sums[0] + 1, sums[1] + (agree(judged, truth) ? 1 : 0)])
  }
  const [n, named] = [items.length, items.filter(({ cluster }) => cluster !== undefined).length]
  if (named === 0 || (clusters.size === n && n >= MIN_EFFECTIVE_CLUSTERS)) {
    return wilson(right / n, n, normalQuantile(0.975))
  }
  if (named < n) throw new RangeError(`accuracy: ${named} of ${n} items name a cluster; all must, or none`)
  const sums: ClusterSums = { n: 0, k: 0, clusters: clusters.size, nn: 0, kk: 0, nk: 0 }
  for (const [units, k] of clusters.values()) {
    sums.n += units
    sums.k += k
    sums.nn += units * units
    sums.kk += k * k
    sums.nk += units * k
  }
  const { low, high } = shareEstimate(sums)
  return { low, high }
}
