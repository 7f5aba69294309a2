import { type ClusterTotals, correctedMeanFromSums, meanEstimate } from '../stats/index.js'
import { MIN_LABELS, nameOfCell } from './corrections.js'
import { base, type Cut, type Rows, rounded, sumsOf } from './cut.js'
import { all, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Engine } from './query.js'
import type { Column } from './units.js'
import { weighing } from './weighing.js'

/** No score is lower or higher. */
const SCORES = { floor: 1, ceiling: 10 } as const

/** What engines add up of the scores of a cell. */
export interface ScoreCell {
  /** All of its units. */
  all: CellRow
  /** For each score, the units that have it; null where there are none. */
  known: (CellRow | null)[]
  /** For each score, its mean as labels put it right; null where too few do. */
  right: (RightMean | null)[]
}

/** `labelled`: units behind it. */
interface RightMean {
  mean: number
  low: number
  high: number
  labelled: number
}

/** Units that have a score. */
export const scored = (column: Column): Predicate => ({ op: 'known', column })

/** Scores by name, and the columns that hold them. */
export type ScoreColumns = Readonly<Record<string, Column>>

/** How exactly a mean is told. */
export type Round = (value: number | null) => number | null

/** Sums of scores, cell by cell, with what labels say of them where the cut says whose. */
export async function scoreCells(cut: Cut, values: ScoreColumns, engine: Engine): Promise<Private<ScoreCell[]>> {
  const asked = { ...base(cut), ...weighing(cut), ask: 'sums' } as const
  const columns = Object.values(values)
  const [whole, scores, labels] = await Promise.all([
    engine.aggregate({ ...asked, sums: [] }),
    Promise.all(
      columns.map((column) =>
        engine.aggregate({ ...asked, where: all(cut.where, scored(column)), sums: [{ sum: column }] }),
      ),
    ),
    Promise.all(columns.map((column) => labelsOf(cut, column, engine))),
  ])
  return Private.both(whole, Private.both(Private.all(scores), Private.all(labels))).map(([cells, [known, right]]) => {
    const [own, put] = [known.map(byCell), right.map(byCell)]
    return cells
      .filter((row) => row.n > 0)
      .map((row) => ({
        all: row,
        known: own.map((rows) => rows.get(nameOfCell(row.cell)) ?? null),
        right: put.map((rows) => rightMean(rows.get(nameOfCell(row.cell)))),
      }))
  })
}

const byCell = (rows: readonly CellRow[]) => new Map(rows.map((row) => [nameOfCell(row.cell), row]))

const labelsOf = async (cut: Cut, column: Column, engine: Engine): Promise<Private<CellRow[]>> =>
  cut.corrects === undefined
    ? Private.of<CellRow[]>([])
    : engine.aggregate({ ...base(cut), ask: 'corrected', known: scored(column), sums: [{ sum: column }] })

function rightMean(row: CellRow | undefined): RightMean | null {
  if (row?.truth === undefined || row.truth.labelled < MIN_LABELS) return null
  const { value: mean, low, high } = correctedMeanFromSums(row.truth.sums[0]!, row.clusters, SCORES)
  return mean === null || low === null || high === null ? null : { mean, low, high, labelled: row.truth.labelled }
}

/** The sums behind the mean of a score. */
export function totalsOf(row: CellRow): ClusterTotals {
  const { n, k, clusters, nn, kk, nk } = sumsOf(row, 0)
  return { n, sum: k, clusters, nn, ss: kk, ns: nk }
}

/** The mean of each score with the ends of its interval, under its name. */
export function meansOf(
  { known, right }: ScoreCell,
  values: ScoreColumns,
  round: Round,
): Record<string, number | null> {
  const out: Record<string, number | null> = {}
  for (const [i, name] of Object.keys(values).entries()) {
    const row = known[i]!
    const plain = row === null ? { mean: null, low: null, high: null } : meanEstimate(totalsOf(row), SCORES)
    const { mean, low, high } = right[i] ?? plain
    Object.assign(out, { [name]: round(mean), [`${name}_low`]: round(low), [`${name}_high`]: round(high) })
    if (right[i] != null) out[`${name}_raw`] = round(plain.mean)
  }
  const labels = right.flatMap((one) => (one === null ? [] : [one.labelled]))
  return labels.length === 0 ? out : { ...out, labelled: Math.min(...labels) }
}

/** How many units stand behind a cell, and of how many contributors. */
export const heldBy = (cut: Pick<Cut, 'drawn'>, { all: row }: ScoreCell) => ({
  n: row.units ?? row.n,
  contributors: row.contributors,
  ...(cut.drawn === true ? { labelled: row.units } : {}),
})

/** One row per cell: its units, their share of all, and the mean of each score. */
export async function scoreRows(cut: Cut, values: ScoreColumns, round: Round, engine: Engine): Promise<Private<Rows>> {
  return (await scoreCells(cut, values, engine)).map((cells) => {
    const whole = cells.reduce((sum, { all: row }) => sum + row.n, 0)
    return cells.map((cell) => ({
      ...cut.keys(cell.all.cell),
      ...heldBy(cut, cell),
      ...(cut.by.length === 0 ? {} : { share: rounded(cell.all.n / whole) }),
      ...meansOf(cell, values, round),
    }))
  })
}
