import * as Plot from '@observablehq/plot'
import type { Published } from '../release/index.js'
import { type Axis, axis, pixelOf } from './axis.js'
import {
  type EndLabel,
  endLabels,
  marginFor,
  referenceNames,
  referenceRules,
  type Taken,
  verticalAxis,
} from './marks.js'
import { count } from './numbers.js'
import { type Drawn, heightOf, isNarrow, type Surface } from './surface.js'
import { SHARE } from './units.js'

export interface Bin {
  from: number
  to: number | null
  share: number | null
  low: number | null
  high: number | null
  /** The most the share could be, where some sessions are not known. */
  max: number | null
  says: string
}

export interface ExperienceSeries {
  name: string
  colour: string
  bins: readonly Bin[]
  curve: readonly { x: number; share: number | null; low: number | null; high: number | null }[]
}

export interface ExperienceChart {
  title: string
  /** What the shares are of. */
  of: string
  series: readonly ExperienceSeries[]
  published: readonly Published[]
  /** What stands in the range between `share` and `max`. */
  unknown?: string
}

const TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]

/** Where a bin is drawn on the axis of ordinals: its geometric middle. */
export const middle = ({ from, to }: Pick<Bin, 'from' | 'to'>): number =>
  to === null ? from * 1.25 : Math.sqrt(from * to)

/** How a bin is written: `3–4`, `2,000+`. */
export const binName = ({ from, to }: Pick<Bin, 'from' | 'to'>): string =>
  to === null ? `${count(from)}+` : from === to ? count(from) : `${count(from)}–${count(to)}`

/** `session 1`, `sessions 500–999`. */
export const sessionsOf = (bin: Pick<Bin, 'from' | 'to'>): string =>
  `session${bin.from === bin.to ? '' : 's'} ${binName(bin)}`

/** The row that counts every session instead of one bin. */
export const isTotal = ({ from, to }: Pick<Bin, 'from' | 'to'>): boolean => from === 1 && to === null

/** Shares against the ordinal of a session: curve, band and binned points; null where nothing has a share. */
export function byExperience(chart: ExperienceChart, surface: Surface): Drawn | null {
  const series = chart.series.filter(({ bins, curve }) => [...bins, ...curve].some(({ share }) => share !== null))
  if (series.length === 0) return null
  const height = heightOf(surface)
  const [marginTop, marginBottom] = [30, 52]
  const values = series.flatMap(({ bins, curve }) => [
    ...bins.flatMap(({ share, low, high, max }) => (share === null ? [] : [share, low, high, max])),
    ...curve.flatMap(({ share, high }) => [share, high]),
  ])
  const y = axis(SHARE, [...values, ...chart.published.map(({ value }) => value)], marginTop, height - marginBottom)
  y.domain = [0, Math.min(y.domain[1], 1)]
  y.unit = { ...y.unit, label: `share of ${chart.of}` }
  const ends = series.length > 1 ? series.flatMap((one) => endOf(one)) : []
  const right = Math.max(
    20,
    ...series.flatMap(({ bins, curve }) => [...bins.map((b) => b.to ?? b.from * 1.6), ...curve.map((c) => c.x)]),
  )
  const ticks = TICKS.filter((tick) => tick <= right && (!isNarrow(surface) || /^1/.test(String(tick))))
  const partOf = (x: number) => Math.log(x / 0.85) / Math.log((right * 1.08) / 0.85)
  const taken = series
    .flatMap(({ bins, curve }) => [
      ...bins.flatMap((bin) => along(bin).map((value) => ({ part: partOf(middle(bin)), value }))),
      ...curve.map(({ x, share }) => ({ part: partOf(x), value: share })),
    ])
    .filter((one): one is Taken => one.value !== null)
  return Plot.plot({
    document: surface.document,
    width: surface.width,
    height,
    marginTop,
    marginBottom,
    marginLeft: 46,
    marginRight: ends.length ? marginFor(ends) : 16,
    ariaLabel: chart.title,
    style: { fontSize: '12px', color: surface.theme.muted, background: 'none', overflow: 'visible' },
    x: { type: 'log', axis: null, domain: [0.85, right * 1.08], label: null },
    y: { axis: null, domain: [...y.domain] },
    marks: [
      ...verticalAxis(y, surface, 46),
      Plot.axisX(ticks, { tickSize: 4, tickFormat: () => '', label: null, color: surface.theme.muted }),
      Plot.text(ticks, {
        x: (d: number) => d,
        frameAnchor: 'bottom',
        dy: 18,
        text: count,
        fontSize: 12,
        fill: surface.theme.muted,
      }),
      Plot.text(
        [isNarrow(surface) ? 'session number, log scale' : 'session of the same person, first = 1, log scale'],
        {
          frameAnchor: 'bottom',
          dy: 42,
          fontSize: 12,
          fill: surface.theme.muted,
        },
      ),
      ...(chart.unknown ? series.flatMap(({ bins, colour }) => unknownRange(bins, colour)) : []),
      ...referenceRules(chart.published, y, surface),
      ...series.flatMap((one, i) => seriesMarks(one, (i - (series.length - 1) / 2) * 5, surface)),
      ...(chart.unknown ? series.flatMap(({ bins }) => rangeLabel(bins, chart, y, surface)) : []),
      ...referenceNames(chart.published, y, surface, taken),
      ...endLabels(ends, y, surface),
      ...(surface.pointing
        ? [
            tip(
              series.flatMap(({ bins }) => bins),
              surface,
            ),
          ]
        : []),
    ],
  })
}

