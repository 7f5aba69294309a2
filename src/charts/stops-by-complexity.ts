import type { FigureOf, Published, Row } from '../release/index.js'
import type { Chart } from './chart.js'
import { complexitiesOf, endsOf, goalsOf, overComplexity, pointsOf, publishedAt, shareOf } from './complexity.js'
import { shareEstimate } from './estimate.js'
import { inBrackets } from './intervals.js'
import { STOP_ENDS, STOP_NAMES, type Stop } from './judged-names.js'
import { percent } from './numbers.js'
import { noInterval, sayOverlap, timesOf } from './overlap.js'
import { said, saidPeople } from './precision.js'
import { drawSteps } from './steps-drawing.js'
import { isNarrow } from './surface.js'
import { FACTOR, SHARE } from './units.js'
import { shareCell } from './weights.js'

type Figure = FigureOf<'stops-by-complexity'>
type StopRow = Row<'stops-by-complexity'>

const STOPS = Object.keys(STOP_NAMES) as Stop[]
const SAYS: Record<Stop, string> = { asked: 'The agent asked', interrupted: 'a human interrupted' }

const of = (figure: Figure, stop: Stop): StopRow[] => figure.rows.filter((row) => row.stop === stop)

/** How many times as often the agent asks on the most complex goals, as published. */
const factorOf = (figure: Figure): Published | undefined => figure.published.find(({ value }) => value > 1)

/** Turns that ended with a question of the agent, and with an interrupt, from minimal goals to unbounded ones. */
export const stopsByComplexity: Chart<'stops-by-complexity'> = {
  controls: () => [],

  draw(figure, _view, surface, other) {
    const seriesOf = (of_: Figure) =>
      STOPS.map((stop, i) => ({
        name: isNarrow(surface) ? STOP_ENDS[stop] : STOP_NAMES[stop],
        colour: surface.theme.hues[i]!,
        points: pointsOf(of_, of(of_, stop), figure.unit, STOP_NAMES[stop]),
      }))
    const steps = complexitiesOf([...figure.rows, ...(other?.rows ?? [])])
    return drawSteps(
      {
        title: `${figure.title}: share of ${figure.unit}`,
        ...overComplexity(figure, figure.rows, figure.unit, surface),
        steps,
        unit: shareOf(figure.unit),
        series: seriesOf(figure),
        other: other ? seriesOf(other).map((one) => ({ ...one, quiet: true })) : [],
        published: [],
        at: publishedAt(figure.published, steps),
        values: true,
      },
      surface,
    )
  },

  sentence(figure) {
    const parts = STOPS.flatMap((stop) => {
      const ends = endsOf(of(figure, stop))
      if (!ends) return []
      const [first, last] = ends
      const from = `${SAYS[stop]} in ${share(first)} of ${figure.unit} for ${goalsOf(first)}`
      if (first === last) return [from]
      const published = stop === 'asked' ? factorOf(figure) : undefined
      const factor = timesOf(first, last, FACTOR)
      const beside = published ? `, published more than ${FACTOR.say(published.value)}` : ''
      return [`${from} and ${share(last)} for ${goalsOf(last)} (${factor}${beside}), ${sayOverlap(first, last)}`]
    })
    return parts.length === 0 ? '' : `${parts.join('; ')}.${noInterval(figure.rows)}`
  },

  estimates: (figure) =>
    figure.rows.map((row) => ({
      name: `${STOP_NAMES[row.stop]}, ${row.complexity}`,
      unit: SHARE,
      estimate: shareEstimate(row),
    })),

  numbers: () => [],

  data: (figure) => ({
    caption: `${figure.title}, with 95% intervals`,
    columns: ['Complexity', 'How it stopped', 'n', 'Contributors', 'Share'],
    rows: complexitiesOf(figure.rows).flatMap((complexity) =>
      figure.rows
        .filter((row) => row.complexity === complexity)
        .map((row) => [
          complexity,
          STOP_NAMES[row.stop],
          said(figure, row.n),
          saidPeople(figure, row.contributors),
          shareCell(row),
        ]),
    ),
  }),
}

const share = (row: StopRow): string => `${percent(row.share!)}${inBrackets(row.low, row.high, SHARE)}`
