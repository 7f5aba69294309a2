/** One point of a scatter: x on the scale of the smoothing (a caller's log axis, say), and how much the point weighs. */
export interface WeightedPoint {
  x: number
  y: number
  /** prior weight of 0 or more, such as an effective n; 1 for all gives ordinary LOWESS */
  weight: number
}

/** How to smooth. */
export interface LowessOptions {
  /** share of the points that count as neighbours, above 0; 0.15 unless told (method.md section 2.2) */
  bandwidth?: number
  /** neighbours to use at the least; 3 unless told */
  minimum?: number
  /** keep fitted values within these bounds: `{ low: 0, high: 1 }` for shares */
  clamp?: { low: number; high: number }
}

/**
 * Locally weighted regression of degree 1, tricube kernel, without robustness iterations (on 0/1 data they erase rare
 * events), after Cleveland (JASA 74, 1979) and his routine `lowess`, extended by prior weights.
 *
 * The neighbourhood of x reaches to its k-th nearest point, k = ⌊bandwidth · points⌋ but at least `minimum` and at most
 * all; points of weight 0 are not points. All points within that distance h take part, on whichever side they lie, with
 * weight (1 − (d/h)³)³ times their own; as in Cleveland's routine that is 1 up to h/1000 and 0 from 0.999·h on. Where
 * only points at distance h exactly remain, h grows to the next distance; where there is none, they weigh alike. With
 * hardly any spread in x the fit is the weighted mean. Outside the points the line is extended.
 *
 * @param points in any order; fits add up in order of x, then as given
 * @param at where to evaluate
 * @returns one value per element of `at`; null throughout when no point has weight
 * @throws RangeError when a number is not finite, a weight is negative, or bandwidth or minimum is out of range
 */
export function lowess(
  points: readonly WeightedPoint[],
  at: readonly number[],
  options: LowessOptions = {},
): (number | null)[] {
  const { bandwidth = 0.15, minimum = 3, clamp } = options
  check(points, at, bandwidth, minimum)
  const used = points.filter((point) => point.weight > 0).sort((a, b) => a.x - b.x)
  if (used.length === 0) return at.map(() => null)
  const wanted = Math.floor(bandwidth * used.length + 1e-7)
  const neighbours = Math.min(used.length, Math.max(minimum, wanted))
  const range = used.at(-1)!.x - used[0]!.x
  return at.map((x) => {
    const value = lineAt(used, kernel(used, x, neighbours), x, range)
    return clamp ? Math.min(clamp.high, Math.max(clamp.low, value)) : value
  })
}

/** Weight of every point in the fit at x. */
function kernel(points: readonly WeightedPoint[], x: number, neighbours: number): number[] {
  const distances = points.map((point) => Math.abs(point.x - x))
  const ascending = distances.toSorted((a, b) => a - b)
  let h = ascending[neighbours - 1]!
  if (ascending[0]! > 0.999 * h) {
    const wider = ascending.find((distance) => 0.999 * distance >= ascending[0]!)
    if (wider === undefined) return points.map((point) => point.weight)
    h = wider
  }
  return points.map((point, i) => tricube(distances[i]!, h) * point.weight)
}

function tricube(distance: number, h: number): number {
  if (distance > 0.999 * h) return 0
  return distance <= 0.001 * h ? 1 : (1 - (distance / h) ** 3) ** 3
}

function lineAt(points: readonly WeightedPoint[], weights: readonly number[], x: number, range: number): number {
  let total = 0
  let xs = 0
  let ys = 0
  for (const [i, point] of points.entries()) {
    total += weights[i]!
    xs += weights[i]! * point.x
    ys += weights[i]! * point.y
  }
  const centre = xs / total
  const level = ys / total
  let spread = 0
  let slope = 0
  for (const [i, point] of points.entries()) {
    spread += weights[i]! * (point.x - centre) ** 2
    slope += weights[i]! * (point.x - centre) * (point.y - level)
  }
  return Math.sqrt(spread / total) > 0.001 * range ? level + (slope / spread) * (x - centre) : level
}

function check(points: readonly WeightedPoint[], at: readonly number[], bandwidth: number, minimum: number): void {
  for (const [i, { x, y, weight }] of points.entries()) {
    if (!(Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(weight) && weight >= 0)) {
      throw new RangeError(
        `lowess: point ${i} needs finite x and y and a weight of 0 or more, got ${x}, ${y}, ${weight}`,
      )
    }
  }
  const stray = at.find((x) => !Number.isFinite(x))
  if (stray !== undefined) throw new RangeError(`lowess: can only be evaluated at finite x, got ${stray}`)
  if (!(bandwidth > 0)) throw new RangeError(`lowess: bandwidth must be above 0, got ${bandwidth}`)
  if (!(Number.isInteger(minimum) && minimum >= 1)) {
    throw new RangeError(`lowess: minimum must be an integer of 1 or more, got ${minimum}`)
  }
}
