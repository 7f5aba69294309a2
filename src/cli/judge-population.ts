import {
  all,
  type Cluster,
  type Engine,
  MIN_CONTRIBUTORS,
  not,
  Private,
  type Query,
  truthOf,
  type Window,
  within,
} from '../algebra/index.js'
import type { JudgedUnit } from '../model/index.js'
import type { ClusterSums } from '../stats/index.js'
import { type Population, strataOf } from './judge-sample.js'
import { POPULATIONS, type Wanted } from './judge-shares.js'

/** Counts what a sample of a unit is drawn from, by what the rules say of each share that is wanted. */
export async function populationOf(
  unit: JudgedUnit,
  shares: readonly Wanted[],
  engine: Engine,
  window: Window,
): Promise<Private<Population>> {
  const { of, where: counted } = POPULATIONS[unit]
  const where = all(counted, within(of, window))
  const strata = strataOf(shares)
  const ask = (query: Partial<Query & { ask: 'sums' }>) =>
    engine.aggregate({ ask: 'sums', of, where, by: [], cluster: 'contributor', sums: [], ...query })
  const by = [{ kind: 'parts' as const, parts: strata.map((stratum) => stratum.where) }]
  const judged = engine.truth != null
  const truths = judged
    ? await ask({
        by,
        sums: shares.flatMap(({ yes, unknown }) => [
          { count: not(truthOf(unknown)) },
          { count: all(truthOf(yes), not(truthOf(unknown))) },
        ]),
      })
    : Private.of([])
  const cells = Private.both(await ask({ by }), truths)
  const people = (await ask({})).map((rows) => rows[0]?.contributors ?? 0)
  const sums = await people.chain(async (contributors) => {
    const cluster: Cluster = contributors < MIN_CONTRIBUTORS ? 'day' : 'contributor'
    const rows = await Promise.all(
      shares.map(({ yes, unknown }) => ask({ where: all(where, not(unknown)), cluster, sums: [{ count: yes }] })),
    )
    return Private.all(rows).map((list) =>
      list.map(([row]): ClusterSums => {
        if (row === undefined) return { n: 0, k: 0, clusters: 0, nn: 0, kk: 0, nk: 0 }
        const { n, clusters, nn, k, kk, nk } = row
        return { n, clusters, nn, k: k[0]!, kk: kk[0]!, nk: nk[0]! }
      }),
    )
  })
  return Private.both(cells, sums).map(([[rows, told], clustered]) => ({
    unit,
    shares,
    sums: clustered,
    strata: strata.map((stratum, h) => {
      const of = told.find(({ cell }) => Number(cell[0]) === h)
      return {
        ...stratum,
        units: rows.find(({ cell }) => Number(cell[0]) === h)?.n ?? 0,
        told: shares.map((_, i) => ({ n: of?.k[2 * i] ?? 0, yes: of?.k[2 * i + 1] ?? 0 })),
      }
    }),
  }))
}
