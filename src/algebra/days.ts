import { type Histogram, mergeHistograms } from '../stats/index.js'
import type { Cut, Rows } from './cut.js'
import type { Quantiles } from './figure.js'
import { Private } from './private.js'
import { type Distribution, distributionsOf, rowsOf } from './quantiles.js'
import type { Engine } from './query.js'
import type { Window } from './window.js'

const DAY_MS = 86_400_000
const WEEK = 7

/**
 * Percentiles over the whole window, per day, and per seven complete days. The engine is asked once how values are
 * spread per day; buckets add up, so longer windows follow from it.
 */
export async function alongDays(
  cut: Omit<Cut, 'by' | 'keys'>,
  fixed: Record<string, string>,
  spec: Quantiles,
  engine: Engine,
  window: Window,
): Promise<Private<Rows>> {
  const by = [{ kind: 'column', column: 'day' }] as const
  const keys =
    (width: string) =>
    ([d]: (string | number)[]) => ({ day: dayName(Number(d)), window: width, ...fixed })
  const single: Cut = { ...cut, by, keys: keys('1d') }
  const week: Cut = { ...cut, by, roll: WEEK, keys: keys('7d') }
  const whole: Cut = { ...cut, by: [], keys: () => ({ day: 'all', window: 'all', ...fixed }) }
  const days = await distributionsOf(single, spec, engine)
  const parts = await Promise.all([
    rowsOf(
      days.map((cells) => (cells.length === 0 ? [] : [merged(cells, [])])),
      whole,
      spec,
      engine,
    ),
    rowsOf(days, single, spec, engine),
    rowsOf(
      days.map((cells) => weeks(cells, window)),
      week,
      spec,
      engine,
    ),
  ])
  return Private.all(parts).map((rows) => rows.flat())
}

export const dayName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** Windows of seven days that lie inside the study's window, or inside what was observed where that is open. */
function weeks(days: Distribution[], window: Window): Distribution[] {
  const byDay = new Map(days.map((day) => [Number(day.cell[0]), day]))
  const seen = [...byDay.keys()]
  if (seen.length === 0) return []
  const first = window.from === null ? Math.min(...seen) : Math.ceil(window.from / DAY_MS)
  const last = window.to === null ? Math.max(...seen) : Math.floor(window.to / DAY_MS) - 1
  const found: Distribution[] = []
  for (let day = first + WEEK - 1; day <= last; day++) {
    const held = Array.from({ length: WEEK }, (_, i) => byDay.get(day - i)).filter((d) => d !== undefined)
    if (held.length > 0) found.push(merged(held, [day]))
  }
  return found
}

function merged(parts: Distribution[], cell: Distribution['cell']): Distribution {
  const sum = (pick: (part: Distribution) => Histogram) => parts.map(pick).reduce((a, b) => mergeHistograms(a, b))
  return { cell, finished: sum((p) => p.finished), ages: sum((p) => p.ages), all: sum((p) => p.all) }
}
