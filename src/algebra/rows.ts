import { meanEstimate, shareEstimate, weightedShare } from '../stats/index.js'
import { base, type Cut, type Rows, rounded, sumsOf } from './cut.js'
import type { Estimate, Mean, Share, Weight } from './figure.js'
import { all, any, not } from './predicate.js'
import { Private } from './private.js'
import { quantileRows } from './quantiles.js'
import type { CellRow, Engine } from './query.js'
import type { Column } from './units.js'

export function estimateRows(cut: Cut, estimate: Estimate, engine: Engine): Promise<Private<Rows>> {
  if (estimate.kind === 'share') return shareRows(cut, estimate, engine)
  return estimate.kind === 'mean' ? meanRows(cut, estimate, engine) : quantileRows(cut, estimate, engine)
}

/** Units of which nobody can tell are nothing to speak of up to this share of a cell (method.md 5). */
const FEW_UNKNOWN = 0.05

async function shareRows(cut: Cut, spec: Share, engine: Engine): Promise<Private<Rows>> {
  const { unknown } = spec
  const weight = weightColumn(cut.weight)
  const names = Object.keys(spec.values)
  const sums = names.map((name) => ({ count: spec.values[name]! }))
  if (spec.atMost !== undefined) sums.push({ count: any(spec.values[spec.atMost.value]!, spec.atMost.plus) })
  const whole =
    unknown === undefined
      ? Private.of<CellRow[]>([])
      : await engine.aggregate({ ...base(cut), ...weight, ask: 'sums', sums: [{ count: unknown }] })
  // Where all is known, dimensions are about the same units, and may be asked for together.
  const cells = whole.chain((judged) =>
    engine.aggregate({
      ...base(cut),
      ...weight,
      ...(unknown === undefined || judged.every((row) => row.k[0] === 0)
        ? {}
        : { where: all(cut.where, not(unknown)) }),
      ask: 'sums',
      sums,
    }),
  )
  return Private.both(await cells, whole).map(([known, judged]) => {
    const nameOf = ({ cell }: CellRow) => cell.join('/')
    const told = new Map(known.map((row) => [nameOf(row), row]))
    // A cell of which nothing is known has a row that says so.
    return (unknown === undefined ? known : judged)
      .filter((row) => row.n > 0)
      .flatMap((row) => {
        const own = told.get(nameOf(row))
        const rows = own === undefined || own.n === 0 ? [] : names.map((name, i) => valueRow(cut, spec, own, name, i))
        if (unknown === undefined) return rows
        const left = row.k[0]!
        if (own !== undefined && left > FEW_UNKNOWN * row.n)
          for (const [i, out] of rows.entries())
            Object.assign(out, {
              share_min: rounded(own.k[i]! / row.n),
              share_max: rounded((own.k[i]! + left) / row.n),
            })
        return spec.unknownAs === undefined || left === 0
          ? rows
          : [...rows, plainRow(cut, spec.key, row, spec.unknownAs, 0)]
      })
  })
}

/** What a query is asked with under a weight. */
export const weightColumn = (weight: Weight | undefined): { weight?: Column } =>
  weight === undefined || weight === 'action' ? {} : { weight: `${weight}_weight` }

/** The share of one summand in a cell, under the weight of its cut. */
function plainRow(cut: Cut, key: string, row: CellRow, value: string, i: number): Record<string, unknown> {
  const { share, low, high } = estimateOf(row, i)
  const { n, contributors, units = n, ww = n } = row
  const weighed = cut.weight === undefined ? {} : { weight: cut.weight }
  const effective = cut.weight === undefined ? {} : { n_eff: rounded((n / ww) * n), raw: rounded(share) }
  const ends = { share: rounded(share), low: rounded(low), high: rounded(high) }
  return { ...cut.keys(row.cell), [key]: value, ...weighed, n: units, contributors, ...ends, ...effective }
}

const estimateOf = (row: CellRow, i: number) =>
  row.ww === undefined ? shareEstimate(sumsOf(row, i)) : weightedShare({ ...sumsOf(row, i), ww: row.ww })

function valueRow(cut: Cut, spec: Share, row: CellRow, name: string, i: number): Record<string, unknown> {
  const out = plainRow(cut, spec.key, row, name, i)
  if (spec.atMost?.value === name) {
    const most = estimateOf(row, Object.keys(spec.values).length)
    out[spec.atMost.name] = rounded(most.share)
    out.high = rounded(most.high)
  }
  return out
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
