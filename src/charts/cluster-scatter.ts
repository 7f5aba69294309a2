import * as Plot from '@observablehq/plot'
import { pixelOf } from './axis.js'
import { crossOf, type PlacedGroup, type Plane } from './cluster-frame.js'
import { anchorWords, type Filled, nameMarks, namesIn } from './cluster-names.js'
import { quadrantMarks, quadrantWords, scoreAxes, scoreTicks, wordMarks } from './cluster-quadrants.js'
import type { Drawn, Surface } from './surface.js'

export interface Scatter extends Filled {
  title: string
  /** The same groups in another release, by id; null without another release. */
  others: ReadonlyMap<string, { risk: number; autonomy: number }> | null
  /** Whether a group holds others. */
  opens(id: string): boolean
}

/** How many of the largest groups have their intervals drawn. */
const CROSSES = 5

/** Groups as circles over risk and autonomy; null where no group has both. */
export function drawScatter(scatter: Scatter, surface: Surface): Drawn | null {
  const { plane, points } = scatter
  if (points.length === 0) return null
  const { ink, muted, paper, hues } = surface.theme
  const ticks = { risk: scoreTicks(plane.risk, 48), autonomy: scoreTicks(plane.autonomy, 36) }
  const crosses = points.slice(0, CROSSES).map(({ group, x, y }) => ({ x, y, ...crossOf(group, plane) }))
  const quarters = quadrantWords(plane, surface)
  const anchors = anchorWords(scatter, surface, quarters)
  const names = namesIn(scatter, surface, [...quarters, ...anchors.map(({ word }) => word)])
  const colour = ({ group }: PlacedGroup) => (group.quiet ? muted : hues[0]!)
  const moved = points.flatMap(({ group, x, y }) => {
    const there = scatter.others?.get(group.id)
    return there ? [{ x, y, x1: pixelOf(plane.risk, there.risk), y1: pixelOf(plane.autonomy, there.autonomy) }] : []
  })
  return Plot.plot({
    document: surface.document,
    width: plane.width,
    height: plane.height,
    marginTop: plane.margin.top,
    marginBottom: plane.margin.bottom,
    marginLeft: plane.margin.left,
    marginRight: plane.margin.right,
    ariaLabel: scatter.title,
    style: { fontSize: '12px', color: muted, background: 'none', overflow: 'visible' },
    // Pixels, so that circles and words stand where they were measured.
    x: { axis: null, domain: [plane.risk.bottom, plane.risk.top] },
    y: { axis: null, domain: [plane.autonomy.bottom, plane.autonomy.top] },
    r: { type: 'identity' },
    marks: [
      ...scoreAxes(plane, ticks, surface),
      ...quadrantMarks(plane, quarters, surface),
      Plot.link(moved, { x1: 'x1', y1: 'y1', x2: 'x', y2: 'y', stroke: hues[1]!, strokeOpacity: 0.7 }),
      Plot.dot(moved, { x: 'x1', y: 'y1', r: 2.6, stroke: hues[1]!, fill: paper }),
      Plot.dot(points, {
        x: 'x',
        y: 'y',
        r: 'r',
        fill: colour,
        fillOpacity: ({ group }: PlacedGroup) => (scatter.opens(group.id) ? 0.32 : 0.16),
        stroke: colour,
        strokeWidth: 1.1,
      }),
      // Intervals of the largest; those of the others are told under the pointer.
      Plot.ruleY(crosses, { y: 'y', x1: 'left', x2: 'right', stroke: ink, strokeWidth: 0.9 }),
      Plot.ruleX(crosses, { x: 'x', y1: 'top', y2: 'bottom', stroke: ink, strokeWidth: 0.9 }),
      Plot.dot(anchors, { x: 'x', y: 'y', r: 5, symbol: 'diamond', stroke: muted, strokeWidth: 1.5, fill: paper }),
      ...wordMarks(
        anchors.map(({ word }) => word),
        surface,
      ),
      ...nameMarks(names, surface),
      ...(scatter.others ? [otherWord(plane, surface)] : []),
    ],
  })
}

/** What the small circles are. */
const otherWord = ({ margin }: Plane, { theme }: Surface): Plot.Markish =>
  Plot.text(['hollow, joined: other release'], {
    frameAnchor: 'bottom-left',
    textAnchor: 'start',
    dx: -margin.left + 2,
    dy: 36,
    fontSize: 11,
    fontStyle: 'italic',
    fill: theme.muted,
  })
