/**
 * Made-up one-sentence summaries of what agents did, each of a known topic: to measure whether groups of sentences
 * recover topics. The wording varies as that of language models does; names, numbers and files in it mean nothing.
 *
 * How this was kept apart from the vocabulary of src/clusters: this generator and its words were written first, and the
 * words are not changed after it; the vocabulary was written by kinds of concepts, not by these topics; and about a third
 * of the words for activities, objects and purposes (`apart` in topic.ts) were set aside for it not to know, which
 * a test measures. The four longest ways to put a sentence came after a first measurement, since few sentences had more
 * than 20 words; docs/decisions/0043-vocabulary.md has the figures with and without them.
 */
import type { TopicWords } from './topic.js'
import { TOPIC_WORDS } from './topic-words.js'

export interface TopicSentence {
  text: string
  topic: string
}

/** Shortest and longest sentence, in words. */
const WORDS = [6, 30] as const

/** Numbers in [0, 1) that are the same for the same seed (mulberry32, public domain). */
function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Past tense and participle of verbs that do not just take -ed. */
const IRREGULAR: Record<string, readonly [past: string, participle: string]> = {
  buy: ['bought', 'bought'],
  cut: ['cut', 'cut'],
  find: ['found', 'found'],
  get: ['got', 'got'],
  give: ['gave', 'given'],
  hold: ['held', 'held'],
  keep: ['kept', 'kept'],
  'book-keep': ['book-kept', 'book-kept'],
  read: ['read', 'read'],
  build: ['built', 'built'],
  reset: ['reset', 'reset'],
  run: ['ran', 'run'],
  're-run': ['re-ran', 're-run'],
  sell: ['sold', 'sold'],
  send: ['sent', 'sent'],
  spell: ['spelled', 'spelled'],
  spin: ['spun', 'spun'],
  sweep: ['swept', 'swept'],
  tear: ['tore', 'torn'],
  win: ['won', 'won'],
  write: ['wrote', 'written'],
  choose: ['chose', 'chosen'],
  teach: ['taught', 'taught'],
}

/** Verbs that double their last letter. */
const DOUBLED =
  /^(?:debug|format|ship|commit|pin|plot|scan|crop|plan|skim|dim|run|re-run|reset|cut|get|set|spin|win|put)$/
const doubled = (verb: string) => DOUBLED.test(verb)

const split = (verb: string): [string, string] => {
  const at = verb.indexOf(' ')
  return at < 0 ? [verb, ''] : [verb.slice(0, at), verb.slice(at)]
}

