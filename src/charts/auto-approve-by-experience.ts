import type { FigureOf, Row } from '../release/index.js'
import { byExperience } from './by-experience.js'
import { type Chart, chosen, optionsOf, preferred, type Table, type View } from './chart.js'
import { shareEstimate } from './estimate.js'
import { type Bin, binName, isTotal, sessionsOf } from './experience-bins.js'
import type { ExperienceSeries } from './experience-marks.js'
import { cell, inBrackets, range } from './intervals.js'
import { COHORT_NAMES, COHORT_SENTENCES, REGIME_NAMES, reasonName } from './names.js'
import { NOTHING, percent } from './numbers.js'
import { overallRow, sensitivityTable } from './overall.js'
import { isExact, ownCurve, said, saidPeople, sayCount } from './precision.js'
import { POINTS, SHARE } from './units.js'

type Figure = FigureOf<'auto-approve-by-experience'>
type AutoRow = Row<'auto-approve-by-experience'>

const UNKNOWN = 'could be anywhere in here: these logs do not record approvals'

const regimeOf = (view: View): AutoRow['regime'] => chosen<AutoRow['regime']>(view, 'regime')
const cohortOf = (view: View): AutoRow['cohort'] => chosen<AutoRow['cohort']>(view, 'cohort')

const inView = (figure: Figure, view: View): AutoRow[] =>
  figure.rows.filter((row) => row.regime === regimeOf(view) && row.cohort === cohortOf(view))

/** The row over all sessions of a regime, of everyone or of a cohort. */
export const totalApproval = (
  figure: Figure,
  regime: AutoRow['regime'] = 'auto',
  cohort: AutoRow['cohort'] = 'all',
): AutoRow | undefined =>
  figure.rows.find((row) => isTotal(row) && row.regime === regime && row.cohort === cohort) ??
  overallRow(figure, { regime, cohort }) ??
  (cohort === 'all' ? overallRow(figure, { regime }) : undefined)

/** `9%`, or `between 9% and 63%` where some sessions are not known. */
export function sayShare(row: Pick<AutoRow, 'share' | 'share_max'>): string {
  if (row.share == null) return NOTHING
  const max = row.share_max ?? row.share
  return max > row.share ? `between ${percent(row.share)} and ${percent(max)}` : percent(row.share)
}

