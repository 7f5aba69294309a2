import * as Plot from '@observablehq/plot'
import { pixelOf } from './axis.js'
import { type Anchor, COMPARES } from './cluster-anchors.js'
import type { PlacedGroup, Plane } from './cluster-frame.js'
import { type Label, overlaps, placeLabels, reaches } from './cluster-labels.js'
import { SMALL, type Word } from './cluster-quadrants.js'
import { linesOf, measureOn } from './cluster-text.js'
import { isNarrow, type Surface } from './surface.js'

const LINE = 13
/** How many of the largest groups ask for a name; the widest name, in pixels. */
const [ASKING, WIDEST] = [40, 168]

/** A plane with what stands on it. */
export interface Filled {
  plane: Plane
  /** The largest first. */
  points: readonly PlacedGroup[]
  anchors: readonly Anchor[]
}

/** Names of the largest groups, where they find a place. */
export function namesIn({ plane, points, anchors }: Filled, surface: Surface, words: readonly Word[]): Label[] {
  const measure = measureOn(surface)
  const narrow = isNarrow(surface)
  const asking = points
    .filter(({ group }) => !group.quiet || points.length < ASKING)
    .slice(0, narrow ? ASKING / 2 : ASKING)
    .map(({ group, x, y, r }) => {
      const lines = linesOf(group.name, narrow ? 112 : WIDEST, 2, SMALL, measure)
      return { x, y, r, lines, width: Math.max(...lines.map((line) => measure(line, SMALL))) }
    })
  const marks = anchors.map(({ risk, autonomy }) => ({
    x: pixelOf(plane.risk, risk),
    y: pixelOf(plane.autonomy, autonomy),
    r: 6,
  }))
  const frame = {
    left: plane.risk.bottom,
    right: plane.risk.top,
    top: plane.autonomy.top,
    bottom: plane.autonomy.bottom,
  }
  return placeLabels(asking, {
    discs: [...points, ...marks],
    taken: words.map(({ box }) => box),
    frame,
    lineHeight: LINE,
  }).filter((label) => label !== null)
}

export const nameMarks = (labels: readonly Label[], { theme }: Surface): Plot.Markish[] =>
  labels.map(({ lines, x, anchor, box }) =>
    Plot.text([lines.join('\n')], {
      x: [x],
      y: [(box.top + box.bottom) / 2],
      textAnchor: anchor,
      fontSize: SMALL,
      lineHeight: LINE / SMALL,
      fill: theme.ink,
      stroke: theme.paper,
      strokeWidth: 3,
    }),
  )

/** Published groups in the plane, with words where they lie on the fewest points. */
export function anchorWords({ plane, points, anchors }: Filled, surface: Surface, taken: readonly Word[]) {
  const measure = measureOn(surface)
  const words: Word[] = [...taken]
  return anchors
    .filter(
      ({ risk, autonomy }) =>
        risk >= plane.risk.domain[0] &&
        risk <= plane.risk.domain[1] &&
        autonomy >= plane.autonomy.domain[0] &&
        autonomy <= plane.autonomy.domain[1],
    )
    .map(({ risk, autonomy, comparable }) => {
      const [x, y] = [pixelOf(plane.risk, risk), pixelOf(plane.autonomy, autonomy)]
      const score = `${risk.toFixed(1)} / ${autonomy.toFixed(1)}`
      const text = isNarrow(surface) ? `published ${score}` : `published ${score}, ${COMPARES[comparable]}`
      const width = measure(text, SMALL)
      const places = [0, -16, 16].flatMap((down): Word[] => {
        const at = y + down
        const box = (left: number) => ({ left, right: left + width, top: at - 7, bottom: at + 7 })
        return [
          { text, x: x + 10, y: at, anchor: 'start', box: box(x + 10) },
          { text, x: x - 10, y: at, anchor: 'end', box: box(x - 10 - width) },
        ]
      })
      const cost = ({ box }: Word): number =>
        (box.left < plane.risk.bottom || box.right > plane.risk.top ? 1e6 : 0) +
        words.filter((other) => overlaps(box, other.box)).length * 1e3 +
        points.filter((point) => reaches(point, box)).length
      const word = places.reduce((best, next) => (cost(next) < cost(best) ? next : best))
      words.push(word)
      return { x, y, word }
    })
}
