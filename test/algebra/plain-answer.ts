import { createHash } from 'node:crypto'
import {
  type CellRow,
  type Column,
  type Dimension,
  type Guarding,
  type Predicate,
  type Query,
  type Summand,
  type TruthColumn,
  truthOf,
} from '../../src/algebra/index.js'
import { bucketOf, type ClusterSum, type CorrectedSums, PRODUCTS, poissonWeight } from '../../src/stats/index.js'
import { type Population, type UnitRow, whoOf } from './unit-rows.js'

type Row = UnitRow

/** The answer to a query, worked out row by row, from what src/algebra/query.ts says and nothing else. */
export function plainAnswer(query: Query, population: Population): CellRow[] {
  if (query.ask === 'gone') throw new Error('rows know nothing of earlier releases')
  const units = (population[query.of] as Row[]).filter((row) => holds(query.where, row))
  const cells = new Map<string, { cell: (number | string)[]; rows: Row[] }>()
  for (const row of units) {
    const own = query.by.map((dimension) => cellOf(dimension, row))
    for (let later = 0; later < (query.roll ?? 1); later++) {
      const cell = later === 0 ? own : [Number(own[0]) + later, ...own.slice(1)]
      const name = JSON.stringify(cell)
      const known = cells.get(name)
      if (known === undefined) cells.set(name, { cell, rows: [row] })
      else known.rows.push(row)
    }
  }
  if (query.ask === 'paired') return pairedAnswer(query, [...cells.values()]).sort(inOrder)
  return [...cells.values()].flatMap(({ cell, rows }) => ofCell(query, cell, rows)).sort(inOrder)
}

export function holds(p: Predicate, row: Row): boolean {
  if (p.op === 'not') return !holds(p.of, row)
  if (p.op === 'has')
    return String(row[p.column as Column] ?? '')
      .split('|')
      .includes(p.value)
  if (p.op === 'in' || p.op === 'between' || p.op === 'known') {
    const value = row[p.column as Column]
    if (value === null || value === undefined) return false
    if (p.op === 'known') return true
    if (p.op === 'in') return p.values.includes(value)
    return (p.low === null || Number(value) >= p.low) && (p.high === null || Number(value) <= p.high)
  }
  return p.op === 'and' ? p.all.every((q) => holds(q, row)) : p.all.some((q) => holds(q, row))
}

function cellOf(dimension: Dimension, row: Row): number | string {
  if (dimension.kind === 'parts') {
    const first = dimension.parts.findIndex((part) => holds(part, row))
    return first < 0 ? dimension.parts.length : first
  }
  const value = row[dimension.column as Column]!
  if (dimension.kind === 'column') return value
  if (dimension.kind === 'mapped') return dimension.to.get(Number(value ?? -1)) ?? 0
  const bin = dimension.bins.findIndex(
    ([low, high]) => Number(value) >= low && (high === null || Number(value) <= high),
  )
  if (bin < 0) throw new Error(`${dimension.column} ${value} is in no bin`)
  return bin
}

/** Every person's cell against the cells of their own beginning. */
function pairedAnswer(
  query: Extract<Query, { ask: 'paired' }>,
  cells: { cell: (number | string)[]; rows: Row[] }[],
): CellRow[] {
  const amounts = query.sums.map(amountOf)
  const beginning = cells.filter(({ cell }) => query.start.includes(Number(cell[0]))).flatMap(({ rows }) => rows)
  const of = (rows: Row[], person: unknown) => rows.filter((row) => row.contributor === person)
  return cells.flatMap(({ cell, rows }) => {
    const people = [...new Set(rows.map((row) => row.contributor))].filter((p) => of(beginning, p).length > 0)
    const total = (value: (later: Row[], early: Row[]) => number, weight: (person: unknown) => number) =>
      sum(people.map((p) => weight(p) * value(of(rows, p), of(beginning, p))))
    const line = (index: number, contributors: number, weight: (person: unknown) => number): CellRow => ({
      cell,
      index,
      split: 0,
      contributors,
      clusters: 0,
      top1: 0,
      top2: 0,
      nn: 0,
      n: total((later, early) => later.length * early.length, weight),
      k: amounts.map((amount) => total((later, early) => sum(later.map(amount)) * early.length, weight)),
      kk: amounts.map((amount) => total((later, early) => sum(early.map(amount)) * later.length, weight)),
      nk: amounts.map(() => 0),
    })
    if (people.length === 0) return []
    const drawn = Array.from({ length: query.draws }, (_, draw) =>
      line(draw + 1, 0, (p) => poissonWeight(uniform16(String(whoOf(String(p))), draw))),
    )
    return [line(0, people.length, () => 1), ...drawn.filter((row) => row.n > 0)]
  })
}

