import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classify, discover, NEAR_NONE, pathOf, type Taxonomy } from '../../src/clusters/index.js'
import { axes, said, saidBy } from './made-up.js'

const embedder = axes(40)
const options = { embedder, seed: 1, least: 5 }

/** 40 senses, one along each axis, and 40 beside them; 20 contributors say all of them. */
const everything = Array.from({ length: 40 }, (_, axis) => [`${axis}:1`, `${axis}:1 ${(axis + 1) % 40}:0.1`]).flat()
const study = said(saidBy(0, 20, everything))

const leavesOf = ({ nodes }: Taxonomy) => nodes.filter(({ level }) => level === 0)

describe('discover', () => {
  it('finds what lies together, in leaves of about what is asked for', async () => {
    // 80 senses of 20 contributors are 1600, at 40 a leaf 40 leaves: the two along each axis.
    const taxonomy = await discover('action', study.sentences, study.uses, { ...options, perLeaf: 40 })
    expect(leavesOf(taxonomy)).toHaveLength(40)
    const leaves = await classify(taxonomy, study.sentences, embedder)
    for (let axis = 0; axis < 40; axis++) expect(leaves[2 * axis]).toBe(leaves[2 * axis + 1])
    expect(new Set(leaves).size).toBe(40)
    expect(Object.values(taxonomy.seen.sizes)).toEqual(Array(40).fill(40))
  })

  it('puts two levels above leaves, with at most twelve groups at the top', async () => {
    const taxonomy = await discover('action', study.sentences, study.uses, { ...options, perLeaf: 40 })
    const numbers = taxonomy.nodes.map(({ number }) => number)
    expect(numbers).toEqual(Array.from({ length: taxonomy.next - 1 }, (_, i) => i + 1))
    expect(taxonomy.nodes.filter(({ level }) => level === 1)).toHaveLength(7)
    expect(taxonomy.nodes.filter(({ level }) => level === 2)).toHaveLength(3)
    for (const { number, centre } of leavesOf(taxonomy)) {
      const [leaf, middle, top] = pathOf(taxonomy, number)
      expect(leaf).toBe(number)
      expect(taxonomy.nodes.find((node) => node.number === middle)?.level).toBe(1)
      expect(taxonomy.nodes.find((node) => node.number === top)?.level).toBe(2)
      expect(Math.hypot(...centre)).toBeCloseTo(1, 5)
    }
    expect(pathOf(taxonomy, NEAR_NONE)).toEqual([0, 0, 0])
    expect(() => pathOf(taxonomy, taxonomy.next)).toThrow(/expected .* to be a leaf/)
  })

  it('makes each of few senses a leaf', async () => {
    const few = said(saidBy(0, 6, ['1:1', '2:1', '3:1', '4:1 1:1']))
    const taxonomy = await discover('stop', few.sentences, few.uses, options)
    expect(leavesOf(taxonomy)).toHaveLength(4)
    expect(new Set(await classify(taxonomy, few.sentences, embedder)).size).toBe(4)
  })

  it('gives the same bytes for the same sentences in any order', async () => {
    const wanted = JSON.stringify(await discover('action', study.sentences, study.uses, options))
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...study.sentences.keys()], { minLength: study.sentences.length }),
        fc.shuffledSubarray(study.uses, { minLength: study.uses.length }),
        async (order, uses) => {
          const sentences = order.map((place) => study.sentences[place]!)
          const place = new Map(order.map((from, to) => [from, to]))
          const moved = uses.map((use) => ({ ...use, sentence: place.get(use.sentence)! }))
          expect(JSON.stringify(await discover('action', sentences, moved, options))).toBe(wanted)
        },
      ),
      { numRuns: 10 },
    )
  })

  it('lets nobody move a centre alone: not with sentences of their own, not by saying them often', async () => {
    const wanted = JSON.stringify(await discover('action', study.sentences, study.uses, options))
    const text = fc
      .tuple(fc.nat(39), fc.nat(39), fc.nat(9))
      .map(([a, b, weight]) => `${a}:1 ${b === a ? (a + 1) % 40 : b}:0.${weight}7`)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { maxLength: 40 }), fc.integer({ min: 1, max: 1e6 }), async (own, n) => {
        const alone = said({ 'person 0': own })
        const sentences = [...study.sentences, ...alone.sentences]
        const uses = [
          ...study.uses.map((use) => ({ ...use, n })),
          ...alone.uses.map(({ sentence, contributor }) => ({
            ...{ contributor, n },
            sentence: sentence + study.sentences.length,
          })),
        ]
        expect(JSON.stringify(await discover('action', sentences, uses, options))).toBe(wanted)
      }),
      { numRuns: 15 },
    )
  })

  it('counts somebody who says one thing in many wordings once', async () => {
    const words = ['1:1', 'in other words 1:1', 'again 1:1', 'and again 1:1', 'and 1:1', 'so 1:1']
    const alone = said({ 'person 0': words })
    expect((await discover('stop', alone.sentences, alone.uses, options)).nodes).toEqual([])
    const five = said(Object.fromEntries(words.slice(0, 5).map((text, i) => [`person ${i}`, [text]])))
    const taxonomy = await discover('stop', five.sentences, five.uses, options)
    expect(taxonomy.seen.sizes).toEqual({ 1: 5 })
  })

  it('finds nothing where nothing is said by enough', async () => {
    const few = said(saidBy(0, 4, everything))
    const taxonomy = await discover('action', few.sentences, few.uses, options)
    expect(taxonomy).toMatchObject({ nodes: [], next: 1 })
    expect([...(await classify(taxonomy, few.sentences, embedder))]).toEqual(Array(80).fill(NEAR_NONE))
    expect((await discover('action', [], [], options)).nodes).toEqual([])
  })

  it('refuses uses of sentences that are not there, and an embedder that says one width and gives another', async () => {
    const uses = [{ sentence: 80, contributor: 'person 0', n: 1 }]
    await expect(discover('action', study.sentences, uses, options)).rejects.toThrow('expected the place of one of 80')
    const narrow = { ...embedder, dimensions: 39, embed: axes(40).embed }
    await expect(discover('action', study.sentences, [], { ...options, embedder: narrow })).rejects.toThrow(
      'expected 80 vectors of 39 numbers, got 3200 numbers',
    )
  })
})

