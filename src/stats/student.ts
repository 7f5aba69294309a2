import { normalCdf, normalQuantile } from './normal.js'

/**
 * Distribution function of Student's t, P(T ≤ t).
 *
 * From the incomplete beta function: P(T > t) = I(df/(df+t²); df/2, 1/2)/2 (Abramowitz & Stegun 26.7.1), its continued
 * fraction by Lentz's method (A&S 26.5.8). From a million degrees of freedom on, A&S 26.7.8.
 *
 * @param t any number
 * @param df degrees of freedom, above 0, fractional allowed; Infinity is the normal distribution
 * @returns a probability, error below 1e-11 for df of 0.3 or more
 * @throws RangeError when df is not above 0
 */
export function tCdf(t: number, df: number): number {
  checkDf('tCdf', df)
  if (Number.isNaN(t)) return Number.NaN
  const tail = tTail(Math.abs(t), df)
  return t > 0 ? 1 - tail : tail
}

/**
 * Quantile of Student's t: the t with P(T ≤ t) = p.
 *
 * Newton's method on the tail, kept inside a bracket; from a million degrees of freedom on, the expansion of Cornish and Fisher (A&S 26.7.5).
 *
 * @param p strictly between 0 and 1
 * @param df degrees of freedom, at least 0.3, fractional allowed; Infinity is the normal distribution
 * @returns t, relative error below 1e-10
 * @throws RangeError when p is outside (0, 1) or df is below 0.3
 */
export function tQuantile(p: number, df: number): number {
  checkDf('tQuantile', df)
  if (df < 0.3) throw new RangeError(`tQuantile: df must be at least 0.3, got ${df}`)
  if (!(p > 0 && p < 1)) throw new RangeError(`tQuantile: p must lie strictly between 0 and 1, got ${p}`)
  if (p === 0.5) return 0
  const z = Math.abs(normalQuantile(p))
  const size = df >= MANY ? nearNormal(z, df) : solve(Math.min(p, 1 - p), df, z)
  return p < 0.5 ? -size : size
}

/** Degrees of freedom from which t and normal differ so little that the first two terms of an expansion say it all. */
const MANY = 1e6

function checkDf(who: string, df: number): void {
  if (!(df > 0)) throw new RangeError(`${who}: df must be above 0, got ${df}`)
}

function nearNormal(z: number, df: number): number {
  return z + (z ** 3 + z) / (4 * df) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df * df)
}

/** The t ≥ 0 with P(T > t) = tail; never below the normal quantile z, since t has the heavier tails. */
function solve(tail: number, df: number, z: number): number {
  let low = z * (1 - 1e-9)
  let high = z
  while (tTail(high, df) > tail) {
    low = high
    high *= 2
  }
  let t = low + (high - low) / 2
  for (let step = 0; step < 100; step++) {
    const excess = tTail(t, df) - tail
    if (excess > 0) low = t
    else high = t
    const newton = t + excess / density(t, df)
    const next = newton > low && newton < high ? newton : low + (high - low) / 2
    if (Math.abs(next - t) <= 1e-15 * t || next === t) return next
    t = next
  }
  return t
}

/** Density of Student's t for df below {@link MANY}. */
function density(t: number, df: number): number {
  return (gammaRatio(df / 2) / Math.sqrt(df * Math.PI)) * Math.exp((-(df + 1) / 2) * Math.log1p((t * t) / df))
}

/** P(T > t) for t ≥ 0. */
function tTail(t: number, df: number): number {
  if (t === 0) return 0.5
  if (t === Number.POSITIVE_INFINITY) return 0
  if (df === Number.POSITIVE_INFINITY) return normalCdf(-t)
  if (df >= MANY) return normalCdf((-t * (1 - 1 / (4 * df))) / Math.sqrt(1 + (t * t) / (2 * df)))
  const a = df / 2
  const ratio = (t * t) / df
  const x = 1 / (1 + ratio)
  const y = ratio / (1 + ratio)
  const front = (Math.exp(-a * Math.log1p(ratio)) * Math.sqrt(y) * gammaRatio(a)) / Math.sqrt(Math.PI)
  return x < (a + 1) / (a + 2.5) ? (front * betaFraction(a, 0.5, x)) / (2 * a) : 0.5 - front * betaFraction(0.5, a, y)
}

/** Γ(a + 1/2) / Γ(a): pushed up by its recurrence to where the asymptotic series (A&S 6.1.47) is exact to a double. */
function gammaRatio(a: number): number {
  let factor = 1
  let b = a
  for (; b < 40; b++) factor *= b / (b + 0.5)
  const u = 1 / b
  const series = 1 + u * (-1 / 8 + u * (1 / 128 + u * (5 / 1024 + u * (-21 / 32768 - u * (399 / 262144)))))
  return factor * Math.sqrt(b) * series
}

/** The continued fraction of the incomplete beta function, A&S 26.5.8, without its front factor. */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny)
  let value = d
  for (let m = 1; m <= 20_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d || tiny)
    c = 1 + even / c || tiny
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d || tiny)
    c = 1 + odd / c || tiny
    value *= d * c
    if (Math.abs(d * c - 1) < 2e-16) break
  }
  return value
}
