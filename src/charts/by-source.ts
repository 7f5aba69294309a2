import type { Figure, FigureId, FigureOf } from '../release/index.js'
import { type Chart, type Control, chosen, preferred, type View } from './chart.js'

const TOGETHER = ''

/** The sources by which the rows of a figure are split; empty text stands for all together. */
export const sourcesOf = (figure: Figure): string[] =>
  [...new Set(figure.rows.map((row) => row.source ?? TOGETHER))].sort()

/** The figure with the rows of one source, or of all together, so that they are never mixed. */
export function ofSource<Id extends FigureId>(figure: FigureOf<Id>, source: string): FigureOf<Id> {
  const belongs = (row: { source?: unknown }) => (row.source ?? TOGETHER) === source
  return {
    ...figure,
    rows: figure.rows.filter(belongs),
    curve: figure.curve?.filter((point) => belongs(point as { source?: unknown })),
    overall: figure.overall?.filter(belongs),
    sensitivity: figure.sensitivity?.filter(belongs),
  }
}

/** A chart that offers a choice of source where its figure is split by it. */
export function bySource<Id extends FigureId>(chart: Chart<Id>): Chart<Id> {
  const inView = (figure: FigureOf<Id>, view: View) =>
    view.source === undefined ? figure : ofSource(figure, chosen(view, 'source'))
  return {
    controls(figure) {
      const sources = sourcesOf(figure as Figure)
      if (sources.every((source) => source === TOGETHER)) return chart.controls(figure)
      const options = sources.map((value) => ({ value, label: value || 'All together' }))
      const control: Control = { key: 'source', label: 'Source', pick: 'one', options, initial: preferred(options) }
      return [control, ...chart.controls(figure)]
    },
    draw: (figure, view, surface, other) =>
      chart.draw(inView(figure, view), view, surface, other && inView(other, view)),
    estimates: (figure, view) => chart.estimates(inView(figure, view), view),
    sentence: (figure, view) => chart.sentence(inView(figure, view), view),
    remark: (figure, view) => chart.remark?.(inView(figure, view), view) ?? '',
    judge: (figure, view) => chart.judge?.(inView(figure, view), view) ?? '',
    numbers: (figure, view) => chart.numbers(inView(figure, view), view),
    data: (figure, view) => chart.data(inView(figure, view), view),
    ...(chart.walk && {
      walk: {
        places: (figure, view, surface) => chart.walk!.places(inView(figure, view), view, surface),
        trail: (figure, view) => chart.walk!.trail(inView(figure, view), view),
        into: chart.walk.into,
      },
    }),
  }
}
