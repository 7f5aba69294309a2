import { effectiveClusters } from './clustered.js'
import { type Corrected, type Fit, meanOf, shareOf, spreadOf } from './corrected.js'
import type { Bounds } from './mean.js'

/**
 * Sums of one cluster: `u` Σ w over units of which the judge could tell, `f` Σ w·f over these, f what it said; `v` Σ v over
 * drawn units of which the judge could tell, `g` Σ v·f over these; `t` Σ v over labelled units, `y` Σ v·y over these, y the
 * label. v is w over the probability of being drawn; w and v may each be in a unit of its own, so engines give whole numbers.
 */
export type ClusterSum = 'u' | 'f' | 'v' | 'g' | 't' | 'y'

/** Products of two sums of one cluster that the variance is made of. */
export const PRODUCTS = [
  ...(['uu', 'uf', 'uv', 'ug', 'ff', 'fv', 'fg', 'vv', 'vg', 'gg'] as const),
  ...(['tt', 'ty', 'yy', 'tu', 'tf', 'tv', 'tg', 'yu', 'yf', 'yv', 'yg'] as const),
] as const
export type Product = (typeof PRODUCTS)[number]

/** Exact sums over the clusters of one cell of their sums, and of products of these. */
export interface CorrectedSums extends Record<ClusterSum | Product, bigint> {
  /** Σ v² over labelled units */
  s: bigint
}

/**
 * The share of `correctedShare` from sums over clusters instead of a list of them: the same PPI++ estimator, worked out in
 * whole numbers of any size, so that nothing is lost where judge and labels nearly cancel.
 *
 * Judge and labels may each leave units out of which they cannot tell: f̄ = F/U and f̄' = F'/V are of units of which the judge
 * could tell, ȳ = Y/T of those of which the labels could. f̄ − f̄' is 0 but for chance, so the share is that of the labels for
 * any λ. Where all can be told, V = T, and this is `correctedShare`. Where the judge could tell of none, labels stand alone.
 *
 * @param sums of one cell
 * @param clusters number of clusters with units; without it the interval is a little wider
 * @returns as `correctedShare`; the value is null without labels
 * @throws RangeError when more is counted than there is
 */
export function correctedFromSums(sums: CorrectedSums, clusters = Number.POSITIVE_INFINITY): Corrected {
  const { u, f, v, g, t, y } = sums
  if (f > u || g > v || y > t) throw new RangeError('correctedFromSums: more units counted than there are')
  return shareOf(fitOf(sums, clusters))
}

/**
 * The mean of `correctedMean` from sums over clusters: f, g and y add up scores in the place of 0 and 1, which stand one apart.
 *
 * @param sums of one cell
 * @param clusters as for `correctedFromSums`
 * @returns as `correctedMean`; the value is null without labels
 */
export function correctedMeanFromSums(
  sums: CorrectedSums,
  clusters = Number.POSITIVE_INFINITY,
  bounds: Bounds = {},
): Corrected {
  return meanOf(fitOf(sums, clusters), bounds)
}

function fitOf(sums: CorrectedSums, clusters: number): Fit {
  const { u, f, v, g, t, y, s } = sums
  const raw = u > 0n ? quotient(f, u) : null
  if (t === 0n) return { value: null, raw }
  const sizes = { n: Number(t), nn: Number(sums.tt), clusters }
  const labels = effectiveClusters(Number(t), Number(s))
  const [truth, judged] = [quotient(y, t), v > 0n ? quotient(g, v) : null]
  const { lambda, spread } = leastSpread(sums)
  const shift = raw === null || judged === null ? 0 : lambda * (raw - judged)
  return { value: truth + shift, raw, lambda, labels, ...spreadOf(spread, sizes, labels, 1) }
}

/**
 * λ and Σ (a_c + λ·b_c)² of `correctedMean`, from whole numbers: with A_c = T·Y_c − Y·T_c = T²·a_c and
 * B_c = V²·(U·F_c − F·U_c) − U²·(V·F'_c − F'·V_c) = U²V²·b_c.
 */
function leastSpread(m: CorrectedSums): { lambda: number; spread: number } {
  const { u, f, v, g, t, y } = m
  const aa = t * t * m.yy - 2n * t * y * m.ty + y * y * m.tt
  const whole = t ** 4n
  if (u === 0n || v === 0n) return { lambda: 0, spread: quotient(aa, whole) }
  // B_c = p·F_c + q·U_c + r·F'_c + x·V_c
  const [p, q, r, x] = [v * v * u, -v * v * f, -u * u * v, u * u * g]
  const ab = t * (p * m.yf + q * m.yu + r * m.yg + x * m.yv) - y * (p * m.tf + q * m.tu + r * m.tg + x * m.tv)
  const squares = p * p * m.ff + q * q * m.uu + r * r * m.gg + x * x * m.vv
  const bb = squares + 2n * (p * q * m.uf + p * r * m.fg + p * x * m.fv + q * r * m.ug + q * x * m.uv + r * x * m.vg)
  if (bb <= 0n || ab >= 0n) return { lambda: 0, spread: quotient(aa, whole) }
  // Σ a·b = ab / (T²·U²V²) and Σ b² = bb / (U²V²)².
  const [tt, uv] = [t * t, (u * v) ** 2n]
  const lambda = quotient(-ab * uv, bb * tt)
  if (lambda >= 1)
    return { lambda: 1, spread: quotient(aa * uv * uv + 2n * ab * tt * uv + bb * tt * tt, whole * uv * uv) }
  return { lambda, spread: quotient(aa * bb - ab * ab, bb * whole) }
}

/** Bits that leave room below the largest double. */
const BITS = 1000n

/** a / b as a double, however large both are. @param b above 0. */
function quotient(a: bigint, b: bigint): number {
  const size = BigInt(4 * b.toString(16).length)
  const away = size > BITS ? size - BITS : 0n
  return Number(a >> away) / Number(b >> away)
}
