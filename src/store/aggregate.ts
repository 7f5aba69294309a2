import type { Guarding, Query, Summand } from '../algebra/index.js'
import { POISSON_THRESHOLDS } from '../stats/index.js'
import { cellsOf, isSmall, numbersOf, plainNumbersOf, summandsOf, sumOf, WEIGHED } from './answers.js'
import { correctedByDay, correctedSums } from './corrected.js'
import type { Dialect } from './dialect.js'
import { cellsAs, condition, prefixed, relation } from './units.js'
import { weightOf } from './weight.js'

/**
 * A query as SQL, in two stages: (cell, contributor), then cell. The result has the columns `c0…` (cell),
 * `idx`, `split` and `numbers`, a list of whole numbers in the order of `numbersOf` (src/store/answers.ts): an engine may
 * hold thousands of places for each column of a result. Only names of columns and values that measures declare get into
 * the text; nothing a user typed does.
 */
export function compile(query: Query, d: Dialect): string {
  const keys = [...cellsOf(query), 'idx', 'split']
  return `SELECT ${keys.join(', ')}, ${d.list(numbersOf(query), isSmall(query))} AS numbers FROM (${inner(query, d)}) answers`
}

/** The order of the rows of an answer. */
export const orderOf = (query: Query): string => `ORDER BY ${[...cellsOf(query), 'idx', 'split'].join(', ')}`

function inner(query: Query, d: Dialect): string {
  switch (query.ask) {
    case 'sums':
      return finish(query, { stage: sumsStage(query, d), ks: query.sums.length, d })
    case 'histogram':
      return histogram(query, d)
    case 'below':
      return finish(query, { stage: belowStage(query, d), ks: summandsOf(query), d })
    case 'draws':
      return draws(query, d)
    case 'paired':
      return paired(query, d)
    case 'corrected':
      return correctedSums(query, d)
    case 'gone':
      return gone(query, d)
  }
}

type Of<A extends Query['ask']> = Extract<Query, { ask: A }>

function sumsStage(query: Of<'sums'> | Of<'draws'>, d: Dialect): string {
  const weight = weightOf(query, d)
  const stage = stageOne(query, summands(query.sums, d, weight), d)
  if (query.roll === undefined || query.roll <= 1) return stage
  const keys = [...names(query), ...whose(query)]
  const ks = [...query.sums.map((_, i) => `k${i}`), ...(weight === undefined ? [] : WEIGHED)]
  return `SELECT ${keys.join(', ')}, sum(n) AS n${prefixed(ks.map(sumAs))}
    FROM (${shifted(query, stage, [...keys.slice(1), 'n', ...ks], d)}) GROUP BY ${keys.join(', ')}`
}

/** Who makes up each group of which nothing is left among the units. */
function gone(query: Of<'gone'>, d: Dialect): string {
  const there = `SELECT unit AS present FROM ${relation(query, d)} WHERE ${condition(query.where, d)}`
  const stage = `SELECT h.told AS c0, h.who AS who, count(*) AS n
    FROM told h LEFT JOIN (${there}) p ON p.present = h.unit
    WHERE h.family = ${d.quote(query.history?.told ?? '')} AND p.present IS NULL GROUP BY h.told, h.who`
  return finish({ ...query, by: [{ kind: 'column', column: 'told' }] }, { stage, ks: 0, d })
}

function histogram(query: Of<'histogram'>, d: Dialect): string {
  const keys = [...names(query), 'idx', 'split'].join(', ')
  const split = query.split === undefined ? '0' : query.split
  const units = unitsOf(query, [...cellsAs(query, d), `${d.bucketOf(query.column)} AS idx`, `${split} AS split`], d)
  const counted = `SELECT ${keys}, count(*) AS n FROM (${units}) GROUP BY ${keys}`
  const stage = shifted(query, counted, [...names(query).slice(1), 'idx', 'split', 'n'], d)
  return stage === counted ? counted : `SELECT ${keys}, sum(n) AS n FROM (${stage}) GROUP BY ${keys}`
}

/**
 * Thresholds are few per cell, so they come as a table of constants. Units meet them one by one: of many contributors,
 * hardly two units agree in cell, day and bucket.
 */
