import * as Plot from '@observablehq/plot'
import type { Published } from '../release/index.js'
import { type Axis, axis } from './axis.js'
import { bandMarks } from './bands.js'
import { GAP_STRIP, gapMarks } from './gaps.js'
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
} from './marks.js'
import { beside } from './other-dates.js'
import { type Drawn, heightOf, isNarrow, type Surface } from './surface.js'
import { eventMarks } from './time-events.js'
import type { TimeEvent, TimeGap, TimeLine, TimePoint } from './time-line.js'
import type { Unit } from './units.js'

export interface TimeChart {
  title: string
  unit: Unit
  lines: readonly TimeLine[]
  /** The same lines of another release, drawn behind and quieter. */
  other: readonly TimeLine[]
  gaps: readonly TimeGap[]
  published: readonly Published[]
  /** The name of the horizontal axis, where days do not say enough. */
  across?: string
  events?: readonly TimeEvent[]
}

/** Lines over days with bands and direct labels; null where no line has a value. */
export function linesOverTime(chart: TimeChart, surface: Surface): Drawn | null {
  const { title, unit, published } = chart
  const drawn = chart.lines.filter(hasValue)
  if (drawn.length === 0) return null
  const own = drawn.flatMap(({ points }) => points)
  const other = beside(own, chart.other.filter(hasValue))
  const all = [...own, ...other.flatMap(({ points }) => points)]
  const height = heightOf(surface)
  const events = chart.events ?? []
  const [marginTop, marginBottom] = [30 + 14 * events.length, 38 + (chart.across ? 20 : 0)]
  const strip = chart.gaps.length > 0 ? GAP_STRIP : 0
  const values = [...all.flatMap(({ y, low, high }) => [y, low, high]), ...published.map(({ value }) => value)]
  const y = axis(unit, values, marginTop, height - marginBottom - strip)
  const times = all.map(({ day }) => day.getTime())
  const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))]
  const alone = first === last ? 43_200_000 : 0
  const partOf = (day: Date) => (day.getTime() - first) / Math.max(1, last - first)
  const taken = all.flatMap(({ day, y }) => (y === null ? [] : [{ part: partOf(day), value: y }]))
  const names = [...drawn, ...other].map((line) => nameOf(line, unit, surface))
  const ends = names.filter(({ x }) => partOf(x) > 0.9)
  const inner = names
    .filter((name) => !ends.includes(name))
    .map((name) => (name.first.x < own[0]!.day ? { ...name, ...name.first, anchor: 'start' as const } : name))
  const gaps = chart.gaps.map(({ day, reason }) => ({ x: day, part: partOf(day), reason }))
  return Plot.plot({
    document: surface.document,
    width: surface.width,
    height,
    marginTop,
    marginBottom,
    marginLeft: 54,
    marginRight: marginFor(ends),
    ariaLabel: title,
    style: { fontSize: '12px', color: surface.theme.muted, background: 'none', overflow: 'visible' },
    x: { type: 'utc', domain: [new Date(first - alone), new Date(last + alone)], label: null },
    y: {
      type: unit.scale.type,
      ...('constant' in unit.scale ? { constant: unit.scale.constant } : {}),
      axis: null,
      domain: [...y.domain],
      insetBottom: strip,
    },
    marks: [
      ...verticalAxis(y, surface, 54),
      Plot.axisX({
        ticks: isNarrow(surface) ? 3 : 6,
        tickSize: 4,
        label: null,
        color: surface.theme.muted,
        fontSize: 12,
      }),
      ...(chart.across
        ? [
            Plot.text([chart.across], {
              frameAnchor: 'bottom',
              dy: marginBottom - 10,
              fontSize: 12,
              fill: surface.theme.muted,
            }),
          ]
        : []),
      ...referenceRules(published, y, surface),
      ...events.flatMap((event, i) => eventMarks(event, i, partOf(event.day), surface)),
      ...other.map((line) => otherMark(line, y)),
      ...drawn.flatMap((line) => lineMarks(line, y)),
      ...gapMarks(gaps, surface),
      ...referenceNames(published, y, surface, [
        ...taken,
        ...inner.flatMap((name) => takenBy(name, partOf(name.x), y, surface)),
      ]),
      ...innerLabels(inner, y, surface),
      ...endLabels(ends, y, surface),
      ...(surface.pointing ? [tip(all, surface)] : []),
    ],
  })
}

const hasValue = ({ points }: TimeLine): boolean => points.some(({ y }) => y !== null)

function nameOf(
  { name, colour, points, quiet }: TimeLine,
  unit: Unit,
  surface: Surface,
): EndLabel & { x: Date; first: { x: Date; y: number } } {
  const last = points.findLast((point) => point.y !== null)!
  const value = isNarrow(surface) ? '' : `  ${unit.say(last.y!)}`
  const text = quiet ? (isNarrow(surface) ? 'other' : `other ${name}`) : `${name}${value}`
  const first = points.find((point) => point.y !== null)!
  return { text, x: last.day, first: { x: first.day, y: first.y! }, y: last.y!, colour, quiet: quiet ?? false }
}

function lineMarks({ points, colour }: TimeLine, axis: Axis): Plot.Markish[] {
  const bound = (value: number | null) => (value === null ? Number.NaN : Math.max(value, axis.domain[0]))
  const alone = points.filter(
    ({ y }, i) => y !== null && (points[i - 1]?.y ?? null) === null && (points[i + 1]?.y ?? null) === null,
  )
  return [
    ...bandMarks(points, 'day', axis, colour),
    Plot.line(points, { x: 'day', y: ({ y }: TimePoint) => bound(y), stroke: colour, strokeWidth: 1.75 }),
    Plot.ruleX(
      alone.filter(({ low, high }) => low !== null && high !== null),
      { x: 'day', y1: ({ low }: TimePoint) => bound(low), y2: ({ high }: TimePoint) => bound(high), stroke: colour },
    ),
    Plot.dot(alone, { x: 'day', y: 'y', fill: colour, r: 2.5 }),
  ]
}

/** A line of another release: broken, thinner, and without its band. */
const otherMark = ({ points, colour }: TimeLine, axis: Axis): Plot.Markish =>
  Plot.line(points, {
    x: 'day',
    y: ({ y }: TimePoint) => (y === null ? Number.NaN : Math.max(y, axis.domain[0])),
    stroke: colour,
    strokeWidth: 1.3,
    strokeOpacity: 0.85,
    strokeDasharray: DASHES,
  })

const tip = (points: readonly TimePoint[], surface: Surface): Plot.Markish =>
  Plot.tip(
    points.filter(({ y }) => y !== null),
    Plot.pointer({
      x: 'day',
      y: 'y',
      title: 'says',
      fill: surface.theme.paper,
      stroke: surface.theme.muted,
      fontSize: 12,
    }),
  )
