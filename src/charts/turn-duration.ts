import type { FigureOf, Row } from '../release/index.js'
import { type Chart, chosen, optionsOf, preferred, type Table, type View } from './chart.js'
import { cell, inBrackets } from './intervals.js'
import { linesOverTime } from './lines-over-time.js'
import { CLOCK_NAMES, LEVEL_NAMES, type Level, reasonName } from './names.js'
import { duration, NOTHING } from './numbers.js'
import { overallRow, sensitivityTable } from './overall.js'
import * as percentiles from './percentiles.js'
import { isExact, said, saidPeople, sayCount, sayPeople } from './precision.js'
import { inWeeks, isOf, spanName } from './spans.js'
import { SECONDS } from './units.js'

type Figure = FigureOf<'turn-duration'>
type TurnRow = Row<'turn-duration'>
const LEVELS = Object.keys(LEVEL_NAMES) as Level[]

/** The row of the whole window by one clock. */
export const wholeWindow = (figure: Figure, clock: TurnRow['clock']): TurnRow | undefined =>
  figure.rows.find((row) => row.window === 'all' && row.clock === clock) ?? overallRow(figure, { clock })

const byClock = (figure: Figure, view: View): TurnRow[] =>
  figure.rows.filter((row) => row.clock === chosen(view, 'clock'))

const series = (figure: Figure, view: View): TurnRow[] =>
  byClock(figure, view).filter((row) => isOf(row, chosen(view, 'window')) && row.day !== 'all')

const CLOCK_REMARKS: Record<TurnRow['clock'], string> = {
  wall: 'From the first record of a turn to its last, waits for a person included.',
  work: 'Without what is known to be waiting for a person; a gap with no tool running counts at most 5 minutes.',
  reported: 'The agent’s own figure, mostly written for turns above 30 s and almost never after an interrupt.',
}

/** Percentiles of turn duration over days. Clocks are never mixed in one chart. */
export const turnDuration: Chart<'turn-duration'> = {
  controls(figure) {
    const { rows } = figure
    const clocks = optionsOf(
      CLOCK_NAMES,
      new Set(rows.filter((row) => row.p50 !== null).map((row) => row.clock)),
      () => (isExact(figure) ? 'not in these logs' : 'withheld'),
    )
    return [
      { key: 'clock', label: 'Clock', pick: 'one', options: clocks, initial: preferred(clocks, 'wall'), plates: true },
      percentiles.windowControl(rows),
      percentiles.levelControl(LEVELS, rows),
    ]
  },

  draw(figure, view, surface, other) {
    const levels = LEVELS.filter((level) => view.levels?.includes(level))
    const linesOf = (of: Figure) => percentiles.percentileLines(of, series(of, view), levels, SECONDS, surface.theme)
    return linesOverTime(
      {
        title: `${figure.title}: percentiles over time, ${CLOCK_NAMES[chosen<TurnRow['clock']>(view, 'clock')]}`,
        unit: SECONDS,
        lines: linesOf(figure),
        other: other ? linesOf(other) : [],
        gaps: percentiles.withheldDays(series(figure, view)),
        published: percentiles.publishedFor(figure.published, levels),
      },
      surface,
    )
  },

  sentence(figure, view) {
    const row = wholeWindow(figure, chosen(view, 'clock'))
    if (!row || row.p50 == null) return ''
    const who = row.contributors === undefined ? '' : `, by ${sayPeople(figure, row.contributors)},`
    const half = `Half of ${row.n === undefined ? 'the' : sayCount(figure, row.n)} turns${who} ended within ${duration(row.p50)}`
    const far = row.p999 != null ? `one in a thousand ran longer than ${duration(row.p999)}` : farTail(row)
    return `${half}${inBrackets(row.p50_low, row.p50_high, SECONDS)}; ${far}.`
  },

  remark: (_figure, view) =>
    `${CLOCK_REMARKS[chosen<TurnRow['clock']>(view, 'clock')] ?? ''} ${percentiles.BANDS}`.trim(),

  estimates: (figure, view) =>
    percentiles.percentileEstimates(wholeWindow(figure, chosen(view, 'clock')), LEVELS, SECONDS),

  numbers(figure, view) {
    const clock = chosen<TurnRow['clock']>(view, 'clock')
    const row = wholeWindow(figure, clock)
    const tables: Table[] = []
    if (row) tables.push(wholeTable(figure, row))
    const sensitivity = sensitivityOf(figure)
    if (sensitivity) tables.push(sensitivity)
    return tables
  },

  data(figure, view) {
    const rows = series(figure, view)
    const running = rows.some((row) => row.censored !== undefined)
    return {
      caption: `Percentiles by ${inWeeks(rows) ? 'week' : 'day'}, ${CLOCK_NAMES[chosen<TurnRow['clock']>(view, 'clock')] ?? 'no clock'}, with 95% intervals`,
      columns: [
        inWeeks(rows) ? 'Days' : 'Day',
        'n',
        'Contributors',
        ...(running ? ['Still running'] : []),
        ...LEVELS.map((level) => LEVEL_NAMES[level]),
      ],
      rows: rows.map((row) => [
        spanName(row),
        said(figure, row.n),
        saidPeople(figure, row.contributors),
        ...(running ? [said(figure, row.censored)] : []),
        ...LEVELS.map((level) => percentiles.percentileCell(row, level, SECONDS)),
      ]),
    }
  },
}

function farTail(row: TurnRow): string {
  const reason = row.withheld?.p999 ?? row.suppressed
  const why = reason ? ` (${reasonName(reason)})` : ''
  const p99 = row.p99 == null ? '' : `one in a hundred ran longer than ${duration(row.p99)}; `
  return `${p99}the longest in a thousand cannot be given${why}`
}

function wholeTable(figure: Figure, row: TurnRow): Table {
  const running = row.censored ? `, ${said(figure, row.censored)} still running` : ''
  return {
    caption: `Whole window: ${said(figure, row.n)} turns${running}`,
    columns: ['Percentile', 'Value', '95% interval'],
    rows: LEVELS.map((level) => {
      const value = percentiles.at(row, level)
      const full = percentiles.percentileCell(row, level, SECONDS)
      const interval = value === null ? NOTHING : (/\((.*)\)$/.exec(full)?.[1] ?? NOTHING)
      return [LEVEL_NAMES[level], value === null ? full : duration(value), interval]
    }),
  }
}

function sensitivityOf(figure: Figure): Table | null {
  const shown: Level[] = ['p50', 'p99', 'p999']
  const own = (Object.keys(CLOCK_NAMES) as TurnRow['clock'][]).flatMap((clock) => {
    const row = figure.sensitivity?.some((other) => other.clock === clock) ? wholeWindow(figure, clock) : undefined
    return row ? [[`${CLOCK_NAMES[clock]}, as defined`, row] as const] : []
  })
  return sensitivityTable(
    figure,
    shown.map((level) => LEVEL_NAMES[level]),
    (row) => shown.map((level) => cell(percentiles.at(row, level), null, null, SECONDS)),
    { own, of: (row) => row.clock },
  )
}
