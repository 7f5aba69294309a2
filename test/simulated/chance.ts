import { mulberry32 } from '../stats/random.js'

/** Random numbers of the distributions that made-up populations need, all from one seed. */
export class Chance {
  readonly #uniform: () => number
  #spare: number | null = null

  constructor(seed: number) {
    this.#uniform = mulberry32(seed)
  }

  /** In (0, 1). */
  uniform(): number {
    return this.#uniform() + 2 ** -33
  }

  /** Standard normal, by the polar method (Marsaglia and Bray, SIAM Review 6, 1964). */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare
      this.#spare = null
      return spare
    }
    for (;;) {
      const [u, v] = [2 * this.uniform() - 1, 2 * this.uniform() - 1]
      const s = u * u + v * v
      if (s >= 1 || s === 0) continue
      const factor = Math.sqrt((-2 * Math.log(s)) / s)
      this.#spare = v * factor
      return u * factor
    }
  }

  /** Gamma of scale 1 (Marsaglia and Tsang, ACM Transactions on Mathematical Software 26, 2000). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.uniform() ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = this.normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }

  /**
   * Beta of the given mean; two units of one cluster with such a rate correlate by `alike`.
   *
   * @param mean strictly between 0 and 1
   * @param alike 1/(a + b + 1), 0 to 1; at 0 it is always the mean
   */
  beta(mean: number, alike: number): number {
    if (alike === 0) return mean
    const size = 1 / alike - 1
    const a = this.gamma(size * mean)
    return a / (a + this.gamma(size * (1 - mean)))
  }

  /** Number of successes in n tries: by waiting times, and large n halved by the middle of n uniforms (Relles, JASA 67, 1972). */
  binomial(n: number, p: number): number {
    if (p > 0.5) return n - this.binomial(n, 1 - p)
    let [left, chance, hits] = [n, p, 0]
    while (left * Math.min(chance, 1 - chance) > 15) {
      const middle = 1 + Math.floor(left / 2)
      const a = this.gamma(middle)
      const at = a / (a + this.gamma(left + 1 - middle))
      if (at >= chance) {
        left = middle - 1
        chance = chance / at
      } else {
        hits += middle
        left -= middle
        chance = (chance - at) / (1 - at)
      }
    }
    return hits + (chance > 0.5 ? left - this.#waits(left, 1 - chance) : this.#waits(left, chance))
  }

  /** Poisson, large means cut down by a gamma (Ahrens and Dieter, Computing 12, 1974). */
  poisson(mean: number): number {
    if (mean > 15) {
      const most = Math.floor(mean * 0.875)
      const at = this.gamma(most)
      return at > mean ? this.binomial(most - 1, mean / at) : most + this.poisson(mean - at)
    }
    let [product, count] = [this.uniform(), 0]
    for (const least = Math.exp(-mean); product > least; count++) product *= this.uniform()
    return count
  }

  /** How many of n units fall to each value, by its probability. */
  multinomial(n: number, chances: readonly number[]): number[] {
    let [left, rest] = [n, 1]
    return chances.map((chance, i) => {
      const hits = left === 0 ? 0 : i === chances.length - 1 ? left : this.binomial(left, Math.min(1, chance / rest))
      left -= hits
      rest -= chance
      return hits
    })
  }

  #waits(n: number, p: number): number {
    if (p <= 0) return 0
    const log = Math.log1p(-p)
    let hits = 0
    for (let at = Math.floor(Math.log(this.uniform()) / log); at < n; hits++)
      at += 1 + Math.floor(Math.log(this.uniform()) / log)
    return hits
  }
}
