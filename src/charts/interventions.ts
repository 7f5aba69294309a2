import type { FigureOf } from '../release/index.js'
import type { Chart, Control, View } from './chart.js'
import { inBrackets } from './intervals.js'
import { MEASURES, monthly, monthsIn, perSession, successIn, totalInterventions, valueIn } from './intervention-rows.js'
import { drawInterventions, shown } from './interventions-drawing.js'
import { judgeNote } from './judged.js'
import { INTERVENTION_NAMES } from './names.js'
import { plain } from './numbers.js'
import { isExact, said, saidPeople } from './precision.js'
import { inMonth, longMonth } from './spans.js'
import { drawSuccess, saySuccess, successEstimates, successNumbers, successTable } from './success-by-complexity.js'
import { TIMES } from './units.js'

type Figure = FigureOf<'interventions'>

/** Success stands beside interventions where turns were judged: fewer interventions are good news only if it does not fall. */
function showControl(figure: Figure): Control[] {
  const judged = successIn(figure).some(({ share }) => share !== null)
  const options = [
    { value: 'interventions', label: 'Interventions per session' },
    { value: 'success', label: 'Success by complexity' },
  ]
  return judged ? [{ key: 'show', label: 'Shown', pick: 'one', options, initial: ['interventions'], plates: true }] : []
}

const showsSuccess = (view: View): boolean => view.show?.[0] === 'success'

/** Interventions per session over months, by what people did. */
export const interventions: Chart<'interventions'> = {
  controls(figure) {
    const options = MEASURES.map((value) => {
      const present = monthsIn(figure).some((row) => row.measure === value && row.per_session !== null)
      return {
        value,
        label: INTERVENTION_NAMES[value],
        ...(present ? {} : { absent: isExact(figure) ? 'not in these logs' : 'withheld' }),
      }
    })
    const open = options.filter(({ absent }) => !absent).map(({ value }) => value)
    const measures: Control = { key: 'measures', label: 'What people did', pick: 'many', options, initial: open }
    return [{ ...measures, only: (view) => !showsSuccess(view) }, ...showControl(figure)]
  },

  draw: (figure, view, surface, other) =>
    showsSuccess(view) ? drawSuccess(figure, surface, other) : drawInterventions(figure, view, surface, other),

  sentence(figure, view) {
    if (showsSuccess(view)) return saySuccess(figure)
    const known = monthly(figure, 'all').filter((row) => row.per_session !== null)
    const bounded = known.filter((row) => row.low !== null)
    const rows = bounded.length > 0 ? bounded : known
    const [first, last] = [rows[0], rows.at(-1)]
    const total = totalInterventions(figure)
    if (!last && total?.per_session == null) return ''
    const overall =
      total?.per_session != null
        ? `People stepped in ${plain(total.per_session)} times per session${inBrackets(total.low, total.high, TIMES)}`
        : ''
    const move = last
      ? `${plain(last.per_session!)} ${inMonth(last.month)}${first && first !== last ? `, against ${plain(first.per_session!)} ${inMonth(first.month)}` : ''}`
      : ''
    return `${[overall || 'Interventions per session', move].filter(Boolean).join(': ')}.`
  },

  remark: (_figure, view) =>
    `Whiskers are 95% intervals; a hollow point has none.${showsSuccess(view) ? '' : ' The first and the last month may hold part of their days.'}`,

  judge: (figure, view) => (showsSuccess(view) ? judgeNote(figure) : ''),

  estimates: (figure, view) =>
    showsSuccess(view)
      ? successEstimates(figure)
      : MEASURES.map((measure) => {
          const row = totalInterventions(figure, measure)
          return { name: INTERVENTION_NAMES[measure], unit: TIMES, estimate: row && perSession(row) }
        }),

  numbers(figure, view) {
    if (showsSuccess(view)) return successNumbers(figure)
    const rows = MEASURES.flatMap((measure) => totalInterventions(figure, measure) ?? [])
    if (rows.length === 0) return []
    return [
      {
        caption: 'Whole window, per session',
        columns: ['What people did', 'n', 'Per session'],
        rows: rows.map((row) => [INTERVENTION_NAMES[row.measure], said(figure, row.n), valueIn(row)]),
      },
    ]
  },

  data(figure, view) {
    if (showsSuccess(view)) return successTable(figure)
    const rows = shown(view).flatMap((measure) => monthly(figure, measure))
    return {
      caption: `${figure.title}, by month, with 95% intervals`,
      columns: ['Month', 'What people did', 'n', 'Contributors', 'Per session'],
      rows: rows.map((row) => [
        row.month.includes('/') ? longMonth(row.month) : row.month,
        INTERVENTION_NAMES[row.measure],
        said(figure, row.n),
        saidPeople(figure, row.contributors),
        valueIn(row),
      ]),
    }
  },
}
