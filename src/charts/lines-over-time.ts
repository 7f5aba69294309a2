import * as Plot from '@observablehq/plot'
import type { Published } from '../release/index.js'
import { axis } from './axis.js'
import { type EndLabel, endLabels, marginFor, referenceNames, referenceRules, verticalAxis } from './marks.js'
import { type Drawn, heightOf, isNarrow, type Surface } from './surface.js'
import type { Unit } from './units.js'

export interface TimePoint {
  day: Date
  y: number | null
  low: number | null
  high: number | null
  /** What the pointer says. */
  says: string
}

/** One line, its band and its name. A day without a value breaks the line. */
export interface TimeLine {
  name: string
  colour: string
  points: readonly TimePoint[]
}

export interface TimeChart {
  title: string
  unit: Unit
  lines: readonly TimeLine[]
  published: readonly Published[]
}

/** Lines over days with bands and direct labels; null where no line has a value. */
export function linesOverTime({ title, unit, lines, published }: TimeChart, surface: Surface): Drawn | null {
  const drawn = lines.filter(({ points }) => points.some(({ y }) => y !== null))
  if (drawn.length === 0) return null
  const all = drawn.flatMap(({ points }) => points)
  const height = heightOf(surface)
  const [marginTop, marginBottom] = [30, 38]
  const values = [...all.flatMap(({ y, low, high }) => [y, low, high]), ...published.map(({ value }) => value)]
  const y = axis(unit, values, marginTop, height - marginBottom)
  const ends: EndLabel[] = drawn.map(({ name, colour, points }) => {
    const last = points.findLast((point) => point.y !== null)!.y!
    return { text: isNarrow(surface) ? name : `${name}  ${unit.say(last)}`, y: last, colour }
  })
  const times = all.map(({ day }) => day.getTime())
  const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))]
  const alone = first === last ? 43_200_000 : 0
  const taken = all.flatMap(({ day, y }) =>
    y === null ? [] : [{ part: (day.getTime() - first) / Math.max(1, last - first), value: y }],
  )
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
      ...referenceRules(published, y, surface),
      ...drawn.flatMap((line) => lineMarks(line, y.domain[0])),
      ...referenceNames(published, y, surface, taken),
      ...endLabels(ends, y, surface),
      ...(surface.pointing ? [tip(all, surface)] : []),
    ],
  })
}

function lineMarks({ points, colour }: TimeLine, floor: number): Plot.Markish[] {
  const bound = (value: number | null) => (value === null ? Number.NaN : Math.max(value, floor))
  const alone = points.filter(
    ({ y }, i) => y !== null && (points[i - 1]?.y ?? null) === null && (points[i + 1]?.y ?? null) === null,
  )
  return [
    Plot.areaY(points, {
      x: 'day',
      y1: ({ low, high }: TimePoint) => (high === null ? Number.NaN : bound(low)),
      y2: ({ low, high }: TimePoint) => (low === null ? Number.NaN : bound(high)),
      fill: colour,
      fillOpacity: 0.14,
    }),
    Plot.line(points, { x: 'day', y: ({ y }: TimePoint) => bound(y), stroke: colour, strokeWidth: 1.75 }),
    Plot.ruleX(
      alone.filter(({ low, high }) => low !== null && high !== null),
      { x: 'day', y1: ({ low }: TimePoint) => bound(low), y2: ({ high }: TimePoint) => bound(high), stroke: colour },
    ),
    Plot.dot(alone, { x: 'day', y: 'y', fill: colour, r: 2.5 }),
  ]
}

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
