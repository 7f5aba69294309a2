import type { FigureOf, Row } from '../release/index.js'
import type { Chart } from './chart.js'
import { inBrackets } from './intervals.js'
import { FRONTIER_ENDS, FRONTIER_LINES, FRONTIER_NAMES, type Frontier } from './judged-names.js'
import { linesOverTime } from './lines-over-time.js'
import { reasonName } from './names.js'
import { NOTHING, percent } from './numbers.js'
import { overallRow } from './overall.js'
import { noInterval } from './overlap.js'
import { everyDay } from './percentiles.js'
import { said, saidPeople, sayCount } from './precision.js'
import { weekName, weekStart } from './spans.js'
import { isNarrow } from './surface.js'
import type { TimeEvent, TimeGap, TimePoint } from './time-line.js'
import { SHARE } from './units.js'
import { shareCell, weightedEstimate, worstCase } from './weights.js'

type Figure = FigureOf<'frontier'>
type WeekRow = Row<'frontier'>

const MEASURES = Object.keys(FRONTIER_NAMES) as Frontier[]
const SAYS: Record<Frontier, string> = {
  'risky-autonomous': 'both risky (5 or more) and autonomous (7 or more)',
  'irreversible-unattended': 'irreversible with no human in the loop',
}

/** The weeks of one measure, the first first. */
const weekly = (figure: Figure, measure: Frontier): WeekRow[] =>
  figure.rows.filter((row) => row.measure === measure).sort((a, b) => (weekStart(a.week) < weekStart(b.week) ? -1 : 1))

const dayOf = (week: string): Date => new Date(`${week}T00:00:00Z`)

/** One point per week; a week without a row breaks the line. */
function pointsOf(figure: Figure, measure: Frontier): TimePoint[] {
  const rows = weekly(figure, measure)
  const by = new Map(rows.map((row) => [weekStart(row.week), row]))
  const within = (week: string) => rows.some((row) => weekStart(row.week) < week && week <= row.week.slice(-10))
  const weeks = everyDay([...by.keys()]).filter((week) => by.has(week) || !within(week))
  return weeks.map((week) => {
    const row = by.get(week)
    const says = row
      ? `${weekName(row.week)}\n${FRONTIER_NAMES[measure]}  ${shareCell(row)}\nn = ${said(figure, row.n)} ${figure.unit}`
      : week
    return { day: dayOf(week), y: row?.share ?? null, low: row?.low ?? null, high: row?.high ?? null, says }
  })
}

/** Whether a change was looked for at all. */
const looked = (rows: readonly WeekRow[]): boolean => rows.some(({ changed }) => changed != null)

