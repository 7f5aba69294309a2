import type { Holders } from '../algebra/index.js'
import type { Policy } from '../release/index.js'

/** Why a number of units may not be told apart from others. */
export type Reason = 'k_users' | 'k_items' | 'dominance'

/** Largest share of a cell that one contributor may hold, and two together (method.md 8, rule 1). */
const MOST_OF_ONE = 0.5
const MOST_OF_TWO = 0.8

/**
 * Rule 1 of policy `team`: nobody, or at least `k_users` + `sybils` contributors with at least `k_items` units, none of
 * whom holds more than half and no two more than four fifths.
 * @returns null where the units may be told apart.
 */
export function tooFew(of: Holders, policy: Pick<Policy, 'k_users' | 'k_items' | 'sybils'>): Reason | null {
  if (of.units === 0) return null
  if (of.contributors < policy.k_users + policy.sybils) return 'k_users'
  if (of.units < policy.k_items) return 'k_items'
  return of.top1 > MOST_OF_ONE * of.units || of.top2 > MOST_OF_TWO * of.units ? 'dominance' : null
}

/**
 * Rule 2: a percentile is told where as many contributors and units lie at or beyond it, and none has more than half of
 * them; two may hold more than four fifths.
 */
export function tailTooThin(beyond: Holders, policy: Pick<Policy, 'k_users' | 'k_items' | 'sybils'>): boolean {
  const reason = tooFew({ ...beyond, top2: beyond.top1 }, policy)
  return beyond.units === 0 || reason !== null
}

/** Counts under `team` keep two digits (rule 4). */
export const twoDigits = (n: number): number => Number(n.toPrecision(2))

/** Contributors under `team` are told down to a multiple of five (rule 4). */
export const byFive = (contributors: number): number => contributors - (contributors % 5)
