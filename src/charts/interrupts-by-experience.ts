import type { FigureOf, Row } from '../release/index.js'
import { byExperience } from './by-experience.js'
import { type Chart, chosen, optionsOf, preferred, type Table, type View } from './chart.js'
import { shareEstimate } from './estimate.js'
import { type Bin, binName, isTotal, sessionsOf } from './experience-bins.js'
import type { ExperienceSeries } from './experience-marks.js'
import { cell, inBrackets, range } from './intervals.js'
import { COHORT_NAMES, COHORT_SENTENCES, KIND_ENDS, KIND_NAMES, reasonName } from './names.js'
import { percent } from './numbers.js'
import { overallRow, sensitivityTable } from './overall.js'
import { isExact, ownCurve, said, saidPeople, sayCount } from './precision.js'
import { POINTS, SHARE } from './units.js'

type Figure = FigureOf<'interrupts-by-experience'>
type InterruptRow = Row<'interrupts-by-experience'>
type Kind = InterruptRow['kind']

const cohortOf = (view: View): InterruptRow['cohort'] => chosen<InterruptRow['cohort']>(view, 'cohort')
const kindsOf = (view: View): Kind[] => (Object.keys(KIND_NAMES) as Kind[]).filter((kind) => view.kinds?.includes(kind))
const inView = (figure: Figure, view: View, kind: Kind): InterruptRow[] =>
  figure.rows.filter((row) => row.kind === kind && row.cohort === cohortOf(view))

/** The row over all turns of a cohort and kind. */
export const totalInterrupts = (
  figure: Figure,
  kind: Kind = 'any',
  cohort: InterruptRow['cohort'] = 'all',
): InterruptRow | undefined =>
  figure.rows.find((row) => isTotal(row) && row.kind === kind && row.cohort === cohort) ??
  overallRow(figure, { kind, cohort }) ??
  (cohort === 'all' ? overallRow(figure, { kind }) : undefined)

