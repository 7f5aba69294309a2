import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classify, discover, NEAR_NONE, pathOf, renew } from '../../src/clusters/index.js'
import { axes, numbers, said, saidBy } from './made-up.js'

const embedder = axes(40)
const options = { embedder, seed: 1, least: 5 }

const six = said(saidBy(0, 20, ['0:1', '1:1', '2:1', '3:1', '4:1', '5:1']))
const discovered = () => discover('action', six.sentences, six.uses, options)

describe('renew', () => {
  it('changes nothing where nothing has changed', async () => {
    const taxonomy = await discovered()
    const renewed = await renew(taxonomy, six.sentences, six.uses, options)
    expect(renewed).toEqual({
      taxonomy,
      kept: taxonomy.nodes.map(({ number }) => number),
      ...{ gone: [], fresh: [], drift: 0 },
    })
  })

  it('keeps numbers of groups that are gone, and knows them again', async () => {
    const taxonomy = await discovered()
    const [first] = await classify(taxonomy, six.sentences, embedder)
    const five = said(saidBy(0, 20, ['1:1', '2:1', '3:1', '4:1', '5:1']))
    const without = await renew(taxonomy, five.sentences, five.uses, options)
    expect(without.gone).toContain(first)
    expect(without.fresh).toEqual([])
    const later = await renew(without.taxonomy, six.sentences, six.uses, options)
    expect(later.gone).toEqual([])
    expect((await classify(later.taxonomy, six.sentences, embedder))[0]).toBe(first)
  })

  it('makes groups of what lies near none, where enough contributors have it', async () => {
    const taxonomy = await discovered()
    // A leaf of six weighs 20; 9 and 10 contributors are less than half of it, and half of it.
    const next = said({ ...saidBy(0, 11, [...six.sentences.map(({ text }) => text), '20:1']) })
    const more = said({
      ...saidBy(0, 9, [...six.sentences.map(({ text }) => text), '20:1', '21:1']),
      ...saidBy(9, 10, [...six.sentences.map(({ text }) => text), '20:1']),
      ...saidBy(
        10,
        20,
        six.sentences.map(({ text }) => text),
      ),
    })
    const renewed = await renew(taxonomy, more.sentences, more.uses, options)
    const leaves = await classify(renewed.taxonomy, more.sentences, embedder)
    const at = (text: string) => leaves[more.sentences.findIndex((sentence) => sentence.text === text)]
    expect(at('20:1')).toBe(taxonomy.next)
    expect(at('21:1')).toBe(NEAR_NONE)
    // A leaf, and above it groups of its own, as no other lies near.
    expect(renewed.fresh).toEqual([taxonomy.next, taxonomy.next + 1, taxonomy.next + 2])
    expect(pathOf(renewed.taxonomy, taxonomy.next)).toEqual(renewed.fresh)
    expect(renewed.kept).toEqual(taxonomy.nodes.map(({ number }) => number))
    // 19 of 139 are farther than anything was.
    expect(renewed.drift).toBeCloseTo(19 / 139, 10)
    expect((await renew(renewed.taxonomy, more.sentences, more.uses, options)).fresh).toEqual([])
    expect((await renew(taxonomy, next.sentences, next.uses, options)).fresh).toHaveLength(3)
  })

  it('lets nobody make a group alone', async () => {
    const taxonomy = await discovered()
    const texts = Array.from({ length: 34 }, (_, i) => `${i + 6}:1`)
    const crowd = said({
      ...saidBy(
        0,
        20,
        six.sentences.map(({ text }) => text),
      ),
      alone: texts,
    })
    const renewed = await renew(taxonomy, crowd.sentences, crowd.uses, options)
    expect(renewed).toMatchObject({ taxonomy, fresh: [], drift: 0 })
  })

  it('divides a leaf that has grown groups of its own, and leaves it where it was', async () => {
    const taxonomy = await discovered()
    const [first] = await classify(taxonomy, six.sentences, embedder)
    const wide = said({
      ...saidBy(
        0,
        20,
        six.sentences.map(({ text }) => text),
      ),
      ...saidBy(20, 170, ['0:1', '0:1 10:1', '0:1 11:1']),
    })
    const renewed = await renew(taxonomy, wide.sentences, wide.uses, options)
    const leaves = await classify(renewed.taxonomy, wide.sentences, embedder)
    expect(leaves[0]).toBe(first)
    expect(leaves[6]).not.toBe(first)
    expect(leaves[7]).not.toBe(first)
    expect(renewed.kept).toEqual(taxonomy.nodes.map(({ number }) => number))
    for (const number of renewed.fresh) expect(pathOf(renewed.taxonomy, number)[1]).toBe(pathOf(taxonomy, first!)[1])
    expect((await renew(renewed.taxonomy, wide.sentences, wide.uses, options)).taxonomy).toEqual(renewed.taxonomy)
  })

  it('begins where there were no groups', async () => {
    const none = await discover('action', [], [], options)
    const renewed = await renew(none, six.sentences, six.uses, options)
    expect(renewed.taxonomy).toEqual(await discovered())
    expect(renewed).toMatchObject({ kept: [], gone: [], drift: null })
  })

  it('never gives a number twice, whatever comes', async () => {
    const week = fc.array(fc.tuple(fc.nat(39), fc.nat(39), fc.integer({ min: 5, max: 60 })), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(fc.array(week, { minLength: 2, maxLength: 5 }), async (weeks) => {
        let taxonomy = await discover('stop', [], [], options)
        const centres = new Map<number, string>()
        for (const spoken of weeks) {
          const { sentences, uses } = said(
            Object.fromEntries(
              Array.from({ length: 60 }, (_, i) => {
                const own = spoken.filter(([, , people]) => i < people)
                return [`person ${i}`, own.map(([a, b]) => (a === b ? `${a}:1` : `${a}:1 ${b}:1`))]
              }),
            ),
          )
          const { taxonomy: next, fresh, kept, gone } = await renew(taxonomy, sentences, uses, options)
          for (const number of fresh) expect(number).toBeGreaterThanOrEqual(taxonomy.next)
          expect([...kept, ...gone].sort((a, b) => a - b)).toEqual(taxonomy.nodes.map(({ number }) => number))
          for (const { number, centre } of next.nodes) {
            expect(number).toBeLessThan(next.next)
            expect(centres.get(number) ?? centre.join()).toBe(centre.join())
            centres.set(number, centre.join())
          }
          taxonomy = next
        }
      }),
      { numRuns: 25 },
    )
  })

  it('keeps the numbers of a study that grows by a week', async () => {
    const random = numbers(7)
    const draw = () => `${Math.floor(random() * 40)}:1 ${Math.floor(random() * 40)}:0.${Math.floor(random() * 8) + 1}`
    const senses = Array.from({ length: 600 }, draw)
    const who = (people: number, of: readonly string[]) =>
      Object.fromEntries(Array.from({ length: people }, (_, i) => [`person ${i}`, of.filter(() => random() < 0.2)]))
    const before = said(who(60, senses))
    const taxonomy = await discover('action', before.sentences, before.uses, options)
    const week = said(who(66, [...senses, ...Array.from({ length: 60 }, draw)]))
    const { kept, gone, fresh } = await renew(taxonomy, week.sentences, week.uses, options)
    expect(taxonomy.nodes.length).toBeGreaterThan(50)
    expect(kept.length / (kept.length + gone.length)).toBeGreaterThanOrEqual(0.95)
    expect(fresh.length).toBeLessThanOrEqual(3)
    const leaves = await classify(taxonomy, before.sentences, embedder)
    const { taxonomy: later } = await renew(taxonomy, week.sentences, week.uses, options)
    const now = await classify(later, before.sentences, embedder)
    const same = leaves.filter((leaf, i) => leaf === now[i]).length
    expect(same / leaves.length).toBeGreaterThanOrEqual(0.95)
  })

  it('refuses vectors of another embedder', async () => {
    const other = { ...options, embedder: axes(40, 'other') }
    await expect(renew(await discovered(), six.sentences, six.uses, other)).rejects.toThrow('use axes, or remove')
  })
})
