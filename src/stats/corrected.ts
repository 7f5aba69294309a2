import { type ClusterSums, clusteredT, effectiveClusters, seenSpread } from './clustered.js'
import { type Bounds, bounded } from './mean.js'
import { shareEnds } from './share-ends.js'
import type { Interval } from './wilson.js'

/** One judged unit: π is the probability with which it was judged, 1 where all were. */
export interface JudgedUnit {
  cluster: string
  /** 1 / π, times 1/N_s or 1/N_c where sessions or contributors count once */
  weight: number
  /** what the judge said: 0 or 1, or a score */
  judged: number
}

/** One judged unit that was labelled as well: `weight` is over the probability of both, judging and labelling. */
export interface LabelledUnit extends JudgedUnit {
  truth: number
}

/** Weighted sums of one cluster, over its judged units and over those that were labelled. */
export interface JudgedCluster {
  /** Σ w over judged units */
  units: number
  /** Σ w·f over judged units, f what the judge said */
  judged: number
  /** Σ v over labelled units, v = 1 over the probability of having been judged and labelled */
  labelled: number
  /** Σ v² over labelled units */
  squares: number
  /** Σ v·f over labelled units */
  labelledJudged: number
  /** Σ v·y over labelled units, y the label */
  labelledTruth: number
}

/** A figure put right by labels, beside what the judge alone says. */
export interface Corrected extends Interval {
  /** corrected; within [0, 1] for a share; null without judged or labelled units */
  value: number | null
  /** what the judge alone says, null without judged units */
  raw: number | null
  /** how much the judge is listened to: 0 only labels, 1 judge and labels in full */
  lambda: number
  /** labelled clusters of equal weight that would know as much */
  effectiveClusters: number
}

/** Sums per cluster of judged and of labelled units, in the order in which clusters are met. */
export function judgedClusters(judged: Iterable<JudgedUnit>, labelled: Iterable<LabelledUnit>): JudgedCluster[] {
  const clusters = new Map<string, JudgedCluster>()
  const of = (name: string) => {
    const empty = { units: 0, judged: 0, labelled: 0, squares: 0, labelledJudged: 0, labelledTruth: 0 }
    const cluster = clusters.get(name) ?? empty
    clusters.set(name, cluster)
    return cluster
  }
  for (const unit of judged) {
    const cluster = of(unit.cluster)
    cluster.units += unit.weight
    cluster.judged += unit.weight * unit.judged
  }
  for (const unit of labelled) {
    const cluster = of(unit.cluster)
    cluster.labelled += unit.weight
    cluster.squares += unit.weight ** 2
    cluster.labelledJudged += unit.weight * unit.judged
    cluster.labelledTruth += unit.weight * unit.truth
  }
  return [...clusters.values()]
}

/**
 * Mean of a score, corrected for the judge's error: PPI++ (Angelopoulos, Duchi and Zrnic, "PPI++: Efficient
 * Prediction-Powered Inference", 2023), λ·f̄ + (ȳ − λ·f̄_labelled), means weighted by inverse inclusion probabilities (Hájek), so
 * that it is also the difference estimator of a two-phase sample (Särndal, Swensson and Wretman, section 9.3): every unit has
 * a cheap verdict (`rules`), some, drawn by stratum with known π, a dear one.
 *
 * Influence of cluster c: u_c = a_c + λ·b_c with a_c = (Y_c − ȳ·V_c)/V and b_c = (F_c − f̄·W_c)/W − (F'_c − f̄'·V_c)/V. Variance is
 * Σ u_c² over what `seenSpread` says of it for clusters of V_c, so units of one contributor may resemble each other and
 * labels lie among the judged. λ = −Σ a·b / Σ b², kept in [0, 1], makes it least.
 *
 * Where judge and labels never disagree no error is seen, yet there may be one: two disagreements of one step, one up and
 * one down, among the effective number of labels are added to the variance (after Agresti and Coull, American Statistician
 * 52, 1998). Without any seen that gives ± 2.8/n, near the rule of three.
 *
 * Labels that were not drawn from these units with known probability must not come here (method.md section 6).
 *
 * @param clusters one entry per contributor
 * @param options `step`: distance of two neighbouring values, 1 for scores and 0 where there is none; bounds as in `meanEstimate`
 * @returns 95% interval by Student t on effective labelled clusters − 1; both ends null under 5
 * @throws RangeError when a sum is not finite or a weight is negative
 */
export function correctedMean(clusters: readonly JudgedCluster[], options: Bounds & { step?: number } = {}): Corrected {
  return meanOf(predictionPowered(clusters, options.step ?? 1), options)
}

/** A mean from a fit, with the interval of `correctedMean`. */
export function meanOf(fit: Fit, options: Bounds): Corrected {
  if (fit.value === null) return none(fit)
  const { value, raw, lambda, effective, t, variance } = fit
  if (t === null) return { value, raw, lambda, effectiveClusters: effective, low: null, high: null }
  const ends = bounded(value, t * Math.sqrt(variance), options)
  return { value, raw, lambda, effectiveClusters: effective, ...ends }
}

