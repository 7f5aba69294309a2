import type { CorrectedSums } from '../stats/index.js'
import type { Predicate } from './predicate.js'
import type { Private } from './private.js'
import type { Taxa } from './taxa.js'
import type { Truth } from './truth.js'
import type { Asked, Column, Told, TruthColumn, Unit } from './units.js'

/**
 * How units are put into cells: by a column as it is, by a column of whole numbers of which some are told as others, by bins
 * of an ordered one (both ends inclusive), or by the first of some conditions that holds, where those that meet none are a
 * last cell.
 */
export type Dimension =
  | { kind: 'column'; column: Asked }
  /** Numbers that `to` lacks, and units without a number, are in cell 0; what is told of a cell is of all who are in it. */
  | { kind: 'mapped'; column: Column; to: ReadonlyMap<number, number> }
  | { kind: 'parts'; parts: readonly Predicate[] }
  | { kind: 'bins'; column: Asked; bins: readonly (readonly [number, number | null])[] }

/** What intervals are clustered by. */
export type Cluster = 'contributor' | 'day'

/** Both sides of each sum, or one of them. The other is left empty then, and `top2` says what `top1` says. */
export type Guarding = 'both' | 'counted' | 'rest'

/** Families of cells in earlier releases that give units the columns `told` and `kept`. */
export type History = Partial<Record<Told, string>>

interface Base {
  of: Unit
  where: Predicate
  /** Cells; none means one cell of everything. */
  by: readonly Dimension[]
  /** Counts each unit in the cells of its own day and the following `roll` − 1 days. Only with `day` as first dimension. */
  roll?: number
  cluster: Cluster
  /** Also says who stands behind each sum and behind what is left of the cell; for `sums` and `below`. */
  guarded?: Guarding
  history?: History
}

/** What is added up per unit: 1 where a condition holds, or an integer column (unknown counts as nothing). */
export type Summand = { count: Predicate } | { sum: Column | TruthColumn }

/**
 * The engine-neutral question a figure becomes. Both stages, (contributor, cell) and then cell, happen in the engine;
 * only integers per cell come back.
 */
export type Query =
  /**
   * With a `weight`, a column of integers above 0, every unit counts as many times as it says, in all sums and in who
   * stands behind them; `units` and `ww` then say how many units there are. With `drawn`,
   * it counts that many times over the probability with which it was drawn for a dearer judge: w·10⁹ / `truth_chance`
   * rounded, w = 10⁹ without a weight; `where` then leaves out those that were not drawn.
   */
  | (Base & { ask: 'sums'; sums: readonly Summand[]; weight?: Column; drawn?: true })
  /** Units per log bucket of an integer column (src/stats/buckets). `split`: separately where a flag is set. */
  | (Base & { ask: 'histogram'; column: Column; split?: Column })
  /** Per cell and threshold, clustered sums of the units whose bucket is at most the threshold. */
  | (Base & {
      ask: 'below'
      column: Column
      thresholds: readonly { cell: readonly number[]; buckets: readonly number[] }[]
    })
  /** Sums under Poisson weights of the clusters, per draw (method.md 2.2); units weigh as in `sums`. */
  | (Base & { ask: 'draws'; sums: readonly Summand[]; draws: number; weight?: Column; drawn?: true })
  /**
   * Sums behind shares that a dearer judge corrects (`CorrectedSums` of src/stats), as `truth` of each cell. `known`: whether
   * the rules can tell; the same of the other judge's verdicts (`truthOf`) says whether that one can. Every summand is of
   * verdicts. Only where the engine has `truth`.
   */
  | (Base & { ask: 'corrected'; sums: readonly Summand[]; known: Predicate; weight?: Column })
  /**
   * Each contributor's cells against their own beginning, the cells `start` of the only dimension: per cell Σ n·n₀ as
   * `n`, Σ k·n₀ as `k` and Σ k₀·n as `kk`, over contributors with units in both. Index 0 is that; index d + 1 the same
   * under the weights of draw d. Clusters are contributors, whatever `cluster` says.
   */
  | (Base & { ask: 'paired'; sums: readonly Summand[]; start: readonly number[]; draws: number })
  /** Units of the family `told` that are not among these any more, per group they were told with; `by` stays empty. */
  | (Base & { ask: 'gone' })

/**
 * Puts units into groups that have been told apart: by their earlier group, the cell and the conditions that hold. Units
 * of the family that are not among these are told apart from those that are.
 */
export interface Telling {
  family: string
  of: Unit
  where: Predicate
  history?: History
  by: readonly Dimension[]
  parts: readonly Predicate[]
}

/** Integers of one cell. `cell` holds the value of each dimension: the column's number or text, or the bin's index. */
export interface CellRow {
  cell: (number | string)[]
  /** The bucket, the draw or the threshold the row speaks of; 0 elsewhere. */
  index: number
  /** 1 where `split` is set. */
  split: number
  n: number
  contributors: number
  clusters: number
  /** The largest contributor's units, and those of the two largest. */
  top1: number
  top2: number
  /** Σ n_c² over clusters. */
  nn: number
  /** Per summand: Σ k_c, Σ k_c², Σ n_c·k_c over clusters. The last two are empty where the query is `guarded`. */
  k: number[]
  kk: number[]
  nk: number[]
  /** Where the query has a weight: the number of units, and Σ w² over them. */
  units?: number
  ww?: number
  /** In answers to `corrected`: units that were drawn for the dearer judge, those of which it could tell, and their sums. */
  truth?: { drawn: number; labelled: number; sums: CorrectedSums[] }
  /** Per summand, where the query is `guarded`: who makes up the units it counts, and those it does not. */
  parts?: { counted: Holders; rest: Holders }[]
}

/** Who makes up a number of units: how many contributors, the largest one's units, those of the two largest. */
export interface Holders {
  units: number
  contributors: number
  top1: number
  top2: number
}

export type IntegerRows = CellRow[]

/** Whatever can answer queries over the rows of a study. */
export interface Engine {
  aggregate(query: Query): Promise<Private<IntegerRows>>
  /** Whose verdicts the columns of `TRUTH` hold; null or absent where units have none of these columns. */
  readonly truth?: Truth | null
  /** The groups that units' columns of `GROUPED` hold the numbers of; absent where sentences were put into none. */
  readonly taxa?: Private<Taxa>
  /** The families of cells of which releases told something, where there are such. */
  families?(): Promise<Private<ReadonlySet<string>>>
}

/** A text that two questions share where they are the same. */
export const nameOfQuery = (query: object): string =>
  JSON.stringify(query, (_, value: unknown) => (value instanceof Map ? [...value] : value))
