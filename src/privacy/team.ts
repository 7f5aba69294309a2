import type { FigureEstimate } from '../algebra/index.js'
import type { Figure, Policy, SourceCount, Study } from '../release/index.js'
import type { ExactSource } from './candidate.js'
import { columnsOf } from './columns.js'
import { type Ends, withOpenEnds } from './open-ends.js'
import { asReleased, REPEATED, withheldValues } from './released.js'
import { byFive, twoDigits } from './thresholds.js'

/** What a team release promises and what it leaves out of its frame, for every reader of it. */
export function teamNotes({ k_users, k_items, sybils, protect }: Policy): string[] {
  const who = protect === 'customer' ? 'customers' : 'contributors'
  return [
    `Policy "team": protects against readers who do not know others' rows and control at most ${sybils} accounts. What stands for fewer than ${k_users + sybils} ${who} or ${k_items} units, or mostly for one or two of them, is merged or withheld.`,
    'Withheld as well: how much was read in all, what could not be read, who was left out, the first and the last moment, and how many turns were still running.',
  ]
}

/** What is told of the sources: that there are such logs, what they can carry and how many people about. */
export function teamSources(sources: readonly ExactSource[], policy: Policy): SourceCount[] {
  return sources.map(({ id, title, carries, contributors }) => ({
    id,
    title,
    files: null,
    records: null,
    unreadable: null,
    unknown: null,
    duplicates: null,
    sessions: null,
    turns: null,
    actions: null,
    contributors: contributors < policy.k_users + policy.sybils ? null : byFive(contributors),
    carries,
  }))
}

/** How many files were left out tells of those who were. */
export const teamExcluded: Study['excluded'] = { 'zero-retention': null, 'no-consent': null, requested: null }

type Row = Record<string, unknown>

/** A figure that was answered in cuts which may be shown, with its counts rounded and what else is exact left out. */
export function teamFigure(estimate: FigureEstimate, ends: Ends) {
  const { spec, n, contributors, flow, withheld } = estimate
  const known = columnsOf(spec)
  const told = (rows: readonly Row[]) => rows.map((row) => teamRow(row, known))
  const rows = withOpenEnds(told(estimate.rows), ends).map((row) => alongOpenEnds(row, ends))
  const [overall, sensitivity] = [told(estimate.overall), told(estimate.sensitivity)]
  const cells = Object.values(withheld).reduce((sum, some) => sum + some, 0)
  // Nothing of it may be told, not even that it is nothing.
  const whole = n === 0 && cells > 0
  return {
    ...asReleased({ ...estimate, rows, overall, sensitivity }),
    n: whole ? null : twoDigits(n),
    contributors: whole ? null : byFive(contributors),
    flow: flow.map((step) => ({ step: step.step, n: twoDigits(step.n) })),
    suppressed: { cells, reasons: added(withheld, withheldValues(rows)) },
  }
}

/** A row whose own spans of time do not say either when the first and the last units were. */
const alongOpenEnds = (row: Row, ends: Ends): Row =>
  Array.isArray(row.weeks) ? { ...row, weeks: withOpenEnds(row.weeks as Row[], ends) } : row

/** A figure as an earlier release let it out. */
export const repeated = (figure: Figure): Figure => ({
  ...figure,
  notes: [...figure.notes.filter((note) => note !== REPEATED), REPEATED],
})

/** A row with rounded counts and only the columns that are declared; one with a reason has no values. */
function teamRow(row: Row, known: (column: string) => boolean): Row {
  const { suppressed } = row
  const entries = Object.entries(row).filter(([column, value]) => known(column) && value !== undefined)
  if (typeof suppressed === 'string')
    return Object.fromEntries(entries.filter(([column, value]) => !COUNTS.has(column) && !isValue(column, value)))
  return Object.fromEntries(
    entries.map(([column, value]) => {
      if (typeof value !== 'number') return [column, value]
      if (column === 'n' || column === 'n_eff') return [column, twoDigits(value)]
      return [column, column === 'contributors' ? byFive(value) : value]
    }),
  )
}

const COUNTS = new Set(['n', 'contributors', 'withheld'])
/** Numbers that say which cell a row is. */
const EDGES = new Set(['from', 'to', 'days'])

const isValue = (column: string, value: unknown): boolean =>
  (typeof value === 'number' || value === null) && !EDGES.has(column)

function added(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...a }
  for (const [reason, n] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + n
  return sum
}