function belowStage(query: Of<'below'>, d: Dialect): string {
  const cells = names(query)
  const count = summandsOf(query)
  const units = unitsOf(query, [...cellsAs(query, d), ...whoseAs(query), `${d.bucketOf(query.column)} AS idx`], d)
  const columns = [...cells.map((c) => `t_${c}`), ...Array.from({ length: count }, (_, i) => `t${i}`)]
  const table = d.values(
    columns,
    query.thresholds.map((t) => [...t.cell, ...t.buckets]),
  )
  const on = cells.map((c) => `s.${c} = t.t_${c}`).join(' AND ') || '1 = 1'
  const counts = Array.from({ length: count }, (_, i) => `sum(CASE WHEN s.idx <= t.t${i} THEN 1 ELSE 0 END) AS k${i}`)
  const keys = [...cells, ...whose(query)]
  return `SELECT ${keys.map((c) => `s.${c} AS ${c}`).join(', ')}, count(*) AS n${prefixed(counts)}
    FROM (${shifted(query, units, [...keys.slice(cells.length > 0 ? 1 : 0), 'idx'], d)}) s JOIN ${table} t ON ${on}
    GROUP BY ${keys.map((c) => `s.${c}`).join(', ')}`
}

function draws(query: Of<'draws'>, d: Dialect): string {
  const cells = names(query)
  const by = [...cells, query.cluster === 'day' ? 'block' : 'who AS block'].join(', ')
  const ks = query.sums.map((_, i) => `k${i}`)
  const perBlock =
    query.cluster === 'day'
      ? `SELECT ${by}, sum(n) AS n${prefixed(added(ks.length))} FROM (${sumsStage(query, d)}) GROUP BY ${by}`
      : `SELECT ${by}, n${prefixed(ks)} FROM (${sumsStage(query, d)})`
  const weights = `SELECT block, draw, ${poisson('u')} AS w FROM (
    SELECT block, i AS draw, ${d.uniform16('CAST(block AS VARCHAR)', 'i')} AS u
    FROM (SELECT DISTINCT block FROM per_block) blocks, ${d.numbers(query.draws)} AS draws)`
  const weighted = query.sums.map((_, i) => `${d.bigSum(`c.k${i}`, 'w.w')} AS k${i}`)
  const keys = [...cells.map((c) => `c.${c}`), 'w.draw']
  return `WITH ${d.once('per_block', perBlock)}, weights AS (${weights})
    SELECT ${[...cells.map((c) => `c.${c} AS ${c}`), 'w.draw AS idx'].join(', ')}, 0 AS split, ${d.bigSum('c.n', 'w.w')} AS n${prefixed(weighted)}
    FROM per_block c JOIN weights w ON w.block = c.block WHERE w.w > 0
    GROUP BY ${keys.join(', ')}`
}

function paired(query: Of<'paired'>, d: Dialect): string {
  const index = query.sums.map((_, i) => i)
  const stage = stageOne({ ...query, cluster: 'contributor' }, summands(query.sums, d), d)
  const start = `SELECT who, sum(n) AS n${prefixed(added(index.length))} FROM stage WHERE c0 IN (${query.start.join(', ') || '-1'}) GROUP BY who`
  const pairs = index.map((i) => `${d.product(`s.k${i}`, 'b.n')} AS a${i}, ${d.product(`b.k${i}`, 's.n')} AS b${i}`)
  const both = `SELECT s.c0 AS c0, s.who AS who, ${d.product('s.n', 'b.n')} AS n${prefixed(pairs)} FROM stage s JOIN start b ON b.who = s.who`
  const weights = `SELECT who, draw, ${poisson('u')} AS w FROM (
    SELECT who, i AS draw, ${d.uniform16('CAST(who AS VARCHAR)', 'i')} AS u
    FROM (SELECT DISTINCT who FROM pairs) people, ${d.numbers(query.draws)} AS draws)`
  const sum = (...w: string[]) =>
    index.map((i) => `${d.bigSum(`p.a${i}`, ...w)} AS k${i}, ${d.bigSum(`p.b${i}`, ...w)} AS kk${i}, 0 AS nk${i}`)
  const rest = '0 AS clusters, 0 AS top1, 0 AS top2, 0 AS nn'
  return `WITH ${d.once('stage', stage)}, start AS (${start}), ${d.once('pairs', both)}, weights AS (${weights})
    SELECT p.c0 AS c0, 0 AS idx, 0 AS split, ${d.bigSum('p.n')} AS n, count(*) AS contributors, ${rest}${prefixed(sum())}
      FROM pairs p GROUP BY p.c0
    UNION ALL SELECT p.c0 AS c0, w.draw + 1 AS idx, 0 AS split, ${d.bigSum('p.n', 'w.w')} AS n, 0 AS contributors, ${rest}${prefixed(sum('w.w'))}
      FROM pairs p JOIN weights w ON w.who = p.who WHERE w.w > 0 GROUP BY p.c0, w.draw`
}

