import { describe, expect, it } from 'vitest'
import { TOPIC_WORDS } from '../../bench/topic-words.js'
import { topicSentences } from '../../bench/topics.js'
import { conceptsIn } from '../../src/clusters/vocabulary/index.js'

describe('made-up sentences of known topics', () => {
  const sentences = topicSentences(3_400, 7)

  it('are the same for the same seed, and others for another', () => {
    expect(topicSentences(200, 7)).toEqual(sentences.slice(0, 200))
    expect(topicSentences(200, 8)).not.toEqual(sentences.slice(0, 200))
  })

  it('are of many topics, as often each, in 6 to 30 words that vary', () => {
    const topics = new Map<string, number>()
    for (const { topic, text } of sentences) {
      topics.set(topic, (topics.get(topic) ?? 0) + 1)
      const words = text.split(/\s+/).length
      expect(words, text).toBeGreaterThanOrEqual(6)
      expect(words, text).toBeLessThanOrEqual(30)
    }
    expect(topics.size).toBeGreaterThanOrEqual(24)
    expect(new Set(topics.values())).toEqual(new Set([100]))
    expect(new Set(sentences.map(({ text }) => text)).size).toBeGreaterThan(3_300)
  })

  it('are kept apart from the vocabulary: of what is done and of what to, a third says nothing to it', () => {
    const said = TOPIC_WORDS.flatMap(({ does, doesApart, things, thingsApart }) =>
      [...does, ...things]
        .map((words) => ({ words, apart: false }))
        .concat([...doesApart, ...thingsApart].map((words) => ({ words, apart: true }))),
    )
    const unknown = said.filter(({ words }) => conceptsIn(words).length === 0)
    expect(unknown.length / said.length).toBeGreaterThan(0.28)
    expect(unknown.length / said.length).toBeLessThan(0.4)
    // Some that were set aside have a word in them that means something else: "chess" is played, so is "to castle".
    const apart = said.filter((one) => one.apart)
    expect(apart.filter(({ words }) => conceptsIn(words).length > 0).length / apart.length).toBeLessThan(0.12)
  })
})
