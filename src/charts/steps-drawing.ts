import * as Plot from '@observablehq/plot'
import type { Published } from '../release/index.js'
import { axis } from './axis.js'
import { GAP_STRIP, type Gap, gapMarks } from './gaps.js'
import {
  type EndLabel,
  endLabels,
  innerLabels,
  marginFor,
  referenceNames,
  referenceRules,
  takenBy,
  verticalAxis,
} from './marks.js'
import { reasonName } from './names.js'
import type { StepChart, StepPoint, StepSeries } from './steps.js'
import { otherStepMarks, roomAt, stepMarks, stepTip, thin } from './steps-marks.js'
import { type Drawn, heightOf, isNarrow, type Surface } from './surface.js'

/** Lines with whiskers over ordered steps; null where no series has a value. */
export function drawSteps(chart: StepChart, surface: Surface): Drawn | null {
  const series = chart.series.filter(hasValue)
  if (series.length === 0) return null
  const others = chart.other.filter(hasValue)
  const all = [...series, ...others]
  const { steps, marginLeft, published } = chart
  const at = (chart.at ?? []).filter(({ step }) => steps.includes(step))
  const height = heightOf(surface)
  const [marginTop, marginBottom] = [30, 38 + (chart.below ? 16 : 0) + (chart.across ? 20 : 0)]
  const points = all.flatMap((one) => one.points)
  const partOf = (step: string) => (steps.indexOf(step) + 0.5) / steps.length
  const gaps = gapsOf(
    series.flatMap((one) => one.points),
    partOf,
  )
  const strip = gaps.length > 0 ? GAP_STRIP : 0
  const values = [...points.flatMap(({ y, high }) => [y, high]), ...[...published, ...at].map(({ value }) => value)]
  const y = axis(chart.unit, values, marginTop, height - marginBottom - strip)
  if (chart.unit.say(1) === '100%') y.domain = [0, Math.min(y.domain[1], 1)]
  const names = all.map((one) => nameOf(one, chart, surface)).filter(({ text }) => text !== '')
  const ends = names.filter(({ x }) => steps.indexOf(x) >= steps.length - 2)
  const taken = points.flatMap((point) => (point.y === null ? [] : [{ part: partOf(point.step), value: point.y }]))
  const start = steps.find((step) => series.some(({ points }) => points.some((point) => point.step === step)))!
  const inner = names
    .filter((name) => !ends.includes(name))
    .map((name) => (name.first.x < start ? { ...name, ...name.first, anchor: 'start' as const } : name))
  taken.push(...inner.flatMap((name) => takenBy(name, partOf(name.x), y, surface)))
  const shift = (i: number) => (i - (series.length - 1) / 2) * 4
  // Published values of single steps stand beside them.
  const padding = at.length > 0 && !isNarrow(surface) ? 0.6 : 0.3
  const { muted } = surface.theme
  const fontSize = chart.tight ? 11 : 12
  const named = thin(steps, chart, surface.width - marginLeft - marginFor(ends))
  return Plot.plot({
    document: surface.document,
    width: surface.width,
    height,
    marginTop,
    marginBottom,
    marginLeft,
    marginRight: marginFor(ends),
    ariaLabel: chart.title,
    style: { fontSize: '12px', color: muted, background: 'none', overflow: 'visible' },
    x: { type: 'point', domain: steps, label: null, padding },
    y: { axis: null, domain: [...y.domain], insetBottom: strip },
    marks: [
      ...verticalAxis(y, surface, marginLeft),
      Plot.axisX(named, { tickFormat: chart.stepName, tickSize: 4, label: null, color: muted, fontSize }),
      ...(chart.below
        ? [
            Plot.text(named, {
              x: (d: string) => d,
              frameAnchor: 'bottom',
              dy: 34,
              text: chart.below,
              fontSize,
              fill: muted,
            }),
          ]
        : []),
      ...(chart.across
        ? [Plot.text([chart.across], { frameAnchor: 'bottom', dy: marginBottom - 10, fontSize: 12, fill: muted })]
        : []),
      ...referenceRules(published, y, surface),
      ...others.flatMap((one, i) => otherStepMarks(one, shift(i) + 2, surface)),
      ...series.flatMap((one, i) => stepMarks(one, shift(i), surface)),
      ...publishedSteps(at, chart, surface),
      ...gapMarks(gaps, surface),
      ...referenceNames(published, y, surface, taken),
      ...innerLabels(inner, y, surface),
      ...endLabels(ends, y, surface),
      ...(surface.pointing
        ? [
            stepTip(
              series.flatMap((one) => one.points),
              surface,
            ),
          ]
        : []),
    ],
  })
}

const hasValue = ({ points }: StepSeries): boolean => points.some(({ y }) => y !== null)

function nameOf(
  { name, points, colour, quiet = false }: StepSeries,
  chart: StepChart,
  surface: Surface,
): EndLabel & { x: string; first: { x: string; y: number } } {
  const last = points.findLast(({ y }) => y !== null)!
  const value = isNarrow(surface) || !chart.values ? '' : `  ${chart.unit.say(last.y!)}`
  const text = quiet ? (isNarrow(surface) || name === '' ? 'other' : `${name}, other`) : name && `${name}${value}`
  const first = points.find(({ y }) => y !== null)!
  return { text, x: last.step, first: { x: first.step, y: first.y! }, y: last.y!, colour, quiet }
}

function gapsOf(points: readonly StepPoint[], partOf: (step: string) => number): Gap<string>[] {
  const first = new Map<string, Gap<string>>()
  for (const { step, suppressed } of points) {
    if (suppressed && !first.has(step)) first.set(step, { x: step, part: partOf(step), reason: reasonName(suppressed) })
  }
  return [...first.values()].sort((a, b) => a.part - b.part)
}

/** Published values of single steps: quiet diamonds beside the line, each with its value. */
function publishedSteps(
  at: NonNullable<StepChart['at']>,
  { unit, series }: StepChart,
  surface: Surface,
): Plot.Markish[] {
  const { muted, paper } = surface.theme
  const narrow = isNarrow(surface)
  return at.flatMap((one) => {
    const { side, dy } = roomAt(series[0]?.points ?? [], one.step, one.value)
    const place = { x: 'step', y: 'value', dx: 14 * side }
    return [
      Plot.dot([one], { ...place, symbol: 'diamond', r: 4, stroke: muted, fill: paper }),
      Plot.text([one], {
        ...place,
        ...(narrow ? { dy: -11 } : { dx: 22 * side, dy, textAnchor: side > 0 ? 'start' : 'end' }),
        text: ({ value }: Published) => `${narrow ? '' : 'published '}${unit.say(value)}`,
        fill: muted,
        stroke: paper,
        strokeWidth: 4,
        fontSize: 11,
      }),
    ]
  })
}
