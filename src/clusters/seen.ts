import type { Grouping } from './grouping.js'
import type { Seen } from './taxonomy.js'

/** The share of what was seen at discovery that may lie farther than `far`. */
const BEYOND = 0.05
/** The share that may lie outside of every group, within the bounds below. */
const OUTSIDE = 0.005
/**
 * A sentence as similar as the first is always let in, one less than the second never: in between what was seen decides.
 * Where a sentence's terms are dimensions, they are an angle of 60° and sharing one term in five.
 */
const [LET_IN, KEPT_OUT] = [0.5, 0.2]

/** How what was grouped lies around its centres. */
export function fitOf({ fit }: Grouping): Pick<Seen, 'near' | 'far'> {
  const order = [...fit.similarities.keys()].sort((a, b) => fit.similarities[a]! - fit.similarities[b]! || a - b)
  const total = fit.weights.reduce((sum, weight) => sum + weight, 0)
  /** The similarity that this share lies below. */
  const below = (share: number) => {
    let sum = 0
    for (const i of order) {
      sum += fit.weights[i]!
      if (sum > share * total) return fit.similarities[i]!
    }
    return 1
  }
  return {
    near: rounded(Math.min(LET_IN, Math.max(KEPT_OUT, below(OUTSIDE)))),
    far: rounded(Math.max(0, 1 - below(BEYOND))),
  }
}

/** Six decimals: what is kept stays short, and no two machines differ over a last bit. */
export const rounded = (value: number): number => Math.round(value * 1e6) / 1e6 || 0
