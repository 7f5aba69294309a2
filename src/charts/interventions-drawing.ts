import type { FigureOf } from '../release/index.js'
import type { View } from './chart.js'
import { MEASURES, type Measure, monthly, valueIn } from './intervention-rows.js'
import { INTERVENTION_NAMES } from './names.js'
import { said } from './precision.js'
import { longMonth } from './spans.js'
import type { StepSeries } from './steps.js'
import { drawSteps } from './steps-drawing.js'
import { type Drawn, isNarrow, type Surface } from './surface.js'
import { TIMES } from './units.js'

type Figure = FigureOf<'interventions'>

/** The measures in view, in their fixed order. */
export const shown = (view: View): Measure[] => MEASURES.filter((measure) => view.measures?.includes(measure))

/** Interventions per session over months as lines with whiskers; null where the view has no value. */
export function drawInterventions(figure: Figure, view: View, surface: Surface, other?: Figure): Drawn | null {
  const [series, others] = [seriesOf(figure, view, surface), other ? seriesOf(other, view, surface) : []]
  const drawn = [...series, ...others].filter(({ points }) => points.some(({ y }) => y !== null))
  return drawSteps(
    {
      title: `${figure.title}, by month`,
      unit: { ...TIMES, label: 'per session' },
      marginLeft: 40,
      steps: [...new Set(drawn.flatMap(({ points }) => points.map(({ step }) => step)))].sort(),
      stepName: longMonth,
      most: isNarrow(surface) ? 3 : 10,
      series,
      other: others.map((one) => ({ ...one, quiet: true })),
      published: view.measures?.includes('all') ? figure.published : [],
      values: true,
    },
    surface,
  )
}

const seriesOf = (figure: Figure, view: View, surface: Surface): StepSeries[] =>
  shown(view).map((measure) => ({
    name: INTERVENTION_NAMES[measure],
    colour: colourOf(measure, surface),
    points: monthly(figure, measure).map((row) => ({
      step: row.month,
      y: row.per_session,
      low: row.low,
      high: row.high,
      suppressed: row.suppressed,
      says: `${longMonth(row.month)}\n${INTERVENTION_NAMES[measure]}  ${valueIn(row)}\nn = ${said(figure, row.n)} sessions`,
    })),
  }))

function colourOf(measure: Measure, { theme }: Surface): string {
  return measure === 'all' ? theme.ink : theme.hues[MEASURES.indexOf(measure) - 1]!
}
