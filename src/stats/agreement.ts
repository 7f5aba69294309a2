import { effectiveClusters, MIN_EFFECTIVE_CLUSTERS } from './clustered.js'
import { normalQuantile } from './normal.js'
import { type WeightedSums, weightedShare } from './weighted.js'
import { type Interval, wilson } from './wilson.js'

/** One labelled item: what the judge said, and what is true. */
export interface Labelled<T> {
  judged: T
  truth: T
  /** whose item it is; unknown where left out */
  cluster?: string
  /** 1 over the probability with which it was drawn, in any unit; 1 where left out */
  weight?: number
}

/** How often the judge is right, beside what always giving the commonest answer would score. */
export interface Accuracy extends Interval {
  n: number
  right: number
  /** right / n, by weight where items have one; null without items */
  accuracy: number | null
  /** the commonest true answer; of equals the one met first; null without items */
  constant: unknown
  /** share of items, by weight, of which `constant` is right, or within the tolerance */
  constantAccuracy: number | null
}

/**
 * Share of items on which judge and truth agree, with a 95% interval: Wilson's on n where items name no cluster, or no
 * more than one each; else clustered (`shareEstimate`), null under 5 effective clusters. Where items were drawn with unequal
 * probability, weights put that right (`weightedShare`), and n is (Σ w)² / Σ w².
 *
 * A constant answer scores high on skewed data, so its own accuracy stands beside (method.md section 6).
 *
 * @param items all with a cluster, or none
 * @throws RangeError when only some items name a cluster
 */
export function accuracy<T>(items: readonly Labelled<T>[]): Accuracy {
  const constant = constantAnswer(
    items.map(({ truth }) => truth),
    items.map(weightOf),
  )
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
  const hits = (constant: number) => weightWhere(items, ({ truth }) => near(constant, truth))
  const low = Math.floor(truths.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY))
  const high = Math.ceil(truths.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY))
  let constant = low
  for (let score = low + 1; score <= high; score++) if (hits(score) > hits(constant)) constant = score
  return scored(items, near, truths.length === 0 ? null : constant)
}

/** The commonest of some answers, or the heaviest where they have weights; of equals the one met first; null of none. */
export function constantAnswer<T>(truths: readonly T[], weights?: readonly number[]): T | null {
  const counts = new Map<T, number>()
  for (const [i, truth] of truths.entries()) counts.set(truth, (counts.get(truth) ?? 0) + (weights?.[i] ?? 1))
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
  const total = weightWhere(items, () => true)
  if (!(total > 0 && Number.isFinite(total) && items.every((item) => weightOf(item) > 0))) {
    throw new RangeError('accuracy: weights must be finite and above 0')
  }
  const constantAccuracy = weightWhere(items, ({ truth }) => agree(constant, truth)) / total
  const accuracy = weightWhere(items, ({ judged, truth }) => agree(judged, truth)) / total
  return { n, right, accuracy, ...ends(items, agree, accuracy), constant, constantAccuracy }
}

const weightOf = ({ weight = 1 }: Pick<Labelled<unknown>, 'weight'>): number => weight

const weightWhere = <T>(items: readonly Labelled<T>[], holds: (item: Labelled<T>) => boolean): number =>
  items.reduce((sum, item) => sum + (holds(item) ? weightOf(item) : 0), 0)

function ends<T>(items: readonly Labelled<T>[], agree: (a: T, b: T) => boolean, accuracy: number): Interval {
  const clusters = new Map<string, [number, number]>()
  const sums: WeightedSums = { n: 0, k: 0, clusters: 0, nn: 0, kk: 0, nk: 0, ww: 0 }
  for (const item of items) {
    const weight = weightOf(item)
    sums.ww += weight * weight
    if (item.cluster === undefined) continue
    const [n, k] = clusters.get(item.cluster) ?? [0, 0]
    clusters.set(item.cluster, [n + weight, k + (agree(item.judged, item.truth) ? weight : 0)])
  }
  const [n, named] = [items.length, items.filter(({ cluster }) => cluster !== undefined).length]
  if (named === 0 || (clusters.size === n && n >= MIN_EFFECTIVE_CLUSTERS)) {
    const total = weightWhere(items, () => true)
    return wilson(accuracy, effectiveClusters(total, sums.ww), normalQuantile(0.975))
  }
  if (named < n) throw new RangeError(`accuracy: ${named} of ${n} items name a cluster; all must, or none`)
  sums.clusters = clusters.size
  for (const [units, k] of clusters.values()) {
    sums.n += units
    sums.k += k
    sums.nn += units * units
    sums.kk += k * k
    sums.nk += units * k
  }
  const { low, high } = weightedShare(sums)
  return { low, high }
}
