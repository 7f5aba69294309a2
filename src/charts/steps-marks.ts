import * as Plot from '@observablehq/plot'
import { DASHES, widthOf } from './marks.js'
import type { StepChart, StepPoint, StepSeries } from './steps.js'
import type { Surface } from './surface.js'

const known = (points: readonly StepPoint[]): StepPoint[] => points.filter(({ y }) => y !== null)
const bounded = (points: readonly StepPoint[]): StepPoint[] =>
  known(points).filter(({ low, high }) => low !== null && high !== null)
const broken = ({ y }: StepPoint): number => y ?? Number.NaN

/** A line, its points, hollow where they have no interval, and their whiskers. */
export const stepMarks = ({ points, colour }: StepSeries, dx: number, { theme }: Surface): Plot.Markish[] => [
  Plot.line(points, { x: 'step', y: broken, stroke: colour, strokeWidth: 1.5, dx }),
  Plot.ruleX(bounded(points), { x: 'step', y1: 'low', y2: 'high', stroke: colour, dx }),
  Plot.dot(known(points), {
    x: 'step',
    y: 'y',
    r: 3,
    stroke: colour,
    fill: ({ low }: StepPoint) => (low === null ? theme.paper : colour),
    dx,
  }),
]

/** Another release: a broken line with hollow points, and its whiskers. */
export const otherStepMarks = ({ points, colour }: StepSeries, dx: number, { theme }: Surface): Plot.Markish[] => [
  Plot.line(points, {
    x: 'step',
    y: broken,
    stroke: colour,
    strokeWidth: 1.2,
    strokeOpacity: 0.85,
    strokeDasharray: DASHES,
    dx,
  }),
  Plot.ruleX(bounded(points), { x: 'step', y1: 'low', y2: 'high', stroke: colour, strokeOpacity: 0.4, dx }),
  Plot.dot(known(points), { x: 'step', y: 'y', r: 2.2, stroke: colour, fill: theme.paper, dx }),
]

export const stepTip = (points: readonly StepPoint[], { theme }: Surface): Plot.Markish =>
  Plot.tip(
    known(points),
    Plot.pointer({ x: 'step', y: 'y', title: 'says', fill: theme.paper, stroke: theme.muted, fontSize: 12 }),
  )

/** Every so many steps, without those whose names would lie on the one before: spans of months have long names. */
export function thin(steps: readonly string[], chart: StepChart, width: number): string[] {
  const every = Math.max(1, Math.ceil(steps.length / chart.most))
  const [size, gap] = chart.tight ? [10, 0] : [12, 8]
  let taken = Number.NEGATIVE_INFINITY
  return steps.filter((step, i) => {
    const [middle, half] = [((i + 0.5) / steps.length) * width, widthOf(chart.stepName(step), size) / 2]
    if (i % every !== 0 || middle - half < taken) return false
    taken = middle + half + gap
    return true
  })
}

/**
 * Where words of a value stand beside a step: at its right (1) or left (-1), where the line through the points leaves more
 * room, and above or below the value (in pixels) where it goes through them on both sides.
 */
export function roomAt(points: readonly StepPoint[], step: string, value: number): { side: 1 | -1; dy: number } {
  const i = points.findIndex((point) => point.step === step)
  const own = points[i]?.y
  if (own == null) return { side: -1, dy: 0 }
  const away = (y: number | null | undefined) =>
    y == null ? Number.POSITIVE_INFINITY : (own - y) * (value >= own ? 1 : -1)
  const [left, right] = [away(points[i - 1]?.y), away(points[i + 1]?.y)]
  return { side: right > left ? 1 : -1, dy: Math.max(left, right) >= 0 ? 0 : value >= own ? 14 : -14 }
}
