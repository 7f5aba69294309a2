import type { Published } from '../release/index.js'
import type { Unit } from './units.js'

/** A value at one step of an axis that has an order and no distances: a month, a degree of complexity. */
export interface StepPoint {
  step: string
  y: number | null
  low: number | null
  high: number | null
  /** Why there is no value. */
  suppressed?: string | undefined
  /** What the pointer says. */
  says: string
}

export interface StepSeries {
  name: string
  colour: string
  points: readonly StepPoint[]
  /** Of another release. */
  quiet?: boolean
}

export interface StepChart {
  title: string
  /** Its label names the vertical axis. */
  unit: Unit
  marginLeft: number
  steps: readonly string[]
  stepName(step: string): string
  /** At most so many names of steps. */
  most: number
  /** Whether names of steps may stand close, in smaller type. */
  tight?: boolean
  /** What stands below the name of a step, such as how much it holds. */
  below?(step: string): string
  /** The name of the horizontal axis. */
  across?: string
  series: readonly StepSeries[]
  /** The same series of another release, drawn behind and quieter. */
  other: readonly StepSeries[]
  published: readonly Published[]
  /** Published values that belong to one step. */
  at?: readonly (Published & { step: string })[]
  /** Whether an end is named by its value too. */
  values?: boolean
}
