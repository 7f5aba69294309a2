import { changePoint } from '../stats/index.js'
import type { Cut } from './cut.js'
import { dayName } from './days.js'
import { DRAWS } from './experience.js'
import type { Answer, Change, Share } from './figure.js'
import { all, not } from './predicate.js'
import { Private } from './private.js'
import type { CellRow, Engine } from './query.js'
import { estimateRows } from './rows.js'
import { mondayOf } from './weeks.js'
import { weighing } from './weighing.js'
import type { Window } from './window.js'

const DAY_MS = 86_400_000
const WEEK = 7
/** Complete weeks under which no change is looked for (method.md 5). */
export const MIN_WEEKS = 12
/** Chance of a false alarm, over all parts of a figure together. */
const ALARM = 0.05

export const TOO_FEW_WEEKS = `A change is looked for along at least ${MIN_WEEKS} complete weeks with units of the figure; there are fewer.`
export const TOO_FEW_PEOPLE = 'No change is looked for among fewer than 5 contributors.'
export const WEEK_NOTES = [TOO_FEW_WEEKS, TOO_FEW_PEOPLE] as const

/** The name of a week: the day of its Monday. */
export const weekName = (week: number): string => dayName(mondayOf(week))

/**
 * A share of which one value is given, week by week, and whether it changes: at the split of the complete weeks where the
 * share before and after differ most beside what contributors make of it by chance.
 */
export async function alongWeeks(
  cut: Omit<Cut, 'by' | 'keys'>,
  fixed: Record<string, string>,
  estimate: Share,
  engine: Engine,
  window: Window,
): Promise<Private<Answer>> {
  const by = [{ kind: 'column', column: 'week' }] as const
  const weekly: Cut = { ...cut, by, keys: ([week]) => ({ week: weekName(Number(week)), ...fixed }) }
  const where = estimate.unknown === undefined ? cut.where : all(cut.where, not(estimate.unknown))
  const sums = Object.values(estimate.values).map((count) => ({ count }))
  const asked = { of: cut.of, where, by, cluster: cut.cluster, sums, ...weighing(cut) } as const
  const [rows, cells, days] = await Promise.all([
    estimateRows(weekly, estimate, engine),
    engine.aggregate({ ...asked, ask: 'sums' }),
    engine.aggregate({ ...asked, by: [{ kind: 'column', column: 'day' }], sums: [], ask: 'sums' }),
  ])
  return Private.both(cells, days).chain(async ([weeks, seen]) => {
    const whole = completeOf(
      weeks,
      seen.map((row) => Number(row.cell[0])),
      window,
    )
    const why = cut.cluster === 'day' ? TOO_FEW_PEOPLE : whole.length < MIN_WEEKS ? TOO_FEW_WEEKS : null
    const drawn =
      why === null ? await engine.aggregate({ ...asked, ask: 'draws', draws: DRAWS }) : Private.of<CellRow[]>([])
    return Private.both(rows, drawn).map(([list, draws]) => ({
      rows: list,
      curve: [],
      change: why === null ? changeOf(whole, draws) : { weeks: [], at: null, p: null, why },
    }))
  })
}

/** Weeks that lie inside the window as a whole, or inside what was observed where it is open. */
function completeOf(weeks: readonly CellRow[], seen: readonly number[], window: Window): CellRow[] {
  const first = window.from === null ? Math.min(...seen) : Math.ceil(window.from / DAY_MS)
  const last = window.to === null ? Math.max(...seen) : Math.floor(window.to / DAY_MS) - 1
  const inside = (week: number) => mondayOf(week) >= first && mondayOf(week) + WEEK - 1 <= last
  return weeks.filter((row) => row.n > 0 && inside(Number(row.cell[0])))
}

function changeOf(weeks: readonly CellRow[], drawn: readonly CellRow[]): Change {
  const place = new Map(weeks.map((row, i) => [Number(row.cell[0]), i]))
  const zeros = () => weeks.map(() => 0)
  const draws = Array.from({ length: DRAWS }, () => ({ n: zeros(), k: zeros() }))
  for (const row of drawn) {
    const at = place.get(Number(row.cell[0]))
    if (at === undefined) continue
    draws[row.index]!.n[at] = row.n
    draws[row.index]!.k[at] = row.k[0]!
  }
  const { at, p } = changePoint({ n: weeks.map((row) => row.n), k: weeks.map((row) => row.k[0]!), draws })
  const names = weeks.map((row) => weekName(Number(row.cell[0])))
  return { weeks: names, at: at === null ? null : names[at]!, p, why: null }
}

/** Rows of parts along weeks, marked where their share changes; every part is a test, and all are held to one chance. */
export function marked(answers: readonly Answer[], adjust: (p: readonly number[]) => number[]): Answer[] {
  const tested = answers.filter(({ change }) => change !== undefined && change.p !== null)
  const adjusted = adjust(tested.map(({ change }) => change!.p!))
  return answers.map((answer) => {
    const { change } = answer
    const p = adjusted[tested.indexOf(answer)]
    if (change === undefined || p === undefined) return answer
    const looked = new Set(change.weeks)
    const rows = answer.rows.map((row) =>
      looked.has(String(row.week)) ? { ...row, changed: p <= ALARM && row.week === change.at } : row,
    )
    return { ...answer, rows }
  })
}

/** Why no change was looked for, once for each reason. */
export const notLooked = (answers: readonly Answer[]): string[] => [
  ...new Set(answers.flatMap(({ change }) => (change?.why == null ? [] : [change.why]))),
]