/** Interrupted turns against experience, by kind. */
export const interruptsByExperience: Chart<'interrupts-by-experience'> = {
  controls(figure) {
    const withShare = figure.rows.filter((row) => row.share !== null)
    const kinds = optionsOf(KIND_NAMES, new Set(withShare.map((row) => row.kind)), () =>
      isExact(figure) ? 'not in these logs' : 'withheld',
    )
    const cohorts = optionsOf(COHORT_NAMES, new Set(withShare.map((row) => row.cohort)), (cohort) =>
      !isExact(figure) || figure.rows.some((row) => row.cohort === cohort && row.suppressed) ? 'withheld' : 'nobody',
    )
    return [
      { key: 'kinds', label: 'Interrupts', pick: 'many', options: kinds, initial: preferred(kinds, 'any') },
      {
        key: 'cohort',
        label: 'People',
        pick: 'one',
        options: cohorts,
        initial: preferred(cohorts, 'all'),
        plates: true,
      },
    ]
  },

  draw(figure, view, surface, other) {
    const cohort = cohortOf(view)
    const order = Object.keys(KIND_NAMES)
    const seriesOf = (of: Figure): ExperienceSeries[] =>
      kindsOf(view).map((kind) => ({
        name: KIND_ENDS[kind],
        colour: surface.theme.hues[order.indexOf(kind)]!,
        bins: inView(of, view, kind)
          .filter((row) => !isTotal(row))
          .map((row): Bin => ({ ...row, max: null, says: says(of, row) })),
        curve: ownCurve(of).filter((point) => point.kind === kind && point.cohort === cohort),
      }))
    return byExperience(
      {
        title: `${figure.title}: share of turns, ${COHORT_NAMES[cohort]}`,
        of: figure.unit,
        series: seriesOf(figure),
        other: other ? seriesOf(other) : [],
        published: view.kinds?.includes('any') ? figure.published : [],
      },
      surface,
    )
  },

  sentence(figure, view) {
    const kind = kindsOf(view)[0] ?? 'any'
    const total = totalInterrupts(figure, kind, cohortOf(view))
    const bins = inView(figure, view, kind).filter((row) => !isTotal(row) && row.share !== null)
    const solid = bins.filter((row) => row.low !== null)
    const [first, last] = [(solid.length > 1 ? solid : bins)[0], (solid.length > 1 ? solid : bins).at(-1)]
    const what = {
      any: 'stopped',
      working: 'stopped while the agent worked',
      prompt: 'stopped at a permission prompt',
    }[kind]
    const overall =
      total?.share != null
        ? `${percent(total.share)} of ${total.n === undefined ? 'all' : sayCount(figure, total.n)} turns were ${what}${inBrackets(total.low, total.high, SHARE)}`
        : ''
    const move =
      first && last && first !== last
        ? `${percent(first.share!)} in ${sessionsOf(first)}, ${percent(last.share!)} in ${sessionsOf(last)}`
        : ''
    const body = [overall, overall ? move : move && `Turns ${what}: ${move}`].filter(Boolean).join('; ')
    return body && `${body}.`
  },

  remark: (_figure, view) => COHORT_SENTENCES[cohortOf(view)] ?? '',

  estimates: (figure, view) =>
    (Object.keys(KIND_NAMES) as Kind[]).map((kind) => {
      const row = totalInterrupts(figure, kind, cohortOf(view))
      return { name: KIND_NAMES[kind], unit: SHARE, estimate: row && shareEstimate(row) }
    }),

  numbers(figure, view) {
    const rows = (Object.keys(KIND_NAMES) as Kind[]).flatMap((kind) => {
      const row = totalInterrupts(figure, kind, cohortOf(view))
      return row ? [row] : []
    })
    const tables: Table[] = []
    if (rows.length > 0)
      tables.push({
        caption: `All turns, ${COHORT_NAMES[cohortOf(view)]}`,
        columns: ['Kind', 'n', 'Share', '95% interval'],
        rows: rows.map((row) => [
          KIND_NAMES[row.kind],
          said(figure, row.n),
          cell(row.share, null, null, SHARE, row.suppressed && reasonName(row.suppressed)),
          range(row.low, row.high, SHARE),
        ]),
      })
    const sensitivity = sensitivityTable(
      figure,
      ['Share', '95% interval'],
      (row) => [cell(row.share, null, null, SHARE), range(row.low, row.high, SHARE)],
      {
        own: rows
          .filter((row) => figure.sensitivity?.some((other) => other.kind === row.kind))
          .map((row) => [`${KIND_NAMES[row.kind]}, as defined`, row]),
        of: (row) => KIND_NAMES[row.kind] ?? '',
      },
    )
    return sensitivity ? [...tables, sensitivity] : tables
  },

  data(figure, view) {
    const rows = kindsOf(view).flatMap((kind) => inView(figure, view, kind))
    const changed = rows.some((row) => row.change != null)
    return {
      caption: `${figure.title}, ${COHORT_NAMES[cohortOf(view)] ?? ''}: share of turns`,
      columns: [
        'Sessions',
        'Kind',
        'n',
        'Contributors',
        'Share',
        '95% interval',
        ...(changed ? ['Change in the same people since their first 9 sessions'] : []),
      ],
      rows: rows.map((row) => [
        isTotal(row) ? 'all' : binName(row),
        KIND_NAMES[row.kind],
        said(figure, row.n),
        saidPeople(figure, row.contributors),
        cell(row.share, null, null, SHARE, row.suppressed && reasonName(row.suppressed)),
        range(row.low, row.high, SHARE),
        ...(changed ? [cell(row.change, row.change_low, row.change_high, POINTS)] : []),
      ]),
    }
  },
}

const says = (figure: Figure, row: InterruptRow): string =>
  [
    sessionsOf(row),
    `${KIND_NAMES[row.kind]}  ${cell(row.share, row.low, row.high, SHARE)}`,
    `n = ${said(figure, row.n)} turns`,
  ].join('\n')