/** Actions beyond what anyone watches: risky and autonomous, irreversible and unattended, over weeks. */
export const frontier: Chart<'frontier'> = {
  controls: () => [],

  draw(figure, _view, surface, other) {
    const linesOf = (of: Figure) =>
      MEASURES.map((measure, i) => ({
        name: (isNarrow(surface) ? FRONTIER_ENDS : FRONTIER_LINES)[measure],
        colour: surface.theme.hues[[1, 3][i]!]!,
        points: pointsOf(of, measure),
      }))
    const gaps = figure.rows.flatMap(({ week, suppressed }): TimeGap[] =>
      suppressed ? [{ day: dayOf(weekStart(week)), reason: reasonName(suppressed) }] : [],
    )
    const events = MEASURES.flatMap((measure, i): TimeEvent[] =>
      weekly(figure, measure)
        .filter(({ changed }) => changed === true)
        .map(({ week }) => ({
          day: dayOf(weekStart(week)),
          text: `change: ${FRONTIER_ENDS[measure]}`,
          colour: surface.theme.hues[[1, 3][i]!]!,
        })),
    )
    return linesOverTime(
      {
        title: `${figure.title}: share of ${figure.unit} by week`,
        unit: { ...SHARE, label: `share of the ${figure.unit} of a week` },
        across: 'weeks, by their Monday (UTC)',
        lines: linesOf(figure),
        other: other ? linesOf(other) : [],
        gaps: gaps.filter(({ day }, i) => gaps.findIndex((one) => +one.day === +day) === i),
        events,
        published: [],
      },
      surface,
    )
  },

  sentence(figure) {
    const parts = MEASURES.flatMap((measure) => sayMeasure(figure, measure))
    if (parts.length === 0) return ''
    const weeks = Math.max(...MEASURES.map((measure) => weekly(figure, measure).length))
    const none = looked(figure.rows)
      ? ''
      : ` No change was looked for in ${weeks === 1 ? 'one week' : `${weeks} weeks`}.`
    return `${parts.join('; ')}.${none}${noInterval(figure.rows)}`
  },

  remark: (figure) =>
    figure.rows.some(({ changed }) => changed === true)
      ? 'A broken stroke marks the week from which a share differs by more than chance among contributors explains.'
      : '',

  estimates: (figure) =>
    MEASURES.map((measure) => {
      const row = overallRow(figure, { measure }) as WeekRow | undefined
      return { name: FRONTIER_NAMES[measure], unit: SHARE, estimate: row && weightedEstimate(row) }
    }),

  numbers(figure) {
    const rows = MEASURES.flatMap((measure) => {
      const row = overallRow(figure, { measure })
      return row ? [[FRONTIER_NAMES[measure], said(figure, row.n), shareCell(row)]] : []
    })
    return rows.length === 0 ? [] : [{ caption: 'Whole window', columns: ['Actions', 'n', 'Share'], rows }]
  },

  data(figure) {
    const rows = MEASURES.flatMap((measure) => weekly(figure, measure))
    const worst = worstCase(rows)
    return {
      caption: `${figure.title} by week, with 95% intervals`,
      columns: ['Week', 'Actions', 'n', 'Contributors', 'Share', ...worst.head, 'Change'],
      rows: rows.map((row) => [
        weekName(row.week),
        FRONTIER_NAMES[row.measure],
        said(figure, row.n),
        saidPeople(figure, row.contributors),
        shareCell(row),
        ...worst.of(row),
        row.changed == null ? NOTHING : row.changed ? 'from here on' : 'no',
      ]),
    }
  },
}

/** What one line shows: its whole window or its last week, and from when on it changed. */
function sayMeasure(figure: Figure, measure: Frontier): string[] {
  const rows = weekly(figure, measure)
  const known = rows.filter(({ share }) => share !== null)
  const total = overallRow(figure, { measure })
  const [first, last] = [known[0], known.at(-1)]
  const row = total?.share != null ? total : last
  if (!row || !first || !last) return []
  const of = row.n === undefined ? `all ${figure.unit}` : `${sayCount(figure, row.n)} ${figure.unit}`
  const when = row === total ? '' : ` in the last week`
  const change = rows.find(({ changed }) => changed === true)
  const [before, after] = [meanOf(known, change, false), meanOf(known, change, true)]
  const moved =
    change && before !== null && after !== null
      ? `, with a change from the week of ${weekStart(change.week)} on: ${percent(before)} before, ${percent(after)} since`
      : looked(rows)
        ? ', with no change that chance does not explain'
        : ''
  return [`${percent(row.share!)} of ${of}${when} were ${SAYS[measure]}${inBrackets(row.low, row.high, SHARE)}${moved}`]
}

/** The share over the weeks before a change, or from it on, each week weighted by how much it holds. */
function meanOf(rows: readonly WeekRow[], change: WeekRow | undefined, since: boolean): number | null {
  if (!change) return null
  const side = rows.filter(({ week }) => weekStart(week) >= weekStart(change.week) === since)
  const n = side.reduce((sum, row) => sum + (row.n ?? 0), 0)
  return n === 0 ? null : side.reduce((sum, row) => sum + row.share! * (row.n ?? 0), 0) / n
}
