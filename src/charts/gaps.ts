import * as Plot from '@observablehq/plot'
import { widthOf } from './marks.js'
import { isNarrow, type Surface } from './surface.js'

/** A place of the horizontal axis whose values are withheld. */
export interface Gap<X> {
  x: X
  /** How far right in the frame, from 0 to 1. */
  part: number
  reason: string
}

/** The height of the strip in which gaps are marked, in pixels. */
export const GAP_STRIP = 20

/** A mark for each withheld place, in a strip below the lines, and one word that says why. */
export function gapMarks<X>(gaps: readonly Gap<X>[], surface: Surface): Plot.Markish[] {
  if (gaps.length === 0) return []
  const reasons = new Set(gaps.map(({ reason }) => reason))
  const text = isNarrow(surface) || reasons.size > 1 ? 'withheld' : `withheld: ${[...reasons][0]}`
  const middle = gaps[Math.floor((gaps.length - 1) / 2)]!
  const half = widthOf(text, 11) / 2 / (surface.width - 150)
  const textAnchor = middle.part < half ? 'start' : middle.part > 1 - half ? 'end' : 'middle'
  const { muted, paper } = surface.theme
  return [
    Plot.dot(gaps, {
      x: 'x',
      frameAnchor: 'bottom',
      dy: -6,
      symbol: 'times',
      r: 2.6,
      stroke: muted,
      strokeWidth: 1.2,
    }),
    Plot.text([middle], {
      x: 'x',
      frameAnchor: 'bottom',
      dy: -15,
      textAnchor,
      text: () => text,
      fontSize: 11,
      fontStyle: 'italic',
      fill: muted,
      stroke: paper,
      strokeWidth: 4,
    }),
  ]
}
