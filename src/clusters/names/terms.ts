import {
  ACTS,
  CONCEPTS,
  DONE_TO,
  FIELDS,
  GROUPS,
  type Group,
  isFaint,
  type Kind,
  REALM_OF,
  SAID_TOGETHER,
} from '../vocabulary/index.js'

/**
 * What a name may be made of: a concept, one of the broader groups that concepts belong to, or a deed, which is a way to
 * act in a field. A term is a number: concepts have theirs, groups and deeds follow.
 */
export type Role = Kind | 'act' | 'field' | 'why' | 'deed'

interface Term {
  /** How it is told in the list of a name's terms, as "object invoice" or "field accounting". */
  key: string
  role: Role
  phrase: string
  /** What else means it. */
  forms: readonly string[]
  /** Of a deed, how it is done and what to, where its phrase is made of these. */
  parts?: readonly [doing: string, what: string]
}

const roleOf = (group: Group): Role => (group in ACTS ? 'act' : group in FIELDS ? 'field' : 'why')

const DEEDS: readonly Term[] = Object.entries(ACTS).flatMap(([act, doing]) =>
  Object.entries(FIELDS).map(([field, what]): Term => {
    const together = SAID_TOGETHER[`${act} ${field}`]
    const parts = together === undefined ? { parts: [doing, what] as const } : {}
    return { key: `deed ${act} ${field}`, role: 'deed', phrase: together ?? `${doing} ${what}`, forms: [], ...parts }
  }),
)

const TERMS: readonly Term[] = [
  ...CONCEPTS.map(({ id, kind, phrase, forms }) => ({ key: `${kind} ${id}`, role: kind, phrase, forms })),
  ...(Object.keys(GROUPS) as Group[]).map((group) => ({
    key: `${roleOf(group)} ${group}`,
    role: roleOf(group),
    phrase: GROUPS[group],
    forms: [],
  })),
  ...DEEDS,
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
  /** The groups that they belong to; of those that nearly every sentence names, only where it names no others. And deeds. */
  broader: readonly number[]
  /** Each activity with each object. */
  pairs: readonly number[]
}

const FIELD_COUNT = Object.keys(FIELDS).length
const FIRST_DEED = TERMS.length - DEEDS.length
const placeIn = (groups: object) => new Map(Object.keys(groups).map((group, place) => [group, place]))
const [ACT_PLACES, FIELD_PLACES] = [placeIn(ACTS), placeIn(FIELDS)]
/** The place of a concept's first group among ways to act, or among fields. */
const FIRST = CONCEPTS.map(
  ({ kind, groups: [first] }) => (kind === 'activity' ? ACT_PLACES : FIELD_PLACES).get(first!) ?? 0,
)

/** Concepts that say most of what is done or what to: without those that nearly every sentence has, where there are others. */
const plainest = (numbers: readonly number[]): readonly number[] =>
  [
    numbers.filter((number) => !isFaint(number) && !isBystander(number)),
    numbers.filter((number) => !isFaint(number)),
    numbers.filter((number) => CONCEPTS[number]!.id !== 'something'),
  ].find((some) => some.length > 0) ?? numbers

/** What activities and things come to more broadly: the first group of each activity with that of each thing. */
function deedsOf(activities: readonly number[], objects: readonly number[]): number[] {
  const things = plainest(objects)
  const deeds = plainest(activities).flatMap((activity) =>
    things.map((object) => FIRST_DEED + FIRST[activity]! * FIELD_COUNT + FIRST[object]!),
  )
  return [...new Set(deeds)]
}

/** @param concepts what the sentence says, ascending */
export function termsOf(concepts: readonly number[]): SentenceTerms {
  const of = (kind: Kind) => concepts.filter((number) => CONCEPTS[number]!.kind === kind)
  const telling = concepts.filter((number) => !isFaint(number))
  return {
    concepts,
    broader: [
      ...new Set((telling.length > 0 ? telling : concepts).flatMap((number) => BROADER[number]!)),
      ...deedsOf(of('activity'), of('object')),
    ],
    pairs: of('activity').flatMap((activity) => of('object').map((object) => pairOf(activity, object))),
  }
}

/** Whether two concepts belong to the same broader group. */
export const shareGroup = (a: number, b: number): boolean =>
  BROADER[a]?.some((group) => BROADER[b]?.includes(group)) ?? false

/** How a name says an activity that is done to a thing. */
export const doneTo = (activity: number, object: number): string =>
  DONE_TO[`${CONCEPTS[activity]?.id} ${CONCEPTS[object]?.id}`] ?? term(activity).phrase

const realmOf = (number: number): string | undefined => REALM_OF[CONCEPTS[number]?.groups[0] as keyof typeof FIELDS]

/**
 * Whether a field of work goes without saying where a thing is named, since both belong to one realm. That it is software,
 * and that it is among the agent's own tools, always does: most agents do that, and things of an agent are named as such.
 */
export function goesWithout(where: number, object: number): boolean {
  const { kind, id } = CONCEPTS[where] ?? {}
  if (id === 'software-engineering' || id === 'scaffolding') return true
  return kind === 'domain' && realmOf(where) === realmOf(object)
}

/** For whom something is done, and seldom what it is done to; and what says nothing. */
const BYSTANDERS: ReadonlySet<string> = new Set(
  'customer human-agent passenger audience employee team student user recipient group-work driver something'.split(' '),
)

export const isBystander = (number: number): boolean => {
  const concept = CONCEPTS[number]
  return concept?.kind === 'object' && BYSTANDERS.has(concept.id)
}
