import { type Query, truthOf } from '../algebra/index.js'
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
  `SELECT ${[...cellsOf(query), 'cluster AS idx'].join(', ')}, 0 AS split, ${d.list(plainNumbersOf(query), false)} AS numbers
    FROM (${perCluster({ ...query, cluster: 'day' }, d)})`

/** What each cluster of a cell adds: the letters are those of `CorrectedSums`. */
function perCluster(query: Corrected, d: Dialect): string {
  const { known, sums, weight = '1' } = query
  const flag = (holds: string) => `CASE WHEN ${holds} THEN 1 ELSE 0 END`
  const drawn = 'truth_chance IS NOT NULL'
  const units = `SELECT *${prefixed([
    ...cellsAs(query, d),
    `${query.cluster === 'day' ? 'day' : 'who'} AS cluster`,
    `${flag(condition(known, d))} AS is_told`,
    `${flag(drawn)} AS is_drawn`,
    `${flag(`${drawn} AND ${condition(truthOf(known), d)}`)} AS is_labelled`,
    `coalesce(${drawnWeight(query.weight, d)}, 0) AS drawn_weight`,
  ])} FROM ${relation(query, d)} WHERE ${condition(query.where, d)}`
  const sum = (holds: string, of: string, name: string) => `sum(CASE WHEN ${holds} THEN ${of} ELSE 0 END) AS ${name}`
  const each = sums.flatMap(({ count }, i) => [
    sum(`is_told = 1 AND ${condition(count, d)}`, weight, `f${i}`),
    sum(`is_told = 1 AND ${condition(count, d)}`, 'drawn_weight', `g${i}`),
    sum(`is_labelled = 1 AND ${condition(truthOf(count), d)}`, 'drawn_weight', `y${i}`),
  ])
  const all = [
    'count(*) AS n',
    'sum(is_drawn) AS drawn',
    'sum(is_labelled) AS labelled',
    `${d.bigSum('is_labelled', 'drawn_weight', 'drawn_weight')} AS s`,
    sum('is_told = 1', weight, 'u'),
    sum('is_told = 1', 'drawn_weight', 'v'),
    sum('is_labelled = 1', 'drawn_weight', 't'),
    ...each,
  ]
  const keys = [...cellsOf(query), 'cluster'].join(', ')
  return `SELECT ${keys}${prefixed(all)} FROM (${units}) GROUP BY ${keys}`
}
