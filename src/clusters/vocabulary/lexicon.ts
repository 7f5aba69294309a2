import type { Concept } from './concept.js'
import { inflected } from './inflect.js'
import { NO_WORD, WordTree } from './word-tree.js'
import { eachToken, wordsAt, wordsOf } from './words.js'

const NONE = -1
/** What a run of words leads to that only holds a sentence together: no concept, though its words have some. */
const IDLE = -2

/** "In order to" speaks of no order. */
const IDLE_RUNS =
  'in order to, in order that, ad hoc, number of, as part of, part of, in addition to, with regard to, with respect to, on behalf of, in terms of, by means of, in case of, make sure, made sure, making sure, be able to, was asked to, were asked to, as requested, helped user, helps user, helping user, with help of, according to, as well as, such as, set out to, sets out to, as a result of, take place, took place, make use of, made use of, type of, kind of, set of, list of, series of, version of, using, used to, uses to, in use'

/** Words before which, or after which, something is named and nothing done: "a change". */
const ARTICLES = 'a an the its his her their our your my this that these those some several all many any each every'
/** Words after which something is done: "to change", "the agent changes". */
const ACTORS = 'to agent assistant bot it they then also human'

/** What stands before a known word, unknown ones left out. */
const [BEFORE_DEED, BEFORE_THING, BEFORE_EITHER] = [0, 1, 2] as const

/** Known words of a text, as numbers, each with what stands before it. */
export interface Known {
  words: number[]
  before: number[]
}

/** Words that are known to any lexicon. What is not among them changes nothing. */
export interface Words {
  /** @returns the number of a word, known from now on. */
  add(word: string): number
  knows(word: string): boolean
  read(text: string): Known
}

export function knownWords(): Words {
  const numbers = new Map<string, number>()
  const tree = new WordTree()
  const add = (word: string): number => {
    const number = numbers.get(word) ?? numbers.size
    if (number === numbers.size) {
      numbers.set(word, number)
      tree.add(word, number)
    }
    return number
  }
  const articles = ARTICLES.split(' ').map(add).length
  const actors = articles + ACTORS.split(' ').map(add).length
  return {
    add,
    knows: (word) => numbers.has(word),
    read(text) {
      const small = text.toLowerCase()
      const known: Known = { words: [], before: [] }
      let before: number = BEFORE_DEED
      const take = (number: number) => {
        if (number < 0) return
        if (number < articles) {
          before = BEFORE_THING
          return
        }
        known.words.push(number)
        known.before.push(before)
        before = number < actors ? BEFORE_DEED : BEFORE_EITHER
      }
      eachToken(small, (from, to) => {
        const number = tree.find(small, from, to)
        if (number !== NO_WORD) {
          take(number)
          return
        }
        const parts: string[] = []
        wordsAt(small, from, to, parts)
        for (const part of parts) take(numbers.get(part) ?? -1)
      })
      return known
    },
  }
}

/** Forms of concepts, to be found in texts by their longest runs of words. */
export interface Lexicon {
  /** @returns numbers of concepts in the order in which words name them, each as often as it is named. */
  find(known: Known): number[]
}

/** A form that two concepts have, both of them deeds or neither. */
export interface Shared {
  form: string
  concepts: readonly [string, string]
}

/**
 * @param concepts with their numbers. A form may be that of an activity and of a thing, and what stands before decides;
 * apart from that, a form as written goes before a bent one, and an earlier concept before a later.
 * @param shared filled with forms that two concepts have as written.
 */
export function lexiconOf(words: Words, concepts: ReadonlyMap<number, Concept>, shared: Shared[] = []): Lexicon {
  // A tree of words; a step is a number, and the way on from it is found by step and word: first steps by the word alone.
  const ways = new Map<number, number>()
  const firsts: number[] = []
  /** Whether ways lead on from a step. */
  const leads: boolean[] = [true]
  const deeds: number[] = [NONE]
  const things: number[] = [NONE]

  const wayFrom = (step: number, word: number): number | undefined =>
    step === 0 ? firsts[word] : leads[step] ? ways.get(step * 0x10000 + word) : undefined

  const stepOf = (form: readonly string[]): number =>
    form.reduce((step, word) => {
      const number = words.add(word)
      const next = wayFrom(step, number) ?? deeds.length
      if (next === deeds.length) {
        if (step === 0) firsts[number] = next
        else ways.set(step * 0x10000 + number, next)
        leads[step] = true
        leads.push(false)
        deeds.push(NONE)
        things.push(NONE)
      }
      return next
    }, 0)

  const slot = ({ kind }: Concept) => (kind === 'activity' ? deeds : things)
  const withoutArticles = (form: string) => wordsOf(form).filter((word) => !ARTICLES.split(' ').includes(word))
  const forms = [...concepts].flatMap(([number, concept]) =>
    concept.forms.map((form) => ({ number, concept, form, words: withoutArticles(form) })),
  )
  for (const { number, concept, form, words: written } of forms) {
    const [step, among] = [stepOf(written), slot(concept)]
    const other = among[step]!
    if (other === NONE) among[step] = number
    else if (other !== number) shared.push({ form, concepts: [concepts.get(other)!.id, concept.id] })
  }
  for (const run of IDLE_RUNS.split(',')) {
    const step = stepOf(withoutArticles(run))
    if (deeds[step] === NONE && things[step] === NONE) [deeds[step], things[step]] = [IDLE, IDLE]
  }
  for (const { number, concept, words: written } of forms) {
    for (const bent of inflected(concept.kind, written)) {
      const [step, among] = [stepOf(bent), slot(concept)]
      if (among[step] === NONE) among[step] = number
    }
  }

  return {
    find({ words: known, before }) {
      const found: number[] = []
      for (let at = 0; at < known.length; ) {
        let [step, longest, end] = [0, 0, at + 1]
        for (let to = at; to < known.length; to++) {
          const next = wayFrom(step, known[to]!)
          if (next === undefined) break
          step = next
          if (deeds[step] !== NONE || things[step] !== NONE) [longest, end] = [step, to + 1]
        }
        const [deed, thing] = [deeds[longest]!, things[longest]!]
        const concept = deed !== NONE && (thing === NONE || before[at] === BEFORE_DEED) ? deed : thing
        if (concept >= 0) found.push(concept)
        at = end
      }
      return found
    },
  }
}
