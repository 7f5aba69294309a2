import * as Plot from '@observablehq/plot'
import type { Published } from '../release/index.js'
import { type Axis, axis, pixelOf } from './axis.js'
import { type Bin, middle } from './experience-bins.js'
import { type ExperienceSeries, otherMarks, ranged, seriesMarks, unknownRange } from './experience-marks.js'
import { GAP_STRIP, type Gap, gapMarks } from './gaps.js'
import {
  type EndLabel,
  endLabels,
  marginFor,
  referenceNames,
  referenceRules,
  type Taken,
  verticalAxis,
} from './marks.js'
import { reasonName } from './names.js'
import { count } from './numbers.js'
import { type Drawn, heightOf, isNarrow, type Surface } from './surface.js'
import { SHARE } from './units.js'

export interface ExperienceChart {
  title: string
  /** What the shares are of. */
  of: string
  series: readonly ExperienceSeries[]
  /** The same series of another release, drawn behind and quieter. */
  other: readonly ExperienceSeries[]
  published: readonly Published[]
  /** What stands in the range between `share` and `max`. */
  unknown?: string
}

const TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]

/** Shares against the ordinal of a session: curve, band and binned points; null where nothing has a share. */
export function byExperience(chart: ExperienceChart, surface: Surface): Drawn | null {
  const [series, other] = [chart.series.filter(hasShare), chart.other.filter(hasShare)]
  if (series.length === 0) return null
  const all = [...series, ...other]
  const height = heightOf(surface)
  const [marginTop, marginBottom] = [30, 52]
  const withheld = withheldBins(series)
  const strip = withheld.length > 0 ? GAP_STRIP : 0
  const values = all.flatMap(({ bins, curve }) => [
    ...bins.flatMap(({ share, low, high, max }) => (share === null ? [] : [share, low, high, max])),
    ...curve.flatMap(({ share, high }) => [share, high]),
  ])
  const y = axis(
    SHARE,
    [...values, ...chart.published.map(({ value }) => value)],
    marginTop,
    height - marginBottom - strip,
  )
  y.domain = [0, Math.min(y.domain[1], 1)]
  y.unit = { ...y.unit, label: `share of ${chart.of}` }
  const ends = namesOf(series, other, surface)
  const right = Math.max(
    20,
    ...all.flatMap(({ bins, curve }) => [...bins.map((b) => b.to ?? b.from * 1.6), ...curve.map((c) => c.x)]),
  )
  const ticks = TICKS.filter((tick) => tick <= right && (!isNarrow(surface) || /^1/.test(String(tick))))
  const partOf = (x: number) => Math.log(x / 0.85) / Math.log((right * 1.08) / 0.85)
  const gaps = withheld.map(
    (bin): Gap<number> => ({
      x: middle(bin),
      part: partOf(middle(bin)),
      reason: reasonName(bin.suppressed!),
    }),
  )
  const taken = all
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
    y: { axis: null, domain: [...y.domain], insetBottom: strip },
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
      ...other.flatMap((one) => otherMarks(one, surface)),
      ...series.flatMap((one, i) => seriesMarks(one, (i - (series.length - 1) / 2) * 5, y, surface)),
      ...(chart.unknown ? series.flatMap(({ bins }) => rangeLabel(bins, chart, y, partOf, surface)) : []),
      ...gapMarks(gaps, surface),
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
const along = ({ share, low, high, max }: Bin): (number | null)[] => [
  ...between(low ?? share, share),
  ...between(max ?? share, high ?? max ?? share),
]

const between = (from: number | null, to: number | null): (number | null)[] =>
  from === null || to === null ? [] : [0, 0.25, 0.5, 0.75, 1].map((part) => from + part * (to - from))

const hasShare = ({ bins, curve }: ExperienceSeries): boolean => [...bins, ...curve].some(({ share }) => share !== null)

const withheldBins = (series: readonly ExperienceSeries[]): Bin[] => {
  const bins = series.flatMap(({ bins }) => bins.filter(({ suppressed }) => suppressed !== undefined))
  return bins.filter((bin, i) => bins.findIndex(({ from }) => from === bin.from) === i)
}

/** Names at the ends of lines; one line alone has the name of its release, and none where there is but one release. */
function namesOf(series: readonly ExperienceSeries[], other: readonly ExperienceSeries[], surface: Surface) {
  if (other.length === 0) return series.length > 1 ? series.flatMap((one) => endOf(one, one.name)) : []
  const alone = series.length === 1
  return [
    ...series.flatMap((one) => endOf(one, alone ? 'this release' : one.name)),
    ...other.flatMap((one) => endOf(one, alone || isNarrow(surface) ? 'other' : `${one.name}, other`, true)),
  ]
}

function endOf({ colour, bins, curve }: ExperienceSeries, text: string, quiet = false): EndLabel[] {
  const last = curve.findLast(({ share }) => share !== null) ?? bins.findLast(({ share }) => share !== null)
  return last ? [{ text, y: last.share!, colour, quiet }] : []
}

function rangeLabel(
  bins: readonly Bin[],
  chart: ExperienceChart,
  y: Axis,
  partOf: (x: number) => number,
  surface: Surface,
): Plot.Markish[] {
  const inside = ranged(bins)
  const off = (bin: Bin) => Math.abs(partOf(middle(bin)) - 0.5)
  const bin = inside.reduce<Bin | undefined>((best, next) => (best && off(best) <= off(next) ? best : next), undefined)
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
