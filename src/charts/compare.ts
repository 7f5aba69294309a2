import type { Figure, Release } from '../release/index.js'
import type { Table, View } from './chart.js'
import { chartOf } from './charts.js'
import { changeOf, type Named, sayValue } from './estimate.js'
import { headlinesOf } from './headlines.js'
import { range } from './intervals.js'
import { reasonName } from './names.js'
import { NOTHING } from './numbers.js'
import { toldFigure } from './precision.js'
import type { Unit } from './units.js'

const COLUMNS = ['', 'This release', 'Other', 'Difference'] as const

/** How differences are to be read. */
export const DIFFERENCES =
  'Difference: this release less the other, in brackets where the two intervals overlap or are not known. It is no effect of anything: people, work and software may all have changed.'

/** A release by its name and its days, such as stands beside a line: `Winter, 2026-01-05 to 2026-05-04`. */
export function nameOf({ study }: Release): string {
  const [from, to] = [study.observed.from ?? study.window.from, study.observed.to ?? study.window.to]
  return from && to ? `${study.name}, ${from.slice(0, 10)} to ${to.slice(0, 10)}` : study.name
}

/** The same figure of another release; undefined where that has none. */
export function otherFigure(figure: Figure, other: Release): Figure | undefined {
  const same = other.figures.find(({ id }) => id === figure.id)
  return same && toldFigure(same, other)
}

/** The headline values of two releases beside each other. */
export const compareHeadlines = (release: Release, other: Release): Table => ({
  caption: 'Whole windows, with 95% intervals',
  columns: COLUMNS,
  rows: headlinesOf(release, other).map(({ name, unit, read }) => cells(name, unit, read(release), read(other))),
})

/** The values of one figure over two whole windows; null where neither has any. */
export function compareFigures(figure: Figure, other: Figure, view: View): Table | null {
  const chart = chartOf(figure)
  const theirs = chart.estimates(other, view)
  const rows = chart
    .estimates(figure, view)
    .map((one) => [one, theirs.find(({ name }) => name === one.name)?.estimate] as const)
    .filter(([one, estimate]) => one.estimate?.value != null || estimate?.value != null)
  if (rows.length === 0) return null
  return {
    caption: 'Whole windows of both releases, with 95% intervals',
    columns: COLUMNS,
    rows: rows.map(([{ name, unit, estimate }, theirs]) => cells(name, unit, estimate, theirs)),
  }
}

type Estimate = Named['estimate']

const cells = (name: string, unit: Unit, own: Estimate, other: Estimate): string[] => [
  name,
  withInterval(own, unit),
  withInterval(other, unit),
  changeOf(own, other, unit),
]

function withInterval(estimate: Estimate, unit: Unit): string {
  if (estimate?.value == null) return estimate?.reason ? `${NOTHING} ${reasonName(estimate.reason)}` : NOTHING
  const interval = range(estimate.low, estimate.high, unit)
  return interval === NOTHING ? sayValue(estimate, unit) : `${sayValue(estimate, unit)} (${interval})`
}
