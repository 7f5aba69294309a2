import type { Team } from './attack.js'
import { type Kind, ORDINARY } from './kinds.js'
import type { Random } from './random.js'
import type { Planted } from './rows.js'

export const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS

/** How many people, for how long, and how much they do. */
export interface TeamWish {
  people: number
  weeks: number
  /** Sessions of one person in a week, at least one in all. */
  weekly: number
}

export const SMALL: TeamWish = { people: 30, weeks: 8, weekly: 0.75 }

/** A Monday. */
const FROM = Date.UTC(2026, 0, 5)

/** A synthetic team of people who do ordinary things, each at a pace of their own. */
export function teamOf(random: Random, { people, weeks, weekly }: TeamWish): Team {
  const names = Array.from({ length: people }, (_, i) => `person${i}`)
  const sessions = names.flatMap((contributor) => {
    const many = Math.max(2, Math.round(weeks * weekly * (0.5 + random.unit())))
    return Array.from({ length: many }, (_, i) =>
      sessionOf(random, contributor, `s${i}`, FROM + random.unit() * (weeks * WEEK_MS - DAY_MS)),
    )
  })
  return { people: names, sessions, from: FROM, to: FROM + weeks * WEEK_MS }
}

/** An ordinary session of somebody. */
export function sessionOf(random: Random, contributor: string, name: string, at: number): Planted {
  const turns = Array.from({ length: 1 + random.below(3) }, () => ({
    wall_ms: Math.round(10_000 * 2 ** (4 * random.unit())),
    acts: Array.from({ length: 2 + random.below(5) }, () => random.pick(ORDINARY)),
  }))
  return { contributor, name, at: Math.floor(at), turns }
}

/** A session of one turn in which somebody does these things. */
export const doing = (
  contributor: string,
  name: string,
  at: number,
  acts: readonly Kind[],
  wall_ms = 40_000,
): Planted => ({
  contributor,
  name,
  at: Math.floor(at),
  turns: [{ acts, wall_ms }],
})

/** A moment at which people of a team work. */
export const momentOf = (random: Random, { from, to }: Team): number => from + random.unit() * (to - from - DAY_MS)
