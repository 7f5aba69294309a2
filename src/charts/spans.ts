/** A row over days, as far as it says which days it covers. */
export interface Span {
  day: string
  window: string
  days?: number | null | undefined
  open?: 'before' | 'after' | undefined
}

const WEEK = 7
const DAY = 86_400_000

/** Whether rows cut the time into whole weeks, some of them merged, instead of giving days that roll. */
export const inWeeks = (rows: readonly Span[]): boolean => rows.some(({ days }) => days !== undefined)

/** Whether a row belongs to a window that was chosen; weeks that are merged belong to the seven days. */
export const isOf = (row: Span, window: string): boolean =>
  row.window === window || (window === '7d' && row.window === 'weeks')

/** What a row covers: `2026-06-14`, `2 weeks to 2026-06-14`, `up to 2026-06-14`. */
export function spanName({ day, days, open }: Span): string {
  if (open === 'before') return `up to ${day}`
  if (open === 'after') return `from ${dayName(Date.parse(day) / DAY - WEEK + 1)} on`
  if (typeof days !== 'number') return day
  if (days === WEEK) return `week to ${day}`
  return days % WEEK === 0 ? `${days / WEEK} weeks to ${day}` : `${days} days to ${day}`
}

const dayName = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** Days on which a line has a point: those of the rows, in order, and one between rows that leave weeks out. */
export function daysInWeeks(rows: readonly Span[]): string[] {
  const ordered = [...rows].sort((a, b) => (a.day < b.day ? -1 : 1))
  return ordered.flatMap((row, i) => {
    const before = ordered[i - 1]
    const end = Date.parse(row.day) / DAY
    const start = end - (row.days ?? WEEK) + 1
    const gap = before !== undefined && start - 1 > Date.parse(before.day) / DAY
    return gap ? [dayName(start - 1), row.day] : [row.day]
  })
}

/** The day by which a week, or a span of weeks, is placed: its Monday, or where it has no beginning its last one. */
export const weekStart = (week: string): string => /\d{4}-\d\d-\d\d/.exec(week)?.[0] ?? week

/** `week of 2026-01-05`; `weeks of 2026-01-05 to 2026-01-19`; `up to the week of 2026-01-05`. */
export function weekName(week: string): string {
  const [from = '', to] = week.split('/')
  if (to === undefined) return `week of ${from}`
  if (from === '..') return `up to the week of ${to}`
  return to === '..' ? `from the week of ${from} on` : `weeks of ${from} to ${to}`
}

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const short = (month: string): string => NAMES[Number(month.slice(5, 7)) - 1] ?? ''

/** A month or a span of them within a sentence: `in Apr 2026`, `up to Apr 2026`. */
export const inMonth = (month: string): string => (month.includes('..') ? longMonth(month) : `in ${longMonth(month)}`)

/** `2026-04` → `Apr 2026`; `2026-04/2026-05` → `Apr–May 2026`; `../2026-05` → `up to May 2026`. */
export function longMonth(month: string): string {
  const [from = '', to] = month.split('/')
  const year = (of: string) => of.slice(0, 4)
  if (to === undefined) return `${short(from)} ${year(from)}`.trim()
  if (from === '..') return `up to ${longMonth(to)}`
  if (to === '..') return `from ${longMonth(from)}`
  return year(from) === year(to) ? `${short(from)}–${longMonth(to)}` : `${longMonth(from)}–${longMonth(to)}`
}
