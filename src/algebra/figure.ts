import type { Capability } from '../model/index.js'
import type { Clustered } from './clustered.js'
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
  /**
   * Units of which nobody can tell whether they have a value. They leave the denominator; where they are more than 5% of a
   * cell, rows say what the share would be if none of them, and if all of them, had it.
   */
  unknown?: Predicate
  /** The value under which a row gives their share of all units; none where they have no row. */
  unknownAs?: string
  /** For a single value: cells of dimensions in which it lies; units are unknown where they are in any of these. */
  inside?: readonly { parting: Parting; cells: readonly string[]; unknown: Predicate }[]
  /** What the values are made of, for policies that merge: one of these each, or several by `unions`. */
  parting?: Parting
  /** For one of the values: what it would be if the units of this condition belonged to it too; widens its interval. */
  atMost?: { value: string; plus: Predicate; name: string }
}

/**
 * A dimension's values as conditions that exclude each other and leave out only units that are unknown. All figures that
 * part the same units by the same name share one merging of it.
 */
export interface Parting {
  name: string
  cells: Record<string, Predicate>
  /** Ordered cells merge with a neighbour, others into `Other`. */
  ordered: boolean
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

/** Means of scores from 1 to 10 side by side in one row, each of the units whose score is known. */
export interface Scores {
  kind: 'scores'
  values: Record<string, Column>
  /** Dimensions that the units of each group are broken down by. */
  facets: readonly Facet[]
}

/** A dimension, and the units of which nobody can tell; they are in no share. */
export interface Facet {
  parting: Parting
  unknown: Predicate
}

/** The groups that stand out by the mean of a score, after shrinking (`shrunkMeans` of src/stats): so many for each score. */
export interface Extremes {
  kind: 'extremes'
  values: Record<string, Column>
  most: number
}

/** The share of every group among all units. `unknown`: units of which nobody can tell; they leave the denominator. */
export interface Spread {
  kind: 'spread'
  unknown: Predicate
}

/** What is estimated of groups of sentences; anything else is of other cells. */
export type OfTaxa = Scores | Extremes | Spread
export type Estimate = Share | Mean | Quantiles | OfTaxa

/** Whether an estimate is of groups of sentences. */
export const isOfTaxa = (estimate: Estimate): estimate is OfTaxa =>
  estimate.kind === 'scores' || estimate.kind === 'extremes' || estimate.kind === 'spread'

export const share = (spec: Omit<Share, 'kind'>): Share => ({ kind: 'share', ...spec })
export const mean = (spec: Omit<Mean, 'kind'>): Mean => ({ kind: 'mean', ...spec })
export const quantiles = (spec: Omit<Quantiles, 'kind'>): Quantiles => ({ kind: 'quantiles', ...spec })
export const scores = (spec: Omit<Scores, 'kind'>): Scores => ({ kind: 'scores', ...spec })
export const extremesOf = (spec: Omit<Extremes, 'kind'>): Extremes => ({ kind: 'extremes', ...spec })
export const spread = (spec: Omit<Spread, 'kind'>): Spread => ({ kind: 'spread', ...spec })

/** People whose sessions a curve over experience is drawn from. `upTo`: the last ordinal that all of them reached. */
export interface Cohort {
  name: string
  where: Predicate
  upTo: number | null
  /** Whether rows compare the same people with their own beginning. */
  paired: boolean
}

/** What counts once: each unit, or each session or contributor, whose units then weigh as much together. */
export type Weight = 'action' | 'session' | 'contributor'

/** Values of a column by which units are cut, in their order. */
export interface Values {
  kind: 'values'
  /** The row's column that names them. */
  key: string
  parting: Parting
  /** Units of which nobody can tell; they are in no row. */
  unknown: Predicate
}

/** Groups of sentences, on all levels: those in which the sentences of units lie. `column` holds the number of the leaf. */
export interface ByTaxa {
  kind: 'taxa'
  of: Clustered
  column: Column
}

/**
 * How rows are cut: not at all, into days and windows of days, weeks from Monday on, months, values of a column, groups of
 * sentences, or bins of experience per cohort.
 */
export type Axis =
  | { kind: 'whole' }
  | { kind: 'days' }
  | { kind: 'weeks' }
  | { kind: 'months' }
  | Values
  | ByTaxa
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
  /** The weights under which shares are given; without any, units count and rows do not say so. */
  weights?: readonly Weight[]
  /** What a log must say for its units to be among these, beside what the whole figure needs. */
  needs?: readonly Capability[]
}

/** Units left out on the way from eligible to counted, by the rule that left them out; the first that holds counts. */
export interface Left {
  step: string
  where: Predicate
}

/** A count that must be told beside a figure, such as units that were counted although the log does not say all of them. */
export interface Aside {
  where: Predicate
  /** It is of units that are in no row. Under a guard it is not told: with the rows, what else is in none would follow. */
  ofRest?: true
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
  /** What a log must say for its units to be counted: where it says none of it, nothing would read like 0. */
  needs?: readonly Capability[]
  /** What makes the figure sharper where a log says it; units are counted without it. */
  wants?: readonly Capability[]
  parts: readonly Part[]
  /** The same estimates under other fixed definitions, shown as sensitivity; only over the whole window. */
  variants?: readonly (Part & { variant: string })[]
  published: readonly PublishedValue[]
  notes: readonly string[]
  /** What is said where there is nothing to count. */
  none?: string
  asides?: readonly Aside[]
}

/** Declares a figure. */
export const figure = (spec: FigureSpec): FigureSpec => spec

/** Rows and curve points of one part. */
export interface Answer {
  rows: Record<string, unknown>[]
  curve: Record<string, unknown>[]
  /** Weeks that were looked at for a change. */
  change?: Change
}

/** A change that was looked for along the weeks of a part. */
export interface Change {
  /** The weeks it was looked for in, by name; too few where it was not. */
  weeks: readonly string[]
  /** The week from which the share differs, if it does. */
  at: string | null
  /** Chance of as large a difference without a change; null where it was not looked for. */
  p: number | null
  /** Why it was not looked for. */
  why: string | null
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
