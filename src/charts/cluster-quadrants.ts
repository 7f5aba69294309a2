import * as Plot from '@observablehq/plot'
import { type Axis, pixelOf } from './axis.js'
import type { Plane } from './cluster-frame.js'
import type { Box } from './cluster-labels.js'
import { measureOn } from './cluster-text.js'
import { isNarrow, type Surface } from './surface.js'

/** Words in the plane with the room they take. */
export interface Word {
  text: string
  /** Where the text begins or ends, and its middle line. */
  x: number
  y: number
  anchor: 'start' | 'end'
  box: Box
}

/** Half way from 1 to 10. */
export const MIDDLE = 5.5

/** The least part of a plane that is named. */
const ROOM = 60
export const SMALL = 11

/** Half scores where few are in sight, whole ones else, at least `gap` pixels apart. */
export function scoreTicks(of: Axis, gap: number): number[] {
  const [low, high] = of.domain
  const step = [0.1, 0.2, 0.5, 1, 2].find((size) => (Math.abs(of.top - of.bottom) * size) / (high - low) >= gap)!
  const first = Math.ceil(Math.max(1, low) / step - 1e-9)
  return Array.from({ length: Math.floor(Math.min(10, high) / step + 1e-9) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toFixed(1)),
  )
}

/** The lines that part the plane, as far as they are in sight. */
function middlesOf({ risk, autonomy }: Plane): { x: number | null; y: number | null } {
  const inside = ({ domain }: Axis) => MIDDLE > domain[0] && MIDDLE < domain[1]
  return {
    x: inside(risk) ? pixelOf(risk, MIDDLE) : null,
    y: inside(autonomy) ? pixelOf(autonomy, MIDDLE) : null,
  }
}

/** The side of the middle that an axis shows, where it shows only one. */
const sideOf = ({ domain }: Axis): 'less' | 'more' => (domain[1] <= MIDDLE ? 'less' : 'more')

/** What the quarters of the plane are called, in their outer corners; those with too little room have no name. */
export function quadrantWords(plane: Plane, surface: Surface): Word[] {
  const { risk, autonomy } = plane
  const { x, y } = middlesOf(plane)
  const measure = measureOn(surface)
  if (x === null && y === null) return []
  return (['less', 'more'] as const).flatMap((of) =>
    (['less', 'more'] as const).flatMap((by): Word[] => {
      const [left, right] = of === 'less' ? [risk.bottom, x ?? risk.top] : [x ?? risk.bottom, risk.top]
      const [top, bottom] = by === 'more' ? [autonomy.top, y ?? autonomy.bottom] : [y ?? autonomy.top, autonomy.bottom]
      const hidden = (x === null && of !== sideOf(risk)) || (y === null && by !== sideOf(autonomy))
      const text = isNarrow(surface) ? `${of} risk, ${by} auton.` : `${of} risk, ${by} autonomy`
      const width = measure(text, SMALL)
      if (hidden || right - left < width + 12 || bottom - top < ROOM) return []
      const at = by === 'more' ? top + 8 : bottom - 7
      const start = of === 'less'
      const from = start ? left + 6 : right - 6 - width
      return [
        {
          text,
          x: start ? left + 6 : right - 6,
          y: at,
          anchor: start ? 'start' : 'end',
          box: { left: from, right: from + width, top: at - 7, bottom: at + 7 },
        },
      ]
    }),
  )
}

/** The lines that part the plane, and the words of its quarters. */
export function quadrantMarks(plane: Plane, words: readonly Word[], surface: Surface): Plot.Markish[] {
  const { x, y } = middlesOf(plane)
  const { muted } = surface.theme
  const line = { stroke: muted, strokeOpacity: 0.7, strokeDasharray: '5,4' }
  return [
    ...(x === null ? [] : [Plot.ruleX([x], line)]),
    ...(y === null ? [] : [Plot.ruleY([y], line)]),
    ...wordMarks(words, surface, 'italic'),
  ]
}

/** Words at their places. */
export const wordMarks = (words: readonly Word[], { theme }: Surface, fontStyle = 'normal'): Plot.Markish[] =>
  words.map(({ text, x, y, anchor }) =>
    Plot.text([text], {
      x: [x],
      y: [y],
      textAnchor: anchor,
      fontSize: SMALL,
      fontStyle,
      fill: theme.muted,
      stroke: theme.paper,
      strokeWidth: 3,
    }),
  )

/** Scores along both axes, and what the axes are. */
export function scoreAxes(
  plane: Plane,
  { risk, autonomy }: { risk: readonly number[]; autonomy: readonly number[] },
  surface: Surface,
): Plot.Markish[] {
  const { grid, muted } = surface.theme
  const say = (tick: number) => String(tick)
  const [x, y] = [(tick: number) => pixelOf(plane.risk, tick), (tick: number) => pixelOf(plane.autonomy, tick)]
  const word = { fontSize: 12, fill: muted } as const
  return [
    Plot.ruleX(risk, { x, stroke: grid }),
    Plot.ruleY(autonomy, { y, stroke: grid }),
    Plot.text(risk, { x, frameAnchor: 'bottom', dy: 16, text: say, ...word }),
    Plot.text(autonomy, { y, frameAnchor: 'left', textAnchor: 'end', dx: -8, text: say, ...word }),
    Plot.text(['mean autonomy, 1 to 10 ↑'], {
      frameAnchor: 'top-left',
      dy: -20,
      dx: -plane.margin.left + 2,
      ...word,
    }),
    Plot.text(['mean risk, 1 to 10 →'], { frameAnchor: 'bottom-right', textAnchor: 'end', dy: 36, ...word }),
  ]
}
