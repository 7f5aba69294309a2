import * as Plot from '@observablehq/plot'
import { axis, pixelOf, ticksOf } from './axis.js'
import { dotMarks, otherDots, publishedMarks, rowTip, withheldMarks } from './dot-marks.js'
import type { DotRow } from './dot-row.js'
import { marginOf, placeRows, rowTexts } from './dot-texts.js'
import { type Drawn, isNarrow, type Surface } from './surface.js'
import { SHARE } from './units.js'

export interface DotChart {
  title: string
  /** The name of the horizontal axis. */
  across: string
  rows: readonly DotRow[]
  /** Whether another release is drawn behind. */
  other: boolean
}

/** Shares as points with intervals, one row each, from a common zero; null where no row has a value. */
export function dotRows(chart: DotChart, surface: Surface): Drawn | null {
  if (chart.rows.every(({ share }) => share === null)) return null
  const narrow = isNarrow(surface)
  const top = chart.other || !narrow ? 26 : 8
  const { rows, bottom } = placeRows(chart.rows, top, surface)
  const margin = marginOf(chart.rows, surface)
  const height = bottom + 48
  const values = rows.flatMap(({ share, low, high, raw, min, max, other, published }) => [
    ...[share, low, high, raw, min, max, other?.share, other?.high],
    ...published.map(({ value }) => value),
  ])
  const x = axis(SHARE, values, surface.width - margin.right, margin.left)
  x.domain = [0, Math.min(x.domain[1], 1)]
  const ticks = ticksOf(x, narrow ? 48 : 64)
  const { grid, muted } = surface.theme
  const say = SHARE.tick ?? SHARE.say
  return Plot.plot({
    document: surface.document,
    width: surface.width,
    height,
    marginTop: top,
    marginBottom: height - bottom,
    marginLeft: margin.left,
    marginRight: margin.right,
    ariaLabel: chart.title,
    style: { fontSize: '12px', color: muted, background: 'none', overflow: 'visible' },
    x: { axis: null, domain: [...x.domain] },
    // Pixels from the top, so that each row stands where its words were measured.
    y: { axis: null, domain: [bottom, top] },
    marks: [
      Plot.gridX(ticks, { stroke: grid, strokeOpacity: 1 }),
      Plot.ruleX([0], { stroke: muted, strokeOpacity: 0.6 }),
      Plot.text(ticks, { x: (d: number) => d, frameAnchor: 'bottom', dy: 18, text: say, fontSize: 12, fill: muted }),
      Plot.text([chart.across], {
        frameAnchor: narrow ? 'bottom-left' : 'bottom',
        textAnchor: narrow ? 'start' : 'middle',
        dy: 40,
        fontSize: 12,
        fill: muted,
      }),
      ...publishedMarks(rows, surface),
      ...(chart.other ? otherDots(rows, surface) : []),
      ...dotMarks(rows, surface),
      ...withheldMarks(rows, surface),
      ...rowTexts(rows, { margin, top, other: chart.other, at: (value) => pixelOf(x, value) }, surface),
      ...(surface.pointing && !narrow ? [rowTip(rows, surface)] : []),
    ],
  })
}
