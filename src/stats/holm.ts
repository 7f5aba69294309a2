/**
 * p-values adjusted for the number of tests by Holm's step-down rule (Scandinavian Journal of Statistics 6, 1979): the
 * i-th smallest of m becomes the largest of (m − j + 1)·p_(j), j ≤ i, at most 1. Rejecting where it is at most 5% keeps the
 * chance of any false alarm among all tests at 5%, however the tests hang together.
 *
 * @param p one p-value per test, 0 to 1, in any order
 * @returns adjusted p-values, in the order given
 * @throws RangeError when a p-value lies outside [0, 1]
 */
export function holm(p: readonly number[]): number[] {
  const odd = p.findIndex((value) => !(value >= 0 && value <= 1))
  if (odd >= 0) throw new RangeError(`holm: p-values lie in [0, 1], got ${p[odd]}`)
  const adjusted = new Array<number>(p.length)
  let largest = 0
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!)
  order.forEach((test, rank) => {
    largest = Math.max(largest, Math.min(1, (p.length - rank) * p[test]!))
    adjusted[test] = largest
  })
  return adjusted
}
