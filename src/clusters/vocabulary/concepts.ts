import { ACTIVITIES } from './activities.js'
import { TRADE_ACTIVITIES } from './activities-trades.js'
import type { Concept, Kind } from './concept.js'
import { knownWords, type Lexicon, lexiconOf } from './lexicon.js'
import { BUSINESS_OBJECTS } from './objects-business.js'
import { DATA_OBJECTS } from './objects-data.js'
import { LIFE_OBJECTS } from './objects-life.js'
import { SOFTWARE_OBJECTS } from './objects-software.js'
import { INTERRUPTS, STOPS } from './reasons.js'
import { DOMAINS, ENVIRONMENTS, TOOLS } from './surroundings.js'

/** Grows with every change of a concept, of a form or of the projection: vectors and taxonomies are kept under it. */
export const VOCABULARY_VERSION = 2

/** All concepts that Leeway knows; the place of one is its number. */
export const CONCEPTS: readonly Concept[] = [
  ...ACTIVITIES,
  ...TRADE_ACTIVITIES,
  ...SOFTWARE_OBJECTS,
  ...DATA_OBJECTS,
  ...BUSINESS_OBJECTS,
  ...LIFE_OBJECTS,
  ...TOOLS,
  ...ENVIRONMENTS,
  ...DOMAINS,
  ...STOPS,
  ...INTERRUPTS,
]

const ofKinds = (...kinds: Kind[]): ReadonlyMap<number, Concept> =>
  new Map([...CONCEPTS.entries()].filter(([, { kind }]) => kinds.includes(kind)))

/** Concepts that are looked for together. */
export const LEXICONS: Readonly<Record<'deeds' | 'stop' | 'interrupt', ReadonlyMap<number, Concept>>> = {
  deeds: ofKinds('activity', 'object', 'tool', 'environment', 'domain'),
  stop: ofKinds('stop'),
  interrupt: ofKinds('interrupt'),
}

const WORDS = knownWords()
const FIND: Readonly<Record<keyof typeof LEXICONS, Lexicon>> = {
  deeds: lexiconOf(WORDS, LEXICONS.deeds),
  stop: lexiconOf(WORDS, LEXICONS.stop),
  interrupt: lexiconOf(WORDS, LEXICONS.interrupt),
}

/** How sentences begin that say why an agent stopped or why a human interrupted: src/facets asks for them so. */
const OPENINGS: Readonly<Record<string, 'stop' | 'interrupt'>> = {
  'human interrupted': 'interrupt',
  'user interrupted': 'interrupt',
  'agent stopped because': 'stop',
  'agent stopped to': 'stop',
  'agent stopped at': 'stop',
  'agent stopped without': 'stop',
  'agent stopped for': 'stop',
  'agent could not go on': 'stop',
  'agent had done what was': 'stop',
  'agent reached limit': 'stop',
  'agent put question': 'stop',
  'agent waits for': 'stop',
  'human stopped agent': 'stop',
  'why agent stopped': 'stop',
  'log ends': 'stop',
}
const STARTS = Object.entries(OPENINGS).map(([words, why]) => ({ words: words.split(' ').map(WORDS.add), why }))
const FIRST = new Set(STARTS.map(({ words }) => words[0]!))

function openingOf(words: readonly number[]): 'stop' | 'interrupt' | undefined {
  if (!FIRST.has(words[0]!)) return undefined
  return STARTS.find(({ words: start }) => start.every((word, at) => words[at] === word))?.why
}

/** Whether a word, in small letters, is in any form or opening; all others change nothing. */
export const isKnown = (word: string): boolean => WORDS.knows(word)

/** A few numbers, each once, in order. */
function ascending(numbers: readonly number[]): number[] {
  const sorted: number[] = []
  for (const number of numbers) {
    let at = sorted.length
    while (at > 0 && sorted[at - 1]! > number) at--
    if (at > 0 && sorted[at - 1] === number) continue
    for (let to = sorted.length; to > at; to--) sorted[to] = sorted[to - 1]!
    sorted[at] = number
  }
  return sorted
}

/**
 * @returns the numbers of the concepts that a text names, each once, ascending. Words outside of the vocabulary change
 * nothing, wherever they stand. Of a sentence that says why somebody stopped only reasons are given, where it names one.
 */
export function conceptsIn(text: string): number[] {
  const known = WORDS.read(text)
  const why = openingOf(known.words)
  const reasons = why === undefined ? [] : FIND[why].find(known)
  return ascending(reasons.length > 0 ? reasons : FIND.deeds.find(known))
}

/** @returns a set of concepts, ascending, as a short key. */
export const senseIn = (concepts: readonly number[]): string => concepts.map((number) => number.toString(36)).join('.')

/** @returns the concepts of a text as a short key; texts of one sense have the same vector. Empty where none is known. */
export const senseOf = (text: string): string => senseIn(conceptsIn(text))
