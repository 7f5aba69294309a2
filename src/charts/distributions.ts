import type { FigureOf, Row } from '../release/index.js'
import { type Chart, type Control, chosen, type View } from './chart.js'
import { dotRows } from './dot-rows.js'
import { inBrackets } from './intervals.js'
import { dimensionName, isOrdered, isSet, REST } from './judged-names.js'
import { percent } from './numbers.js'
import { noInterval, sayOverlap } from './overlap.js'
import { isExact } from './precision.js'
import { isNarrow } from './surface.js'
import { SHARE } from './units.js'
import { acrossOf, dotRowsOf, sorted } from './weighted-rows.js'
import * as weights from './weights.js'

type Figure = FigureOf<'distributions'>
type ValueRow = Row<'distributions'>

const name = ({ value }: ValueRow): string => value
const quiet = ({ value }: ValueRow): boolean => REST.test(value)
const dimensionOf = (view: View): string => chosen(view, 'dimension')
const inView = (figure: Figure, view: View): ValueRow[] =>
  figure.rows.filter(({ dimension }) => dimension === dimensionOf(view))
const namingOf = (view: View) => ({ name, quiet, ordered: isOrdered(dimensionOf(view)) })

/** Dimensions in the order of the rows; the first with a value is shown. */
function dimensionControl(figure: Figure): Control {
  const options = [...new Set(figure.rows.map(({ dimension }) => dimension))].map((value) => {
    const present = figure.rows.some((row) => row.dimension === value && row.share !== null)
    const absent = isExact(figure) ? 'not in these logs' : 'withheld'
    return { value, label: dimensionName(value), ...(present ? {} : { absent }) }
  })
  const first = options.find((option) => !('absent' in option))
  return {
    key: 'dimension',
    label: 'Dimension',
    pick: 'one',
    options,
    initial: first ? [first.value] : [],
    plates: true,
  }
}

/** What judged actions are like, one dimension at a time. */
export const distributions: Chart<'distributions'> = {
  controls: (figure) => [dimensionControl(figure), weights.weightControl(figure)],

  draw(figure, view, surface, other) {
    const own = inView(figure, view)
    const rows = dotRowsOf(figure, own, view, namingOf(view), other && inView(other, view))
    const of = weights.sayOf(figure, own)
    const across = acrossOf(figure.unit, rows, view, of, isNarrow(surface))
    const title = `${dimensionName(dimensionOf(view))}: share of ${figure.unit}`
    return dotRows({ title, across, rows, other: !!other }, surface)
  },

  sentence(figure, view) {
    const all = inView(figure, view).filter((row) => row.weight === weights.weightOf(view) && row.share !== null)
    const rows = sorted(
      all.filter((row) => !quiet(row)),
      { name },
    )
    const [first, second] = rows
    if (!first) return ''
    const of = weights.sayOf(figure, rows)
    const counting = weights.countingOnce(view)
    const lead = `${dimensionName(first.dimension)}${counting && `, ${counting}`}: most often “${first.value}”, in ${percent(first.share!)} of ${of}${inBrackets(first.low, first.high, SHARE)}`
    const next = second
      ? `, then “${second.value}”, in ${percent(second.share!)}${inBrackets(second.low, second.high, SHARE)}, ${sayOverlap(first, second)}`
      : ''
    return `${lead}${next}.${noInterval(rows)}`
  },

  remark: (figure, view) =>
    `${isSet(dimensionOf(view)) ? 'An action may have several, so shares need not add up. ' : ''}${weights.weightRemark(inView(figure, view), view)}`,

  estimates: (figure, view) =>
    sorted(
      inView(figure, view).filter((row) => row.weight === weights.weightOf(view)),
      namingOf(view),
    ).map((row) => ({ name: name(row), unit: SHARE, estimate: weights.weightedEstimate(row) })),

  numbers: () => [],

  data: (figure, view) =>
    weights.weightedTable(
      figure,
      { caption: `${figure.title}: ${dimensionName(dimensionOf(view))}`, key: 'Value', name },
      sorted(inView(figure, view), namingOf(view)),
    ),
}
