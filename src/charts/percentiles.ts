import type { Published } from '../release/index.js'
import type { Control, Table } from './chart.js'
import { cell } from './intervals.js'
import type { TimeLine } from './lines-over-time.js'
import { LEVEL_NAMES, type Level, reasonName } from './names.js'
import { count, NOTHING } from './numbers.js'
import type { Theme } from './theme.js'
import type { Unit } from './units.js'

/** What rows of percentiles over days have in common. */
export interface PercentileRow {
  day: string
  window: string
  n?: number | undefined
  contributors?: number | undefined
  suppressed?: string | undefined
  withheld?: Record<string, string> | undefined
}

type Column = `${Level}` | `${Level}_low` | `${Level}_high`

/** A column of a row, null where the row has none. */
export const at = (row: PercentileRow, column: Column): number | null =>
  (row as unknown as Partial<Record<Column, number | null>>)[column] ?? null

/** Why a line may have no band. */
export const BANDS = 'Where no band is drawn, an end of the interval lies beyond the data.'

export const WINDOW_NAMES = { '1d': '1 day', '7d': '7 days' } as const

/** Which percentiles to show; several at a time. */
export function levelControl(levels: readonly Level[], rows: readonly PercentileRow[]): Control {
  const options = levels.map((value) =>
    rows.some((row) => at(row, value) !== null)
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

/** Over how many days one value is taken. */
export function windowControl(rows: readonly PercentileRow[]): Control {
  const options = (['1d', '7d'] as const).map((value) => {
    const present = rows.some((row) => row.window === value && at(row, 'p50') !== null)
    return { value, label: WINDOW_NAMES[value], ...(present ? {} : { absent: 'no complete window' }) }
  })
  const weekly = new Set(rows.filter((row) => row.window === '7d' && at(row, 'p50') !== null).map((row) => row.day))
    .size
  const daily = options.find(({ value, absent }) => value === '1d' && !absent)
  const initial = weekly >= 7 || !daily ? options.filter((o) => !o.absent).at(-1) : daily
  return { key: 'window', label: 'Each point covers', pick: 'one', options, initial: initial ? [initial.value] : [] }
}

/** One line per percentile, with a null for each day that has no row. */
export function percentileLines(
  rows: readonly PercentileRow[],
  levels: readonly Level[],
  unit: Unit,
  theme: Theme,
): TimeLine[] {
  const byDay = new Map(rows.map((row) => [row.day, row]))
  const days = everyDay([...byDay.keys()])
  const order = Object.keys(LEVEL_NAMES)
  return levels.map((level) => ({
    name: LEVEL_NAMES[level],
    colour: theme.ramp[order.indexOf(level)]!,
    points: days.map((day) => {
      const row = byDay.get(day)
      const [y, low, high] = row
        ? [at(row, level), at(row, `${level}_low`), at(row, `${level}_high`)]
        : [null, null, null]
      const says = `${day}\n${LEVEL_NAMES[level]}  ${cell(y, low, high, unit)}\nn = ${row?.n === undefined ? NOTHING : count(row.n)}`
      return { day: new Date(`${day}T00:00:00Z`), y, low, high, says }
    }),
  }))
}

function everyDay(days: readonly string[]): string[] {
  const sorted = [...days].sort()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return []
  const result: string[] = []
  for (let t = Date.parse(first); t <= Date.parse(last); t += 86_400_000)
    result.push(new Date(t).toISOString().slice(0, 10))
  return result
}

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

/** The percentiles of single rows as a table, one row each: value, interval, n. */
export function percentileTable(
  caption: string,
  rows: readonly (readonly [name: string, row: PercentileRow])[],
  levels: readonly Level[],
  unit: Unit,
): Table {
  return {
    caption,
    columns: ['', 'n', ...levels.map((level) => LEVEL_NAMES[level])],
    rows: rows.map(([name, row]) => [
      name,
      row.n === undefined ? NOTHING : count(row.n),
      ...levels.map((level) => percentileCell(row, level, unit)),
    ]),
  }
}

/** A percentile of a row with its interval, or why there is none. */
export function percentileCell(row: PercentileRow, level: Level, unit: Unit): string {
  const reason = row.suppressed ?? row.withheld?.[level]
  return cell(at(row, level), at(row, `${level}_low`), at(row, `${level}_high`), unit, reason && reasonName(reason))
}
