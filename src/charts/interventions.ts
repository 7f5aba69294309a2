import * as Plot from '@observablehq/plot'
import type { FigureOf, Row } from '../release/index.js'
import { axis } from './axis.js'
import type { Chart, View } from './chart.js'
import { cell, inBrackets } from './intervals.js'
import { type EndLabel, endLabels, marginFor, referenceNames, referenceRules, verticalAxis } from './marks.js'
import { INTERVENTION_NAMES, reasonName } from './names.js'
import { plain } from './numbers.js'
import { overallRow, said } from './overall.js'
import { heightOf, isNarrow, type Surface } from './surface.js'
import { TIMES } from './units.js'

type Figure = FigureOf<'interventions'>
type InterventionRow = Row<'interventions'>
type Measure = InterventionRow['measure']

const MEASURES = Object.keys(INTERVENTION_NAMES) as Measure[]
const ALL_MONTHS = 'all'

const monthly = (figure: Figure, measure: Measure): InterventionRow[] =>
  figure.rows
    .filter((row) => row.measure === measure && row.month !== ALL_MONTHS)
    .sort((a, b) => (a.month < b.month ? -1 : 1))

/** The row over the whole window of one measure. */
export const totalInterventions = (figure: Figure, measure: Measure = 'all'): InterventionRow | undefined =>
  figure.rows.find((row) => row.month === ALL_MONTHS && row.measure === measure) ?? overallRow(figure, { measure })

const shown = (view: View): Measure[] => MEASURES.filter((measure) => view.measures?.includes(measure))

/** Interventions per session over months, by what people did. */
export const interventions: Chart<'interventions'> = {
  controls(figure) {
    const options = MEASURES.map((value) => {
      const present = figure.rows.some((row) => row.measure === value && row.per_session !== null)
      return { value, label: INTERVENTION_NAMES[value], ...(present ? {} : { absent: 'not in these logs' }) }
    })
    const open = options.filter(({ absent }) => !absent).map(({ value }) => value)
    return [{ key: 'measures', label: 'What people did', pick: 'many', options, initial: open }]
  },

  draw(figure, view, surface) {
    const series = shown(view)
      .map((measure) => ({ measure, rows: monthly(figure, measure), colour: colourOf(measure, surface) }))
      .filter(({ rows }) => rows.some((row) => row.per_session !== null))
    if (series.length === 0) return null
    const months = [...new Set(series.flatMap(({ rows }) => rows.map((row) => row.month)))].sort()
    const height = heightOf(surface)
    const [marginTop, marginBottom] = [30, 38]
    const rows = series.flatMap((one) => one.rows)
    const published = view.measures?.includes('all') ? figure.published : []
    const values = [...rows.flatMap((row) => [row.per_session, row.high]), ...published.map(({ value }) => value)]
    const y = axis({ ...TIMES, label: 'per session' }, values, marginTop, height - marginBottom)
    const ends: EndLabel[] = series.map(({ measure, rows, colour }) => {
      const last = rows.findLast((row) => row.per_session !== null)!.per_session!
      const name = INTERVENTION_NAMES[measure]
      return { text: isNarrow(surface) ? name : `${name}  ${plain(last)}`, y: last, colour }
    })
    const taken = rows.flatMap((row) =>
      row.per_session === null
        ? []
        : [{ part: (months.indexOf(row.month) + 0.5) / months.length, value: row.per_session }],
    )
    return Plot.plot({
      document: surface.document,
      width: surface.width,
      height,
      marginTop,
      marginBottom,
      marginLeft: 40,
      marginRight: marginFor(ends),
      ariaLabel: `${figure.title}, by month`,
      style: { fontSize: '12px', color: surface.theme.muted, background: 'none', overflow: 'visible' },
      x: { type: 'point', domain: months, label: null, padding: 0.3 },
      y: { axis: null, domain: [...y.domain] },
      marks: [
        ...verticalAxis(y, surface, 40),
        Plot.axisX(thin(months, isNarrow(surface) ? 3 : 10), {
          tickFormat: monthName,
          tickSize: 4,
          label: null,
          color: surface.theme.muted,
          fontSize: 12,
        }),
        ...referenceRules(published, y, surface),
        ...series.flatMap(({ rows, colour }, i) => marks(rows, colour, (i - (series.length - 1) / 2) * 4, surface)),
        ...referenceNames(published, y, surface, taken),
        ...endLabels(ends, y, surface),
        ...(surface.pointing ? [tip(rows, surface)] : []),
      ],
    })
  },

  sentence(figure) {
    const known = monthly(figure, 'all').filter((row) => row.per_session !== null)
    const bounded = known.filter((row) => row.low !== null)
    const rows = bounded.length > 0 ? bounded : known
    const [first, last] = [rows[0], rows.at(-1)]
    const total = totalInterventions(figure)
    if (!last && total?.per_session == null) return ''
    const overall =
      total?.per_session != null
        ? `People stepped in ${plain(total.per_session)} times per session${inBrackets(total.low, total.high, TIMES)}`
        : ''
    const move = last
      ? `${plain(last.per_session!)} in ${longMonth(last.month)}${first && first !== last ? `, against ${plain(first.per_session!)} in ${longMonth(first.month)}` : ''}`
      : ''
    return `${[overall || 'Interventions per session', move].filter(Boolean).join(': ')}.`
  },

  remark: () =>
    'Whiskers are 95% intervals; a hollow point has none. The first and the last month may hold part of their days.',

  numbers(figure) {
    const rows = MEASURES.flatMap((measure) => totalInterventions(figure, measure) ?? [])
    if (rows.length === 0) return []
    return [
      {
        caption: 'Whole window, per session',
        columns: ['What people did', 'n', 'Per session'],
        rows: rows.map((row) => [INTERVENTION_NAMES[row.measure], said(row.n), valueIn(row)]),
      },
    ]
  },

  data(figure, view) {
    const rows = shown(view).flatMap((measure) => monthly(figure, measure))
    return {
      caption: `${figure.title}, by month, with 95% intervals`,
      columns: ['Month', 'What people did', 'n', 'Contributors', 'Per session'],
      rows: rows.map((row) => [
        row.month,
        INTERVENTION_NAMES[row.measure],
        said(row.n),
        said(row.contributors),
        valueIn(row),
      ]),
    }
  },
}

