import {
  type ClusterSums,
  censoredQuantile,
  type Histogram,
  histogramQuantile,
  histogramQuantileValue,
  meanEstimate,
  mergeHistograms,
  quantileInterval,
  shareEstimate,
} from '../stats/index.js'
import type { Estimate, Mean, Quantiles, Share } from './figure.js'
import { any, type Predicate } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Cluster, Dimension, Engine } from './query.js'
import type { Unit } from './units.js'

/** One way of cutting units into cells, and the columns by which a row names its cell. */
export interface Cut {
  of: Unit
  where: Predicate
  by: readonly Dimension[]
  roll?: number
  cluster: Cluster
  keys(cell: (string | number)[]): Record<string, unknown>
}

export type Rows = Record<string, unknown>[]

/** Significant digits that estimates are given with. */
const DIGITS = 6
/** What lies closer to 0 is what rounding left of it: no share, time or mean is that small. */
const NOTHING = 1e-12
export const rounded = (value: number | null): number | null =>
  value === null ? null : Math.abs(value) < NOTHING ? 0 : Number(value.toPrecision(DIGITS))

export function estimateRows(cut: Cut, estimate: Estimate, engine: Engine): Promise<Private<Rows>> {
  if (estimate.kind === 'share') return shareRows(cut, estimate, engine)
  return estimate.kind === 'mean' ? meanRows(cut, estimate, engine) : quantileRows(cut, estimate, engine)
}

/** Clustered sums of one summand of a cell. */
export const sumsOf = (row: CellRow, i: number): ClusterSums => ({
  n: row.n,
  k: row.k[i]!,
  clusters: row.clusters,
  nn: row.nn,
  kk: row.kk[i]!,
  nk: row.nk[i]!,
})

const base = ({ of, where, by, roll, cluster }: Cut) => ({
  of,
  where,
  by,
  cluster,
  ...(roll === undefined ? {} : { roll }),
})

async function shareRows(cut: Cut, spec: Share, engine: Engine): Promise<Private<Rows>> {
  const names = Object.keys(spec.values)
  const sums = names.map((name) => ({ count: spec.values[name]! }))
  if (spec.atMost !== undefined) sums.push({ count: any(spec.values[spec.atMost.value]!, spec.atMost.plus) })
  const cells = await engine.aggregate({ ...base(cut), ask: 'sums', sums })
  return cells.map((rows) =>
    rows
      .filter((row) => row.n > 0)
      .flatMap((row) =>
        names.map((name, i) => {
          const { share, low, high } = shareEstimate(sumsOf(row, i))
          const out: Record<string, unknown> = {
            ...cut.keys(row.cell),
            [spec.key]: name,
            n: row.n,
            contributors: row.contributors,
          }
          Object.assign(out, { share: rounded(share), low: rounded(low), high: rounded(high) })
          if (spec.atMost?.value === name) {
            const most = shareEstimate(sumsOf(row, names.length))
            out[spec.atMost.name] = rounded(most.share)
            out.high = rounded(most.high)
          }
          return out
        }),
      ),
  )
}

async function meanRows(cut: Cut, spec: Mean, engine: Engine): Promise<Private<Rows>> {
  const names = Object.keys(spec.values)
  const cells = await engine.aggregate({
    ...base(cut),
    ask: 'sums',
    sums: names.map((name) => ({ sum: spec.values[name]! })),
  })
  return cells.map((rows) =>
    rows
      .filter((row) => row.n > 0)
      .flatMap((row) =>
        names.map((name, i) => {
          const { n, k, clusters, nn, kk, nk } = sumsOf(row, i)
          const { mean, low, high } = meanEstimate({ n, sum: k, clusters, nn, ss: kk, ns: nk }, { floor: 0 })
          return {
            ...cut.keys(row.cell),
            [spec.key]: name,
            n,
            contributors: row.contributors,
            [spec.name]: rounded(mean),
            low: rounded(low),
            high: rounded(high),
          }
        }),
      ),
  )
}

interface Distribution {
  cell: (string | number)[]
  finished: Histogram
  ages: Histogram
  all: Histogram
}

async function quantileRows(cut: Cut, spec: Quantiles, engine: Engine): Promise<Private<Rows>> {
  const split = spec.censored === undefined ? {} : { split: spec.censored }
  const buckets = await engine.aggregate({ ...base(cut), ask: 'histogram', column: spec.column, ...split })
  return buckets.map(distributions).chain(async (cells) => {
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
