import type { Column, Query } from '../algebra/index.js'
import type { Dialect } from './dialect.js'

/** How many times a unit counts in a query, or undefined where each counts once. */
export function weightOf(query: Query, d: Dialect): string | undefined {
  if (query.ask !== 'sums' && query.ask !== 'draws') return undefined
  return query.drawn === true ? drawnWeight(query.weight, d) : query.weight
}

/**
 * The weight of a unit over the probability with which it was drawn: w·10⁹ / chance, rounded to the nearest whole number,
 * where a weight of 1 is 10⁹. Null where the unit was not drawn. What is rounded is below 2^62, and the sums of squares of all
 * units stay inside 128 bits as long as there are fewer than 10¹⁰ units.
 */
export function drawnWeight(weight: Column | undefined, d: Dialect): string {
  // As wide as they must be, whatever a column was made of.
  const [chance, own] = ['truth_chance', weight].map((column) => `CAST(${column} AS BIGINT)`)
  const twice = weight === undefined ? '2000000000000000000' : `${own} * 2000000000`
  return d.big(d.intDiv(`${twice} + ${chance}`, `(2 * ${chance})`))
}
