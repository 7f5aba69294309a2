import type { FleetTruth, SessionTruth, TurnTruth } from '../fleet/index.js'

/** Something that is counted, with whose it is. */
export interface Unit {
  contributor: string
}

/** Thresholds as a study names them. */
export interface Rule {
  k_users: number
  k_items: number
}

/** Rule 1, counted anew from single units: nobody, or enough people with enough units and nobody with most of them. */
export function mayStand(units: readonly Unit[], { k_users, k_items }: Rule): boolean {
  if (units.length === 0) return true
  const by = new Map<string, number>()
  for (const { contributor } of units) by.set(contributor, (by.get(contributor) ?? 0) + 1)
  const [first = 0, second = 0] = [...by.values()].sort((a, b) => b - a)
  const even = first <= units.length / 2 && first + second <= units.length * 0.8
  return by.size >= k_users && units.length >= k_items && even
}

export const people = (units: readonly Unit[]): number => new Set(units.map(({ contributor }) => contributor)).size

/** Two significant digits, by way of decimal text. */
export const rounded = (n: number): number => Number(n.toExponential(1))
export const byFives = (n: number): number => Math.floor(n / 5) * 5

export interface CountedTurn extends TurnTruth {
  experience: number
  day: string
}
export interface CountedSession extends SessionTruth {
  /** When its first turn started, and the month of that. */
  at: string
  month: string
}

/** The turns and sessions of people, by their truth: what the figures are made of. */
export function countedIn(truth: FleetTruth): { turns: CountedTurn[]; sessions: CountedSession[] } {
  const nameOf = (unit: { contributor: string; session: string }) => `${unit.contributor}/${unit.session}`
  const sessions = new Map(truth.sessions.map((session) => [nameOf(session), session]))
  const first = new Map<string, string>()
  for (const turn of truth.turns) {
    const known = first.get(nameOf(turn))
    const at = new Date(turn.started_at).toISOString()
    if (known === undefined || at < known) first.set(nameOf(turn), at)
  }
  return {
    turns: truth.turns.flatMap((turn) => {
      const { interactive, experience } = sessions.get(nameOf(turn))!
      if (interactive === 'no' || turn.started_by === 'schedule' || turn.started_by === 'program') return []
      return [{ ...turn, experience: experience!, day: new Date(turn.started_at).toISOString().slice(0, 10) }]
    }),
    sessions: truth.sessions.flatMap((session) => {
      const at = first.get(nameOf(session))
      return session.interactive === 'no' || at === undefined ? [] : [{ ...session, at, month: at.slice(0, 7) }]
    }),
  }
}
