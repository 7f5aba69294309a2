import type { FigureOf, Row } from '../release/index.js'
import type { Chart, View } from './chart.js'
import { complexitiesOf, endsOf, goalsOf, overComplexity, pointsOf, publishedAt } from './complexity.js'
import { percent } from './numbers.js'
import { inBracketsBeside, noInterval, sayOverlap } from './overlap.js'
import { drawSteps } from './steps-drawing.js'
import { isNarrow } from './surface.js'
import { SHARE } from './units.js'
import * as weights from './weights.js'

type Figure = FigureOf<'human-involvement-by-complexity'>
type InvolvementRow = Row<'human-involvement-by-complexity'>

const name = ({ complexity }: InvolvementRow): string => complexity
const inView = (figure: Figure, view: View): InvolvementRow[] =>
  figure.rows.filter(({ weight }) => weight === weights.weightOf(view))

/** How often a human is in the loop, from minimal goals to unbounded ones. */
export const humanInvolvement: Chart<'human-involvement-by-complexity'> = {
  controls: (figure) => [{ ...weights.weightControl(figure), plates: true }],

  draw(figure, view, surface, other) {
    const rows = inView(figure, view)
    const theirs = other ? inView(other, view) : []
    const seriesOf = (of: Figure, rows: InvolvementRow[]) => ({
      name: '',
      colour: surface.theme.hues[0]!,
      points: pointsOf(of, rows, figure.unit, 'human in the loop'),
    })
    const steps = complexitiesOf([...rows, ...theirs])
    const at = publishedAt(figure.published, steps)
    const label = `share${isNarrow(surface) ? '' : ` of ${figure.unit}`} with a human in the loop`
    return drawSteps(
      {
        title: `${figure.title}: share of ${figure.unit} with a human in the loop`,
        ...overComplexity(figure, rows, figure.unit, surface),
        steps,
        unit: { ...SHARE, label },
        series: [seriesOf(figure, rows)],
        other: theirs.length > 0 ? [{ ...seriesOf(other!, theirs), quiet: true }] : [],
        published: [],
        ...(isNarrow(surface) && at.length > 0 ? { across: `complexity; ${figure.unit} below; ◇ published` } : {}),
        at,
      },
      surface,
    )
  },

  sentence(figure, view) {
    const rows = inView(figure, view)
    const ends = endsOf(rows)
    if (!ends) return ''
    const [first, last] = ends
    const said = ends.map((row) => {
      const beside = inBracketsBeside(row, publishedAt(figure.published, [row.complexity])[0], SHARE)
      return `${percent(row.share!)} of ${figure.unit} for ${goalsOf(row)}${beside}`
    })
    const lead = `A human was in the loop in ${said[0]}`
    const rest = first === last ? '' : ` and in ${said[1]}, ${sayOverlap(first, last)}`
    return weights.led(view, `${lead}${rest}.${noInterval(rows)}`)
  },

  remark: (figure, view) => weights.weightRemark(figure.rows, view).replace(/ Pale bars:.*$/, ''),

  estimates: (figure, view) =>
    inView(figure, view).map((row) => ({ name: name(row), unit: SHARE, estimate: weights.weightedEstimate(row) })),

  numbers: (figure) => weights.besideTable({ caption: weights.BESIDE, key: 'Goal', name }, figure.rows),

  data: (figure) => weights.weightedTable(figure, { caption: figure.title, key: 'Complexity', name }, figure.rows),
}