function regular(verb: string): string {
  if (/e$/.test(verb)) return `${verb}d`
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`
  return `${doubled(verb) ? verb + verb.at(-1) : verb}ed`
}

function past(phrase: string): string {
  const [verb, rest] = split(phrase)
  return (IRREGULAR[verb]?.[0] ?? regular(verb)) + rest
}

function done(phrase: string): string {
  const [verb, rest] = split(phrase)
  return (IRREGULAR[verb]?.[1] ?? regular(verb)) + rest
}

function doing(phrase: string): string {
  const [verb, rest] = split(phrase)
  const stem = /[^e]e$/.test(verb) ? verb.slice(0, -1) : doubled(verb) ? verb + verb.at(-1) : verb
  return `${stem}ing${rest}`
}

/** Whether a thing is one or many, by the last letter of what stands before "of", "in" and the like. */
const were = (what: string) => (/[^s]s$/.test(what.split(/ (?:of|in|on|for|to|from) /)[0]!) ? 'were' : 'was')

/** An opening within a sentence. */
const inside = (who: string) => who.charAt(0).toLowerCase() + who.slice(1)
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const NAMES =
  'Brannock, Ottoline Reyes, Tavish Ltd, Maren Okafor, Quillfeather, Dunmore & Sons, Ines Valdarno, Hollis Grey'.split(
    ', ',
  )
const FILES = 'orvel_v2.py, notes-07.md, Kestrel.tsx, batch_19.csv, main.cfg, plan-b.txt, run_44.log'.split(', ')
const TIMES = 'on Tuesday, in March, yesterday evening, within four minutes, at 14:05, over two days'.split(', ')

/** What a summary adds that says nothing about the topic. */
const ADDED = [
  'as the user had asked',
  'without asking for confirmation',
  'after reading the instructions',
  'and reported the result back to the user',
  'through a command in the shell',
  'by calling an external tool',
  'with only minor problems',
  'step by step',
  'before going on with the next task',
  'and noted what was left open',
  'following the policy it had been given',
  'in a single go',
] as const

const BEFORE = ['several', 'two', 'the remaining', 'some', 'a number of', 'all', 'twelve', 'various'] as const

const OPENINGS = ['The agent', 'The agent', 'The agent', 'The assistant', 'The AI agent', 'It', 'The model'] as const

/** Ways to put a sentence, each from the parts that it draws. */
type Parts = Record<'who' | 'does' | 'also' | 'what' | 'other' | 'why' | 'detail' | 'added', string>

const FORMS: readonly ((parts: Parts) => string)[] = [
  ({ who, does, what, why }) => `${who} ${past(does)} ${what} to ${why}`,
  ({ who, does, what, why }) => `${who} ${past(does)} ${what} in order to ${why}`,
  ({ who, does, what, detail }) => `${who} ${past(does)} ${what} ${detail}`,
  ({ who, does, what, other, added }) => `${who} ${past(does)} ${what} and ${other} ${added}`,
  ({ who, does, also, what, other }) => `${who} ${past(does)} ${what} and ${past(also)} ${other}`,
  ({ does, what, why, who }) => `To ${why}, ${inside(who)} ${past(does)} ${what}`,
  ({ does, what, why, detail }) => `${upper(what)} ${detail} ${were(what)} ${done(does)} to ${why}`,
  ({ does, what, who, added }) => `${upper(what)} ${were(what)} ${done(does)} by ${inside(who)} ${added}`,
  ({ does, also, what, other, who, detail }) =>
    `After ${doing(does)} ${what}, ${inside(who)} ${past(also)} ${other} ${detail}`,
  ({ does, what, why, detail }) => `${upper(doing(does))} ${what} ${detail} to ${why}`,
  ({ who, does, what, other, why }) => `${who} was asked to ${does} ${what}, using ${other} to ${why}`,
  ({ who, why, does, what, added }) => `${who} set out to ${why} and ${past(does)} ${what} ${added}`,
  ({ who, does, what, why, added }) => `${who} ${past(does)} ${what} ${added}, so as to ${why}`,
  ({ who, does, what, other, detail }) =>
    `With ${other} at hand, ${inside(who)} went about ${doing(does)} ${what} ${detail}`,
  ({ who, does, what }) => `${who} helped its user ${does} ${what}`,
  ({ who, does, also, what, other, why, detail }) =>
    `${who} ${past(does)} ${what} ${detail} and then ${past(also)} ${other}, in order to ${why}`,
  ({ who, does, also, what, other, why, detail, added }) =>
    `In order to ${why}, ${inside(who)} first ${past(does)} ${what} ${detail} and afterwards ${past(also)} ${other} ${added}`,
  ({ who, does, also, what, other, why, detail, added }) =>
    `${who} ${past(does)} ${what} ${added}; it also ${past(also)} ${other} ${detail}, which served to ${why}`,
  ({ who, does, what, other, why, detail }) =>
    `At the request of a user, ${inside(who)} ${past(does)} ${what} and ${other} ${detail} so as to ${why}`,
  ({ does, what, also, other, why }) => `Task: ${does} ${what}; the agent also ${past(also)} ${other}, all to ${why}`,
]

function sentence(words: TopicWords, next: () => number): string {
  const one = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!
  const either = (plain: readonly string[], apart: readonly string[]) => one([...plain, ...apart])
  const thing = () => {
    const phrase = either(words.things, words.thingsApart)
    return /^(?:the|a|an) /.test(phrase) || next() < 0.6 ? phrase : `${one(BEFORE)} ${phrase}`
  }
  const detail = () =>
    one([
      () => `for ${one(NAMES)}`,
      () => `(no. ${Math.floor(next() * 90_000) + 1_000})`,
      () => `listed in ${one(FILES)}`,
      () => one(TIMES),
      () => `from ${one(NAMES)} ${one(TIMES)}`,
      () => `numbered ${Math.floor(next() * 900)} to ${Math.floor(next() * 900) + 900}`,
    ])()
  const form = one(FORMS)
  const first = thing()
  let second = thing()
  while (second.endsWith(first) || first.endsWith(second)) second = thing()
  return `${form({
    who: one(OPENINGS),
    does: either(words.does, words.doesApart),
    also: either(words.does, words.doesApart),
    what: first,
    other: second,
    why: either(words.why, words.whyApart),
    detail: detail(),
    added: one(ADDED),
  })}.`
}

/**
 * @param n how many sentences; topics take turns, so that each has as many.
 * @param seed the same seed gives the same sentences.
 * @returns sentences of 6 to 30 words, with the topic that each was made from.
 */
export function topicSentences(n: number, seed: number): TopicSentence[] {
  const next = numbers(seed)
  return Array.from({ length: n }, (_, i) => {
    const words = TOPIC_WORDS[i % TOPIC_WORDS.length]!
    for (;;) {
      const text = sentence(words, next)
      const length = text.split(/\s+/).length
      if (length >= WORDS[0] && length <= WORDS[1]) return { text, topic: words.topic }
    }
  })
}
