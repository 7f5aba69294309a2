import { dayName } from '../algebra/index.js'

type Row = Record<string, unknown>

/** Which ends of a study's window are no bound of its own, so that the first or last units decide where rows end. */
export interface Ends {
  before: boolean
  after: boolean
}

const DAY = 86_400_000
const WEEK = 7

/**
 * Takes the first and the last day or month from spans of merged weeks and months: without a window they would say when
 * somebody's first or last unit was. A span that is open on both sides says no more than the row over everything, and goes.
 */
export function withOpenEnds(rows: readonly Row[], ends: Ends): Row[] {
  return months(mondays(weeks(rows, ends), ends), ends)
}

const dayOf = (row: Row): number => Date.parse(String(row.day)) / DAY

function weeks(rows: readonly Row[], ends: Ends): Row[] {
  const spans = rows.filter(({ days }) => typeof days === 'number')
  if (spans.length === 0) return [...rows]
  const startOf = (row: Row) => dayOf(row) - Number(row.days) + 1
  const first = spans.reduce((least, row) => Math.min(least, startOf(row)), Number.POSITIVE_INFINITY)
  const last = spans.reduce((most, row) => Math.max(most, dayOf(row)), Number.NEGATIVE_INFINITY)
  return rows.flatMap((row) => {
    if (row.window !== 'weeks' || typeof row.days !== 'number') return [row]
    const before = ends.before && startOf(row) === first
    const after = ends.after && dayOf(row) === last
    if (before && after) return []
    if (before) return [{ ...row, days: null, open: 'before' }]
    return after ? [{ ...row, day: dayName(startOf(row) + WEEK - 1), days: null, open: 'after' }] : [row]
  })
}

/** Rows by weeks begin and end with somebody's first and last one; also a single week may reach further than it says. */
function mondays(rows: readonly Row[], ends: Ends): Row[] {
  const edges = rows.flatMap(({ week }) => (typeof week === 'string' ? week.split('/') : [])).sort()
  return rows.flatMap((row) => {
    if (typeof row.week !== 'string') return [row]
    const [from, to = from] = row.week.split('/') as [string, string | undefined]
    const before = ends.before && from === edges[0]
    const after = ends.after && to === edges.at(-1)
    if (before && after) return []
    return before || after ? [{ ...row, week: before ? `../${to}` : `${from}/..` }] : [row]
  })
}

function months(rows: readonly Row[], ends: Ends): Row[] {
  const edges = rows.flatMap(({ month }) => (typeof month === 'string' ? month.split('/') : [])).sort()
  return rows.flatMap((row) => {
    if (typeof row.month !== 'string' || !row.month.includes('/')) return [row]
    const [from, to] = row.month.split('/') as [string, string]
    const before = ends.before && from === edges[0]
    const after = ends.after && to === edges.at(-1)
    if (before && after) return []
    return [{ ...row, month: `${before ? '..' : from}/${after ? '..' : to}` }]
  })
}
