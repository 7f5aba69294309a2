import { isFaint } from '../vocabulary/index.js'
import type { Tally } from './tally.js'

/** Contributors' worth of what all groups say, that is added to what each group says (Monroe, Colaresi and Quinn 2008). */
const PRIOR = 5
/** What a term that does not set a group apart is worth beside one that does by a factor of e. */
const COMMON = 0.5
/** Terms that nearly every sentence has tell little, and are used where there are no others. */
const FAINTLY = 0.1

/** A term that enough contributors of a group use. */
export interface Told {
  term: number
  /** Share of the group's contributors, each by the share of their senses that have it. */
  share: number
  /** Log odds against the near groups. */
  apart: number
  /** What it is worth in a name; the more the better. */
  worth: number
}

/** Adds up what several groups say. */
export function together(tallies: readonly Tally[]): Tally {
  const all: Tally = { contributors: 0, terms: new Map() }
  for (const { contributors, terms } of tallies) {
    all.contributors += contributors
    for (const [term, { members, mass }] of terms) {
      const sum = all.terms.get(term) ?? { members: 0, mass: 0 }
      all.terms.set(term, { members: sum.members + members, mass: sum.mass + mass })
    }
  }
  return all
}

/**
 * @param near what the group and those near it say together.
 * @param all what all groups of its level say together.
 * @param least contributors of the group who must use a term.
 * @returns the terms that a name may have, the best first.
 */
export function toldBy(group: Tally, near: Tally, all: Tally, least: number): Told[] {
  const told: Told[] = []
  for (const [term, { members, mass }] of group.terms) {
    if (members < least) continue
    const prior = PRIOR * ((all.terms.get(term)?.mass ?? 0) / all.contributors)
    const others = (near.terms.get(term)?.mass ?? 0) - mass
    const apart =
      logOdds(mass + prior, group.contributors + PRIOR) -
      logOdds(others + prior, near.contributors - group.contributors + PRIOR)
    const share = mass / group.contributors
    const worth = share * (COMMON + Math.max(0, apart)) * (isFaint(term) ? FAINTLY : 1)
    told.push({ term, share, apart, worth })
  }
  return told.sort((a, b) => b.worth - a.worth || a.term - b.term)
}

/** Kept from infinity where all or none have a term. */
const logOdds = (mass: number, of: number) => Math.log((Math.max(mass, 0) + 0.01) / (Math.max(of - mass, 0) + 0.01))