/**
 * Share of a yes/no dimension, corrected as `correctedMean` does it with f and y of 0 or 1. The interval is that of `shareEnds`
 * on n_eff = value·(1 − value) / variance and `betweenOf`, so that it does not pass 0 or 1; a corrected value beyond them is set
 * to them.
 *
 * @param clusters one entry per contributor
 * @returns as `correctedMean`
 * @throws RangeError as `correctedMean`, and when more is counted than there is
 */
export function correctedShare(clusters: readonly JudgedCluster[]): Corrected {
  for (const c of clusters) {
    const most = Math.max(c.judged - c.units, c.labelledJudged - c.labelled, c.labelledTruth - c.labelled)
    if (most > 1e-9 * (c.units + c.labelled)) throw new RangeError('correctedShare: more units counted than there are')
  }
  return shareOf(predictionPowered(clusters, 1))
}

/** A share from a fit: within 0 and 1, with the interval of `correctedShare`. */
export function shareOf(fit: Fit): Corrected {
  if (fit.value === null) return none(fit)
  const { raw, lambda, effective, t, variance, labels } = fit
  const value = Math.min(1, Math.max(0, fit.value))
  if (t === null) return { value, raw, lambda, effectiveClusters: effective, low: null, high: null }
  // At the edge, where only the two disagreements are left in the variance, this gives back n_eff = labels.
  const edge = Math.min(0.5, 2 / labels)
  const inside = Math.min(1 - edge, Math.max(edge, value))
  const own = inside * (1 - inside)
  const ends = shareEnds(value, own / variance, betweenOf(variance, own, labels), t)
  return { value, raw, lambda, effectiveClusters: effective, ...ends }
}

/**
 * The part of a corrected share's variance that lies between contributors: what so many independent labels would not
 * explain, the two disagreements aside.
 *
 * @param own value·(1 − value)
 */
export function betweenOf(variance: number, own: number, labels: number): number {
  const seen = variance - 2 / labels ** 2
  return seen > 0 ? Math.max(0, 1 - own / labels / seen) * (seen / variance) : 0
}

/** What labels and judge say together, before it is made a mean or a share. */
export type Fit =
  | { value: null; raw: number | null }
  | {
      value: number
      raw: number | null
      lambda: number
      effective: number
      /** effective number of labels */
      labels: number
      variance: number
      t: number | null
    }

type Sizes = Pick<ClusterSums, 'n' | 'nn' | 'clusters'>

function predictionPowered(clusters: readonly JudgedCluster[], step: number): Fit {
  check(clusters)
  const total = (of: (cluster: JudgedCluster) => number) => clusters.reduce((sum, cluster) => sum + of(cluster), 0)
  const [W, V] = [total((c) => c.units), total((c) => c.labelled)]
  const raw = W > 0 ? total((c) => c.judged) / W : null
  if (raw === null || V === 0) return { value: null, raw }
  const truth = total((c) => c.labelledTruth) / V
  const judged = total((c) => c.labelledJudged) / V
  const a = clusters.map((c) => (c.labelledTruth - truth * c.labelled) / V)
  const b = clusters.map((c) => (c.judged - raw * c.units) / W - (c.labelledJudged - judged * c.labelled) / V)
  const bb = b.reduce((sum, value) => sum + value * value, 0)
  const ab = b.reduce((sum, value, i) => sum + value * a[i]!, 0)
  const lambda = bb > 0 ? Math.min(1, Math.max(0, -ab / bb)) : 0
  const sizes = { n: V, nn: total((c) => c.labelled ** 2), clusters: clusters.length }
  const labels = effectiveClusters(
    V,
    total((c) => c.squares),
  )
  const spread = a.reduce((sum, value, i) => sum + (value + lambda * b[i]!) ** 2, 0)
  const value = lambda * raw + truth - lambda * judged
  return { value, raw, lambda, labels, ...spreadOf(spread, sizes, labels, step) }
}

/**
 * Variance of a fit, its effective clusters, and the half width of its interval in standard errors.
 *
 * @param spread Σ u_c² over clusters
 * @param sizes Σ V_c, Σ V_c² and the number of clusters, or more than that
 */
export function spreadOf(spread: number, sizes: Sizes, labels: number, step: number) {
  const effective = effectiveClusters(sizes.n, sizes.nn)
  const shown = effective > 1 ? seenSpread(sizes.n, sizes.nn, sizes.clusters) : 1
  const variance = spread / shown + (2 * step ** 2) / labels ** 2
  return { effective, variance, t: variance > 0 ? clusteredT(effective) : null }
}

function none({ raw }: { raw: number | null }): Corrected {
  return { value: null, raw, low: null, high: null, lambda: 0, effectiveClusters: 0 }
}

function check(clusters: readonly JudgedCluster[]): void {
  for (const [i, cluster] of clusters.entries()) {
    for (const [name, value] of Object.entries(cluster)) {
      const weight = name === 'units' || name === 'labelled' || name === 'squares'
      if (!Number.isFinite(value) || (weight && value < 0)) {
        throw new RangeError(
          `corrected: ${name} of cluster ${i} must be finite${weight ? ', 0 or more' : ''}, got ${value}`,
        )
      }
    }
  }
}
