import type { ClusterSums } from '../stats/index.js'
import type { Weight } from './figure.js'
import type { Predicate } from './predicate.js'
import type { CellRow, Cluster, Dimension, History } from './query.js'
import type { Truth } from './truth.js'
import type { Unit } from './units.js'

/** One way of cutting units into cells, and the columns by which a row names its cell. */
export interface Cut {
  of: Unit
  where: Predicate
  by: readonly Dimension[]
  roll?: number
  cluster: Cluster
  history?: History
  /** What counts once; units where it is not said. */
  weight?: Weight
  /** Units are those that a dearer judge judged, and weigh 1 over the chance of having been drawn besides. */
  drawn?: true
  /** Whose verdicts on some units correct the shares. */
  corrects?: Truth
  keys(cell: (string | number)[]): Record<string, unknown>
}

export type Rows = Record<string, unknown>[]

/** Significant digits that estimates are given with. */
const DIGITS = 6
/** What lies closer to 0 is what rounding left of it: no share, time or mean is that small. */
const NOTHING = 1e-12
export const rounded = (value: number | null): number | null =>
  value === null ? null : Math.abs(value) < NOTHING ? 0 : Number(value.toPrecision(DIGITS))

/** Clustered sums of one summand of a cell. */
export const sumsOf = (row: CellRow, i: number): ClusterSums => ({
  n: row.n,
  k: row.k[i]!,
  clusters: row.clusters,
  nn: row.nn,
  kk: row.kk[i]!,
  nk: row.nk[i]!,
})

/** What every query of a cut has in common. */
export const base = ({ of, where, by, roll, cluster, history }: Cut) => ({
  of,
  where,
  by,
  cluster,
  ...(roll === undefined ? {} : { roll }),
  ...(history === undefined ? {} : { history }),
})
