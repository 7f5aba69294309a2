import type { ColumnType } from '../model/index.js'

/** A column and the expression that stands in its place. */
export interface Replaced {
  column: string
  by: string
}

/** The few things that engines say differently. Everything else in `src/store` is SQL that both understand. */
export interface Dialect {
  types: Record<ColumnType, string>
  /** Whole-number division, towards zero. */
  intDiv(a: string, b: number | string): string
  /** Months since year 0 of a moment in ms since 1970, UTC: year × 12 + month − 1. */
  monthOf(ms: string): string
  /** Bucket of a non-negative integer (src/stats/buckets.ts). */
  bucketOf(value: string): string
  /** A uniform integer 0…65535 from a text and the number of a draw; the same in every engine. */
  uniform16(key: string, draw: string): string
  /** Whole numbers from 0 to n − 1 as a one-column relation `i`. */
  numbers(n: number): string
  /** A whole number that stands for a text: the first bits of its MD5. Short keys make grouping fast. */
  numberOf(text: string): string
  /** A text of a JSON object by its name; null where it has none, or an empty one. */
  field(json: string, name: string): string
  /** What the one group of a regular expression finds in a text; null where that is nothing. */
  found(text: string, pattern: string): string
  /** Columns of whole numbers as one list; `small` ones may be fractions on the way. */
  list(columns: readonly string[], small: boolean): string
  /** The sum of the two largest values of a group. */
  topTwo(expression: string): string
  /** A whole number, held in 128 bits. */
  big(expression: string): string
  /** A product, and a sum of products, that cannot overflow: of sums, of weights, of numbers held in 128 bits. */
  product(...factors: string[]): string
  bigSum(...factors: string[]): string
  /** All columns but some, with others replaced by expressions. */
  allBut(columns: readonly string[], replaced: readonly Replaced[]): string
  /** How columns of few words are held where every row has many of them; none where they are held well as they are. */
  words(columns: Readonly<Record<string, readonly string[]>>): readonly Replaced[]
  /** Rows of whole numbers as a relation. */
  values(columns: readonly string[], rows: readonly (readonly number[])[]): string
  /** A relation of a query that is made once, however often it is used. */
  once(name: string, select: string): string
  /** A statement that keeps a relation as long as the study. */
  keep(name: string, select: string): string
  /** A statement that lets go of such a relation before its end. */
  drop(name: string): string
  /** A text literal. */
  quote(text: string): string
}