/** Poisson(1) weight of a uniform 16-bit integer (src/stats/poisson.ts). */
function poisson(uniform: string): string {
  return POISSON_THRESHOLDS.map((t) => `CASE WHEN ${uniform} >= ${t} THEN 1 ELSE 0 END`).join(' + ')
}

const names = (query: Query) => query.by.map((_, i) => `c${i}`)

/** The units of a question by themselves. */
function unitsOf(query: Of<'histogram'> | Of<'below'>, columns: readonly string[], d: Dialect): string {
  return `SELECT ${columns.join(', ')} FROM ${relation(query, d)}
    WHERE ${condition(query.where, d)} AND ${query.column} IS NOT NULL`
}

const sumAs = (column: string) => `sum(${column}) AS ${column}`

/** Sums per cell, contributor and, where days are the clusters, day. */
function stageOne(query: Query, ks: readonly string[], d: Dialect): string {
  const keys = [...names(query), ...whose(query)].join(', ')
  const given = [...cellsAs(query, d), ...whoseAs(query)].join(', ')
  const weight = weightOf(query, d)
  const n =
    weight === undefined ? 'count(*) AS n' : `sum(${weight}) AS n, count(*) AS units, ${d.bigSum(weight, weight)} AS ww`
  return `SELECT ${given}, ${n}${prefixed(ks.map((k, i) => `sum(${k}) AS k${i}`))} FROM ${relation(query, d)}
    WHERE ${condition(query.where, d)} GROUP BY ${keys}`
}

/** Rows of a day as rows of the windows of the following days as well. @param columns what they have beside `c0`. */
function shifted({ roll }: Query, rows: string, columns: readonly string[], d: Dialect): string {
  if (roll === undefined || roll <= 1) return rows
  return `SELECT s.c0 + r.i AS c0${prefixed(columns.map((c) => `s.${c} AS ${c}`))} FROM (${rows}) s, ${d.numbers(roll)} AS r`
}

/** Adds up a first stage to one row per cell. */
function finish(query: Query, { stage, ks, d }: { stage: string; ks: number; d: Dialect }): string {
  const cells = names(query)
  const index = Array.from({ length: ks }, (_, i) => i)
  const held = query.guarded === undefined ? { perPerson: [], people: [], out: [] } : holders(index, query.guarded, d)
  const leading = cells.map((c) => `${c}, `).join('')
  const group = cells.length > 0 ? `GROUP BY ${cells.join(', ')}` : ''
  const factors = (i: number) => ({ k: [`k${i}`], kk: [`k${i}`, `k${i}`], nk: ['n', `k${i}`] })
  const sums = index.flatMap((i) => sumOf(query).map((sum) => `${d.bigSum(...factors(i)[sum])} AS ${sum}${i}`))
  const weighed = weightOf(query, d) === undefined ? [] : WEIGHED.map(sumAs)
  const people = `count(*) AS contributors, max(n) AS top1, ${d.topTwo('n')} AS top2${prefixed([...weighed, ...held.people])}`
  const totals = `sum(n) AS n, count(*) AS clusters, ${d.bigSum('n', 'n')} AS nn${prefixed(sums)}`
  if (query.cluster === 'contributor')
    return `SELECT ${leading}0 AS idx, 0 AS split, ${totals}, ${people} FROM (${stage}) ${group}`
  const per = (whose: string, added: readonly string[]) =>
    `SELECT ${leading}${whose}, sum(n) AS n${prefixed(added)} FROM stage GROUP BY ${leading}${whose}`
  const on = cells.map((c) => `p.${c} = t.${c}`).join(' AND ') || '1 = 1'
  const out = index.flatMap((i) => sumOf(query).map((sum) => `t.${sum}${i}`))
  return `WITH ${d.once('stage', stage)}
    SELECT ${cells.map((c) => `t.${c} AS ${c}, `).join('')}0 AS idx, 0 AS split, t.n, p.contributors, t.clusters, p.top1, p.top2,
      t.nn${prefixed([...out, ...(weighed.length === 0 ? [] : WEIGHED.map((c) => `p.${c}`)), ...held.out])}
    FROM (SELECT ${leading}${totals} FROM (${per('block', added(ks))}) ${group}) t
    JOIN (SELECT ${leading}${people} FROM (${per('who', [...weighed, ...held.perPerson])}) ${group}) p ON ${on}`
}

