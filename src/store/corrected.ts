import { type Query, type Summand, type TruthColumn, truthColumn, truthOf } from '../algebra/index.js'
import { cellsOf, factorsOf, numbersOf, plainNumbersOf } from './answers.js'
import type { Dialect } from './dialect.js'
import { cellsAs, condition, prefixed, relation } from './units.js'
import { drawnWeight } from './weight.js'

type Corrected = Extract<Query, { ask: 'corrected' }>

/** Sums of every cell over its clusters, and sums of products of these; named as in `numbersOf`. */
export function correctedSums(query: Corrected, d: Dialect): string {
  const cells = cellsOf(query)
  const sums = numbersOf(query).map((name) => {
    if (name === 'clusters') return 'count(*) AS clusters'
    return `${d.bigSum(...(factorsOf(name) ?? [name]))} AS ${name}`
  })
  const group = cells.length > 0 ? `GROUP BY ${cells.join(', ')}` : ''
  return `SELECT ${[...cells, '0 AS idx', '0 AS split', ...sums].join(', ')} FROM (${perCluster(query, d)}) ${group}`
}

/** Sums per cell and day, the day as `idx`: `numbers` in the order of `plainNumbersOf`. */
export const correctedByDay = (query: Corrected, d: Dialect): string =>
  `SELECT ${[...cellsOf(query), 'block AS idx'].join(', ')}, 0 AS split, ${d.list(plainNumbersOf(query), false)} AS numbers
    FROM (${perCluster({ ...query, cluster: 'day' }, d)})`

/** What each cluster of a cell adds: the letters are those of `CorrectedSums`. Few units are drawn, so these are gone through alone. */
function perCluster(query: Corrected, d: Dialect): string {
  const { known, sums, weight = '1' } = query
  const keys = [...cellsOf(query), 'block'].join(', ')
  const sum = (holds: string, of: string, name: string) => `sum(CASE WHEN ${holds} THEN ${of} ELSE 0 END) AS ${name}`
  const told = condition(known, d)
  const everyone = [
    'count(*) AS n',
    sum(told, weight, 'u'),
    ...sums.map((own, i) => sum(...adds(own, told, weight, d), `f${i}`)),
  ]
  const labelled = condition(truthOf(known), d)
  const some = [
    'count(*) AS drawn',
    `count(CASE WHEN ${labelled} THEN 1 END) AS labelled`,
    `${d.bigSum(`CASE WHEN ${labelled} THEN 1 ELSE 0 END`, 'drawn_weight', 'drawn_weight')} AS s`,
    sum(told, 'drawn_weight', 'v'),
    sum(labelled, 'drawn_weight', 't'),
    ...sums.flatMap((own, i) => [
      sum(...adds(own, told, 'drawn_weight', d), `g${i}`),
      sum(...adds(byTruth(own), labelled, 'drawn_weight', d), `y${i}`),
    ]),
  ]
  const units = (where: string, more: readonly string[]) => {
    const block = `${query.cluster === 'day' ? 'day' : 'who'} AS block`
    return `SELECT *${prefixed([...cellsAs(query, d), block, ...more])} FROM ${relation(query, d)} WHERE ${condition(query.where, d)}${where}`
  }
  const drawn = units(' AND truth_chance IS NOT NULL', [`${drawnWeight(query.weight, d)} AS drawn_weight`])
  const names = plainNumbersOf(query)
  const own = new Set(['n', 'u', ...sums.map((_, i) => `f${i}`)])
  // Both halves have all columns, nothing where the other counts.
  const half = (counted: readonly string[], from: string, ours: (name: string) => boolean) => {
    const columns = names.map((name) => (ours(name) ? name : `0 AS ${name}`))
    return `SELECT ${[keys, ...columns].join(', ')} FROM (SELECT ${keys}${prefixed(counted)} FROM (${from}) GROUP BY ${keys})`
  }
  const halves = [half(everyone, units('', []), (name) => own.has(name)), half(some, drawn, (name) => !own.has(name))]
  return `SELECT ${keys}${prefixed(names.map((name) => `${d.bigSum(name)} AS ${name}`))} FROM (${halves.join(' UNION ALL ')}) GROUP BY ${keys}`
}

/** When a unit adds to a sum under a weight, and what. */
const adds = (own: Summand, told: string, weight: string, d: Dialect): [holds: string, of: string] =>
  'count' in own ? [`${told} AND ${condition(own.count, d)}`, weight] : [told, d.product(own.sum, weight)]

/** The same of what a dearer judge says. */
const byTruth = (own: Summand): Summand =>
  'count' in own ? { count: truthOf(own.count) } : { sum: truthColumn(own.sum) as TruthColumn }
