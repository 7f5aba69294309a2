import { type Dimension, type History, type Predicate, type Query, TOLD } from '../algebra/index.js'
import type { Dialect } from './dialect.js'
import { inGroups, kindsAsked } from './sentences.js'

/** Further columns of a list. */
export const prefixed = (columns: readonly string[]) => columns.map((c) => `, ${c}`).join('')

/** Columns of one of several joined relations, under their own names: not every engine takes the names as they are. */
export const named = (relation: string, ...columns: string[]): string =>
  columns.map((column) => `${relation}.${column} AS ${column}`).join(', ')

/** Stands for a family of which nothing has been told, so that there is nothing to look up. */
export const UNTOLD = ''

/** What is asked of units, and how they are put into cells. */
type Asking = Pick<Query, 'of' | 'by' | 'history'>

/**
 * The units of a question, with what it asks of them that does not stand in their rows: the groups that their sentences lie
 * in, what earlier releases told them with, and the numbers that are told in the place of others. An alias of a column that
 * is called like a relation in here stands in its place on one engine: `u` is such a column.
 */
export function relation(question: Asking, d: Dialect): string {
  const { of, history = {} } = question
  const units = inGroups(of, kindsAsked(of, question))
  const told = toldIn(history, d)
  const mapped = mappedIn(question, d)
  const columns = [...told.columns, ...mapped.columns]
  if (columns.length === 0) return units === of ? of : `${units} units`
  return `(SELECT own.*${prefixed(columns)} FROM ${units} own ${[...told.joins, ...mapped.joins].join(' ')}) units`
}

/** Columns that are joined to units, and how. */
interface Joins {
  columns: string[]
  joins: string[]
}

function toldIn(history: History, d: Dialect): Joins {
  const asked = TOLD.filter((column) => history[column] !== undefined)
  const joined = asked.filter((column) => history[column] !== UNTOLD)
  const columns = asked.map(
    (column) => `${joined.includes(column) ? `coalesce(h_${column}.group_${column}, 0)` : '0'} AS ${column}`,
  )
  const joins = joined.map(
    (
      column,
    ) => `LEFT JOIN (SELECT unit AS unit_${column}, told AS group_${column} FROM told WHERE family = ${d.quote(history[column]!)})
      h_${column} ON h_${column}.unit_${column} = own.unit`,
  )
  return { columns, joins }
}

/** Thousands of numbers may be told as others: they come as a table of constants. */
function mappedIn({ by }: Asking, d: Dialect): Joins {
  const found = by.flatMap((dimension, i) =>
    dimension.kind === 'mapped' && dimension.to.size > 0 ? [{ ...dimension, i }] : [],
  )
  return {
    columns: found.map(({ i }) => `coalesce(m${i}.shown${i}, 0) AS mapped${i}`),
    joins: found.map(
      ({ i, column, to }) =>
        `LEFT JOIN ${d.values([`from${i}`, `shown${i}`], [...to])} m${i} ON m${i}.from${i} = own.${column}`,
    ),
  }
}

/** The cells of a unit as columns `c0…`. */
export const cellsAs = (query: Query, d: Dialect) =>
  query.by.map((dimension, i) => `${cellOf(dimension, i, d)} AS c${i}`)

/** The number of a unit's cell along one dimension. @param place the dimension's among those of its question. */
export function cellOf(dimension: Dimension, place: number, d: Dialect): string {
  if (dimension.kind === 'column') return dimension.column
  if (dimension.kind === 'mapped') return dimension.to.size === 0 ? '0' : `mapped${place}`
  if (dimension.kind === 'parts') {
    const parts = dimension.parts.map((part, i) => `WHEN ${condition(part, d)} THEN ${i}`)
    return parts.length === 0 ? '0' : `CASE ${parts.join(' ')} ELSE ${parts.length} END`
  }
  const cases = dimension.bins.map(([, to], i) => (to === null ? '' : `WHEN ${dimension.column} <= ${to} THEN ${i}`))
  return dimension.bins.length === 1 ? '0' : `CASE ${cases.join(' ')} ELSE ${dimension.bins.length - 1} END`
}

/** Whether a unit meets a condition. */
export function condition(p: Predicate, d: Dialect): string {
  const value = (v: string | number) => (typeof v === 'number' ? String(v) : d.quote(v))
  switch (p.op) {
    case 'in':
      if (p.values.length === 0) return '(1 = 0)'
      // An unknown value is in no set, and so outside of every one: never "unknown" itself.
      return `(${p.column} IS NOT NULL AND ${p.column} IN (${p.values.map(value).join(', ')}))`
    case 'between': {
      const ends = [
        p.low === null ? [] : [`${p.column} >= ${p.low}`],
        p.high === null ? [] : [`${p.column} <= ${p.high}`],
      ].flat()
      return `(${[`${p.column} IS NOT NULL`, ...ends].join(' AND ')})`
    }
    case 'known':
      return `(${p.column} IS NOT NULL)`
    case 'has':
      // With a bar on either side, so that no part of another value is taken for it.
      return `(${p.column} IS NOT NULL AND position(${d.quote(`|${p.value}|`)} IN '|' || ${p.column} || '|') > 0)`
    case 'not':
      return `(NOT ${condition(p.of, d)})`
    default:
      return p.all.length === 0
        ? p.op === 'and'
          ? '(1 = 1)'
          : '(1 = 0)'
        : `(${p.all.map((q) => condition(q, d)).join(p.op === 'and' ? ' AND ' : ' OR ')})`
  }
}