/** Approval regimes of sessions against experience. */
export const autoApproveByExperience: Chart<'auto-approve-by-experience'> = {
  controls(figure) {
    const withShare = figure.rows.filter((row) => row.share !== null)
    const regimes = optionsOf(REGIME_NAMES, new Set(withShare.map((row) => row.regime)), () =>
      isExact(figure) ? 'not in these logs' : 'withheld',
    )
    const cohorts = optionsOf(COHORT_NAMES, new Set(withShare.map((row) => row.cohort)), (cohort) =>
      !isExact(figure) || figure.rows.some((row) => row.cohort === cohort && row.suppressed) ? 'withheld' : 'nobody',
    )
    return [
      {
        key: 'regime',
        label: 'Regime',
        pick: 'one',
        options: regimes,
        initial: preferred(regimes, 'auto'),
        plates: true,
      },
      { key: 'cohort', label: 'People', pick: 'one', options: cohorts, initial: preferred(cohorts, 'all') },
    ]
  },

  draw(figure, view, surface, other) {
    const [regime, cohort] = [regimeOf(view), cohortOf(view)]
    const seriesOf = (of: Figure): ExperienceSeries => ({
      name: REGIME_NAMES[regime],
      colour: surface.theme.hues[0]!,
      bins: binsOf(of, view),
      curve: ownCurve(of).filter((point) => point.regime === regime && point.cohort === cohort),
    })
    return byExperience(
      {
        title: `${REGIME_NAMES[regime]}: share of sessions by experience, ${COHORT_NAMES[cohort]}`,
        of: figure.unit,
        series: [seriesOf(figure)],
        other: other ? [seriesOf(other)] : [],
        published: regime === 'auto' ? figure.published : [],
        unknown: UNKNOWN,
      },
      surface,
    )
  },

  sentence(figure, view) {
    const total = totalApproval(figure, regimeOf(view), cohortOf(view))
    const what = `${REGIME_NAMES[regimeOf(view)] ?? ''}: `
    const bins = inView(figure, view).filter((row) => !isTotal(row) && row.share !== null)
    const solid = bins.filter((row) => row.low !== null || row.high !== null)
    const [first, last] = [(solid.length > 1 ? solid : bins)[0], (solid.length > 1 ? solid : bins).at(-1)]
    const overall =
      total?.share != null
        ? `${sayShare(total)} of ${total.n === undefined ? 'all' : sayCount(figure, total.n)} sessions${inBrackets(total.low, total.high, SHARE)}`
        : ''
    const move =
      first && last && first !== last
        ? `${sayShare(first)} in ${sessionsOf(first)}, ${sayShare(last)} in ${sessionsOf(last)}`
        : ''
    const body = [overall, move].filter(Boolean).join('; ')
    return body && `${what}${body}.`
  },

  remark(figure, view) {
    const cohort = COHORT_SENTENCES[cohortOf(view)] ?? ''
    const unknown = inView(figure, view).some((row) => (row.share_max ?? 0) > (row.share ?? 1))
    return unknown
      ? `${cohort} Where a log does not say, the share lies between the filled and the open point.`
      : cohort
  },

  estimates: (figure, view) =>
    (Object.keys(REGIME_NAMES) as AutoRow['regime'][]).map((regime) => {
      const row = totalApproval(figure, regime, cohortOf(view))
      return { name: REGIME_NAMES[regime], unit: SHARE, estimate: row && shareEstimate(row) }
    }),

  numbers(figure, view) {
    const rows = (Object.keys(REGIME_NAMES) as AutoRow['regime'][]).flatMap((regime) => {
      const row = totalApproval(figure, regime, cohortOf(view))
      return row ? [row] : []
    })
    const tables: Table[] = []
    if (rows.length > 0)
      tables.push({
        caption: `All sessions, ${COHORT_NAMES[cohortOf(view)]}`,
        columns: ['Regime', 'n', 'Share', '95% interval'],
        rows: rows.map((row) => [
          REGIME_NAMES[row.regime],
          said(figure, row.n),
          row.suppressed ? `${NOTHING} ${reasonName(row.suppressed)}` : shareCell(row),
          range(row.low, row.high, SHARE),
        ]),
      })
    const sensitivity = sensitivityTable(
      figure,
      ['Share', '95% interval'],
      (row) => [shareCell(row), range(row.low, row.high, SHARE)],
      {
        own: rows
          .filter((row) => figure.sensitivity?.some((other) => other.regime === row.regime))
          .map((row) => [`${REGIME_NAMES[row.regime]}, as defined`, row]),
        of: (row) => REGIME_NAMES[row.regime] ?? '',
      },
    )
    return sensitivity ? [...tables, sensitivity] : tables
  },

  data(figure, view) {
    const rows = inView(figure, view)
    const changed = rows.some((row) => row.change != null)
    const auto = regimeOf(view) === 'auto'
    return {
      caption: `${REGIME_NAMES[regimeOf(view)] ?? figure.title}, ${COHORT_NAMES[cohortOf(view)] ?? ''}: share by experience`,
      columns: [
        'Sessions',
        'n',
        'Contributors',
        auto ? 'At least' : 'Share',
        ...(auto ? ['At most'] : []),
        '95% interval',
        ...(changed ? ['Change in the same people since their first 9 sessions'] : []),
      ],
      rows: rows.map((row) => [
        isTotal(row) ? 'all' : binName(row),
        said(figure, row.n),
        saidPeople(figure, row.contributors),
        cell(row.share, null, null, SHARE, row.suppressed && reasonName(row.suppressed)),
        ...(auto ? [cell(row.share_max, null, null, SHARE)] : []),
        range(row.low, row.high, SHARE),
        ...(changed ? [cell(row.change, row.change_low, row.change_high, POINTS)] : []),
      ]),
    }
  },
}

const shareCell = (row: AutoRow): string =>
  (row.share_max ?? 0) > (row.share ?? 1) ? range(row.share, row.share_max, SHARE) : sayShare(row)

const binsOf = (figure: Figure, view: View): Bin[] =>
  inView(figure, view)
    .filter((row) => !isTotal(row))
    .map((row) => ({ ...row, max: row.share_max ?? null, says: says(figure, row) }))

const says = (figure: Figure, row: AutoRow): string =>
  [
    sessionsOf(row),
    sayShare(row),
    `95% interval ${range(row.low, row.high, SHARE)}`,
    `n = ${said(figure, row.n)} ${figure.unit}`,
  ].join('\n')
