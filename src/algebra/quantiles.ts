import {
  censoredQuantile,
  type Histogram,
  histogramQuantile,
  histogramQuantileValue,
  mergeHistograms,
  quantileInterval,
} from '../stats/index.js'
import { base, type Cut, type Rows, rounded, sumsOf } from './cut.js'
import type { Quantiles } from './figure.js'
import { Private } from './private.js'
import type { CellRow, Engine } from './query.js'

/** The values of one cell, by bucket; `ages` are of units that had not ended. */
export interface Distribution {
  cell: (string | number)[]
  finished: Histogram
  ages: Histogram
  all: Histogram
}

/** Percentiles of each cell, with intervals. */
export async function quantileRows(cut: Cut, spec: Quantiles, engine: Engine): Promise<Private<Rows>> {
  return rowsOf(await distributionsOf(cut, spec, engine), cut, spec, engine)
}

/** How the values of each cell are spread over buckets. */
export async function distributionsOf(cut: Cut, spec: Quantiles, engine: Engine): Promise<Private<Distribution[]>> {
  const split = spec.censored === undefined ? {} : { split: spec.censored }
  return (await engine.aggregate({ ...base(cut), ask: 'histogram', column: spec.column, ...split })).map(distributions)
}

/** Rows from distributions that are known already: one more question, about the units below each percentile. */
export function rowsOf(
  found: Private<Distribution[]>,
  cut: Cut,
  spec: Quantiles,
  engine: Engine,
): Promise<Private<Rows>> {
  return found.chain(async (cells) => {
    const thresholds = cells.map((c) => ({
      cell: c.cell.map(Number),
      buckets: spec.at.map((q) => histogramQuantile(c.all, q)!),
    }))
    if (thresholds.length === 0) return Private.of<Rows>([])
    const below = await engine.aggregate({ ...base(cut), ask: 'below', column: spec.column, thresholds })
    return below.map((rows) => {
      const byCell = new Map(rows.map((row) => [row.cell.join('/'), row]))
      return cells.map((cell) => quantileRow(cut, spec, cell, byCell.get(cell.cell.join('/'))!))
    })
  })
}

function distributions(rows: CellRow[]): Distribution[] {
  const cells = new Map<
    string,
    { cell: CellRow['cell']; finished: { bucket: number; n: number }[]; ages: { bucket: number; n: number }[] }
  >()
  for (const row of rows) {
    const name = row.cell.join('/')
    const known = cells.get(name) ?? { cell: row.cell, finished: [], ages: [] }
    ;(row.split === 1 ? known.ages : known.finished).push({ bucket: row.index, n: row.n })
    cells.set(name, known)
  }
  return [...cells.values()].map((c) => ({ ...c, all: mergeHistograms(c.finished, c.ages) }))
}

/** `p50`, `p999`: the name of a percentile's column. */
export const percentileName = (q: number): string => `p${String(Number((q * 100).toPrecision(6))).replace('.', '')}`

function quantileRow(
  cut: Cut,
  spec: Quantiles,
  { cell, finished, ages, all }: Distribution,
  sums: CellRow,
): Record<string, unknown> {
  const row: Record<string, unknown> = { ...cut.keys(cell), n: sums.n, contributors: sums.contributors }
  if (spec.censored !== undefined) row.censored = ages.reduce((sum, b) => sum + b.n, 0)
  const withheld: Record<string, string> = {}
  const shown = (value: number | null) => rounded(value === null ? null : value * spec.scale)
  spec.at.forEach((q, i) => {
    const name = percentileName(q)
    const { value, agree } = censoredQuantile({ finished, ages, q, integer: spec.whole })
    if (!agree) withheld[name] = 'censored'
    const ends = quantileInterval({ q, below: sumsOf(sums, i) })
    const at = (p: number | null) =>
      p === null || !agree ? null : histogramQuantileValue(all, p, { integer: spec.whole })
    row[name] = agree ? shown(value) : null
    row[`${name}_low`] = shown(at(ends.low))
    row[`${name}_high`] = shown(at(ends.high))
  })
  if (Object.keys(withheld).length > 0) row.withheld = withheld
  return row
}
