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
import { OTHER_PHRASING, PHRASING, type Phrasing } from './topic-phrasings.js'
import { TOPIC_WORDS } from './topic-words.js'
import { UNSEEN_WORDS } from './topics-unseen.js'

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

const NAMES =
  'Brannock, Ottoline Reyes, Tavish Ltd, Maren Okafor, Quillfeather, Dunmore & Sons, Ines Valdarno, Hollis Grey'.split(
    ', ',
  )
const FILES = 'orvel_v2.py, notes-07.md, Kestrel.tsx, batch_19.csv, main.cfg, plan-b.txt, run_44.log'.split(', ')
const TIMES = 'on Tuesday, in March, yesterday evening, within four minutes, at 14:05, over two days'.split(', ')

const BEFORE = ['several', 'two', 'the remaining', 'some', 'a number of', 'all', 'twelve', 'various'] as const

function sentence(words: TopicWords, { openings, added, forms }: Phrasing, next: () => number): string {
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
  const form = one(forms)
  const first = thing()
  let second = thing()
  while (second.endsWith(first) || first.endsWith(second)) second = thing()
  return `${form({
    who: one(openings),
    does: either(words.does, words.doesApart),
    also: either(words.does, words.doesApart),
    what: first,
    other: second,
    why: either(words.why, words.whyApart),
    detail: detail(),
    added: one(added),
  })}.`
}

/** Made-up sentences: the words of their topics, and how they are phrased. */
export interface TopicSet {
  words: readonly TopicWords[]
  phrasing: Phrasing
}

/** What weights were tried on; the same topics phrased otherwise, looked at too; and topics whose words nothing was tried on. */
export const SETS = {
  tried: { words: TOPIC_WORDS, phrasing: PHRASING },
  rephrased: { words: TOPIC_WORDS, phrasing: OTHER_PHRASING },
  unseen: { words: UNSEEN_WORDS, phrasing: OTHER_PHRASING },
} as const satisfies Record<string, TopicSet>

/**
 * @param n how many sentences; topics take turns, so that each has as many.
 * @param seed the same seed gives the same sentences.
 * @returns sentences of 6 to 30 words, with the topic that each was made from.
 */
export function topicSentences(n: number, seed: number, { words, phrasing }: TopicSet = SETS.tried): TopicSentence[] {
  const next = numbers(seed)
  return Array.from({ length: n }, (_, i) => {
    const topic = words[i % words.length]!
    for (;;) {
      const text = sentence(topic, phrasing, next)
      const length = text.split(/\s+/).length
      if (length >= WORDS[0] && length <= WORDS[1]) return { text, topic: topic.topic }
    }
  })
}
