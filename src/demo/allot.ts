/**
 * Gives each item its share: the planted share of its bin, moved by the item's own lean (on the logit scale), with the
 * leans centred so that the mean over the bin stays what was planted.
 */
export function leaned<T>(items: T[], share: (item: T) => number, lean: (item: T) => number): number[] {
  const target = items.reduce((sum, item) => sum + share(item), 0)
  const logits = items.map((item) => Math.log(share(item) / (1 - share(item))) + lean(item))
  const at = (shift: number) => logits.map((logit) => 1 / (1 + Math.exp(-logit - shift)))
  let [low, high] = [-8, 8]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (at(middle).reduce((sum, p) => sum + p, 0) < target) low = middle
    else high = middle
  }
  return at((low + high) / 2)
}

/**
 * Draws yes or no for each share in order, so that the number of yes up to any point is within one of the sum of the
 * shares up to it (systematic sampling).
 * @param start between 0 and 1
 */
export function systematic(shares: readonly number[], start: number): boolean[] {
  let sum = start
  return shares.map((share) => {
    const before = Math.floor(sum)
    sum += share
    return Math.floor(sum) > before
  })
}

/** Deals `n` units over items in proportion to their weights, independently of each other. */
export function deal(n: number, weights: readonly number[], unit: () => number): number[] {
  let sum = 0
  const cumulative = weights.map((weight) => {
    sum += weight
    return sum
  })
  const counts = weights.map(() => 0)
  for (let i = 0; i < n; i++) {
    const at = unit() * sum
    let [low, high] = [0, weights.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (cumulative[middle]! > at) high = middle
      else low = middle + 1
    }
    counts[low]!++
  }
  return counts
}
