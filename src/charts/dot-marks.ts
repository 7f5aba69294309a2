import * as Plot from '@observablehq/plot'
import type { Placed } from './dot-row.js'
import { DASHES } from './marks.js'
import type { Surface } from './surface.js'

const known = (rows: readonly Placed[]): Placed[] => rows.filter(({ share }) => share !== null)
const colourOf =
  ({ theme }: Surface) =>
  ({ quiet }: Placed): string =>
    quiet ? theme.muted : theme.hues[0]!

/** Points, hollow where they have no interval, with whiskers over what is sure and pale bars over what cannot be told. */
export function dotMarks(rows: readonly Placed[], surface: Surface): Plot.Markish[] {
  const stroke = colourOf(surface)
  const bounds = known(rows).filter(({ min, max }) => min !== null && max !== null)
  const whiskers = known(rows).flatMap((row) => {
    const [x1, x2] = [row.low ?? row.share!, row.high ?? row.share!]
    return x1 === x2 ? [] : [{ ...row, x1, x2 }]
  })
  return [
    Plot.rect(bounds, {
      x1: 'min',
      x2: 'max',
      y1: ({ y }: Placed) => y - 6,
      y2: ({ y }: Placed) => y + 6,
      fill: stroke,
      fillOpacity: 0.16,
    }),
    // Where the share was before it was put right: a short stroke.
    Plot.ruleX(
      known(rows).filter(({ raw }) => raw != null),
      { x: 'raw', y1: ({ y }: Placed) => y - 5, y2: ({ y }: Placed) => y + 5, stroke, strokeOpacity: 0.7 },
    ),
    Plot.ruleY(whiskers, { y: 'y', x1: 'x1', x2: 'x2', stroke, strokeWidth: 1.75 }),
    Plot.dot(known(rows), {
      x: 'share',
      y: 'y',
      r: 4,
      stroke,
      strokeWidth: 1.5,
      fill: (row: Placed) => (row.low === null && row.high === null ? surface.theme.paper : stroke(row)),
    }),
  ]
}

/** Another release: hollow points with broken whiskers, below its own. */
export function otherDots(rows: readonly Placed[], surface: Surface): Plot.Markish[] {
  const others = rows.flatMap(({ other, y, quiet }) =>
    other?.share == null ? [] : [{ ...other, y: y + 8, quiet: quiet ?? false }],
  )
  const stroke = (row: { quiet: boolean }) => colourOf(surface)(row as Placed)
  return [
    Plot.ruleY(
      others.filter(({ low, high }) => low !== null && high !== null),
      { y: 'y', x1: 'low', x2: 'high', stroke, strokeOpacity: 0.6, strokeDasharray: DASHES },
    ),
    Plot.dot(others, { x: 'share', y: 'y', r: 2.6, stroke, fill: surface.theme.paper }),
  ]
}

/** Published values: a dotted stroke across the row each belongs to. */
export const publishedMarks = (rows: readonly Placed[], { theme }: Surface): Plot.Markish[] => [
  Plot.ruleX(
    rows.flatMap(({ published, y }) => published.map(({ value }) => ({ value, y }))),
    {
      x: 'value',
      y1: ({ y }: Placed) => y - 10,
      y2: ({ y }: Placed) => y + 11,
      stroke: theme.muted,
      strokeWidth: 1.5,
      strokeDasharray: '1.5,3',
      strokeLinecap: 'round',
    },
  ),
]

/** A cross where a row's value would begin. */
export const withheldMarks = (rows: readonly Placed[], { theme }: Surface): Plot.Markish[] => [
  Plot.dot(
    rows.filter(({ suppressed }) => suppressed !== undefined),
    { x: 0, y: 'y', dx: 8, symbol: 'times', r: 2.6, stroke: theme.muted, strokeWidth: 1.2 },
  ),
]

/** What the pointer says of the row it is at. */
export const rowTip = (rows: readonly Placed[], { theme }: Surface): Plot.Markish =>
  Plot.tip(
    known(rows),
    Plot.pointerY({ x: 'share', y: 'y', title: 'says', fill: theme.paper, stroke: theme.muted, fontSize: 12 }),
  )
