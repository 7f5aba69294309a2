/**
 * Distribution function of the standard normal, P(Z ≤ x).
 *
 * Up to |x| = 3 the series 1/2 + φ(x)·(x + x³/3 + x⁵/15 + …), beyond it the continued fraction of Mills' ratio
 * (Marsaglia, "Evaluating the normal distribution", JSS 11(4), 2004; Abramowitz & Stegun 26.2.11 and 26.2.14).
 *
 * @param x any number, infinities included
 * @returns a probability, relative error about 1e-14
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  const size = Math.abs(x)
  if (size > 3) return x > 0 ? 1 - upperTail(size) : upperTail(size)
  let term = x
  let sum = x
  for (let i = 3; Math.abs(term) > 1e-18; i += 2) {
    term *= (x * x) / i
    sum += term
  }
  return 0.5 + sum * density(x)
}

/**
 * Quantile of the standard normal: the z with P(Z ≤ z) = p.
 *
 * Source: Wichura, algorithm AS 241 (PPND16), Applied Statistics 37, 1988.
 *
 * @param p strictly between 0 and 1
 * @returns z, relative error about 1e-15
 * @throws RangeError when p is outside (0, 1)
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`normalQuantile: p must lie strictly between 0 and 1, got ${p}`)
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r)
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const z =
    r <= 5
      ? polynomial(TAIL_TOP, r - 1.6) / polynomial(TAIL_BOTTOM, r - 1.6)
      : polynomial(FAR_TOP, r - 5) / polynomial(FAR_BOTTOM, r - 5)
  return q < 0 ? -z : z
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
}

/** P(Z > x) for x ≥ 3, from the continued fraction 1/(x + 1/(x + 2/(x + …))). */
function upperTail(x: number): number {
  if (x > 40) return 0
  let fraction = x
  for (let i = 100; i >= 1; i--) fraction = x + i / fraction
  return density(x) / fraction
}

/** Coefficients from the constant term up. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i]!
  return value
}

const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
]
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
]
const TAIL_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 7.745450142783414e-4,
]
const TAIL_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  5.475938084995345e-4, 1.0507500716444169e-9,
]
const FAR_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
]
const FAR_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 7.868691311456133e-4, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
]
