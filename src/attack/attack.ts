import type { JudgedRow } from '../model/index.js'
import type { Release } from '../release/index.js'
import type { Random } from './random.js'
import type { Planted } from './rows.js'

/** What is read, and asked for, before one release. Releases of one store come one after the other, as in life. */
export interface Scene {
  sessions: readonly Planted[]
  /** What a model said of these, where a model judges. */
  verdicts?: readonly JudgedRow[]
  /** Contributors whom the study excludes, although their logs lie there. */
  without?: readonly string[]
}

/** Somebody whose secret is to be told. Where several share releases, each has a part of the world to themselves. */
export interface Target {
  contributor: string
  secret: number
  /** A number of this target alone among those that share releases, from 0. */
  nth: number
}

/** What an attack may build its world of. */
export interface Making {
  random: Random
  /** The team that is there anyway. */
  team: Team
  /** Contributors whom the attacker controls. */
  accounts: readonly string[]
}

/** People, and when they work. */
export interface Team {
  people: readonly string[]
  sessions: readonly Planted[]
  /** First and last moment, ms since 1970 UTC. */
  from: number
  to: number
}

/**
 * One way to learn a secret from releases. Whoever guesses knows this program, the scenes as far as they are the attacker's
 * own doing, and everything that was released; not the rows of others.
 */
export interface Attack {
  id: string
  /** What the attacker does, for a reader of the table. */
  says: string
  /** How many targets share releases without disturbing each other. */
  share: number
  /** Whether the secret is in words alone, so that the same releases must come of any other secret, byte by byte. */
  words: boolean
  /** Figures that the attacker reads; the others are not made. Without it, all of them. */
  reads?: readonly string[]
  /** Scenes to release one after the other, in one store. */
  plant(making: Making, targets: readonly Target[]): Scene[]
  /**
   * A weight for every value of a target's secret, 0 or more, and the same for all where nothing is known.
   * @param when when the team works, which everybody knows
   */
  guess(releases: readonly Release[], target: Omit<Target, 'secret'>, when: Pick<Team, 'from' | 'to'>): number[]
}
