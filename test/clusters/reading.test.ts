import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { topicSentences } from '../../bench/topics.js'
import { vocabulary } from '../../src/clusters/index.js'
import { sensesOf } from '../../src/clusters/senses.js'
import { CONCEPTS, conceptsIn } from '../../src/clusters/vocabulary/index.js'
import { leaningsOf } from '../../src/clusters/vocabulary/leaning.js'
import { knownWords } from '../../src/clusters/vocabulary/lexicon.js'
import { readingOf } from '../../src/clusters/vocabulary/reading.js'
import { wordsOf } from '../../src/clusters/vocabulary/words.js'

const sentences = topicSentences(3_400, 11)

describe('known words of a text', () => {
  it('are those of its plain words that are known, in order', () => {
    const known = ['deploy', 'de', 'customers', 'email', 'e', 'mail', 'read', 'reader', 'z']
    const words = knownWords()
    const numbers = new Map(known.map((word) => [word, words.add(word)]))
    const piece = fc.oneof(
      fc.constantFrom(...known),
      fc.constantFrom(' ', '-', '/', "'", "'s ", '’', '.', ',', '(', '“', '_', '\u00a0', '7', 'É', 'İ', ' READ '),
      fc.string({ maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('')
        // Articles and actors are known from the start, and articles count as none.
        const expected = wordsOf(text).flatMap((word) => numbers.get(word) ?? [])
        expect(words.read(text).words.filter((number) => [...numbers.values()].includes(number))).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a reading of sentences', () => {
  it('has the concepts of each, each sense once, and is had once for a list', () => {
    const { of, senses } = readingOf(sentences)
    expect(sentences.map((_, at) => senses[of[at]!])).toEqual(sentences.map(({ text }) => conceptsIn(text)))
    expect(new Set(senses.map((sense) => sense.join())).size).toBe(senses.length)
    expect(new Set(of).size).toBe(senses.length)
    expect(readingOf(sentences).of).toBe(of)
  })

  it('gives the senses that vectors of every sentence give', async () => {
    const alone = { id: vocabulary.id, dimensions: vocabulary.dimensions }
    const list = sentences.map(({ text }) => ({ key: text, text }))
    const folded = await sensesOf(list, vocabulary, 3)
    const plain = await sensesOf(list, { ...alone, embed: vocabulary.embed }, 3)
    expect(folded.of).toEqual(plain.of)
    expect(Buffer.compare(Buffer.from(folded.rows.values.buffer), Buffer.from(plain.rows.values.buffer))).toBe(0)
    expect(folded.of).toContain(-1)
  })
})

describe('what concepts count for in a sentence', () => {
  const told = (text: string) => {
    const concepts = conceptsIn(text)
    const leanings = leaningsOf(concepts)
    return new Map(concepts.map((number, at) => [CONCEPTS[number]!.id, leanings[at]!]))
  }

  it('is all of it where they are alone, or all of one field', () => {
    expect([...told('invoices').values()].map(({ weight }) => weight)).toEqual([1])
    expect([...told('unit tests and test coverage').values()].map(({ weight }) => weight)).toEqual([1, 1])
  })

  it('is less where others are of one field and they are not', () => {
    const found = told('unit tests, test coverage and invoices')
    // Two of the field of tests have one concept each beside them, an invoice has none: (2 + 0) / (2 + 1).
    expect(found.get('invoice')!.weight).toBeCloseTo(2 / 3, 9)
    expect([found.get('unit-test')!.weight, found.get('test-coverage')!.weight]).toEqual([1, 1])
  })

  it('is shared out among groups, most to what others are of', () => {
    for (const { shares } of told('stocks and shares in the shop').values())
      expect(shares.reduce((sum, share) => sum + share * share, 0)).toBeCloseTo(1, 9)
    const two = CONCEPTS.find(({ kind, groups }) => kind === 'object' && groups.join() === 'models,self')
    const other = CONCEPTS.find(({ kind, groups }) => kind === 'object' && groups.join() === 'models')
    const numbers = [two!, other!].map((concept) => CONCEPTS.indexOf(concept))
    const [models, self] = leaningsOf(numbers)[0]!.shares
    expect(models).toBeGreaterThan(2 * self!)
  })
})
