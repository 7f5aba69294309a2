import { ACTS, CONCEPTS, FIELDS, GROUPS, type Group, isFaint, type Kind } from '../vocabulary/index.js'

/**
 * What a name may be made of: a concept, or one of the broader groups that concepts belong to. A term is a number:
 * concepts have theirs, groups follow.
 */
export type Role = Kind | 'act' | 'field' | 'why'

interface Term {
  /** How it is told in the list of a name's terms, as "object invoice" or "field accounting". */
  key: string
  role: Role
  phrase: string
}

const roleOf = (group: Group): Role => (group in ACTS ? 'act' : group in FIELDS ? 'field' : 'why')

const TERMS: readonly Term[] = [
  ...CONCEPTS.map(({ id, kind, phrase }) => ({ key: `${kind} ${id}`, role: kind, phrase })),
  ...(Object.keys(GROUPS) as Group[]).map((group) => ({
    key: `${roleOf(group)} ${group}`,
    role: roleOf(group),
    phrase: GROUPS[group],
  })),
]

const NUMBERS: ReadonlyMap<string, number> = new Map(TERMS.map(({ key }, number) => [key, number]))
const BROADER: readonly (readonly number[])[] = CONCEPTS.map(({ groups }) =>
  groups.map((group) => NUMBERS.get(`${roleOf(group)} ${group}`)!),
)

export const term = (number: number): Term => TERMS[number]!

/** @returns the number of a term by its key; undefined where Leeway ships none such. */
export const termOf = (key: string): number | undefined => NUMBERS.get(key)

/** How many terms there are: a pair of an activity and an object has a number from here on. */
export const TERM_COUNT = TERMS.length

/** The number that stands for an activity with an object. */
export const pairOf = (activity: number, object: number): number => (activity + 1) * TERM_COUNT + object

/** Numbers of terms and pairs are below it. */
export const MOST_TERMS = (CONCEPTS.length + 1) * TERM_COUNT

/** What a sentence is counted under. */
export interface SentenceTerms {
  concepts: readonly number[]
  /** The groups that they belong to; of those that nearly every sentence names, only where it names no others. */
  broader: readonly number[]
  /** Each activity with each object. */
  pairs: readonly number[]
}

/** @param concepts what the sentence says, ascending */
export function termsOf(concepts: readonly number[]): SentenceTerms {
  const of = (kind: Kind) => concepts.filter((number) => CONCEPTS[number]!.kind === kind)
  const telling = concepts.filter((number) => !isFaint(number))
  return {
    concepts,
    broader: [...new Set((telling.length > 0 ? telling : concepts).flatMap((number) => BROADER[number]!))],
    pairs: of('activity').flatMap((activity) => of('object').map((object) => pairOf(activity, object))),
  }
}

/** Whether two concepts belong to the same broader group. */
export const shareGroup = (a: number, b: number): boolean =>
  BROADER[a]?.some((group) => BROADER[b]?.includes(group)) ?? false

/** For whom something is done, and seldom what it is done to; and what says nothing. */
const BYSTANDERS: ReadonlySet<string> = new Set(
  'customer human-agent passenger audience employee team student user recipient group-work driver something'.split(' '),
)

export const isBystander = (number: number): boolean => {
  const concept = CONCEPTS[number]
  return concept?.kind === 'object' && BYSTANDERS.has(concept.id)
}
