import { isFaint } from '../vocabulary/index.js'
import { Counts } from './counts.js'
import { type Tally, usages } from './tally.js'
import { TERM_COUNT } from './terms.js'

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
  /** Log odds against the near groups; 0 for a pair of terms. */
  apart: number
  /** What it is worth in a name; the more the better. 0 for a pair, which is in none. */
  worth: number
}

/** Adds up what several groups say, but for pairs of terms, which say nothing in contrast. */
export function together(tallies: readonly Tally[]): Tally {
  const [members, mass] = [new Counts(TERM_COUNT), new Counts(TERM_COUNT)]
  let contributors = 0
  for (const tally of tallies) {
    contributors += tally.contributors
    for (const [term, usage] of tally.terms) {
      if (term >= TERM_COUNT) continue
      members.add(term, usage.members)
      mass.add(term, usage.mass)
    }
  }
  return { contributors, terms: usages(members, mass) }
}

/**
 * @param near what the group and those near it say together.
 * @param all what all groups of its level say together.
 * @param least contributors of the group who must use a term.
 * @returns the terms that a name may have, the best first, then pairs of them.
 */
export function toldBy(group: Tally, near: Tally, all: Tally, least: number): Told[] {
  const [told, pairs]: [Told[], Told[]] = [[], []]
  for (const [term, { members, mass }] of group.terms) {
    if (members < least) continue
    const share = mass / group.contributors
    if (term >= TERM_COUNT) {
      pairs.push({ term, share, apart: 0, worth: 0 })
      continue
    }
    const prior = PRIOR * ((all.terms.get(term)?.mass ?? 0) / all.contributors)
    const others = (near.terms.get(term)?.mass ?? 0) - mass
    const apart =
      logOdds(mass + prior, group.contributors + PRIOR) -
      logOdds(others + prior, near.contributors - group.contributors + PRIOR)
    const worth = share * (COMMON + Math.max(0, apart)) * (isFaint(term) ? FAINTLY : 1)
    told.push({ term, share, apart, worth })
  }
  return [...told.sort((a, b) => b.worth - a.worth || a.term - b.term), ...pairs]
}

/** Kept from infinity where all or none have a term. */
const logOdds = (mass: number, of: number) => Math.log((Math.max(mass, 0) + 0.01) / (Math.max(of - mass, 0) + 0.01))
