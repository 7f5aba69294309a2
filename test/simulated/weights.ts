import { normalCdf, unitWeight, weightedShare } from '../../src/stats/index.js'
import type { Chance } from './chance.js'
import { type Coverage, coverages } from './replicate.js'
import { Z } from './shares.js'

/**
 * Contributors with sessions with actions. A contributor's leaning is standard normal; the share of Yes among their actions
 * is Φ(at + steep·leaning), and who leans more has more sessions, and more actions in each.
 */
export interface Work {
  contributors: number
  /** sessions of a contributor: Poisson around a log-normal number of this mean and σ, tied to the leaning */
  sessions: { mean: number; sigma: number; tie: number }
  /** actions of a session: 1 and Poisson around a log-normal number of this mean and σ, tied likewise */
  actions: { mean: number; sigma: number; tie: number }
  at: number
  steep: number
}

/** The share of Yes where each action, session or contributor counts once. */
export interface Truths {
  action: number
  session: number
  contributor: number
}

/**
 * E[w·p] / E[w], w what counts. A log-normal weight moves the leaning by tie·σ (see populations.ts); weights multiply, so moves add up.
 */
export function trueShares({ sessions, actions, at, steep }: Work): Truths {
  const moved = (by: number) => normalCdf((at + steep * by) / Math.sqrt(1 + steep ** 2))
  const [bySessions, byBoth] = [
    sessions.tie * sessions.sigma,
    sessions.tie * sessions.sigma + actions.tie * actions.sigma,
  ]
  // E[S·λ] / E[S], which a contributor with more sessions makes larger by exp(σ_S·tie_S·σ_N·tie_N).
  const grown = actions.mean * Math.exp(sessions.sigma * sessions.tie * actions.sigma * actions.tie)
  const action = (moved(bySessions) + grown * moved(byBoth)) / (1 + grown)
  return { action, session: moved(bySessions), contributor: moved(0) }
}

/** Actions of one session: how many, how many were drawn, and how many of these are a Yes. */
export interface Session {
  actions: number
  drawn: number
  yes: number
}

/** The sessions of each contributor, whose actions were drawn one by one. */
export function workDone(chance: Chance, work: Work, probability: number): Session[][] {
  const tied = (leaning: number, { mean, sigma, tie }: Work['sessions']) => {
    const z = tie * leaning + Math.sqrt(1 - tie ** 2) * chance.normal()
    return mean * Math.exp(sigma * z - sigma ** 2 / 2)
  }
  return Array.from({ length: work.contributors }, () => {
    const leaning = chance.normal()
    const rate = normalCdf(work.at + work.steep * leaning)
    return Array.from({ length: chance.poisson(tied(leaning, work.sessions)) }, () => {
      const actions = 1 + chance.poisson(tied(leaning, work.actions))
      const drawn = chance.binomial(actions, probability)
      return { actions, drawn, yes: chance.binomial(drawn, rate) }
    })
  })
}

/** Weight of each drawn action of a session. */
export type Weighing = (session: Session, own: readonly Session[]) => number

/** Ways to weigh: by N of the store, as figures do, and by what was drawn, which is wrong. */
export const WEIGHINGS = {
  session: ({ actions }) => unitWeight(1, actions),
  contributor: (_, own) =>
    unitWeight(
      1,
      own.reduce((sum, { actions }) => sum + actions, 0),
    ),
  sessionDrawn: ({ drawn }) => 1 / drawn,
  contributorDrawn: (_, own) => 1 / own.reduce((sum, { drawn }) => sum + drawn, 0),
} as const satisfies Record<string, Weighing>

/** Share, interval and effective contributors of drawn actions under a weight. */
export function weighed(people: readonly (readonly Session[])[], weigh: Weighing) {
  const sums = { n: 0, k: 0, clusters: 0, nn: 0, kk: 0, nk: 0, ww: 0 }
  for (const own of people) {
    let [n, k] = [0, 0]
    for (const session of own) {
      if (session.drawn === 0) continue
      const w = weigh(session, own)
      n += w * session.drawn
      k += w * session.yes
      sums.ww += w * w * session.drawn
    }
    sums.n += n
    sums.k += k
    sums.clusters += n > 0 ? 1 : 0
    sums.nn += n * n
    sums.kk += k * k
    sums.nk += n * k
  }
  return weightedShare(sums)
}

/**
 * Coverage under sampling with one probability, each session or contributor counting once: `ours` with N of the store, `naive` with
 * the same weights and units taken for independent; then with N among what was drawn.
 */
export function weightsCoverage(seed: number, work: Work, probability: number) {
  const truth = trueShares(work)
  const estimates = { session: 0, sessionDrawn: 0, contributor: 0, contributorDrawn: 0 }
  const names = Object.keys(estimates) as (keyof typeof estimates)[]
  let replications = 0
  const found = coverages(seed, [truth.session, truth.session, truth.contributor, truth.contributor], (chance) => {
    const people = workDone(chance, work, probability)
    replications++
    return names.map((name) => {
      const { share, low, high, nWeighted, effectiveClusters } = weighed(people, WEIGHINGS[name])
      estimates[name] += share!
      const half = Z * Math.sqrt((share! * (1 - share!)) / nWeighted)
      return { ours: { low, high }, naive: { low: share! - half, high: share! + half }, effective: effectiveClusters }
    })
  })
  const result = names.map((name, i) => [name, { mean: estimates[name] / replications, coverage: found[i]! }] as const)
  return {
    truth,
    ...(Object.fromEntries(result) as Record<keyof typeof estimates, { mean: number; coverage: Coverage }>),
  }
}
