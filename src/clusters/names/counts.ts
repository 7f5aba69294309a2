/** Sums by term, over and over, in room that is kept. */
export class Counts {
  private readonly values: Float64Array
  /** Terms that have a sum, as first met. */
  private met: number[] = []

  constructor(size: number) {
    this.values = new Float64Array(size)
  }

  /** @param value above 0 */
  add(term: number, value: number): void {
    if (this.values[term] === 0) this.met.push(term)
    this.values[term]! += value
  }

  /** Hands over all sums, and begins anew. */
  take(each: (term: number, value: number) => void): void {
    for (const term of this.met) {
      const value = this.values[term]!
      this.values[term] = 0
      each(term, value)
    }
    this.met = []
  }
}
