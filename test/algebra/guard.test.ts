import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Bins,
  type CellRow,
  type Holders,
  Private,
  passes,
  passingBins,
  passingCut,
} from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'

/** One unit: whose it is, where on the axis, and of what kind. */
interface Unit {
  who: number
  at: number
  kind: 'a' | 'b' | 'c'
}

const T = 3
const check = (of: Holders) =>
  of.units === 0 || (of.contributors >= T && of.units >= 5 && of.top1 * 2 <= of.units) ? null : 'few'

function holders(units: readonly Unit[]): Holders {
  const sizes = [...new Set(units.map((u) => u.who))]
    .map((who) => units.filter((u) => u.who === who).length)
    .sort((a, b) => b - a)
  return {
    units: units.length,
    contributors: sizes.length,
    top1: sizes[0] ?? 0,
    top2: (sizes[0] ?? 0) + (sizes[1] ?? 0),
  }
}

/** Answers as an engine does, row by row. */
const answer = (units: readonly Unit[], partition: readonly string[]) => async (bins: Bins) =>
  Private.of(
    bins.flatMap(([from, to], i): CellRow[] => {
      const own = units.filter((u) => u.at >= from && (to === null || u.at <= to))
      if (own.length === 0) return []
      const whole = holders(own)
      const parts = partition.map((kinds) => ({
        counted: holders(own.filter((u) => kinds.includes(u.kind))),
        rest: holders(own.filter((u) => !kinds.includes(u.kind))),
      }))
      return [
        { cell: [i], index: 0, split: 0, n: whole.units, ...whole, clusters: 0, nn: 0, k: [], kk: [], nk: [], parts },
      ]
    }),
  )

const BINS: Bins = [
  [1, 1],
  [2, 2],
  [3, 4],
  [5, 8],
  [9, null],
]
const units = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 7 }),
    at: fc.integer({ min: 1, max: 12 }),
    kind: fc.constantFrom('a', 'b', 'c'),
  }),
  { maxLength: 150 },
) as fc.Arbitrary<Unit[]>

describe('merging until all atoms pass', () => {
  it('leaves what passes alone, and merges the first that fails with the next, the last with the one before', async () => {
    const row = (at: number, people: number): Unit[] =>
      Array.from({ length: 6 }, (_, i) => ({ who: i % people, at, kind: 'a' }))
    const good = [1, 2, 3, 5, 9].flatMap((at) => row(at, 3))
    expect(open(await passingBins(BINS, answer(good, []), check))).toEqual(BINS)
    const second = [...row(1, 3), ...row(2, 2), ...row(3, 3), ...row(5, 3), ...row(9, 3)]
    expect(open(await passingBins(BINS, answer(second, []), check))).toEqual([
      [1, 1],
      [2, 4],
      [5, 8],
      [9, null],
    ])
    const last = [...row(1, 3), ...row(2, 3), ...row(3, 3), ...row(5, 3), ...row(9, 2)]
    expect(open(await passingBins(BINS, answer(last, []), check))).toEqual([
      [1, 1],
      [2, 2],
      [3, 4],
      [5, null],
    ])
    expect(open(await passingBins(BINS, answer(row(1, 2), []), check))).toBeNull()
  })

  it('does not say in which of several empty bins the few are who are hidden', async () => {
    const row = (at: number, people: number): Unit[] =>
      Array.from({ length: 6 }, (_, i) => ({ who: i % people, at, kind: 'a' }))
    const ends = [...row(1, 3), ...row(9, 3), ...row(9, 3), ...row(9, 3)]
    expect(open(await passingBins(BINS, answer(ends, []), check))).toEqual(BINS)
    for (const at of [2, 3, 5])
      expect(open(await passingBins(BINS, answer([...ends, ...row(at, 1)], []), check))).toEqual([
        [1, 1],
        [2, null],
      ])
  })

  it('gives bins that cover the same axis and whose every atom passes, whatever the units', async () => {
    await fc.assert(
      fc.asyncProperty(units, async (list) => {
        const ask = answer(list, ['a', 'bc'])
        const bins = open(await passingBins(BINS, ask, check))
        if (bins === null) return
        expect([bins[0]![0], bins.at(-1)![1]]).toEqual([1, null])
        for (let i = 1; i < bins.length; i++) expect(bins[i]![0]).toBe(bins[i - 1]![1]! + 1)
        for (const row of open(await ask(bins))) expect(passes(row, check)).toBe(true)
      }),
      { seed: 8, numRuns: 200 },
    )
  })

  it('takes the finest partition with enough bins, else the one with most, else none', async () => {
    const spread = (kinds: Unit['kind'][]) =>
      [1, 2, 3, 5, 9].flatMap((at) =>
        kinds.flatMap((kind) => Array.from({ length: 6 }, (_, i) => ({ who: i % 3, at, kind }))),
      )
    const cut = async (list: Unit[]) =>
      open(
        await passingCut(
          [
            ['a', 'b', 'c'],
            ['ab', 'c'],
          ],
          BINS,
          (p) => answer(list, p),
          check,
        ),
      )
    expect(await cut(spread(['a', 'b', 'c']))).toEqual({ partition: ['a', 'b', 'c'], bins: BINS })
    const rare = [...spread(['a', 'c']), { who: 1, at: 3, kind: 'b' } as const]
    expect(await cut(rare)).toEqual({ partition: ['ab', 'c'], bins: BINS })
    expect(await cut([{ who: 1, at: 1, kind: 'a' }])).toBeNull()
  })
})
