import type { Predicate } from './predicate.js'
import type { Column, Unit } from './units.js'

/** A share of units, several of the same kind at once. `key` is the row's column that names them. */
export interface Share {
  kind: 'share'
  key: string
  values: Record<string, Predicate>
  /** Ways to part the units by values that exclude each other, from fine to coarse; for policies that merge. */
  partitions: readonly (readonly string[])[]
  /** Values that are several others together. */
  unions?: Record<string, readonly string[]>
  /** For one of the values: what it would be if the units of this condition belonged to it too; widens its interval. */
  atMost?: { value: string; plus: Predicate; name: string }
}

/** A mean per unit of integer columns, by name. */
export interface Mean {
  kind: 'mean'
  key: string
  name: string
  values: Record<string, Column>
}

/** Percentiles of an integer column, from log buckets. */
export interface Quantiles {
  kind: 'quantiles'
  column: Column
  at: readonly number[]
  /** Turns a stored integer into the unit shown, such as 1/1000 for milliseconds shown in seconds. */
  scale: number
  /** The values are whole numbers, such as counts, and are shown as such. */
  whole: boolean
  /** A flag of units that were still running: their value is an age, not an end (method.md 2.1). */
  censored?: Column
}

export type Estimate = Share | Mean | Quantiles

export const share = (spec: Omit<Share, 'kind'>): Share => ({ kind: 'share', ...spec })
export const mean = (spec: Omit<Mean, 'kind'>): Mean => ({ kind: 'mean', ...spec })
export const quantiles = (spec: Omit<Quantiles, 'kind'>): Quantiles => ({ kind: 'quantiles', ...spec })

/** People whose sessions a curve over experience is drawn from. `upTo`: the last ordinal that all of them reached. */
export interface Cohort {
  name: string
  where: Predicate
  upTo: number | null
  /** Whether rows compare the same people with their own beginning. */
  paired: boolean
}

/** How rows are cut: into days and windows of days, months, or bins of experience per cohort. */
export type Axis =
  | { kind: 'days' }
  | { kind: 'months' }
  | {
      kind: 'experience'
      bins: readonly (readonly [number, number | null])[]
      cohorts: readonly Cohort[]
      curve: readonly string[]
    }

/** One set of rows: units, what is estimated of them and how they are cut. */
export interface Part {
  of: Unit
  where: Predicate
  by: Axis
  estimate: Estimate
  /** Columns that are the same in all rows of this part. */
  fixed?: Record<string, string>
}

/** Units left out on the way from eligible to counted, by the rule that left them out; the first that holds counts. */
export interface Left {
  step: string
  where: Predicate
}

/** A count that must be told beside a figure, such as units that were counted although the log does not say all of them. */
export interface Aside {
  where: Predicate
  /** The sentence, from the units and contributors it holds for and those of the whole figure. */
  says(found: { n: number; contributors: number }, of: { n: number; contributors: number }): string
}

export interface PublishedValue {
  label: string
  value: number
  source: string
  comparable: 'yes' | 'partly' | 'no'
  why: string
}

/** A figure, declared: what is counted, by what, and what is estimated. It writes no query, interval or suppression. */
export interface FigureSpec {
  id: string
  title: string
  question: string
  evidence: string
  unit: Unit
  /** What every part counts, before its own condition; the base of `n` and `flow`. */
  counted: Predicate
  left: readonly Left[]
  parts: readonly Part[]
  /** The same estimates under other fixed definitions, shown as sensitivity; only over the whole window. */
  variants?: readonly (Part & { variant: string })[]
  published: readonly PublishedValue[]
  notes: readonly string[]
  asides?: readonly Aside[]
}

/** Declares a figure. */
export const figure = (spec: FigureSpec): FigureSpec => spec

/** Rows and curve points of one part. */
export interface Answer {
  rows: Record<string, unknown>[]
  curve: Record<string, unknown>[]
}

/** One figure's numbers before the gate. */
export interface FigureEstimate {
  spec: FigureSpec
  n: number
  contributors: number
  clusters: 'contributors' | 'days'
  flow: { step: string; n: number }[]
  /** Cells that the policy does not let stand, by reason. */
  withheld: Record<string, number>
  /** Stands for the figure as an earlier release let it out, because nothing newer may be told. */
  repeats?: boolean
  /** Some of its weeks or months stand as an earlier release told them, and what came later for them is not counted. */
  keeps?: boolean
  /** What the asides say of these units. */
  asides: string[]
  rows: Record<string, unknown>[]
  /** The same estimates over everything, not cut; absent where an axis has a row for it. */
  overall: Record<string, unknown>[]
  curve: Record<string, unknown>[]
  sensitivity: Record<string, unknown>[]
}
