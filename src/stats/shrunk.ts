import { effectiveClusters, ratioResiduals, ratioVariance } from './clustered.js'
import type { ClusterTotals } from './mean.js'

/** Means of several groups drawn towards the common one, and what they are drawn by. */
export interface Shrunk {
  /** of each group, in the order given; null where it has no units */
  means: (number | null)[]
  /** the mean of the groups that they are drawn to; null without groups */
  common: number | null
  /** variance of what groups truly differ by */
  between: number
  /** variance of one cluster's mean around that of its group, the same for all groups; null where no group shows it */
  within: number | null
}

/**
 * Empirical Bayes estimates of the means of groups: m + τ²/(τ² + v_g)·(m_g − m), so that a group of few contributors must lie
 * further out than one of many to rank as high (Morris, JASA 78, 1983).
 *
 * v_g = σ²/e_g with e_g effective clusters. σ² is pooled over all groups, Σ (e_g − 1)·e_g·V_g / Σ (e_g − 1) with V_g the clustered
 * variance of a group's mean: that of a single group with two or three clusters says little of itself, and may be 0 by chance.
 * τ² by the method of moments, max(0, (Q − (G − 1)) / (Σw − Σw²/Σw)) with w = 1/v_g and Q = Σ w·(m_g − m̄)² (DerSimonian and
 * Laird, Controlled Clinical Trials 7, 1986); m weighs groups by 1/(τ² + v_g).
 *
 * Where σ² is 0 or no group has two clusters, nothing is known of chance and means stay as they are.
 *
 * @param groups sums of each group, as for `meanEstimate`
 */
export function shrunkMeans(groups: readonly ClusterTotals[]): Shrunk {
  const held = groups.map(({ n, sum, nn }) => (n > 0 ? { mean: sum / n, effective: effectiveClusters(n, nn) } : null))
  const shown = held.filter((one) => one !== null)
  const within = withinOf(groups)
  if (shown.length === 0) return { means: held.map(() => null), common: null, between: 0, within }
  if (within === null || within <= 0) {
    const common = shown.reduce((sum, { mean }) => sum + mean, 0) / shown.length
    return { means: held.map((one) => one?.mean ?? null), common, between: varianceOf(shown, common), within }
  }
  const between = betweenOf(shown, within)
  const common = weightedMean(shown, ({ effective }) => 1 / (between + within / effective))
  const drawn = ({ mean, effective }: Held) => common + (between / (between + within / effective)) * (mean - common)
  return { means: held.map((one) => (one === null ? null : drawn(one))), common, between, within }
}

interface Held {
  mean: number
  effective: number
}

/** Below this many effective clusters a group has one, and says nothing of how clusters differ. */
const ONE = 1 + 1e-9

function withinOf(groups: readonly ClusterTotals[]): number | null {
  let [sum, freedom] = [0, 0]
  for (const { n, sum: s, nn, ss, ns, clusters } of groups) {
    const effective = effectiveClusters(n, nn)
    if (clusters < 2 || effective <= ONE) continue
    const variance = ratioVariance(ratioResiduals(n, s, nn, ss, ns), { n, nn, clusters })
    sum += (effective - 1) * effective * variance
    freedom += effective - 1
  }
  return freedom === 0 ? null : sum / freedom
}

function betweenOf(groups: readonly Held[], within: number): number {
  const weight = ({ effective }: Held) => effective / within
  const total = groups.reduce((sum, one) => sum + weight(one), 0)
  const squares = groups.reduce((sum, one) => sum + weight(one) ** 2, 0)
  const middle = weightedMean(groups, weight)
  const spread = groups.reduce((sum, one) => sum + weight(one) * (one.mean - middle) ** 2, 0)
  const room = total - squares / total
  return room > 0 ? Math.max(0, (spread - (groups.length - 1)) / room) : 0
}

const weightedMean = (groups: readonly Held[], weight: (one: Held) => number): number =>
  groups.reduce((sum, one) => sum + weight(one) * one.mean, 0) / groups.reduce((sum, one) => sum + weight(one), 0)

const varianceOf = (groups: readonly Held[], common: number): number =>
  groups.length < 2 ? 0 : groups.reduce((sum, { mean }) => sum + (mean - common) ** 2, 0) / (groups.length - 1)
