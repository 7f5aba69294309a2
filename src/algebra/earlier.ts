import type { Rows } from './cut.js'
import type { Check } from './guard.js'
import { all, type Predicate, told } from './predicate.js'
import { Private } from './private.js'
import type { Cluster, Dimension, Engine, History, Query, Summand } from './query.js'
import type { Unit } from './units.js'

/** Days or months that a release told, both ends inclusive, and their units. `closed`: nothing can be added to them. */
export interface Span {
  from: number
  to: number
  n: number
  closed: boolean
}

/** What earlier releases told of the same data: the same places, exclusions and policy. */
export interface Earlier {
  spans(of: Unit): readonly Span[]
  /** Rows of a figure in a span, as they were estimated, or null where it had none. */
  rows(figure: string, of: Unit, span: Span): Rows | null
  /** Rows of a figure over the same window, as they were let out, or null where it was not. */
  figureRows(figure: string): Rows | null
  /** Whether a figure was let out over the same window, so that it can be repeated. */
  has(figure: string): boolean
}

export const NOTHING_EARLIER: Earlier = {
  spans: () => [],
  rows: () => null,
  figureRows: () => null,
  has: () => false,
}

/** Units of one kind, as far as they are counted. */
export interface Units {
  of: Unit
  where: Predicate
  cluster: Cluster
  history?: History
}

/** Units with the groups that earlier releases told them with in a family of cells. */
export const recalled = (units: Units, family: string): Units => ({
  ...units,
  history: { ...units.history, told: family },
})

/** What a telling takes of units. */
export const tellable = ({ of, where, history }: Units) => ({
  of,
  where,
  ...(history === undefined ? {} : { history }),
})

/** Who makes up each sum in each bin, apart for each group of units that earlier releases told. */
export const apart = (
  units: Units,
  family: string,
  by: readonly Dimension[],
  sums: readonly Summand[],
): Query & { ask: 'sums' } => ({
  ask: 'sums',
  ...recalled(units, family),
  by: [...by, { kind: 'column', column: 'told' }],
  sums,
  guarded: 'both',
})

/**
 * Groups told by earlier releases of which some units are still among these and others are not, where the others may not
 * be told apart: a new count with what is left of them would tell of those that are missing.
 */
export async function spoiled(units: Units, family: string, engine: Engine, check: Check): Promise<Private<number[]>> {
  const gone = await engine.aggregate({ ask: 'gone', ...recalled(units, family), by: [] })
  return gone.chain(async (rows) => {
    const bad = rows.filter(({ n, ...of }) => check({ units: n, ...of }) !== null).map((row) => Number(row.cell[0]))
    if (bad.length === 0) return Private.of<number[]>([])
    const here = await engine.aggregate({
      ask: 'sums',
      ...recalled({ ...units, where: all(units.where, told.in(...bad)) }, family),
      by: [{ kind: 'column', column: 'told' }],
      sums: [],
    })
    return here.map((found) => found.filter((row) => row.n > 0).map((row) => Number(row.cell[0])))
  })
}
