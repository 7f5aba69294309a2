import type { Published } from '../release/index.js'
import type { Control } from './chart.js'
import type { Estimate, Named } from './estimate.js'
import { cell } from './intervals.js'
import { LEVEL_NAMES, type Level, reasonName } from './names.js'
import { said } from './precision.js'
import { daysInWeeks, inWeeks, isOf, type Span, spanName } from './spans.js'
import type { Theme } from './theme.js'
import type { TimeGap, TimeLine } from './time-line.js'
import type { Unit } from './units.js'

/** What rows of percentiles over days have in common. */
export interface PercentileRow extends Span {
  n?: number | undefined
  contributors?: number | undefined
  suppressed?: string | undefined
  withheld?: Record<string, string> | undefined
}

type Column = `${Level}` | `${Level}_low` | `${Level}_high`

/** A column of a row, null where the row has none. */
export const at = (row: PercentileRow, column: Column): number | null =>
  (row as unknown as Partial<Record<Column, number | null>>)[column] ?? null

/** How a band reads that has one end, or none. */
export const BANDS =
  'Where a band fades out, that end of the interval is not known on some of these days; without a band neither is.'

export const WINDOW_NAMES = { '1d': '1 day', '7d': '7 days' } as const

/** Which percentiles to show; several at a time. */
export function levelControl(levels: readonly Level[], rows: readonly PercentileRow[]): Control {
  const days = rows.filter(({ day }) => day !== 'all')
  const drawn = days.length > 0 ? days : rows
  const options = levels.map((value) =>
    drawn.some((row) => at(row, value) !== null)
      ? { value, label: LEVEL_NAMES[value] }
      : { value, label: LEVEL_NAMES[value], absent: 'withheld' },
  )
  const open = options.filter((option) => !('absent' in option)).map(({ value }) => value)
  const wanted = open.filter((level) => ['p50', 'p90', 'p99', 'p999'].includes(level))
  return {
    key: 'levels',
    label: 'Percentiles',
    pick: 'many',
    options,
    initial: wanted.length ? wanted : open.slice(0, 1),
  }
}

const absence = (rows: readonly PercentileRow[], window: string): string =>
  rows.some((row) => isOf(row, window) && row.suppressed)
    ? 'withheld'
    : inWeeks(rows)
      ? 'not given'
      : window === '7d'
        ? 'no complete window'
        : 'not given'

/** Over how many days one value is taken. */
export function windowControl(rows: readonly PercentileRow[]): Control {
  const options = (['1d', '7d'] as const).map((value) => {
    const present = rows.some((row) => isOf(row, value) && at(row, 'p50') !== null)
    const label = value === '7d' && inWeeks(rows) ? 'whole weeks' : WINDOW_NAMES[value]
    return { value, label, ...(present ? {} : { absent: absence(rows, value) }) }
  })
  const weekly = new Set(rows.filter((row) => isOf(row, '7d') && at(row, 'p50') !== null).map((row) => row.day)).size
  const daily = options.find(({ value, absent }) => value === '1d' && !absent)
  const initial = weekly >= 7 || !daily ? options.filter((o) => !o.absent).at(-1) : daily
  return { key: 'window', label: 'Each point covers', pick: 'one', options, initial: initial ? [initial.value] : [] }
}

/** One line per percentile, with a null for each day that has no row. */
export function percentileLines(
  figure: object,
  rows: readonly PercentileRow[],
  levels: readonly Level[],
  unit: Unit,
  theme: Theme,
): TimeLine[] {
  const byDay = new Map(rows.map((row) => [row.day, row]))
  const days = inWeeks(rows) ? daysInWeeks(rows) : everyDay([...byDay.keys()])
  const order = Object.keys(LEVEL_NAMES)
  return levels.map((level) => ({
    name: LEVEL_NAMES[level],
    colour: theme.ramp[order.indexOf(level)]!,
    points: days.map((day) => {
      const row = byDay.get(day)
      const [y, low, high] = row
        ? [at(row, level), at(row, `${level}_low`), at(row, `${level}_high`)]
        : [null, null, null]
      const says = `${row ? spanName(row) : day}\n${LEVEL_NAMES[level]}  ${cell(y, low, high, unit)}\nn = ${said(figure, row?.n)}`
      return { day: new Date(`${day}T00:00:00Z`), y, low, high, says }
    }),
  }))
}

/** The days on which all values are withheld, with the reason. */
export const withheldDays = (rows: readonly PercentileRow[]): TimeGap[] =>
  rows.flatMap(({ day, suppressed }) =>
    suppressed ? [{ day: new Date(`${day}T00:00:00Z`), reason: reasonName(suppressed) }] : [],
  )

const DAY = 86_400_000

/** All days from the first to the last, or all weeks where values are given by whole weeks. */
export function everyDay(days: readonly string[]): string[] {
  const times = days.map((day) => Date.parse(day)).sort((a, b) => a - b)
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined) return []
  const weekly = times.length > 1 && times.every((time) => (time - first) % (7 * DAY) === 0)
  const result: string[] = []
  for (let t = first; t <= last; t += weekly ? 7 * DAY : DAY) result.push(new Date(t).toISOString().slice(0, 10))
  return result
}

/** A percentile of a row with all that must stand beside it. */
export const percentileEstimate = (row: PercentileRow, level: Level): Estimate => ({
  value: at(row, level),
  low: at(row, `${level}_low`),
  high: at(row, `${level}_high`),
  n: row.n,
  reason: row.suppressed ?? row.withheld?.[level],
})

/** All percentiles of a row, to be set beside those of another release. */
export const percentileEstimates = (row: PercentileRow | undefined, levels: readonly Level[], unit: Unit): Named[] =>
  levels.map((level) => ({
    name: LEVEL_NAMES[level],
    unit,
    estimate: row && percentileEstimate(row, level),
  }))

/** Whether a published value belongs to one of these percentiles; one that names none belongs to all. */
export function publishedFor(published: readonly Published[], levels: readonly string[]): Published[] {
  return published.filter(({ label }) => {
    const level = levelIn(label)
    return level === null || levels.includes(level)
  })
}

/** The percentile that a label names: `p99.9`, `median`. */
export function levelIn(label: string): Level | null {
  if (/median/i.test(label)) return 'p50'
  const match = /p?(99\.9|999|50|75|90|95|99)(?![\d.]*\d)/i.exec(label.replace(/\b(19|20)\d\d\b/g, ''))
  return match ? (`p${match[1]!.replace('.', '')}` as Level) : null
}

/** A percentile of a row with its interval, or why there is none. */
export function percentileCell(row: PercentileRow, level: Level, unit: Unit): string {
  const reason = row.suppressed ?? row.withheld?.[level]
  return cell(at(row, level), at(row, `${level}_low`), at(row, `${level}_high`), unit, reason && reasonName(reason))
}