function ofCell(query: Exclude<Query, { ask: 'paired' | 'gone' }>, cell: (number | string)[], rows: Row[]): CellRow[] {
  const none = { contributors: 0, clusters: 0, top1: 0, top2: 0, nn: 0, k: [], kk: [], nk: [] }
  switch (query.ask) {
    case 'sums':
      if (query.weight !== undefined || query.drawn)
        return [{ cell, index: 0, split: 0, ...weighedSums(query, rows, query.sums.map(amountOf)) }]
      return [{ cell, index: 0, split: 0, ...clustered(query, rows, query.sums.map(amountOf)) }]
    case 'histogram': {
      const counts = new Map<string, CellRow>()
      for (const row of rows) {
        if (row[query.column] === null) continue
        const index = bucketOf(Number(row[query.column]))
        const split = query.split === undefined ? 0 : Number(row[query.split])
        const own = counts.get(`${index}/${split}`) ?? { cell, index, split, n: 0, ...none }
        own.n++
        counts.set(`${index}/${split}`, own)
      }
      return [...counts.values()]
    }
    case 'below': {
      const known = rows.filter((row) => row[query.column] !== null)
      const asked = query.thresholds.find((t) => JSON.stringify(t.cell) === JSON.stringify(cell))
      if (asked === undefined || known.length === 0) return []
      const ks = asked.buckets.map((most) => (row: Row) => (bucketOf(Number(row[query.column])) <= most ? 1 : 0))
      return [{ cell, index: 0, split: 0, ...clustered(query, known, ks) }]
    }
    case 'draws':
      return Array.from({ length: query.draws }, (_, draw) => {
        const weight = (row: Row) => poissonWeight(uniform16(clusterOf(query, row), draw))
        const total = (value: (row: Row) => number) => {
          const units = rows.map((row) => BigInt(weight(row) * value(row)) * weightOf(query, row))
          return Number(units.reduce((a, b) => a + b, 0n))
        }
        const k = query.sums.map((summand) => total(amountOf(summand)))
        const zeros = k.map(() => 0)
        return { cell, split: 0, ...none, index: draw, n: total(() => 1), k, kk: zeros, nk: zeros }
      }).filter((row) => row.n > 0)
    case 'corrected':
      return [{ cell, index: 0, split: 0, ...none, ...truthSums(query, rows) }]
  }
}

/** How often a unit counts: as its weight says, over the chance of being drawn where the query asks for that, rounded. */
function weightOf({ weight, drawn }: { weight?: Column; drawn?: boolean }, row: Row): bigint {
  const whole = weight === undefined ? (drawn ? 1_000_000_000n : 1n) : BigInt(Number(row[weight]))
  if (!drawn) return whole
  const chance = BigInt(Number(row.truth_chance))
  const [times, rest] = [(whole * 1_000_000_000n) / chance, (whole * 1_000_000_000n) % chance]
  return 2n * rest >= chance ? times + 1n : times
}

/** What each cluster adds to a corrected share, and the sums of their products, as src/stats says of `CorrectedSums`. */
function truthSums(query: Extract<Query, { ask: 'corrected' }>, rows: Row[]) {
  const total = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n)
  const weights = query.weight === undefined ? {} : { weight: query.weight }
  const w = (row: Row) => weightOf(weights, row)
  const v = (row: Row) => weightOf({ ...weights, drawn: true }, row)
  const known = (list: Row[]) => list.filter((row) => holds(query.known, row))
  const drawn = (list: Row[]) => list.filter((row) => (row.truth_chance ?? null) !== null)
  const labelled = (list: Row[]) => drawn(list).filter((row) => holds(truthOf(query.known), row))
  const clusters = groups(rows, (row) => clusterOf(query, row))
  const sums = query.sums.map((own): CorrectedSums => {
    const said = amountOf(own)
    const truly = amountOf('count' in own ? { count: truthOf(own.count) } : { sum: `truth_${own.sum}` as TruthColumn })
    const times = (weight: (row: Row) => bigint, amount: (row: Row) => number) => (row: Row) =>
      weight(row) * BigInt(amount(row))
    const of: Record<ClusterSum, (list: Row[]) => bigint> = {
      u: (list) => total(known(list).map(w)),
      f: (list) => total(known(list).map(times(w, said))),
      v: (list) => total(known(drawn(list)).map(v)),
      g: (list) => total(known(drawn(list)).map(times(v, said))),
      t: (list) => total(labelled(list).map(v)),
      y: (list) => total(labelled(list).map(times(v, truly))),
    }
    const single = Object.entries(of).map(([name, sum]) => [name, sum(rows)])
    const products = PRODUCTS.map((pair) => {
      const [a, b] = [...pair] as [ClusterSum, ClusterSum]
      return [pair, total(clusters.map((own) => of[a](own) * of[b](own)))]
    })
    const s = total(labelled(rows).map((row) => v(row) ** 2n))
    return { ...Object.fromEntries([...single, ...products]), s } as CorrectedSums
  })
  const truth = { drawn: drawn(rows).length, labelled: labelled(rows).length, sums }
  return { n: rows.length, clusters: clusters.length, truth }
}

