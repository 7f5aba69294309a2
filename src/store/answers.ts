import type { CellRow, Holders, Query } from '../algebra/index.js'
import { type ClusterSum, type CorrectedSums, PRODUCTS, type Product } from '../stats/index.js'

/** The columns of a cell in an answer. */
export const cellsOf = (query: Query): string[] => (query.ask === 'gone' ? ['c0'] : query.by.map((_, i) => `c${i}`))

/** How many sums an answer holds per cell. */
export const summandsOf = (query: Query): number =>
  query.ask === 'below' ? (query.thresholds[0]?.buckets.length ?? 0) : 'sums' in query ? query.sums.length : 0

const TOTALS = ['n', 'contributors', 'clusters', 'top1', 'top2', 'nn'] as const
/** What an answer under a weight holds beside them: how many units there are, and the sum of the squares of their weights. */
export const WEIGHED = ['units', 'ww'] as const

/** Whether units count as many times as a weight says. */
const isWeighed = (query: Query): boolean =>
  (query.ask === 'sums' || query.ask === 'draws') && (query.weight !== undefined || query.drawn === true)

const totalsOf = (query: Query): readonly string[] => (isWeighed(query) ? [...TOTALS, ...WEIGHED] : TOTALS)

/** Answers of many rows, which hold units and sums alone. */
export const isMany = ({ ask }: Query): boolean => ask === 'histogram' || ask === 'draws'

/** Answers of nothing but counts of units: far below 2^53, and so the same as fractions. */
export const isSmall = (query: Query): boolean => isMany(query) && !isWeighed(query)

/** Units and sums: the names of the numbers per cell and day, and of answers of many rows. */
export function plainNumbersOf(query: Query): string[] {
  const index = Array.from({ length: summandsOf(query) }, (_, i) => i)
  if (query.ask !== 'corrected') return ['n', ...index.map((i) => `k${i}`)]
  return ['n', 'drawn', 'labelled', 's', ...SHARED, ...index.flatMap((i) => OWN.map((sum) => nameOfSum(sum, i)))]
}

/** Sums behind corrected shares: those that all conditions of a query share, and those of each. */
const SHARED = ['u', 'v', 't'] as const satisfies ClusterSum[]
const OWN = ['f', 'g', 'y'] as const satisfies ClusterSum[]

const nameOfSum = (sum: string, i: number) => ((OWN as readonly string[]).includes(sum) ? `${sum}${i}` : sum)
/** The name of a sum of products of the sums of a cluster; `factorsOf` gives them back. */
const nameOfProduct = (pair: Product, i: number) => [...pair].map((sum) => nameOfSum(sum, i)).join('_')
export const factorsOf = (name: string): [string, string] | null =>
  name.includes('_') ? (name.split('_') as [string, string]) : null

/** Products of which a query for corrected shares asks the sums, each once. */
const productsOf = (query: Query): string[] => {
  const index = Array.from({ length: summandsOf(query) }, (_, i) => i)
  return [...new Set(index.flatMap((i) => PRODUCTS.map((pair) => nameOfProduct(pair, i))))]
}

/** The names of the numbers of an answer, in order. */
export function numbersOf(query: Query): string[] {
  const index = Array.from({ length: summandsOf(query) }, (_, i) => i)
  if (isMany(query)) return plainNumbersOf(query)
  if (query.ask === 'corrected') return [...plainNumbersOf(query), 'clusters', ...productsOf(query)]
  const sides = query.guarded === 'both' ? ['k', 'r'] : query.guarded === 'rest' ? ['r'] : ['k']
  const held =
    query.guarded === undefined ? [] : index.flatMap((i) => sides.flatMap((side) => heldOf(`${side}${i}`, query)))
  return [...totalsOf(query), ...index.flatMap((i) => sumOf(query).map((sum) => `${sum}${i}`)), ...held]
}

