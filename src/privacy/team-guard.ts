import type { Guard } from '../algebra/index.js'
import type { Policy } from '../release/index.js'
import { byFive, tooFew, twoDigits } from './thresholds.js'

/** What policy `team` asks of the cells of every figure, with the thresholds of a study. */
export const teamGuard = (policy: Policy): Omit<Guard, 'earlier'> => ({
  check: (of) => tooFew(of, policy),
  people: policy.k_users + policy.sybils,
  round: twoDigits,
  roundPeople: byFive,
})
