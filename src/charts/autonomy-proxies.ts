import type { FigureOf, Row } from '../release/index.js'
import { type Chart, chosen, optionsOf, preferred, type View } from './chart.js'
import { inBrackets } from './intervals.js'
import { linesOverTime } from './lines-over-time.js'
import { LEVEL_NAMES, type Level, PROXY_NAMES } from './names.js'
import { overallRow } from './overall.js'
import * as percentiles from './percentiles.js'
import { isExact, said, saidPeople, sayCount } from './precision.js'
import { inWeeks, isOf, spanName } from './spans.js'
import { counted, HOURS, TOKENS, type Unit } from './units.js'

type Figure = FigureOf<'autonomy-proxies'>
type ProxyRow = Row<'autonomy-proxies'>
type Measure = ProxyRow['measure']
const LEVELS: Level[] = ['p50', 'p75', 'p90', 'p95', 'p99']

/** How each measure is written. */
export const PROXY_UNITS: Record<Measure, Unit> = {
  actions_per_turn: counted('actions'),
  unattended_actions: counted('actions in a row'),
  agent_hours: HOURS,
  tokens_per_turn: TOKENS,
}

const REMARKS: Record<Measure, string> = {
  actions_per_turn: 'Actions are calls of a tool, those of subagents included.',
  unattended_actions: 'The most actions in a row of a session without any touch by a person.',
  agent_hours: 'Hours that the agent and its subagents worked, added together.',
  tokens_per_turn: 'Tokens the model wrote, as the log reports them.',
}

const SENTENCES: Record<Measure, (value: string) => string> = {
  actions_per_turn: (n) => `took ${n} ${n === '1' ? 'action' : 'actions'} or fewer`,
  unattended_actions: (n) => `had no run of more than ${n} ${n === '1' ? 'action' : 'actions'} without a person`,
  agent_hours: (hours) => `used ${hours} of agent time or less`,
  tokens_per_turn: (n) => `made the model write ${n} tokens or fewer`,
}

const measureOf = (view: View): Measure => chosen<Measure>(view, 'measure')

const series = (figure: Figure, view: View): ProxyRow[] =>
  figure.rows.filter((row) => row.measure === measureOf(view) && isOf(row, chosen(view, 'window')) && row.day !== 'all')

/** The row of the whole window of one measure. */
export const wholeProxy = (figure: Figure, measure: Measure): ProxyRow | undefined =>
  figure.rows.find((row) => row.window === 'all' && row.measure === measure) ?? overallRow(figure, { measure })

/** Percentiles of what stands beside turn duration, over days. */
export const autonomyProxies: Chart<'autonomy-proxies'> = {
  controls(figure) {
    const present = new Set(figure.rows.filter((row) => row.p50 !== null).map((row) => row.measure))
    const options = optionsOf(PROXY_NAMES, present, () => (isExact(figure) ? 'not in these logs' : 'withheld'))
    return [
      { key: 'measure', label: 'Measure', pick: 'one', options, initial: preferred(options), plates: true },
      percentiles.windowControl(figure.rows),
      percentiles.levelControl(LEVELS, figure.rows),
    ]
  },

  draw(figure, view, surface, other) {
    const unit = PROXY_UNITS[measureOf(view)]
    if (!unit) return null
    const levels = LEVELS.filter((level) => view.levels?.includes(level))
    const linesOf = (of: Figure) => percentiles.percentileLines(of, series(of, view), levels, unit, surface.theme)
    return linesOverTime(
      {
        title: `${PROXY_NAMES[measureOf(view)]}: percentiles over time`,
        unit,
        lines: linesOf(figure),
        other: other ? linesOf(other) : [],
        gaps: percentiles.withheldDays(series(figure, view)),
        published: [],
      },
      surface,
    )
  },

  sentence(figure, view) {
    const row = wholeProxy(figure, measureOf(view))
    if (!row || row.p50 == null) return ''
    const unit = PROXY_UNITS[row.measure]
    const of = `Half of ${row.n === undefined ? 'the' : sayCount(figure, row.n)} ${row.per}s`
    const half = `${of} ${SENTENCES[row.measure](unit.say(row.p50))}${inBrackets(row.p50_low, row.p50_high, unit)}`
    return row.p99 == null ? `${half}.` : `${half}; one in a hundred more than ${unit.say(row.p99)}.`
  },

  remark: (_figure, view) => `${REMARKS[measureOf(view)] ?? ''} ${percentiles.BANDS}`.trim(),

  estimates(figure, view) {
    const measure = measureOf(view)
    return percentiles.percentileEstimates(wholeProxy(figure, measure), LEVELS, PROXY_UNITS[measure])
  },

  numbers(figure) {
    const rows = (Object.keys(PROXY_NAMES) as Measure[]).flatMap((measure) => {
      const row = wholeProxy(figure, measure)
      return row ? [row] : []
    })
    if (rows.length === 0) return []
    return [
      {
        caption: 'Whole window',
        columns: ['Measure', 'n', ...LEVELS.map((level) => LEVEL_NAMES[level])],
        rows: rows.map((row) => [
          `${PROXY_NAMES[row.measure]}${row.measure === 'agent_hours' ? ` per ${row.per}` : ''}`,
          `${said(figure, row.n)} ${row.per}s`,
          ...LEVELS.map((level) => percentiles.percentileCell(row, level, PROXY_UNITS[row.measure])),
        ]),
      },
    ]
  },

  data(figure, view) {
    const unit = PROXY_UNITS[measureOf(view)]
    const rows = series(figure, view)
    return {
      caption: `${PROXY_NAMES[measureOf(view)] ?? figure.title} by ${inWeeks(rows) ? 'week' : 'day'}, with 95% intervals`,
      columns: [inWeeks(rows) ? 'Days' : 'Day', 'n', 'Contributors', ...LEVELS.map((level) => LEVEL_NAMES[level])],
      rows: rows.map((row) => [
        spanName(row),
        said(figure, row.n),
        saidPeople(figure, row.contributors),
        ...LEVELS.map((level) => percentiles.percentileCell(row, level, unit)),
      ]),
    }
  },
}
