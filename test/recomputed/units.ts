import type { PrivateRow, PrivateRows, Window } from './private-rows.js'

/** Whose units figures count, and what units are, as docs/figures say; nothing here is of src. */

export type Holds = (row: PrivateRow) => boolean

export const DAY = 86_400_000
export const NOT_INFERABLE = 'Not inferable'

export const people = (rows: readonly PrivateRow[]): number => new Set(rows.map(({ contributor }) => contributor)).size

export const someone: Holds = ({ interactive }) => interactive === 'yes' || interactive === 'unknown'
export const scheduled: Holds = ({ started_by }) => started_by === 'schedule' || started_by === 'program'
export const unstarted: Holds = ({ started_by }) => started_by === 'unknown'
/** Turns of people. */
export const typed: Holds = (row) => someone(row) && !scheduled(row) && !unstarted(row)
export const worked: Holds = ({ turns }) => Number(turns) > 0
/** Sessions of people. */
export const talked: Holds = (row) => someone(row) && worked(row)

export const judgedAction: Holds = ({ confidence }) => confidence !== null
export const judgedTurn: Holds = (row) => typed(row) && row.stop_reason !== null
export const interrupted: Holds = ({ ended_by }) => ended_by === 'interrupted'
export const asked: Holds = (row) =>
  row.ended_by === 'asked' || (row.stop_reason === 'asked_for_clarification' && !interrupted(row))

/** Units of which a dimension does not tell. */
export const unsure =
  (column: string): Holds =>
  (row) =>
    row[column] === null || row[column] === NOT_INFERABLE

export const guards = (row: PrivateRow): string[] => String(row.safeguards_category).split('|')

export const groupBy = <K>(rows: readonly PrivateRow[], key: (row: PrivateRow) => K): Map<K, PrivateRow[]> => {
  const found = new Map<K, PrivateRow[]>()
  for (const row of rows) {
    const own = found.get(key(row))
    if (own === undefined) found.set(key(row), [row])
    else own.push(row)
  }
  return found
}

export const dayOf = (row: PrivateRow): number => Math.floor(Number(row.started_at) / DAY)
export const dayName = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
export const monthOf = (row: PrivateRow): string => new Date(Number(row.started_at)).toISOString().slice(0, 7)
/** The day of the Monday; 5 January 1970 was one. */
export const mondayOf = (row: PrivateRow): number => Math.floor((dayOf(row) - 4) / 7) * 7 + 4

const whose = ({ contributor, session }: PrivateRow) => `${contributor}/${session}`

/**
 * Columns that follow from other rows, worked out again: experience, how far a contributor got, and what an action weighs
 * where each session or each contributor counts once.
 */
export function derived({ sessions, turns, actions }: PrivateRows): PrivateRows {
  const experience = new Map<string, number>()
  const reached = new Map<unknown, number>()
  const inOrder = sessions
    .filter(talked)
    .sort((a, b) => Number(a.started_at) - Number(b.started_at) || (String(a.session) < String(b.session) ? -1 : 1))
  for (const row of inOrder) {
    const before = reached.get(row.contributor) ?? 0
    reached.set(row.contributor, before + 1)
    experience.set(whose(row), before + 1)
  }
  const told = (row: PrivateRow): PrivateRow => ({
    ...row,
    experience: experience.get(whose(row)) ?? null,
    reached: reached.get(row.contributor) ?? 0,
  })
  const [bySession, byPerson] = [groupBy(actions, whose), groupBy(actions, ({ contributor }) => contributor)]
  const weight = (list: readonly PrivateRow[] | undefined) => Math.round(1e9 / list!.length)
  return {
    sessions: sessions.map(told),
    turns: turns.map(told),
    actions: actions.map((row) => ({
      ...row,
      session_weight: weight(bySession.get(whose(row))),
      contributor_weight: weight(byPerson.get(row.contributor)),
    })),
  }
}

/** The units that lie in a window, by when they started. */
export function within({ sessions, turns, actions }: PrivateRows, window: Window): PrivateRows {
  const { from, to } = window
  if (from === null && to === null) return { sessions, turns, actions }
  const inside: Holds = ({ started_at }) =>
    started_at !== null && (from === null || Number(started_at) >= from) && (to === null || Number(started_at) < to)
  return { sessions: sessions.filter(inside), turns: turns.filter(inside), actions: actions.filter(inside), window }
}

/** The first and the last whole day of a window, or of those on which there are units where it is open. */
export function daysOf(rows: readonly PrivateRow[], window: Window = { from: null, to: null }): [number, number] {
  const days = rows.map(dayOf)
  return [
    window.from === null ? days.reduce((a, b) => Math.min(a, b)) : Math.ceil(window.from / DAY),
    window.to === null ? days.reduce((a, b) => Math.max(a, b)) : Math.floor(window.to / DAY) - 1,
  ]
}

/** The steps from all units to those that are counted: each unit is in the first that holds of it. */
export function flowOf(rows: readonly PrivateRow[], steps: Readonly<Record<string, Holds>>) {
  const counts = Object.fromEntries(Object.keys(steps).map((step) => [step, 0]))
  for (const row of rows) {
    const step = Object.keys(steps).find((name) => steps[name]!(row))
    if (step !== undefined) counts[step]!++
  }
  const left = Object.values(counts).reduce((sum, n) => sum + n, 0)
  return [
    { step: 'eligible', n: rows.length },
    ...Object.entries(counts).map(([step, n]) => ({ step, n })),
    { step: 'counted', n: rows.length - left },
  ]
}
