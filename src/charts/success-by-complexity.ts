import type { FigureOf } from '../release/index.js'
import type { Table } from './chart.js'
import { complexitiesOf, endsOf, goalsOf, overComplexity, pointsOf, shareOf } from './complexity.js'
import type { Named } from './estimate.js'
import { inBrackets } from './intervals.js'
import { type SuccessRow, successIn } from './intervention-rows.js'
import { percent } from './numbers.js'
import { noInterval, sayOverlap } from './overlap.js'
import { said, saidPeople } from './precision.js'
import { drawSteps } from './steps-drawing.js'
import type { Drawn, Surface } from './surface.js'
import { SHARE } from './units.js'
import { shareCell, weightedEstimate, worstCase } from './weights.js'

type Figure = FigureOf<'interventions'>

/** The unit of these rows; those over months count sessions. */
const UNIT = 'turns'

const kindsOf = (rows: readonly SuccessRow[]): string[] => [...new Set(rows.map(({ success }) => success))]

/** How turns went, over the complexity of their goals; null where none was judged. */
export function drawSuccess(figure: Figure, surface: Surface, other?: Figure): Drawn | null {
  const rows = successIn(figure)
  const seriesOf = (of: Figure) =>
    kindsOf(rows).map((success, i) => ({
      name: success,
      colour: surface.theme.hues[i % surface.theme.hues.length]!,
      points: pointsOf(
        of,
        successIn(of).filter((row) => row.success === success),
        UNIT,
        success,
      ),
    }))
  return drawSteps(
    {
      title: `${figure.title}: how turns went, by complexity`,
      ...overComplexity(figure, rows, UNIT, surface),
      steps: complexitiesOf([...rows, ...(other ? successIn(other) : [])]),
      unit: shareOf(UNIT),
      series: seriesOf(figure),
      other: other ? seriesOf(other).map((one) => ({ ...one, quiet: true })) : [],
      published: [],
      values: true,
    },
    surface,
  )
}

/** How often turns succeeded, from the least to the most complex goals. */
export function saySuccess(figure: Figure): string {
  const rows = successIn(figure)
  const [best] = kindsOf(rows)
  const ends = endsOf(rows.filter(({ success }) => success === best))
  if (!ends) return ''
  const [first, last] = ends
  const said = ends.map(
    (row) => `${percent(row.share!)} of ${UNIT} for ${goalsOf(row)}${inBrackets(row.low, row.high, SHARE)}`,
  )
  const lead = `${best}: ${said[0]}`
  return first === last
    ? `${lead}.${noInterval([first])}`
    : `${lead}, ${said[1]}, ${sayOverlap(first, last)}.${noInterval(rows)}`
}

/** How turns went, whatever the complexity of their goals. */
const overallSuccess = (figure: Figure): SuccessRow[] =>
  ((figure.overall ?? []) as Record<string, unknown>[]).filter((row): row is SuccessRow => 'success' in row)

/** How turns went over the whole window, to be set beside those of another release. */
export const successEstimates = (figure: Figure): Named[] =>
  overallSuccess(figure).map((row) => ({ name: row.success, unit: SHARE, estimate: weightedEstimate(row) }))

export function successNumbers(figure: Figure): Table[] {
  const rows = overallSuccess(figure)
  const worst = worstCase(rows)
  return rows.length === 0
    ? []
    : [
        {
          caption: 'Whole window, goals of any complexity',
          columns: ['How it went', 'n', 'Share', ...worst.head],
          rows: rows.map((row) => [row.success, said(figure, row.n), shareCell(row), ...worst.of(row)]),
        },
      ]
}

export function successTable(figure: Figure): Table {
  const rows = successIn(figure)
  const worst = worstCase(rows)
  return {
    caption: `${figure.title}: how turns went, with 95% intervals`,
    columns: ['Complexity', 'How it went', 'n', 'Contributors', 'Share', ...worst.head],
    rows: rows.map((row) => [
      row.complexity,
      row.success,
      said(figure, row.n),
      saidPeople(figure, row.contributors),
      shareCell(row),
      ...worst.of(row),
    ]),
  }
}
