import type { Clustered } from '../../algebra/index.js'
import { isFaint } from '../vocabulary/index.js'
import type { Told } from './contrast.js'
import { deedWordings } from './deeds.js'
import { doneTo, goesWithout, isBystander, pairOf, type Role, shareGroup, TERM_COUNT, term } from './terms.js'
import { joined, upper, type Wording } from './wording.js'

/** A second activity or object stands in a name where it is used at least so much as the first. */
const BESIDE = 0.5
/** An activity that fewer say is one of many, and what they have in common is told instead. */
const SAID = 0.2
/** Small words that end a phrase which waits for an object. */
const WAITING = /^(.+) (?:to|for|through|with|at|of|about|in|from|on)$/

/** What says where or with what stands in a name where this share of contributors says so, and near groups less: e^0.7 = 2. */
const [WHERE_SHARE, WHERE_APART] = [0.4, 0.7] as const

const phrase = ({ term: number }: Told) => term(number).phrase

/** Terms of one role, the best first. */
export const ofRole = (told: readonly Told[], role: Role): Told[] =>
  told.filter(({ term: number }) => number < TERM_COUNT && term(number).role === role)

/** What a first term has beside it: the next that sets the group apart too, and does not say the same or go with another. */
function withSecond(terms: readonly Told[], unfit: (first: number, other: number) => boolean = () => false): Told[] {
  const [first, ...others] = terms
  if (first === undefined) return []
  const second = others.find(({ term: number, apart }) => apart > 0 && !unfit(first.term, number))
  return second !== undefined && second.share >= BESIDE * first.share ? [first, second] : [first]
}

const said = (activities: readonly Told[], things: readonly Told[], where: readonly Told[]): Wording => {
  const doing = joined(activities.map(({ term: number }) => doneTo(number, things[0]?.term ?? -1)))
  const tail = where.map((told) => ` ${phrase(told)}`).join('')
  const what = joined(things.map(phrase))
  const deed = what === '' ? (WAITING.exec(doing)?.[1] ?? doing) : `${doing} ${what}`
  return { name: upper(`${deed}${tail}`.trim()), terms: [...activities, ...things, ...where].map((told) => told.term) }
}

/** Whether an activity and a thing are one word: "refund refunds". */
const echoes = (activity: number, thing: number): boolean =>
  term(thing)
    .phrase.split(' ')
    .some((word) => word.startsWith(term(activity).phrase.split(' ')[0]!))

const isActivity = (number: number) => term(number).role === 'activity'

/** Activities that are done to the first object come first, as far as enough contributors do that. */
function mostDoneTo(activities: readonly Told[], object: Told | undefined, told: readonly Told[]): Told[] {
  if (object === undefined) return [...activities]
  const worth = new Map(told.map((one) => [one.term, one.share]))
  const together = (activity: Told) => worth.get(pairOf(activity.term, object.term)) ?? 0
  const done = activities.filter((activity) => together(activity) > 0)
  return done.length === 0
    ? [...activities]
    : done.sort((a, b) => together(b) * b.worth - together(a) * a.worth || a.term - b.term)
}

/** @returns the name of a leaf from its terms, then wordings with one further term each; none where there are too few. */
export function leafWordings(told: readonly Told[]): Wording[] {
  const all = ofRole(told, 'object')
  const others = all.filter((one) => !isBystander(one.term))
  const objects = others.length > 0 ? others : all
  const surroundings = [...ofRole(told, 'environment'), ...ofRole(told, 'domain'), ...ofRole(told, 'tool')]
  const where = surroundings
    .filter(({ term: number, share, apart }) => share >= WHERE_SHARE && apart >= WHERE_APART && !isFaint(number))
    .filter(({ term: number }) => !goesWithout(number, objects[0]?.term ?? -1))
    .sort((a, b) => b.worth - a.worth || a.term - b.term)
    .slice(0, 1)
  const doing = mostDoneTo(ofRole(told, 'activity'), objects[0], told).filter(
    (one) => objects.length === 0 || !echoes(one.term, objects[0]!.term),
  )
  const acts = [doing, ofRole(told, 'act')].find(([first]) => first !== undefined && first.share >= SAID) ?? []
  const things = objects.length > 0 ? objects : ofRole(told, 'field')
  if (acts.length === 0) return things.length === 0 ? [] : furtherThings('work with', things, where)
  const doer = acts[0]!.term
  const done = new Set(told.map((one) => one.term))
  const elsewhere = (_: number, thing: number) => isActivity(doer) && !done.has(pairOf(doer, thing))
  const [first, second] = [withSecond(acts, shareGroup), withSecond(things, elsewhere)]
  // One of the two may have company; both would be a list.
  const plain = first.length > 1 ? said(first, things.slice(0, 1), where) : said(acts.slice(0, 1), second, where)
  const [act, thing] = [acts.slice(0, 1), things.slice(0, 1)]
  return [
    plain,
    ...things.slice(1, 6).map((other) => said(act, [...thing, other], where)),
    ...acts.slice(1, 6).map((other) => said([...act, other], thing, where)),
    ...surroundings.slice(0, 4).map((other) => said(act, thing, [other])),
    ...acts
      .slice(1, 4)
      .flatMap((other) => things.slice(1, 4).map((one) => said([...act, other], [...thing, one], where))),
  ].filter(
    ({ terms }, at) => at === 0 || !terms.some((a) => isActivity(a) && terms.some((b) => a !== b && echoes(a, b))),
  )
}

function furtherThings(doing: string, things: readonly Told[], where: readonly Told[]): Wording[] {
  const say = (some: readonly Told[]): Wording => ({
    name: upper(`${doing} ${joined(some.map(phrase))}${where.map((told) => ` ${phrase(told)}`).join('')}`),
    terms: [...some, ...where].map((told) => told.term),
  })
  return [say(withSecond(things)), ...things.slice(1, 6).map((other) => say([things[0]!, other]))]
}

/** @returns the broader name of a group of groups, then wordings with other terms. */
export function broadWordings(told: readonly Told[]): Wording[] {
  const deeds = deedWordings(ofRole(told, 'deed'))
  if (deeds.length > 0) return deeds
  const [acts, fields] = [ofRole(told, 'act'), ofRole(told, 'field')]
  if (fields.length === 0) return leafWordings(told)
  if (acts.length === 0) return furtherThings('work with', fields, [])
  return [
    said(acts.slice(0, 1), withSecond(fields), []),
    ...fields.slice(1, 6).map((other) => said(acts.slice(0, 1), [fields[0]!, other], [])),
    ...acts.slice(1, 6).map((other) => said([acts[0]!, other], fields.slice(0, 1), [])),
  ]
}

/** @returns the name of a group of reasons, as in the study, then wordings with one further term each. */
export function reasonWordings(told: readonly Told[], of: Clustered, broad: boolean): Wording[] {
  const terms = ofRole(told, broad ? 'why' : of === 'stop' ? 'stop' : 'interrupt')
  if (terms.length === 0) return broad ? broadWordings(told) : leafWordings(told)
  const say = (some: readonly Told[]): Wording => ({
    name: upper(joined(some.map(phrase), broad ? 'and' : 'or')),
    terms: some.map((one) => one.term),
  })
  return [say(withSecond(terms)), ...terms.slice(1, 6).map((other) => say([terms[0]!, other]))]
}
