import type { Query } from '../../algebra/index.js'
import { cellsOf, factorsOf, isSmall, numbersOf, plainNumbersOf } from '../answers.js'
import type { Row } from './shard.js'

/** One row of an answer over all shards. */
export interface Merged {
  cell: (number | string)[]
  idx: number
  split: number
  /** In the order of the names that it was merged by. */
  numbers: (number | bigint)[]
}

/**
 * Makes one answer of those of all shards. Contributors do not cross shards, so everything adds up but the largest ones:
 * `top1…` is the larger, and `top2…` are the two largest of all.
 * @param names what the numbers of a row are, in order.
 */
export const merge = (query: Query, names: readonly string[], answers: readonly (readonly Row[])[]): Merged[] =>
  isSmall(query)
    ? mergeBy(query, answers, Number, (a, b) => a.map((n, i) => n + b[i]!))
    : mergeBy(query, answers, BigInt, (a, b) => together(names, a, b))

function mergeBy<N extends number | bigint>(
  query: Query,
  answers: readonly (readonly Row[])[],
  read: (number: string | number) => N,
  join: (a: N[], b: N[]) => N[],
): Merged[] {
  const cells = cellsOf(query)
  const merged = new Map<string, Merged & { numbers: N[] }>()
  for (const rows of answers)
    for (const row of rows) {
      const cell = cells.map((name) => cellValue(row[name] ?? null))
      const [idx, split] = [Number(row.idx), Number(row.split)]
      const numbers = (row.numbers as (string | number)[]).map(read)
      const key = `${cell.join('\n')}\n${idx}\n${split}`
      const known = merged.get(key)
      if (known === undefined) merged.set(key, { cell, idx, split, numbers })
      else known.numbers = join(known.numbers, numbers)
    }
  return [...merged.values()].sort(inOrder)
}

const cellValue = (value: Row[string]): number | string => (typeof value === 'string' ? value : Number(value))

function together(names: readonly string[], a: bigint[], b: bigint[]): bigint[] {
  return names.map((name, i) => {
    const [x, y] = [a[i]!, b[i]!]
    if (name.startsWith('top1')) return x > y ? x : y
    if (!name.startsWith('top2')) return x + y
    // Before the two largest of each stands the largest alone.
    const [p, q] = [a[i - 1]!, b[i - 1]!]
    const [first, second] = [p, x - p, q, y - q].sort((v, w) => (v > w ? -1 : v < w ? 1 : 0))
    return first! + second!
  })
}

function inOrder(a: Merged, b: Merged): number {
  const [x, y] = [
    [...a.cell, a.idx, a.split],
    [...b.cell, b.idx, b.split],
  ]
  for (const [i, v] of x.entries()) if (v !== y[i]) return v < y[i]! ? -1 : 1
  return 0
}

/**
 * What days as clusters add to an answer whose clusters are contributors: how many there are, and their sums of squares.
 * @param days the sums of every cell and day over all shards.
 */
export function withDays(query: Query, people: readonly Merged[], days: readonly Merged[]): Merged[] {
  const names = numbersOf(query)
  const squares = new Map<string, Map<string, bigint>>()
  for (const { cell, numbers } of days) {
    const key = JSON.stringify(cell)
    const of = squares.get(key) ?? new Map<string, bigint>()
    squares.set(key, of)
    const grow = (name: string, by: bigint) => of.set(name, (of.get(name) ?? 0n) + by)
    const [n, ...ks] = numbers.map(BigInt)
    grow('clusters', 1n)
    grow('nn', n! * n!)
    for (const [i, k] of ks.entries()) {
      grow(`kk${i}`, k * k)
      grow(`nk${i}`, n! * k)
    }
  }
  return people.map((row) => {
    const of = squares.get(JSON.stringify(row.cell))
    const replaced = (name: string) => /^(?:clusters|nn|kk\d+|nk\d+)$/.test(name)
    return { ...row, numbers: names.map((name, i) => (replaced(name) ? (of?.get(name) ?? 0n) : row.numbers[i]!)) }
  })
}

/** Sums behind corrected shares where clusters are days: of each cell over its days, and of the products of a day's sums. */
export function overDays(query: Query, days: readonly Merged[]): Merged[] {
  const [single, names] = [plainNumbersOf(query), numbersOf(query)]
  const cells = new Map<string, Merged & { numbers: bigint[] }>()
  for (const { cell, numbers } of days) {
    const key = JSON.stringify(cell)
    const known = cells.get(key) ?? { cell, idx: 0, split: 0, numbers: names.map(() => 0n) }
    cells.set(key, known)
    const of = (name: string) => BigInt(numbers[single.indexOf(name)]!)
    names.forEach((name, i) => {
      const factors = factorsOf(name)
      known.numbers[i]! += name === 'clusters' ? 1n : factors === null ? of(name) : of(factors[0]) * of(factors[1])
    })
  }
  return [...cells.values()]
}
