import * as Plot from '@observablehq/plot'
import { axis, ticksOf } from './axis.js'
import type { Group } from './cluster-group.js'
import { percent } from './numbers.js'
import { weekName, weekStart } from './spans.js'
import type { Drawn, Surface } from './surface.js'
import { SHARE } from './units.js'

const HEIGHT = 150
const MARGIN = { top: 12, bottom: 26, left: 44, right: 16 }

/** The weeks of a group in order. */
const ordered = ({ weeks }: Group) => [...weeks].sort((a, b) => (weekStart(a.week) < weekStart(b.week) ? -1 : 1))

/** How the share of a group went over the weeks, in one sentence; empty with fewer than two weeks. */
export function sayWeeks(group: Group, unit: string): string {
  const known = ordered(group).filter(({ share }) => share !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || first === last) return ''
  return `Share of all ${unit}: ${percent(first.share!)} in the ${weekName(first.week)}, ${percent(last.share!)} in the ${weekName(last.week)}; no intervals are given by week.`
}

/** The share of a group over the weeks as a line; null with fewer than two weeks. A week without a value breaks the line. */
export function drawWeeks(group: Group, surface: Surface): Drawn | null {
  const points = ordered(group).map(({ week, share }) => ({
    day: new Date(`${weekStart(week)}T00:00:00Z`),
    week,
    share,
  }))
  const known = points.filter(({ share }) => share !== null)
  if (known.length < 2) return null
  const { grid, muted, hues, paper } = surface.theme
  const y = axis(
    SHARE,
    known.map(({ share }) => share),
    MARGIN.top,
    HEIGHT - MARGIN.bottom,
  )
  const ends = [points[0]!, points.at(-1)!]
  return Plot.plot({
    document: surface.document,
    width: surface.width,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    ariaLabel: `Share by week of ${group.name}`,
    style: { fontSize: '12px', color: muted, background: 'none', overflow: 'visible' },
    x: { axis: null, type: 'utc' },
    y: { axis: null, domain: [...y.domain] },
    marks: [
      Plot.gridY(ticksOf(y), { stroke: grid, strokeOpacity: 1 }),
      Plot.text(ticksOf(y), {
        y: (d: number) => d,
        frameAnchor: 'left',
        textAnchor: 'end',
        dx: -8,
        text: SHARE.tick!,
        fontSize: 12,
        fill: muted,
      }),
      Plot.lineY(points, { x: 'day', y: 'share', stroke: hues[0]!, strokeWidth: 1.75 }),
      Plot.dot(known, { x: 'day', y: 'share', r: 2.5, fill: hues[0]!, stroke: paper }),
      ...ends.map(({ day, week }, i) =>
        Plot.text([weekStart(week)], {
          x: [day],
          frameAnchor: 'bottom',
          dy: 17,
          textAnchor: i === 0 ? 'start' : 'end',
          fontSize: 12,
          fill: muted,
        }),
      ),
    ],
  })
}
