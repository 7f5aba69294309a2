import type { Told } from './contrast.js'
import { term } from './terms.js'
import { joined, upper, type Wording } from './wording.js'

/** How many deeds a name tells at most, and in how many parts: more would be a list. */
const [DEEDS, PARTS] = [3, 2] as const
/** A further deed stands in a name where it is done at least so much as the first, and hardly less than in near groups. */
const [BESIDE, APART] = [0.5, -0.3] as const
/** Or where those before it are less than so much of all, and it is at least a little. */
const [TELLING, LITTLE] = [0.6, 0.1] as const

/** What a deed is worth in a broad name, which must tell most of what is done before it tells what is done nowhere else. */
const worthOf = ({ share, apart }: Told): number => share * (1 + Math.min(1, Math.max(0, apart)))

/** A part of a name: ways to act on one thing, or one way to act on several. */
interface Part {
  doing: string[]
  what: string[]
  /** In place of both, where a deed has a phrase of its own. */
  phrase: string | null
}

/** Puts deeds on the same thing, or done in the same way, together; those for which there is no room are left out. */
function partsOf(deeds: readonly Told[]): { parts: Part[]; terms: number[] } {
  const parts: Part[] = []
  const terms: number[] = []
  for (const { term: number } of deeds) {
    const { phrase, parts: own } = term(number)
    const [doing, what] = own ?? [phrase, '']
    const same = parts.find(
      (part) =>
        own !== undefined &&
        part.phrase === null &&
        ((part.what.length === 1 && part.what[0] === what) || (part.doing.length === 1 && part.doing[0] === doing)),
    )
    if (same === undefined && parts.length === PARTS) continue
    terms.push(number)
    if (same === undefined) parts.push({ doing: [doing], what: [what], phrase: own === undefined ? phrase : null })
    else if (same.what[0] === what) same.doing.push(doing)
    else same.what.push(what)
  }
  return { parts, terms }
}

function wordingOf(deeds: readonly Told[]): Wording {
  const { parts, terms } = partsOf(deeds)
  const texts = parts.map(({ doing, what, phrase }) => phrase ?? `${joined(doing)} ${joined(what)}`)
  const [first, second] = texts
  const several = parts.some(({ doing, what }) => doing.length + what.length > 2)
  return { name: upper(second === undefined ? first! : `${first}${several ? ',' : ''} and ${second}`), terms }
}

/** @param deeds in any order
 * @returns a name of deeds, the best of them first, then wordings with another one beside the first, and with it alone. */
export function deedWordings(deeds: readonly Told[]): Wording[] {
  const [first, ...others] = [...deeds].sort((a, b) => worthOf(b) - worthOf(a) || a.term - b.term)
  if (first === undefined) return []
  let told = first.share
  const beside = others.filter(({ share, apart }) => {
    const stands = (share >= BESIDE * first.share && apart > APART) || (told < TELLING && share >= LITTLE)
    if (stands) told += share
    return stands
  })
  return [
    wordingOf([first, ...beside].slice(0, DEEDS)),
    ...others.slice(0, 5).map((other) => wordingOf([first, other])),
    wordingOf([first]),
    ...others.slice(0, 5).map((other) => wordingOf([other])),
  ]
}
