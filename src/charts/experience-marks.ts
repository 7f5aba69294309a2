import * as Plot from '@observablehq/plot'
import type { Axis } from './axis.js'
import { bandMarks } from './bands.js'
import { type Bin, middle } from './experience-bins.js'
import { DASHES } from './marks.js'
import type { Surface } from './surface.js'

export interface ExperienceSeries {
  name: string
  colour: string
  bins: readonly Bin[]
  curve: readonly { x: number; share: number | null; low: number | null; high: number | null }[]
}

/** A line with its band, and binned points with their whiskers. */
export function seriesMarks(one: ExperienceSeries, dx: number, y: Axis, surface: Surface): Plot.Markish[] {
  const { bins, curve, colour } = one
  const shown = bins.filter(({ share }) => share !== null)
  const whiskers = shown.flatMap((bin) => [
    ...(bin.low === null ? [] : [{ x: middle(bin), y1: bin.low, y2: bin.share! }]),
    ...(bin.high === null ? [] : [{ x: middle(bin), y1: bin.max ?? bin.share!, y2: bin.high }]),
  ])
  const banded = curve.map(({ share, ...rest }) => ({ ...rest, y: share }))
  return [
    ...bandMarks(banded, 'x', y, colour),
    ...(curve.length > 0
      ? [Plot.line(curve, { x: 'x', y: 'share', stroke: colour, strokeWidth: 2 })]
      : [Plot.line(bins, { x: middle, y: (bin: Bin) => bin.share ?? Number.NaN, stroke: colour, dx })]),
    Plot.ruleX(whiskers, { x: 'x', y1: 'y1', y2: 'y2', stroke: colour, strokeOpacity: 0.75, dx }),
    Plot.dot(shown, {
      x: middle,
      y: 'share',
      r: 3.2,
      dx,
      fill: (bin: Bin) => (bin.low === null ? surface.theme.paper : colour),
      stroke: colour,
    }),
    Plot.dot(
      shown.filter(({ max, share }) => max !== null && max > share!),
      { x: middle, y: 'max', r: 3.2, dx, fill: surface.theme.paper, stroke: colour },
    ),
  ]
}

/** Another release: broken lines and hollow points, with its whiskers but without its bands. */
export function otherMarks({ bins, curve, colour }: ExperienceSeries, surface: Surface): Plot.Markish[] {
  const shown = bins.filter(({ share }) => share !== null)
  const line = { x: middle, stroke: colour, strokeOpacity: 0.8, strokeWidth: 1.5, strokeDasharray: DASHES }
  const whiskers = shown.flatMap(({ from, to, share, low, high, max }) => {
    const end = max !== null && max > share! ? share : high
    return low === null || end === null ? [] : [{ x: middle({ from, to }), low, end }]
  })
  return [
    ...(curve.length > 0
      ? [Plot.line(curve, { ...line, x: 'x', y: 'share' })]
      : [Plot.line(shown, { ...line, y: 'share' })]),
    Plot.line(ranged(shown), { ...line, y: 'max', strokeOpacity: 0.5 }),
    Plot.ruleX(whiskers, { x: 'x', y1: 'low', y2: 'end', stroke: colour, strokeOpacity: 0.4, dx: 6 }),
    Plot.dot(shown, {
      x: middle,
      y: 'share',
      r: 2.2,
      dx: 6,
      fill: surface.theme.paper,
      stroke: colour,
      strokeOpacity: 0.8,
    }),
  ]
}

/** Bins whose share is known only to lie between two ends. */
export const ranged = (bins: readonly Bin[]): Bin[] =>
  bins.filter(({ share, max }) => share !== null && max !== null && max > share)

/** The area in which a share could lie. */
export const unknownRange = (bins: readonly Bin[], colour: string): Plot.Markish[] => [
  Plot.rect(ranged(bins), {
    x1: (bin: Bin) => Math.max(0.85, bin.from === 1 ? 0.85 : bin.from - 0.5),
    x2: (bin: Bin) => (bin.to === null ? bin.from * 1.6 : bin.to + 0.5),
    y1: 'share',
    y2: 'max',
    fill: colour,
    fillOpacity: 0.13,
  }),
]
