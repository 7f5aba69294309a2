import type { FigureOf, Published, Row } from '../release/index.js'
import type { Chart, View } from './chart.js'
import { dotRows } from './dot-rows.js'
import { OVERSIGHT_LABELS, OVERSIGHT_NAMES, type Oversight } from './judged-names.js'
import { percent } from './numbers.js'
import { inBracketsBeside, noInterval } from './overlap.js'
import { isNarrow } from './surface.js'
import { SHARE } from './units.js'
import { acrossOf, dotRowsOf } from './weighted-rows.js'
import * as weights from './weights.js'

type Figure = FigureOf<'oversight'>
type OversightRow = Row<'oversight'>

const MEASURES = Object.keys(OVERSIGHT_NAMES) as Oversight[]
const SAYS: Record<Oversight, string> = {
  safeguard: 'had at least one safeguard',
  'human-in-loop': 'had a human in the loop',
  irreversible: 'could not be undone',
}

const name = (row: OversightRow): string => OVERSIGHT_NAMES[row.measure]

/** All rows, measures in their fixed order. */
const rowsOf = (figure: Figure): OversightRow[] =>
  MEASURES.flatMap((measure) => figure.rows.filter((row) => row.measure === measure))

/** The published value of a measure, by what its label says. */
export const publishedOversight = (figure: Figure, measure: Oversight): Published | undefined =>
  figure.published.find(({ label }) => OVERSIGHT_LABELS[measure].test(label))

/** The row of a measure, each action counting once. */
export const totalOversight = (figure: Figure, measure: Oversight): OversightRow | undefined =>
  figure.rows.find((row) => row.measure === measure && row.weight === 'action')

const known = (figure: Figure, view: View): OversightRow[] =>
  rowsOf(figure).filter((row) => row.weight === weights.weightOf(view) && row.share !== null)

/** Safeguards, humans in the loop and what cannot be undone, beside what was published. */
export const oversight: Chart<'oversight'> = {
  controls: (figure) => [{ ...weights.weightControl(figure), plates: true }],

  draw(figure, view, surface, other) {
    const published = (row: OversightRow) => {
      const found = publishedOversight(figure, row.measure)
      return found ? [found] : []
    }
    const rows = dotRowsOf(figure, rowsOf(figure), view, { name, published, ordered: true }, other && rowsOf(other))
    const of = weights.sayOf(figure, known(figure, view))
    const across = acrossOf(figure.unit, rows, view, of, isNarrow(surface))
    return dotRows({ title: `${figure.title}: share of ${figure.unit}`, across, rows, other: !!other }, surface)
  },

  sentence(figure, view) {
    const rows = known(figure, view)
    if (rows.length === 0) return ''
    const parts = rows.map((row) => {
      const beside = inBracketsBeside(row, publishedOversight(figure, row.measure), SHARE)
      return `${percent(row.share!)} ${SAYS[row.measure]}${beside}`
    })
    return weights.led(view, `Of ${weights.sayOf(figure, rows)}, ${parts.join('; ')}.${noInterval(rows)}`)
  },

  remark: (figure, view) => weights.weightRemark(figure.rows, view),

  estimates: (figure, view) =>
    rowsOf(figure)
      .filter((row) => row.weight === weights.weightOf(view))
      .map((row) => ({ name: name(row), unit: SHARE, estimate: weights.weightedEstimate(row) })),

  numbers: (figure) => weights.besideTable({ caption: weights.BESIDE, key: 'What', name }, rowsOf(figure)),

  data: (figure) => weights.weightedTable(figure, { caption: figure.title, key: 'What', name }, rowsOf(figure)),
}