const valueIn = (row: InterventionRow): string =>
  cell(row.per_session, row.low, row.high, TIMES, row.suppressed && reasonName(row.suppressed))

function colourOf(measure: Measure, { theme }: Surface): string {
  return measure === 'all' ? theme.ink : theme.hues[MEASURES.indexOf(measure) - 1]!
}

function marks(rows: readonly InterventionRow[], colour: string, dx: number, surface: Surface): Plot.Markish[] {
  const known = rows.filter((row) => row.per_session !== null)
  const bounded = known.filter((row) => row.low !== null && row.high !== null)
  return [
    Plot.line(rows, {
      x: 'month',
      y: (row: InterventionRow) => row.per_session ?? Number.NaN,
      stroke: colour,
      strokeWidth: 1.5,
      dx,
    }),
    Plot.ruleX(bounded, { x: 'month', y1: 'low', y2: 'high', stroke: colour, dx }),
    Plot.dot(known, {
      x: 'month',
      y: 'per_session',
      r: 3,
      stroke: colour,
      fill: (row: InterventionRow) => (row.low === null ? surface.theme.paper : colour),
      dx,
    }),
  ]
}

const tip = (rows: readonly InterventionRow[], surface: Surface): Plot.Markish =>
  Plot.tip(
    rows.filter((row) => row.per_session !== null),
    Plot.pointer({
      x: 'month',
      y: 'per_session',
      title: (row: InterventionRow) =>
        `${longMonth(row.month)}\n${INTERVENTION_NAMES[row.measure]}  ${valueIn(row)}\nn = ${said(row.n)} sessions`,
      fill: surface.theme.paper,
      stroke: surface.theme.muted,
      fontSize: 12,
    }),
  )

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const longMonth = (month: string): string => `${NAMES[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`.trim()
const monthName = (month: string): string => longMonth(month)
const thin = (months: readonly string[], most: number): string[] => {
  const step = Math.ceil(months.length / most)
  return months.filter((_, i) => i % step === 0)
}
