import { type Measured, percentilesOf } from './percentiles.js'
import type { PrivateRow, PrivateRows, Window } from './private-rows.js'
import {
  dayName,
  dayOf,
  daysOf,
  flowOf,
  groupBy,
  type Holds,
  people,
  scheduled,
  talked,
  typed,
  unstarted,
} from './units.js'

/** Figures of percentiles along days: turn-duration and autonomy-proxies. */

const MOST = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999]
const PROXIES = MOST.slice(0, 5)

export const seconds = (column: string, censored = true): Measured => ({
  column,
  unit: 1000,
  whole: false,
  censored,
  at: MOST,
})
const counts = (column: string, unit = 1): Measured => ({
  column,
  unit,
  whole: unit === 1,
  censored: false,
  at: PROXIES,
})

/** Clocks, and the measures that stand beside them, by their names in rows. */
export const CLOCKS: Readonly<Record<string, Measured>> = {
  wall: seconds('wall_ms'),
  work: seconds('work5_ms'),
  reported: seconds('reported_ms', false),
}
export const PER_TURN: Readonly<Record<string, Measured>> = {
  actions_per_turn: counts('actions'),
  tokens_per_turn: counts('tokens_out'),
}
export const PER_SESSION: Readonly<Record<string, Measured>> = {
  unattended_actions: counts('unattended_actions'),
  agent_hours: counts('agent_ms', 3_600_000),
}

/** What a row of percentiles holds beside its keys. */
export const rowOf = (rows: readonly PrivateRow[], by: string, measured: Measured) => ({
  ...{ n: rows.length, contributors: people(rows) },
  ...percentilesOf(rows, by, measured),
})

/** A row over everything, one for each day with units, and one for each seven days inside the window, or inside what was seen where it is open. */
function alongDays(
  all: readonly PrivateRow[],
  by: string,
  keys: Record<string, string>,
  measured: Measured,
  window: Window | undefined,
) {
  const rows = all.filter((row) => row[measured.column] !== null)
  if (rows.length === 0) return []
  const days = groupBy(rows, dayOf)
  const [first, last] = daysOf(rows, window)
  const told = (day: string, window: string, own: readonly PrivateRow[]) =>
    own.length === 0 ? [] : [{ day, window, ...keys, ...rowOf(own, by, measured) }]
  const weeks = Array.from({ length: Math.max(0, last - first - 5) }, (_, i) => first + 6 + i)
  return [
    ...told('all', 'all', rows),
    ...[...days].flatMap(([day, own]) => told(dayName(day), '1d', own)),
    ...weeks.flatMap((day) =>
      told(dayName(day), '7d', Array.from({ length: 7 }, (_, i) => days.get(day - i) ?? []).flat()),
    ),
  ]
}

/** The steps before turns of people are counted. */
export const TURN_STEPS: Readonly<Record<string, Holds>> = {
  headless: ({ interactive }) => interactive === 'no',
  scheduled,
  unknown: unstarted,
}

export function turnDuration({ turns, window }: PrivateRows, by: string) {
  const own = turns.filter(typed)
  const whole = (variant: string, clock: string, measured: Measured, where: Holds = () => true) => {
    const rows = own.filter((row) => where(row) && row[measured.column] !== null)
    return { variant, clock, ...rowOf(rows, by, measured) }
  }
  return {
    ...{ n: own.length, contributors: people(own), flow: flowOf(turns, TURN_STEPS) },
    rows: Object.entries(CLOCKS).flatMap(([clock, measured]) => alongDays(own, by, { clock }, measured, window)),
    sensitivity: [
      whole('gap-2m', 'work', seconds('work2_ms')),
      whole('gap-5m', 'work', seconds('work5_ms')),
      whole('gap-15m', 'work', seconds('work15_ms')),
      whole('gap-none', 'work', seconds('wall_ms')),
      whole('unknown-out', 'wall', seconds('wall_ms'), ({ interactive }) => interactive === 'yes'),
      whole('questions-joined', 'wall', seconds('joined_ms')),
    ],
  }
}

export function autonomyProxies({ turns, sessions, window }: PrivateRows, by: string) {
  const own = turns.filter(typed)
  const told = (per: string, measures: Readonly<Record<string, Measured>>, units: readonly PrivateRow[]) =>
    Object.entries(measures).flatMap(([measure, measured]) => alongDays(units, by, { measure, per }, measured, window))
  return {
    ...{ n: own.length, contributors: people(own), flow: flowOf(turns, TURN_STEPS) },
    rows: [...told('turn', PER_TURN, own), ...told('session', PER_SESSION, sessions.filter(talked))],
  }
}
