import type { ClusterName } from '../taxonomy.js'
import { everyForm, wordsOf } from '../vocabulary/index.js'
import { term, termOf } from './terms.js'

/**
 * Puts lists of terms into short English names, one for each, or null. It is given nothing else, so it can let out nothing else.
 */
export type Phrase = (lists: readonly (readonly string[])[]) => Promise<readonly (string | null)[]>

/** What a model said of the terms of a name: null where its answer was not taken. */
export interface Phrasing {
  terms: readonly string[]
  name: string | null
}

/** Names as a model puts them, and what it said, to be kept. */
export interface Phrased {
  names: Map<number, ClusterName>
  said: Map<number, Phrasing>
  /** How many names it was asked for now, and how many of these stay as they were put together. */
  asked: number
  declined: number
}

/** Words that hold a name together, and say nothing by themselves. */
const HOLDING = new Set(
  'a an the and or of for in on at to with by from into over about through their its own as between across via'.split(
    ' ',
  ),
)

/** Names as long as the longest that is put together. */
const MOST_WORDS = 14

/** The terms of a name itself, without those that only describe the group. */
const termsOf = ({ terms, named }: ClusterName): string[] =>
  terms.slice(0, named).filter((key) => termOf(key) !== undefined)

const phraseOf = (key: string): string => term(termOf(key)!).phrase

/** The words of a term, and of all that means the same, in all their forms. */
function wordsFor(key: string): string[] {
  const { phrase, forms } = term(termOf(key)!)
  return [phrase, ...forms].flatMap(wordsOf).flatMap((word) => [word.replace(/s$/, ''), ...everyForm(word)])
}

/** A name as it would be told: in small letters after the first, without quotes around it or a full stop. */
function tidied(answer: string): string {
  const text = answer.trim().replace(/^["'“”*]+|["'“”*.]+$/g, '')
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()
}

/** Whether a name says its terms and nothing else. */
function says(name: string, terms: readonly string[]): boolean {
  const words = wordsOf(name)
  const own = new Set(terms.flatMap(wordsFor))
  return (
    /^[a-z]+(?:(?:, |[ '’/-])[a-z]+)*$/i.test(name) &&
    words.length <= MOST_WORDS &&
    !HOLDING.has(words.at(-1)!) &&
    words.every((word) => HOLDING.has(word) || own.has(word))
  )
}

/**
 * Lets a model put names into better English. It sees the terms of each name and nothing of what was said; what it answers is
 * taken only if all its words are those of the terms and no other group is called so, else the name stays as it is. It is
 * asked for names of two terms or more of which nothing is kept.
 *
 * @param kept what it said in earlier studies, by the number of the group: it holds as long as the terms are the same.
 */
export async function phrasedNames(
  names: ReadonlyMap<number, ClusterName>,
  phrase: Phrase,
  kept: ReadonlyMap<number, Phrasing> = new Map(),
): Promise<Phrased> {
  const taken = new Set([...names.values()].map(({ name }) => name))
  const phrased: Phrased = { names: new Map(names), said: new Map(), asked: 0, declined: 0 }
  const call = (number: number, name: string) => {
    const own = names.get(number)!
    if (name === own.name) return true
    if (taken.has(name)) return false
    taken.add(name)
    phrased.names.set(number, { ...own, name })
    return true
  }
  const wanting: { number: number; terms: string[] }[] = []
  for (const [number, own] of [...names].sort(([a], [b]) => a - b)) {
    const terms = termsOf(own)
    if (terms.length < 2) continue
    const before = kept.get(number)
    if (before === undefined || before.terms.join('\n') !== terms.join('\n')) wanting.push({ number, terms })
    else {
      phrased.said.set(number, before)
      if (before.name !== null) call(number, before.name)
    }
  }
  if (wanting.length === 0) return phrased
  const answers = await phrase(wanting.map(({ terms }) => terms.map(phraseOf)))
  phrased.asked = wanting.length
  for (const [at, { number, terms }] of wanting.entries()) {
    const answer = tidied(answers[at] ?? '')
    const name = says(answer, terms) && call(number, answer) ? answer : null
    if (name === null) phrased.declined++
    phrased.said.set(number, { terms, name })
  }
  return phrased
}