/** Values at which a point and its whiskers are drawn. */
const along = ({ share, low, high }: Bin): (number | null)[] =>
  low === null || high === null ? [share] : [share, ...[0, 0.25, 0.5, 0.75, 1].map((part) => low + part * (high - low))]

function endOf({ name, colour, bins, curve }: ExperienceSeries): EndLabel[] {
  const last = curve.findLast(({ share }) => share !== null) ?? bins.findLast(({ share }) => share !== null)
  return last ? [{ text: name, y: last.share!, colour }] : []
}

function seriesMarks({ bins, curve, colour }: ExperienceSeries, dx: number, surface: Surface): Plot.Markish[] {
  const shown = bins.filter(({ share }) => share !== null)
  const whiskers = shown.flatMap((bin) => [
    ...(bin.low === null ? [] : [{ x: middle(bin), y1: bin.low, y2: bin.share! }]),
    ...(bin.high === null ? [] : [{ x: middle(bin), y1: bin.max ?? bin.share!, y2: bin.high }]),
  ])
  const whole = curve.filter(({ low, high }) => low !== null && high !== null)
  return [
    Plot.areaY(whole, { x: 'x', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.14 }),
    Plot.line(curve, { x: 'x', y: 'share', stroke: colour, strokeWidth: 2 }),
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

const ranged = (bins: readonly Bin[]): Bin[] =>
  bins.filter(({ share, max }) => share !== null && max !== null && max > share)

const unknownRange = (bins: readonly Bin[], colour: string): Plot.Markish[] => [
  Plot.rect(ranged(bins), {
    x1: (bin: Bin) => Math.max(0.85, bin.from === 1 ? 0.85 : bin.from - 0.5),
    x2: (bin: Bin) => (bin.to === null ? bin.from * 1.6 : bin.to + 0.5),
    y1: 'share',
    y2: 'max',
    fill: colour,
    fillOpacity: 0.13,
  }),
]

function rangeLabel(bins: readonly Bin[], chart: ExperienceChart, y: Axis, surface: Surface): Plot.Markish[] {
  const inside = ranged(bins)
  const bin = inside[Math.floor(inside.length / 2)]
  if (!bin) return []
  const between = (part: number) => bin.share! + part * (bin.max! - bin.share!)
  const clear = [0.5, 0.62, 0.7, 0.78, 0.38]
    .map(between)
    .find((at) => chart.published.every(({ value }) => Math.abs(pixelOf(y, value) - pixelOf(y, at)) > 36))
  return [
    Plot.text([chart.unknown!], {
      x: [middle(bin)],
      y: [clear ?? between(0.5)],
      lineWidth: isNarrow(surface) ? 14 : 22,
      lineHeight: 1.25,
      fontSize: 12,
      fontStyle: 'italic',
      fill: surface.theme.ink,
      stroke: surface.theme.paper,
    }),
  ]
}

const tip = (bins: readonly Bin[], surface: Surface): Plot.Markish =>
  Plot.tip(
    bins.filter(({ share }) => share !== null),
    Plot.pointer({
      x: middle,
      y: 'share',
      title: 'says',
      fill: surface.theme.paper,
      stroke: surface.theme.muted,
      fontSize: 12,
    }),
  )
