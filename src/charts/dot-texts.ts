import * as Plot from '@observablehq/plot'
import type { DotRow, Placed } from './dot-row.js'
import { range } from './intervals.js'
import { widthOf } from './marks.js'
import { NOTHING, percent } from './numbers.js'
import { isNarrow, type Surface } from './surface.js'
import { SHARE } from './units.js'

const [ROW, NARROW_ROW, PUBLISHED, OTHER] = [25, 40, 13, 6]

/** Where each row stands; rows with a published value need room for its name. */
export function placeRows(rows: readonly DotRow[], top: number, surface: Surface) {
  const narrow = isNarrow(surface)
  let bottom = top
  const placed = rows.map((row): Placed => {
    const y = bottom + (narrow ? 27 : ROW / 2)
    bottom += (narrow ? NARROW_ROW : ROW) + (row.published.length > 0 ? PUBLISHED : 0) + (row.other ? OTHER : 0)
    return { ...row, y }
  })
  return { rows: placed, bottom }
}

/** `49% (44–54%)`, without its interval where there is no room. */
function sayShareOf({ share, low, high, suppressed }: DotRow, short: boolean): string {
  if (share === null) return suppressed ? '' : NOTHING
  const interval = range(low, high, SHARE)
  return short || interval === NOTHING ? percent(share) : `${percent(share)} (${interval})`
}

/** Room for names at the left and values at the right; narrow drawings have both above the row. */
export function marginOf(rows: readonly DotRow[], surface: Surface): { left: number; right: number } {
  if (isNarrow(surface)) return { left: 12, right: 16 }
  const left = Math.min(widest(rows.map(({ name }) => name)), surface.width * 0.4) + 14
  return { left: Math.ceil(left), right: Math.ceil(valueWidth(rows) + countWidth(rows) + 12) }
}

const widest = (words: readonly string[]): number => Math.max(0, ...words.map((word) => widthOf(word)))
const valueWidth = (rows: readonly DotRow[]): number =>
  widest([...rows.map((row) => sayShareOf(row, false)), 'share (95%)']) + 12
const countWidth = (rows: readonly DotRow[]): number =>
  rows.some(({ n }) => n !== null) ? widest(rows.map(({ n }) => n ?? '')) + 12 : 0

interface Frame {
  margin: { left: number; right: number }
  top: number
  other: boolean
  /** The pixel of a share. */
  at(value: number): number
}

/** All words of the rows: names, values, counts, published values and reasons. */
export function rowTexts(rows: readonly Placed[], frame: Frame, surface: Surface): Plot.Markish[] {
  const { ink, muted, paper } = surface.theme
  const fill = ({ quiet }: Placed) => (quiet ? muted : ink)
  return [
    ...(isNarrow(surface) ? above(rows, fill, surface) : beside(rows, frame, fill, surface)),
    ...publishedNames(rows, frame, surface),
    Plot.text(
      rows.filter(({ suppressed }) => suppressed !== undefined),
      {
        x: 0,
        y: 'y',
        dx: 18,
        textAnchor: 'start',
        text: ({ suppressed }: Placed) => `withheld: ${suppressed}`,
        fontSize: 11,
        fontStyle: 'italic',
        fill: muted,
        stroke: paper,
        strokeWidth: 4,
      },
    ),
    ...(frame.other
      ? [
          Plot.text(['hollow, broken: other release'], {
            frameAnchor: 'top-left',
            dy: -19,
            fontSize: 11,
            fontStyle: 'italic',
            fill: muted,
          }),
        ]
      : []),
  ]
}

type Fill = (row: Placed) => string

function beside(rows: readonly Placed[], { margin }: Frame, fill: Fill, { theme }: Surface) {
  const value = margin.right - countWidth(rows)
  const column = { frameAnchor: 'right', textAnchor: 'end', y: 'y', fontSize: 12 } as const
  const head = { frameAnchor: 'top-right', textAnchor: 'end', dy: -16, fontSize: 11, fill: theme.muted } as const
  return [
    Plot.text(rows, { frameAnchor: 'left', textAnchor: 'end', dx: -10, y: 'y', text: 'name', fontSize: 12, fill }),
    Plot.text(rows, { ...column, dx: value, text: (row: Placed) => sayShareOf(row, false), fill }),
    Plot.text(['share (95%)'], { ...head, dx: value }),
    ...(countWidth(rows) > 0
      ? [
          Plot.text(rows, { ...column, dx: margin.right - 2, text: ({ n }: Placed) => n ?? '', fill: theme.muted }),
          Plot.text(['n'], { ...head, dx: margin.right - 2 }),
        ]
      : []),
  ]
}

function above(rows: readonly Placed[], fill: Fill, surface: Surface) {
  // Words break the grid behind them.
  const line = { y: ({ y }: Placed) => y - 15, fontSize: 12, stroke: surface.theme.paper, strokeWidth: 5 }
  const room = surface.width - 4
  const tail = (row: Placed, short: boolean) =>
    [sayShareOf(row, short), row.n === null ? '' : `n ${row.n}`].filter(Boolean).join(' · ')
  return [
    Plot.text(rows, { ...line, frameAnchor: 'left', textAnchor: 'start', dx: -10, text: 'name', fill }),
    Plot.text(rows, {
      ...line,
      frameAnchor: 'right',
      textAnchor: 'end',
      dx: 14,
      text: (row: Placed) => tail(row, widthOf(row.name) + widthOf(tail(row, false)) > room),
      fill: surface.theme.muted,
    }),
  ]
}

/** Published values below their strokes, within the frame. */
function publishedNames(rows: readonly Placed[], { at, margin }: Frame, surface: Surface): Plot.Markish[] {
  return rows
    .filter(({ published }) => published.length > 0)
    .map(({ published, y }) => {
      const text = `published ${published.map(({ value }) => percent(value)).join(', ')}`
      const half = widthOf(text, 11) / 2
      const middle = at(published[0]!.value)
      const textAnchor =
        middle - half < margin.left ? 'start' : middle + half > surface.width - margin.right ? 'end' : 'middle'
      return Plot.text([text], {
        x: [published[0]!.value],
        y: [y],
        dy: 18,
        dx: textAnchor === 'start' ? -3 : textAnchor === 'end' ? 3 : 0,
        textAnchor,
        fontSize: 11,
        fill: surface.theme.muted,
        stroke: surface.theme.paper,
        strokeWidth: 4,
      })
    })
}