describe('classify', () => {
  it('places what was not there before, and leaves out what lies near nothing or says nothing', async () => {
    const few = said(saidBy(0, 6, ['1:1', '2:1']))
    const taxonomy = await discover('stop', few.sentences, few.uses, options)
    const later = said({ 'person 9': ['1:1 3:1', '1:0.45 3:1', 'nothing', '3:1', '2:1 3:0.2', '2:1'] })
    const leaves = await classify(taxonomy, later.sentences, embedder)
    const [one, two] = await classify(taxonomy, few.sentences, embedder)
    // cos 45° is 0.71; 0.45 / |(0.45, 1)| is 0.41, which is less than 0.5.
    expect([...leaves]).toEqual([one, NEAR_NONE, NEAR_NONE, NEAR_NONE, two, two])
  })

  it('tells each sentence alone as it does among others', async () => {
    const taxonomy = await discover('action', study.sentences, study.uses, options)
    const together = await classify(taxonomy, study.sentences, embedder)
    for (const place of [0, 17, 79])
      expect([...(await classify(taxonomy, [study.sentences[place]!], embedder))]).toEqual([together[place]])
  })

  it('refuses vectors of another embedder', async () => {
    const taxonomy = await discover('action', study.sentences, study.uses, options)
    await expect(classify(taxonomy, study.sentences, axes(40, 'other'))).rejects.toThrow(
      'groups of action sentences were found with the embedder axes, and other cannot tell them',
    )
  })
})
