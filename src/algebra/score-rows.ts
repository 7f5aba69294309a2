import { type ClusterTotals, meanEstimate } from '../stats/index.js'
import { base, type Cut, type Rows, rounded, sumsOf } from './cut.js'
import { all, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Engine } from './query.js'
import type { Column } from './units.js'
import { weighing } from './weighing.js'

/** No score is lower or higher. */
const SCORES = { floor: 1, ceiling: 10 } as const

/** What engines add up of the scores of a cell: all of its units, and for each score those whose score is known. */
export interface ScoreCell {
  all: CellRow
  /** In the order of the scores; null where no unit of the cell has this score. */
  known: (CellRow | null)[]
}

/** Units that have a score. */
export const scored = (column: Column): Predicate => ({ op: 'known', column })

/** Scores by name, and the columns that hold them. */
export type ScoreColumns = Readonly<Record<string, Column>>

/** How exactly a mean is told. */
export type Round = (value: number | null) => number | null

/** Sums of scores, cell by cell. */
export async function scoreCells(cut: Cut, values: ScoreColumns, engine: Engine): Promise<Private<ScoreCell[]>> {
  const asked = { ...base(cut), ...weighing(cut), ask: 'sums' } as const
  const [whole, ...scores] = await Promise.all([
    engine.aggregate({ ...asked, sums: [] }),
    ...Object.values(values).map((column) =>
      engine.aggregate({ ...asked, where: all(cut.where, scored(column)), sums: [{ sum: column }] }),
    ),
  ])
  return Private.both(whole!, Private.all(scores)).map(([cells, known]) => {
    const by = known.map((rows) => new Map(rows.map((row) => [row.cell.join('/'), row])))
    return cells
      .filter((row) => row.n > 0)
      .map((row) => ({ all: row, known: by.map((rows) => rows.get(row.cell.join('/')) ?? null) }))
  })
}

/** The sums behind the mean of a score. */
export function totalsOf(row: CellRow): ClusterTotals {
  const { n, k, clusters, nn, kk, nk } = sumsOf(row, 0)
  return { n, sum: k, clusters, nn, ss: kk, ns: nk }
}

/** The mean of each score with the ends of its interval, under its name. */
export function meansOf({ known }: ScoreCell, values: ScoreColumns, round: Round): Record<string, number | null> {
  const found = Object.keys(values).map((name, i): [string, number | null][] => {
    const row = known[i]!
    const { mean, low, high } =
      row === null ? { mean: null, low: null, high: null } : meanEstimate(totalsOf(row), SCORES)
    return [
      [name, round(mean)],
      [`${name}_low`, round(low)],
      [`${name}_high`, round(high)],
    ]
  })
  return Object.fromEntries(found.flat())
}

/** One row per cell: its units, their share of all, and the mean of each score. */
export async function scoreRows(cut: Cut, values: ScoreColumns, round: Round, engine: Engine): Promise<Private<Rows>> {
  return (await scoreCells(cut, values, engine)).map((cells) => {
    const whole = cells.reduce((sum, { all: row }) => sum + row.n, 0)
    return cells.map((cell) => ({
      ...cut.keys(cell.all.cell),
      n: cell.all.units ?? cell.all.n,
      contributors: cell.all.contributors,
      ...(cut.by.length === 0 ? {} : { share: rounded(cell.all.n / whole) }),
      ...meansOf(cell, values, round),
    }))
  })
}
