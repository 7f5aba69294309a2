import type { FigureOf, Row } from '../release/index.js'
import type { Estimate } from './estimate.js'
import { cell } from './intervals.js'
import { INTERVENTION_NAMES, reasonName } from './names.js'
import { overallRow } from './overall.js'
import { TIMES } from './units.js'

type Figure = FigureOf<'interventions'>
export type InterventionRow = Extract<Row<'interventions'>, { month: string }>
export type SuccessRow = Extract<Row<'interventions'>, { success: string }>
export type Measure = InterventionRow['measure']

export const MEASURES = Object.keys(INTERVENTION_NAMES) as Measure[]
const ALL_MONTHS = 'all'

/** The rows over months; the others say how turns went. */
export const monthsIn = (figure: Figure): InterventionRow[] =>
  figure.rows.filter((row): row is InterventionRow => 'month' in row)

/** The rows of success by complexity, which only a judge can give. */
export const successIn = (figure: Figure): SuccessRow[] =>
  figure.rows.filter((row): row is SuccessRow => 'success' in row)

/** The rows of one measure by month, the first first. */
export const monthly = (figure: Figure, measure: Measure): InterventionRow[] =>
  monthsIn(figure)
    .filter((row) => row.measure === measure && row.month !== ALL_MONTHS)
    .sort((a, b) => (a.month < b.month ? -1 : 1))

/** The row over the whole window of one measure. */
export const totalInterventions = (figure: Figure, measure: Measure = 'all'): InterventionRow | undefined =>
  monthsIn(figure).find((row) => row.month === ALL_MONTHS && row.measure === measure) ??
  (overallRow(figure, { measure }) as InterventionRow | undefined)

/** Interventions per session of a row, with all that must stand beside it. */
export const perSession = (row: InterventionRow): Estimate => ({
  value: row.per_session,
  low: row.low,
  high: row.high,
  n: row.n,
  reason: row.suppressed,
})

/** Interventions per session of a row with their interval, or why there are none. */
export const valueIn = (row: InterventionRow): string =>
  cell(row.per_session, row.low, row.high, TIMES, row.suppressed && reasonName(row.suppressed))
