import { type ActionFacets, type OrNull, type TurnFacets, UNJUDGED_ACTION, UNJUDGED_TURN } from './facets.js'

/** What a language model or a person may be asked about: an action, a turn, the interrupt that ended a turn. */
export const JUDGED_UNITS = ['action', 'turn', 'interrupt'] as const
export type JudgedUnit = (typeof JUDGED_UNITS)[number]

/** `refused`: the judge would not answer. `failed`: nothing usable came. */
export const OUTCOMES = ['judged', 'refused', 'failed'] as const
export type JudgedOutcome = (typeof OUTCOMES)[number]

/** A probability of 1 in the unit of {@link JudgedRow.chance}. */
export const CERTAIN = 1_000_000_000

/** How the names of judges begin who are people. */
export const PERSON = 'person/'

/** Sentences in a judge's own words by name, scrubbed of secrets and identifying detail (docs/method.md, 3 and 4). */
export type Said = Readonly<Record<string, string>>

/**
 * What one judge said of one unit, as it is stored beside the rows: a verdict of a language model, or a label by a
 * person. What the rules say stands in the rows themselves. One judge says one thing of a unit in each of its runs.
 */
export interface JudgedRow extends OrNull<ActionFacets>, OrNull<Omit<TurnFacets, keyof ActionFacets>> {
  /** `<provider>/<model>`, or `person/<name>`. */
  judge: string
  /** Tells runs of one judge apart, for test and retest; empty for the first. */
  run: string
  /** Version of the question that was put. */
  questions: string
  unit: JudgedUnit
  /** Pseudonym of the action, or of the turn: as in their own rows. */
  id: string
  contributor: string
  customer: string | null
  outcome: JudgedOutcome
  /** Probability with which this unit was drawn to be judged, in parts of {@link CERTAIN}; null where it is not known. */
  chance: number | null
  /** When, ms since 1970 UTC. */
  at: number
  tokens: number | null
  micro_usd: number | null
  /** Facts of the log that the judge contradicted, by dimension, joined by `|`: the facts hold. Empty where none. */
  disagreed: string
  /** {@link Said} as JSON, or null. */
  said: string | null
}

const { did: _did, why: _why, ...facets } = { ...UNJUDGED_ACTION, ...UNJUDGED_TURN }

/** The dimensions of a {@link JudgedRow} of which nothing was said. */
export const NOTHING_SAID: Readonly<OrNull<ActionFacets> & OrNull<TurnFacets>> = facets