function amountOf(summand: Summand) {
  return (row: Row): number =>
    'count' in summand ? (holds(summand.count, row) ? 1 : 0) : Number(row[summand.sum] ?? 0)
}

const clusterOf = (query: Query, row: Row): string =>
  query.cluster === 'day' ? String(row.day) : String(whoOf(String(row.contributor)))

/** Sixteen bits of the MD5 of `cluster/⌊draw / 8⌋`: the four hexadecimal digits at place draw mod 8. */
export function uniform16(cluster: string, draw: number): number {
  const digest = createHash('md5')
    .update(`${cluster}/${Math.floor(draw / 8)}`)
    .digest('hex')
  return Number.parseInt(digest.slice(4 * (draw % 8), 4 * (draw % 8) + 4), 16)
}

const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0)

function groups(rows: Row[], key: (row: Row) => string): Row[][] {
  const found = new Map<string, Row[]>()
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row])
  return [...found.values()]
}

/** Where it is asked who stands behind sums, nobody asks how these spread. */
const NO_SQUARES = { kk: [], nk: [] }

function clustered(query: Query, rows: Row[], ks: ((row: Row) => number)[]) {
  const people = groups(rows, (row) => String(row.contributor))
  const sizes = people.map((own) => own.length).sort((a, b) => b - a)
  const clusters = groups(rows, (row) => clusterOf(query, row))
  const perCluster = ks.map((k) => clusters.map((own) => sum(own.map(k))))
  return {
    n: rows.length,
    contributors: people.length,
    clusters: clusters.length,
    top1: sizes[0]!,
    top2: sizes[0]! + (sizes[1] ?? 0),
    nn: sum(clusters.map((own) => own.length ** 2)),
    k: perCluster.map(sum),
    kk: perCluster.map((own) => sum(own.map((k) => k * k))),
    nk: perCluster.map((own) => sum(own.map((k, i) => k * clusters[i]!.length))),
    ...('guarded' in query && query.guarded
      ? { ...NO_SQUARES, parts: ks.map((k) => partsOf(people, k, query.guarded!)) }
      : {}),
  }
}

/** The same where every unit counts as often as its weight says, in whole numbers of any size. */
function weighedSums(query: Extract<Query, { ask: 'sums' }>, rows: Row[], ks: ((row: Row) => number)[]) {
  const of = (list: Row[], k: (row: Row) => number = () => 1) =>
    list.reduce((total, row) => total + BigInt(k(row)) * weightOf(query, row), 0n)
  const big = (list: readonly bigint[]) => Number(list.reduce((a, b) => a + b, 0n))
  const people = groups(rows, (row) => String(row.contributor))
  const clusters = groups(rows, (row) => clusterOf(query, row))
  const side = (k: (row: Row) => number) => {
    const own = people.map((list) => of(list, k)).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
    const top2 = Number(own[0]! + (own[1] ?? 0n))
    return { units: big(own), contributors: own.filter((w) => w > 0n).length, top1: Number(own[0]!), top2 }
  }
  const { units: n, top1, top2 } = side(() => 1)
  return {
    n,
    contributors: people.length,
    clusters: clusters.length,
    top1,
    top2,
    nn: big(clusters.map((own) => of(own) ** 2n)),
    k: ks.map((k) => big(clusters.map((own) => of(own, k)))),
    kk: ks.map((k) => big(clusters.map((own) => of(own, k) ** 2n))),
    nk: ks.map((k) => big(clusters.map((own) => of(own) * of(own, k)))),
    units: rows.length,
    ww: big(rows.map((row) => weightOf(query, row) ** 2n)),
    ...('guarded' in query && query.guarded
      ? { ...NO_SQUARES, parts: ks.map((k) => ({ counted: side(k), rest: side((row) => 1 - k(row)) })) }
      : {}),
  }
}

/** Both sides of a summand, or the one that was asked for. */
function partsOf(people: Row[][], k: (row: Row) => number, guarded: Guarding) {
  const side = (name: Guarding, amount: (row: Row) => number) => {
    if (guarded === 'both') return holders(people, amount)
    if (guarded !== name) return { units: 0, contributors: 0, top1: 0, top2: 0 }
    const of = holders(people, amount)
    return { ...of, top2: of.top1 }
  }
  return { counted: side('counted', k), rest: side('rest', (row) => 1 - k(row)) }
}

/** Who makes up the units that a summand counts. */
function holders(people: Row[][], amount: (row: Row) => number) {
  const own = people.map((rows) => sum(rows.map(amount))).sort((a, b) => b - a)
  const top2 = own[0]! + (own[1] ?? 0)
  return { units: sum(own), contributors: own.filter((n) => n > 0).length, top1: own[0]!, top2 }
}

/** By cell, numbers before what is larger and text by code unit, then bucket or draw, then split. */
function inOrder(a: CellRow, b: CellRow): number {
  for (const [i, left] of a.cell.entries()) {
    const right = b.cell[i]!
    if (left !== right) return left < right ? -1 : 1
  }
  return a.index - b.index || a.split - b.split
}
