import * as Plot from '@observablehq/plot'
import type { Published } from '../release/index.js'
import { type Axis, apart, pixelOf, ticksOf, valueAt } from './axis.js'
import { isNarrow, type Surface } from './surface.js'

/** One name at the end of one line. */
export interface EndLabel {
  text: string
  y: number
  colour: string
  /** Of another release: in the same colour and less weight. */
  quiet?: boolean
}

const LABEL_GAP = 15

/** How lines of another release are broken. */
export const DASHES = '4,3'

/** Grid, ticks and name of the vertical axis. */
export function verticalAxis(axis: Axis, surface: Surface, marginLeft: number): Plot.Markish[] {
  const ticks = ticksOf(axis)
  const say = axis.unit.tick ?? axis.unit.say
  const { grid, muted } = surface.theme
  return [
    Plot.gridY(ticks, { stroke: grid, strokeOpacity: 1 }),
    Plot.text(ticks, {
      y: (d: number) => d,
      frameAnchor: 'left',
      textAnchor: 'end',
      dx: -8,
      text: say,
      fill: muted,
      fontSize: 12,
    }),
    Plot.text([axis.unit.label], { frameAnchor: 'top-left', dy: -22, dx: -marginLeft, fontSize: 12, fill: muted }),
  ]
}

/** Names lines where they end, at the right of the frame, kept apart from each other. */
export function endLabels(labels: readonly EndLabel[], axis: Axis, surface: Surface): Plot.Markish[] {
  const pixels = apart(
    labels.map(({ y }) => pixelOf(axis, y)),
    LABEL_GAP,
    axis.top,
    axis.bottom,
  )
  return labels.map(({ text, colour, quiet }, i) =>
    Plot.text([text], {
      y: [valueAt(axis, pixels[i]!)],
      frameAnchor: 'right',
      textAnchor: 'start',
      dx: 8,
      fill: colour,
      stroke: surface.theme.paper,
      fontSize: 12,
      fontWeight: quiet ? 400 : 600,
      clip: false,
    }),
  )
}

const within = (published: readonly Published[], axis: Axis): Published[] =>
  published.filter(({ value }) => value >= axis.domain[0] && value <= axis.domain[1])

/** Names lines that end inside the frame, above their last point, or their first where there is more room. */
export function innerLabels<X>(
  labels: readonly (EndLabel & { x: X; anchor?: 'start' })[],
  axis: Axis,
  surface: Surface,
): Plot.Markish[] {
  const wanted = labels.map(({ y }) => pixelOf(axis, y) - 10)
  const pixels = apart(wanted, LABEL_GAP, axis.top, axis.bottom)
  return labels.map(({ text, x, colour, quiet, anchor }, i) =>
    Plot.text([text], {
      x: [x],
      y: [valueAt(axis, pixels[i]!)],
      textAnchor: anchor ?? 'end',
      fill: colour,
      stroke: surface.theme.paper,
      strokeWidth: 4,
      fontSize: 12,
      fontWeight: quiet ? 400 : 600,
    }),
  )
}

/** Published values as quiet dotted lines, beneath everything else. */
export const referenceRules = (published: readonly Published[], axis: Axis, surface: Surface): Plot.Markish[] =>
  within(published, axis).map(({ value }) =>
    Plot.ruleY([value], { stroke: surface.theme.muted, strokeDasharray: '1.5,4', strokeLinecap: 'round' }),
  )

/** Places that an inner label takes, so that other words stay away from it. */
export const takenBy = (
  label: EndLabel & { anchor?: 'start' },
  part: number,
  axis: Axis,
  surface: Surface,
): Taken[] => {
  const width = widthOf(label.text) / (surface.width - 150)
  const value = valueAt(axis, pixelOf(axis, label.y) - 14)
  return [0, 0.5, 1].map((at) => ({ part: label.anchor ? part + at * width : part - at * width, value, word: true }))
}

/** A place that something else is drawn at: how far right in the frame, from 0 to 1, and at which value. */
export interface Taken {
  part: number
  value: number
  /** A word, which no other may touch. */
  word?: boolean
}

const ANCHORS = [
  { frameAnchor: 'left', textAnchor: 'start', dx: 4, from: (_width: number) => 0 },
  { frameAnchor: 'middle', textAnchor: 'middle', dx: 0, from: (width: number) => 0.5 - width / 2 },
  { frameAnchor: 'right', textAnchor: 'end', dx: -4, from: (width: number) => 1 - width },
] as const

/** A label without what the axis and the line already say. */
const short = (label: string): string => label.replace(/(\d[\d.]*)(?:st|nd|rd|th) percentile/, 'p$1')

/** The names of published values, above everything else, where the least is drawn. */
export function referenceNames(
  published: readonly Published[],
  axis: Axis,
  surface: Surface,
  taken: readonly Taken[],
): Plot.Markish[] {
  const inside = within(published, axis)
  const wanted = inside.map(({ value }) => pixelOf(axis, value) - 7)
  const pixels = apart(wanted, 13, axis.top + 6, axis.bottom - 4)
  return inside.map(({ label, value }, i) => {
    const text = `published ${axis.unit.say(value)}${isNarrow(surface) ? '' : `, ${short(label)}`}`
    const width = widthOf(text, 11) / (surface.width - 150)
    const room = ({ from }: (typeof ANCHORS)[number]): number => {
      const near = taken.filter(({ part }) => part >= from(width) - 0.02 && part <= from(width) + width + 0.02)
      return near.reduce((least, one) => {
        const away = Math.abs(pixelOf(axis, one.value) - pixels[i]!)
        return Math.min(least, one.word && away < LABEL_GAP ? away - LABEL_GAP : away)
      }, 24)
    }
    const { frameAnchor, textAnchor, dx } = ANCHORS.reduce((best, next) => (room(next) > room(best) ? next : best))
    return Plot.text([text], {
      y: [valueAt(axis, pixels[i]!)],
      frameAnchor,
      textAnchor,
      dx,
      fill: surface.theme.muted,
      stroke: surface.theme.paper,
      strokeWidth: 4,
      fontSize: 11,
    })
  })
}

/** The width of a text of this size, roughly, in pixels. */
export const widthOf = (text: string, size = 12): number => text.length * size * 0.6

/** The right margin that holds the longest end label. */
export const marginFor = (labels: readonly EndLabel[]): number =>
  Math.ceil(16 + Math.max(24, ...labels.map(({ text }) => widthOf(text) * 1.12)))
