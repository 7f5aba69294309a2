import * as Plot from '@observablehq/plot'
import { DASHES } from './marks.js'
import type { Surface } from './surface.js'
import type { TimeEvent } from './time-line.js'

/** A stroke down the frame at the day of an event, and its words above the frame, one line for each event. */
export const eventMarks = (
  { day, text, colour }: TimeEvent,
  index: number,
  part: number,
  surface: Surface,
): Plot.Markish[] => [
  Plot.ruleX([day], { stroke: colour, strokeDasharray: DASHES, strokeWidth: 1.25, insetTop: -(4 + 14 * index) }),
  Plot.text([text], {
    x: [day],
    frameAnchor: 'top',
    dy: -(9 + 14 * index),
    dx: part > 0.6 ? -5 : 5,
    textAnchor: part > 0.6 ? 'end' : 'start',
    fontSize: 11,
    fill: colour,
    stroke: surface.theme.paper,
    strokeWidth: 4,
  }),
]
