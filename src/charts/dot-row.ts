import type { Published } from '../release/index.js'

/** One row of a drawing of shares below each other. */
export interface DotRow {
  name: string
  share: number | null
  low: number | null
  high: number | null
  /** What it was before it was put right, where it was. */
  raw?: number | null
  /** The least and the most it could be, whatever is true of what could not be told. */
  min: number | null
  max: number | null
  /** How much it stands for, in words; null where all rows stand for the same. */
  n: string | null
  /** Why there is no value. */
  suppressed?: string | undefined
  /** Of second rank: what is none of the others. */
  quiet?: boolean
  published: readonly Published[]
  /** The same row of another release. */
  other?: { share: number | null; low: number | null; high: number | null } | undefined
  /** What the pointer says. */
  says: string
}

/** A row with the pixel at which its point is drawn. */
export interface Placed extends DotRow {
  y: number
}
