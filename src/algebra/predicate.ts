import type { Asked, Column, Unit } from './units.js'

/** A condition on a unit, as plain data: the store turns it into its engine's language. */
export type Predicate =
  | { op: 'in'; column: Asked; values: readonly (string | number)[] }
  | { op: 'between'; column: Asked; low: number | null; high: number | null }
  | { op: 'known'; column: Asked }
  /** Whether a value is among those of a column that holds a set, joined by `|`. */
  | { op: 'has'; column: Asked; value: string }
  | { op: 'and' | 'or'; all: readonly Predicate[] }
  | { op: 'not'; of: Predicate }

/** A column of a unit, to be compared. */
export interface Field {
  readonly column: Asked
  is(value: string | number): Predicate
  in(...values: (string | number)[]): Predicate
  /** Both ends inclusive; null leaves an end open. Unknown values are never inside. */
  between(low: number | null, high: number | null): Predicate
  known(): Predicate
  /** For columns that hold a set: whether a value is in it. */
  has(value: string): Predicate
}

function field(column: Asked): Field {
  return {
    column,
    is: (value) => ({ op: 'in', column, values: [value] }),
    in: (...values) => ({ op: 'in', column, values }),
    between: (low, high) => ({ op: 'between', column, low, high }),
    known: () => ({ op: 'known', column }),
    has: (value) => ({ op: 'has', column, value }),
  }
}

/** The columns of a unit, as fields: `fields('turns').ended_by.is('interrupted')`. */
export function fields<U extends Unit>(_unit: U): Record<Column<U>, Field> {
  return new Proxy({} as Record<Column<U>, Field>, { get: (_, name) => field(name as Column) })
}

/** With what earlier releases told units, as fields; for queries with `history`. */
export const told = field('told')
export const kept = field('kept')

export const all = (...predicates: Predicate[]): Predicate => ({ op: 'and', all: predicates })
export const any = (...predicates: Predicate[]): Predicate => ({ op: 'or', all: predicates })
export const not = (of: Predicate): Predicate => ({ op: 'not', of })
/** Holds for every unit. */
export const always: Predicate = { op: 'and', all: [] }
