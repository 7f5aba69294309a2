import type { FigureOf, Published, Row } from '../release/index.js'
import type { Chart, View } from './chart.js'
import { dotRows } from './dot-rows.js'
import { areApart, bounded } from './estimate.js'
import { range } from './intervals.js'
import { REST } from './judged-names.js'
import { NOTHING, percent } from './numbers.js'
import { inBracketsBeside, noInterval } from './overlap.js'
import { isNarrow } from './surface.js'
import { SHARE } from './units.js'
import { acrossOf, dotRowsOf, sorted } from './weighted-rows.js'
import * as weights from './weights.js'

type Figure = FigureOf<'domains'>
type DomainRow = Row<'domains'>

const name = ({ domain }: DomainRow): string => domain
const quiet = ({ domain }: DomainRow): boolean => REST.test(domain)

const publishedOf = (figure: Figure, row: DomainRow): Published[] =>
  figure.published.filter(({ label }) => label.toLowerCase().includes(row.domain.toLowerCase()))

/** Domains with a share, the largest first, each action counting once or as the view says. */
export const largestDomains = (figure: Figure, view: View = { weight: ['action'] }): DomainRow[] =>
  sorted(
    figure.rows.filter((row) => row.weight === weights.weightOf(view) && row.share !== null && !quiet(row)),
    { name },
  )

/** What agents are used for: domains of the goals of actions. */
export const domains: Chart<'domains'> = {
  controls: (figure) => [{ ...weights.weightControl(figure), plates: true }],

  draw(figure, view, surface, other) {
    const naming = { name, quiet, published: (row: DomainRow) => publishedOf(figure, row) }
    const rows = dotRowsOf(figure, figure.rows, view, naming, other?.rows)
    const of = weights.sayOf(figure, largestDomains(figure, view))
    const across = acrossOf(figure.unit, rows, view, of, isNarrow(surface))
    return dotRows({ title: `${figure.title}: share of ${figure.unit}`, across, rows, other: !!other }, surface)
  },

  sentence(figure, view) {
    const rows = largestDomains(figure, view)
    const [first, second, third] = rows
    if (!first) return ''
    const interval = inBracketsBeside(first, publishedOf(figure, first)[0], SHARE)
    const lead = `${first.domain} is the domain of ${percent(first.share!)} of ${weights.sayOf(figure, rows)}${interval}`
    const next = rows.slice(1, 3).map((row) => {
      const interval = range(row.low, row.high, SHARE)
      return `${row.domain} (${percent(row.share!)}${interval === NOTHING ? '' : `, ${interval}`})`
    })
    const order = second
      ? `; next ${third ? 'come' : 'comes'} ${next.join(' and ')}, ${sayOrder(first, second, third)}`
      : ''
    return weights.led(view, `${lead}${order}.${noInterval(rows)}`)
  },

  remark: (figure, view) => weights.weightRemark(figure.rows, view),

  estimates: (figure, view) =>
    sorted(
      figure.rows.filter((row) => row.weight === weights.weightOf(view)),
      { name, quiet },
    ).map((row) => ({ name: name(row), unit: SHARE, estimate: weights.weightedEstimate(row) })),

  numbers: () => [],

  data(figure, view) {
    const first = figure.rows.filter((row) => row.weight === weights.weightOf(view))
    const order = sorted(first, { name, quiet }).map(name)
    const rest = [...figure.rows].sort((a, b) => order.indexOf(a.domain) - order.indexOf(b.domain))
    return weights.weightedTable(figure, { caption: figure.title, key: 'Domain', name }, rest)
  },
}

/** What the intervals of the first three allow to be said of their order. */
function sayOrder(first: DomainRow, second: DomainRow, third: DomainRow | undefined): string {
  const next = third ? [second, third] : [second]
  if (!bounded(first, ...next)) return 'in an order that too few contributors tell from chance'
  const below = next.every((row) => areApart(first, row))
  if (!third) return below ? 'with an interval below its own' : 'with an interval that overlaps its own'
  const beside = `with intervals ${below ? 'below its own' : 'of which at least one overlaps its own'}`
  return areApart(second, third) ? `${beside} and apart from each other` : `${beside} and overlapping each other`
}
