import { meanEstimate } from '../stats/index.js'
import { base, type Cut, type Rows, rounded, sumsOf } from './cut.js'
import type { Estimate, Mean } from './figure.js'
import type { Private } from './private.js'
import { quantileRows } from './quantiles.js'
import type { Engine } from './query.js'
import { scoreRows } from './score-rows.js'
import { shareRows } from './share-rows.js'

export function estimateRows(cut: Cut, estimate: Estimate, engine: Engine): Promise<Private<Rows>> {
  if (estimate.kind === 'share') return shareRows(cut, estimate, engine)
  if (estimate.kind === 'scores') return scoreRows(cut, estimate.values, rounded, engine)
  if (estimate.kind === 'extremes' || estimate.kind === 'spread') throw new Error('only of groups of sentences')
  return estimate.kind === 'mean' ? meanRows(cut, estimate, engine) : quantileRows(cut, estimate, engine)
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