const added = (ks: number): string[] => Array.from({ length: ks }, (_, i) => `sum(k${i}) AS k${i}`)

/** The questions whose clusters may be days, which are not contributors' own. */
type Daily = Of<'sums'> | Of<'below'> | Of<'corrected'>

/**
 * Units and sums per cell and day, the day as `idx`: what those who ask several parts of the contributors add up before
 * they take squares. `numbers` is in the order of `plainNumbersOf`.
 */
export function compileDays(query: Daily, d: Dialect): string {
  if (query.ask === 'corrected') return correctedByDay(query, d)
  const cells = names(query)
  const stage = query.ask === 'sums' ? sumsStage(query, d) : belowStage(query, d)
  const keys = [...cells, 'block'].join(', ')
  return `SELECT ${[...cells, 'block AS idx'].join(', ')}, 0 AS split, ${d.list(plainNumbersOf(query), false)} AS numbers FROM (
    SELECT ${keys}, sum(n) AS n${prefixed(added(summandsOf(query)))} FROM (${stage}) GROUP BY ${keys})`
}

/** Columns that tell who stands behind each summand (`k`) and behind the rest of its cell (`r`). */
function holders(index: readonly number[], side: Guarding, d: Dialect) {
  const sides = index.flatMap((i) => [
    ...(side === 'rest' ? [] : [{ name: `k${i}`, of: `k${i}` }]),
    ...(side === 'counted' ? [] : [{ name: `r${i}`, of: `(n - k${i})` }]),
  ])
  return {
    perPerson: index.map((i) => `sum(k${i}) AS k${i}`),
    people: sides.map(
      ({ name, of }) =>
        `count(CASE WHEN ${of} > 0 THEN 1 END) AS people_${name}, max(${of}) AS top1_${name}${
          side === 'both' ? `, ${d.topTwo(of)} AS top2_${name}` : ''
        }`,
    ),
    out: sides.map(({ name }) => `p.people_${name}, p.top1_${name}${side === 'both' ? `, p.top2_${name}` : ''}`),
  }
}

/**
 * Whose units a first stage keeps apart: people’s, and days’ where those are the clusters. Such a day is a `block`, since units have
 * columns of the name of a cluster.
 */
const whose = ({ cluster }: Query): string[] => (cluster === 'day' ? ['who', 'block'] : ['who'])
const whoseAs = ({ cluster }: Query): string[] => (cluster === 'day' ? ['who', DAY_AS_BLOCK] : ['who'])
/** Units without a time are one cluster: that of the day in which their places in their logs lie (`FIRST_TIME`). */
const DAY_AS_BLOCK = 'coalesce(day, 0) AS block'

function summands(list: readonly Summand[], d: Dialect, weight = '1'): string[] {
  return list.map((s) => {
    if ('count' in s) return `CASE WHEN ${condition(s.count, d)} THEN ${weight} ELSE 0 END`
    const value = `coalesce(${s.sum}, 0)`
    return weight === '1' ? value : d.product(value, weight)
  })
}
