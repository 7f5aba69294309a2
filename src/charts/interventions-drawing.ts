import * as Plot from '@observablehq/plot'
import type { FigureOf } from '../release/index.js'
import { axis } from './axis.js'
import type { View } from './chart.js'
import { GAP_STRIP, type Gap, gapMarks } from './gaps.js'
import { type InterventionRow, MEASURES, type Measure, monthly, valueIn } from './intervention-rows.js'
import {
  DASHES,
  type EndLabel,
  endLabels,
  innerLabels,
  marginFor,
  referenceNames,
  referenceRules,
  takenBy,
  verticalAxis,
  widthOf,
} from './marks.js'
import { INTERVENTION_NAMES, reasonName } from './names.js'
import { plain } from './numbers.js'
import { said } from './precision.js'
import { longMonth } from './spans.js'
import { type Drawn, heightOf, isNarrow, type Surface } from './surface.js'
import { TIMES } from './units.js'

type Figure = FigureOf<'interventions'>

/** The measures in view, in their fixed order. */
export const shown = (view: View): Measure[] => MEASURES.filter((measure) => view.measures?.includes(measure))

/** Interventions per session over months as lines with whiskers; null where the view has no value. */
export function drawInterventions(figure: Figure, view: View, surface: Surface, other?: Figure): Drawn | null {
  const series = seriesOf(figure, view, surface)
  if (series.length === 0) return null
  const others = other ? seriesOf(other, view, surface) : []
  const all = [...series, ...others]
  const months = [...new Set(all.flatMap(({ rows }) => rows.map((row) => row.month)))].sort()
  const height = heightOf(surface)
  const [marginTop, marginBottom] = [30, 38]
  const rows = all.flatMap((one) => one.rows)
  const partOf = (month: string) => (months.indexOf(month) + 0.5) / months.length
  const gaps = gapsOf(
    series.flatMap((one) => one.rows),
    partOf,
  )
  const strip = gaps.length > 0 ? GAP_STRIP : 0
  const published = view.measures?.includes('all') ? figure.published : []
  const values = [...rows.flatMap((row) => [row.per_session, row.high]), ...published.map(({ value }) => value)]
  const y = axis({ ...TIMES, label: 'per session' }, values, marginTop, height - marginBottom - strip)
  const names = [
    ...series.map((one) => nameOf(one, surface)),
    ...others.map((one) => nameOf({ ...one, quiet: true }, surface)),
  ]
  const ends = names.filter(({ x }) => months.indexOf(x) >= months.length - 2)
  const taken = rows.flatMap((row) =>
    row.per_session === null ? [] : [{ part: partOf(row.month), value: row.per_session }],
  )
  const start = months.find((month) => series.some(({ rows }) => rows.some((row) => row.month === month)))!
  const inner = names
    .filter((name) => !ends.includes(name))
    .map((name) => (name.first.x < start ? { ...name, ...name.first, anchor: 'start' as const } : name))
  taken.push(...inner.flatMap((name) => takenBy(name, partOf(name.x), y, surface)))
  const shift = (i: number) => (i - (series.length - 1) / 2) * 4
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
    y: { axis: null, domain: [...y.domain], insetBottom: strip },
    marks: [
      ...verticalAxis(y, surface, 40),
      Plot.axisX(thin(months, isNarrow(surface) ? 3 : 10, surface.width - 40 - marginFor(ends)), {
        tickFormat: longMonth,
        tickSize: 4,
        label: null,
        color: surface.theme.muted,
        fontSize: 12,
      }),
      ...referenceRules(published, y, surface),
      ...others.flatMap(({ rows, colour }, i) => otherMarks(rows, colour, shift(i) + 2, surface)),
      ...series.flatMap(({ rows, colour }, i) => marks(rows, colour, shift(i), surface)),
      ...gapMarks(gaps, surface),
      ...referenceNames(published, y, surface, taken),
      ...innerLabels(inner, y, surface),
      ...endLabels(ends, y, surface),
      ...(surface.pointing
        ? [
            tip(
              figure,
              series.flatMap((one) => one.rows),
              surface,
            ),
          ]
        : []),
    ],
  })
}

interface Series {
  measure: Measure
  rows: InterventionRow[]
  colour: string
  /** Of another release. */
  quiet?: boolean
}

const seriesOf = (figure: Figure, view: View, surface: Surface): Series[] =>
  shown(view)
    .map((measure) => ({ measure, rows: monthly(figure, measure), colour: colourOf(measure, surface) }))
    .filter(({ rows }) => rows.some((row) => row.per_session !== null))

function nameOf(
  { measure, rows, colour, quiet = false }: Series,
  surface: Surface,
): EndLabel & { x: string; first: { x: string; y: number } } {
  const last = rows.findLast((row) => row.per_session !== null)!
  const value = isNarrow(surface) ? '' : `  ${plain(last.per_session!)}`
  const name = INTERVENTION_NAMES[measure]
  const text = quiet ? (isNarrow(surface) ? 'other' : `${name}, other`) : `${name}${value}`
  const first = rows.find((row) => row.per_session !== null)!
  return { text, x: last.month, first: { x: first.month, y: first.per_session! }, y: last.per_session!, colour, quiet }
}

function gapsOf(rows: readonly InterventionRow[], partOf: (month: string) => number): Gap<string>[] {
  const first = new Map<string, Gap<string>>()
  for (const { month, suppressed } of rows) {
    if (suppressed && !first.has(month))
      first.set(month, { x: month, part: partOf(month), reason: reasonName(suppressed) })
  }
  return [...first.values()].sort((a, b) => a.part - b.part)
}

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

/** Another release: a broken line with hollow points, and its whiskers. */
function otherMarks(rows: readonly InterventionRow[], colour: string, dx: number, { theme }: Surface): Plot.Markish[] {
  const known = rows.filter((row) => row.per_session !== null)
  const bounded = known.filter((row) => row.low !== null && row.high !== null)
  return [
    Plot.line(rows, {
      x: 'month',
      y: (row: InterventionRow) => row.per_session ?? Number.NaN,
      stroke: colour,
      strokeWidth: 1.2,
      strokeOpacity: 0.85,
      strokeDasharray: DASHES,
      dx,
    }),
    Plot.ruleX(bounded, { x: 'month', y1: 'low', y2: 'high', stroke: colour, strokeOpacity: 0.4, dx }),
    Plot.dot(known, { x: 'month', y: 'per_session', r: 2.2, stroke: colour, fill: theme.paper, dx }),
  ]
}

const tip = (figure: Figure, rows: readonly InterventionRow[], surface: Surface): Plot.Markish =>
  Plot.tip(
    rows.filter((row) => row.per_session !== null),
    Plot.pointer({
      x: 'month',
      y: 'per_session',
      title: (row: InterventionRow) =>
        `${longMonth(row.month)}\n${INTERVENTION_NAMES[row.measure]}  ${valueIn(row)}\nn = ${said(figure, row.n)} sessions`,
      fill: surface.theme.paper,
      stroke: surface.theme.muted,
      fontSize: 12,
    }),
  )

/** Every so many months, without those whose names would lie on the one before: spans have long names. */
function thin(months: readonly string[], most: number, width: number): string[] {
  const step = Math.ceil(months.length / most)
  let taken = Number.NEGATIVE_INFINITY
  return months.filter((month, i) => {
    const [middle, half] = [((i + 0.5) / months.length) * width, widthOf(longMonth(month), 12) / 2]
    if (i % step !== 0 || middle - half < taken) return false
    taken = middle + half + 8
    return true
  })
}