/** What an answer holds of each sum: its squares only where nobody asks who stands behind it. */
export const sumOf = ({ guarded }: Query): readonly ('k' | 'kk' | 'nk')[] =>
  guarded === undefined ? ['k', 'kk', 'nk'] : ['k']

const heldOf = (side: string, { guarded }: Query): string[] => [
  `people_${side}`,
  `top1_${side}`,
  ...(guarded === 'both' ? [`top2_${side}`] : []),
]

/** Reads a row of an answer: its cell, bucket or draw, split, and the numbers in the order of `numbersOf`. */
export function readAnswer(
  query: Query,
  cell: (number | string)[],
  index: number,
  split: number,
  given: readonly (number | bigint | null)[],
): CellRow {
  if (query.ask === 'corrected') return correctedRow(query, cell, given)
  // Whole numbers of any size come as such; those of units and of what is counted are far below 2^53.
  const numbers = given.map(Number)
  if (isMany(query)) {
    const k = numbers.slice(1)
    const zero = k.length === 0 ? k : k.map(() => 0)
    return {
      cell,
      index,
      split,
      n: numbers[0]!,
      contributors: 0,
      clusters: 0,
      top1: 0,
      top2: 0,
      nn: 0,
      k,
      kk: zero,
      nk: zero,
    }
  }
  const [n, contributors, clusters, top1, top2, nn] = numbers as [number, number, number, number, number, number]
  const many = summandsOf(query)
  const totals = totalsOf(query).length
  const width = sumOf(query).length
  const after = (which: number) =>
    which < width ? Array.from({ length: many }, (_, i) => numbers[totals + width * i + which]!) : []
  const k = after(0)
  const row: CellRow = { cell, index, split, n, contributors, clusters, top1, top2, nn, k, kk: after(1), nk: after(2) }
  if (totals > TOTALS.length) Object.assign(row, { units: numbers[TOTALS.length]!, ww: numbers[TOTALS.length + 1]! })
  if (query.guarded === undefined) return row
  const held = numbers.slice(totals + width * many)
  return { ...row, parts: k.map((units, i) => partsOf(query, held, i, units, n)) }
}

function correctedRow(query: Query, cell: CellRow['cell'], given: readonly (number | bigint | null)[]): CellRow {
  const whole = new Map(numbersOf(query).map((name, i) => [name, BigInt(given[i] ?? 0)]))
  const of = (name: string) => whole.get(name)!
  const [n, clusters, drawn, labelled] = ['n', 'clusters', 'drawn', 'labelled'].map((name) => Number(of(name))) as [
    number,
    number,
    number,
    number,
  ]
  const sums = Array.from({ length: summandsOf(query) }, (_, i) => {
    const single = [...SHARED, ...OWN].map((sum) => [sum, of(nameOfSum(sum, i))])
    const products = PRODUCTS.map((pair) => [pair, of(nameOfProduct(pair, i))])
    return { ...Object.fromEntries([...single, ...products]), s: of('s') } as CorrectedSums
  })
  const none = { contributors: 0, top1: 0, top2: 0, nn: 0, k: [], kk: [], nk: [] }
  return { cell, index: 0, split: 0, ...none, n, clusters, truth: { drawn, labelled, sums } }
}

/** A side that was not asked for. */
const NOBODY: Holders = { units: 0, contributors: 0, top1: 0, top2: 0 }

function partsOf({ guarded }: Query, held: readonly number[], i: number, k: number, n: number) {
  const width = guarded === 'both' ? 3 : 2
  const sides = guarded === 'both' ? 2 : 1
  const side = (which: number, units: number): Holders => {
    const [contributors, top1, top2] = held.slice(width * (sides * i + which), width * (sides * i + which + 1))
    return { units, contributors: contributors!, top1: top1!, top2: top2 ?? top1! }
  }
  if (guarded === 'both') return { counted: side(0, k), rest: side(1, n - k) }
  return guarded === 'counted' ? { counted: side(0, k), rest: NOBODY } : { counted: NOBODY, rest: side(0, n - k) }
}
