import type { Query } from '../../algebra/index.js'
import { cellsOf, isMany, numbersOf, summandsOf } from '../answers.js'
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
export function merge(query: Query, names: readonly string[], answers: readonly (readonly Row[])[]): Merged[] {
  const cells = cellsOf(query)
  const small = isMany(query)
  const merged = new Map<string, Merged>()
  for (const rows of answers)
    for (const row of rows) {
      const cell = cells.map((name) => cellValue(row[name] ?? null))
      const given = row.numbers as (string | number)[]
      const next: Merged = {
        cell,
        idx: Number(row.idx),
        split: Number(row.split),
        numbers: small ? given.map(Number) : given.map(BigInt),
      }
      const key = `${cell.join('\n')}\n${next.idx}\n${next.split}`
      const known = merged.get(key)
      merged.set(key, known === undefined ? next : { ...known, numbers: together(names, known.numbers, next.numbers) })
    }
  return [...merged.values()].sort(inOrder)
}

const cellValue = (value: Row[string]): number | string => (typeof value === 'string' ? value : Number(value))

function together(names: readonly string[], a: (number | bigint)[], b: (number | bigint)[]): (number | bigint)[] {
  return names.map((name, i) => {
    const [x, y] = [a[i]!, b[i]!]
    if (name.startsWith('top1')) return x > y ? x : y
    if (name.startsWith('top2')) {
      // Before it stands the largest alone.
      const [p, q] = [a[i - 1]!, b[i - 1]!]
      const [first, second, third, fourth] = [p, minus(x, p), q, minus(y, q)].sort((v, w) =>
        v > w ? -1 : v < w ? 1 : 0,
      )
      return third === undefined || fourth === undefined ? plus(x, y) : plus(first!, second!)
    }
    return plus(x, y)
  })
}

const plus = (a: number | bigint, b: number | bigint) =>
  typeof a === 'bigint' && typeof b === 'bigint' ? a + b : Number(a) + Number(b)
const minus = (a: number | bigint, b: number | bigint) =>
  typeof a === 'bigint' && typeof b === 'bigint' ? a - b : Number(a) - Number(b)

function inOrder(a: Merged, b: Merged): number {
  const [x, y] = [
    [...a.cell, a.idx, a.split],
    [...b.cell, b.idx, b.split],
  ]
  for (const [i, v] of x.entries()) if (v !== y[i]) return v < y[i]! ? -1 : 1
  return 0
}

/** Names of the numbers per cell and day, as `compileDays` (../aggregate.ts) gives them. */
export const dayNumbersOf = (query: Query): string[] => [
  'n',
  ...Array.from({ length: summandsOf(query) }, (_, i) => `k${i}`),
]

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
