import * as Plot from '@observablehq/plot'
import { type Axis, ticksOf } from './axis.js'
import { type ListRow, type ListSection, type PlacedRow, placeList } from './cluster-list.js'
import { scoreTicks } from './cluster-quadrants.js'
import { DASHES } from './marks.js'
import { type Drawn, isNarrow, type Surface } from './surface.js'
import type { Unit } from './units.js'

export interface ListChart {
  title: string
  /** The name of the horizontal axis. */
  across: string
  sections: readonly ListSection[]
  unit: Unit
  domain: readonly [low: number, high: number]
  /** Whether another release is drawn behind. */
  other: boolean
}

/** Lists of points with intervals over one axis, names beside or above them; null where no row has a value. */
export function listRows(chart: ListChart, surface: Surface): Drawn | null {
  if (chart.sections.every(({ rows }) => rows.every(({ value }) => value === null))) return null
  const { rows, titles, bottom, margin, words } = placeList(chart, surface)
  const x: Axis = { unit: chart.unit, domain: chart.domain, top: surface.width - margin.right, bottom: margin.left }
  const narrow = isNarrow(surface)
  const height = bottom + (narrow && chart.other ? 62 : 46)
  const ticks = chart.domain[0] === 0 ? ticksOf(x, narrow ? 48 : 64) : scoreTicks(x, 24)
  const { grid, muted } = surface.theme
  const say = chart.unit.tick ?? chart.unit.say
  return Plot.plot({
    document: surface.document,
    width: surface.width,
    height,
    marginTop: 0,
    marginBottom: height - bottom,
    marginLeft: margin.left,
    marginRight: margin.right,
    ariaLabel: chart.title,
    style: { fontSize: '12px', color: muted, background: 'none', overflow: 'visible' },
    x: { axis: null, domain: [...chart.domain] },
    // Pixels from the top, so that each row stands where its words were measured.
    y: { axis: null, domain: [bottom, 0] },
    marks: [
      ...bandsOf(titles, bottom).map(({ from, to }) =>
        Plot.ruleX(ticks, { y1: from, y2: to, stroke: grid, strokeOpacity: 1 }),
      ),
      Plot.text(ticks, { x: (d: number) => d, frameAnchor: 'bottom', dy: 16, text: say, fontSize: 12, fill: muted }),
      Plot.text([chart.across], {
        frameAnchor: 'bottom-right',
        textAnchor: 'end',
        dy: 36,
        fontSize: 12,
        fill: muted,
      }),
      ...(chart.other ? otherMarks(rows, surface) : []),
      ...ownMarks(rows, x, surface),
      ...words,
      ...(chart.other ? [otherWord(margin.left, narrow ? 52 : 36, surface)] : []),
      ...(surface.pointing && !narrow ? [tip(rows, surface)] : []),
    ],
  })
}

/** The parts of the height that the grid runs over: below each title up to the next one. */
const bandsOf = (titles: readonly { y: number }[], bottom: number): { from: number; to: number }[] =>
  titles.map(({ y }, i) => ({ from: y + 10, to: (titles[i + 1]?.y ?? bottom + 14) - 14 }))

/** What the points below others are. */
const otherWord = (left: number, dy: number, { theme }: Surface): Plot.Markish =>
  Plot.text(['hollow, broken: other release'], {
    frameAnchor: 'bottom-left',
    textAnchor: 'start',
    dx: -left + 2,
    dy,
    fontSize: 11,
    fontStyle: 'italic',
    fill: theme.muted,
  })

const known = (rows: readonly PlacedRow[]) => rows.filter(({ value }) => value !== null)

function ownMarks(rows: readonly PlacedRow[], x: Axis, { theme }: Surface): Plot.Markish[] {
  const stroke = ({ quiet }: ListRow) => (quiet ? theme.muted : theme.hues[0]!)
  const whiskers = known(rows).flatMap((row) => {
    const [x1, x2] = [row.low ?? row.value!, row.high ?? row.value!]
    return x1 === x2 ? [] : [{ ...row, x1, x2 }]
  })
  const bars = x.domain[0] === 0 ? known(rows).filter(({ published }) => !published) : []
  return [
    Plot.rect(bars, {
      x1: 0,
      x2: 'value',
      y1: ({ at }: PlacedRow) => at - 5,
      y2: ({ at }: PlacedRow) => at + 5,
      fill: stroke,
      fillOpacity: 0.16,
    }),
    Plot.ruleY(whiskers, { y: 'at', x1: 'x1', x2: 'x2', stroke, strokeWidth: 1.75 }),
    Plot.dot(known(rows), {
      x: 'value',
      y: 'at',
      r: 4,
      symbol: ({ published }: ListRow) => (published ? 'diamond' : 'circle'),
      stroke: (row: ListRow) => (row.published ? theme.muted : stroke(row)),
      strokeWidth: 1.5,
      fill: (row: ListRow) => (row.published || (row.low === null && row.high === null) ? theme.paper : stroke(row)),
    }),
    Plot.dot(
      rows.filter(({ suppressed }) => suppressed !== undefined),
      { x: x.domain[0], y: 'at', dx: 8, symbol: 'times', r: 2.6, stroke: theme.muted, strokeWidth: 1.2 },
    ),
  ]
}

/** Another release: hollow points with broken whiskers, below its own. */
function otherMarks(rows: readonly PlacedRow[], { theme }: Surface): Plot.Markish[] {
  const others = rows.flatMap(({ other, at }) => (other?.value == null ? [] : [{ ...other, at: at + 8 }]))
  const stroke = theme.hues[0]!
  return [
    Plot.ruleY(
      others.filter(({ low, high }) => low !== null && high !== null),
      { y: 'at', x1: 'low', x2: 'high', stroke, strokeOpacity: 0.6, strokeDasharray: DASHES },
    ),
    Plot.dot(others, { x: 'value', y: 'at', r: 2.6, stroke, fill: theme.paper }),
  ]
}

const tip = (rows: readonly PlacedRow[], { theme }: Surface): Plot.Markish =>
  Plot.tip(
    known(rows),
    Plot.pointerY({ x: 'value', y: 'at', title: 'says', fill: theme.paper, stroke: theme.muted, fontSize: 12 }),
  )
