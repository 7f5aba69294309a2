import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ClusterSum,
  type CorrectedSums,
  correctedFromSums,
  correctedShare,
  PRODUCTS,
} from '../../src/stats/index.js'

type Cluster = Record<ClusterSum, bigint>

/** Sums over clusters, each a list of u f v g t y. */
function sumsOf(clusters: readonly Cluster[], s: bigint): CorrectedSums {
  const total = (of: (c: Cluster) => bigint) => clusters.reduce((sum, c) => sum + of(c), 0n)
  const one = (name: ClusterSum) => total((c) => c[name])
  const products = PRODUCTS.map((pair) => {
    const [a, b] = [...pair] as [ClusterSum, ClusterSum]
    return [pair, total((c) => c[a] * c[b])]
  })
  const first = { u: one('u'), f: one('f'), v: one('v'), g: one('g'), t: one('t'), y: one('y'), s }
  return { ...first, ...Object.fromEntries(products) } as CorrectedSums
}

/** Units as `judged truth weight`, of which those with a truth were drawn with a chance of 1 in `times`. */
interface Unit {
  judged: 0 | 1
  truth: 0 | 1 | null
  weight: number
  times: number
}

const units: fc.Arbitrary<Unit[]> = fc.array(
  fc.record({
    judged: fc.constantFrom(0 as const, 1 as const),
    truth: fc.constantFrom(null, null, 0 as const, 1 as const),
    weight: fc.integer({ min: 1, max: 1_000_000_000 }),
    times: fc.integer({ min: 1, max: 50 }),
  }),
  { minLength: 1, maxLength: 12 },
)

describe('PPI++ from sums over clusters', () => {
  it('is what it is from a list of clusters', () => {
    const check = fc.property(fc.array(units, { minLength: 1, maxLength: 25 }), (people) => {
      let squares = 0n
      const whole = people.map((own): Cluster => {
        const sum = (of: (unit: Unit) => number) => own.reduce((total, unit) => total + BigInt(of(unit)), 0n)
        const v = (unit: Unit) => (unit.truth === null ? 0 : unit.weight * unit.times)
        for (const unit of own) squares += BigInt(v(unit)) ** 2n
        const [t, u] = [sum(v), sum(({ weight }) => weight)]
        const g = sum((unit) => v(unit) * unit.judged)
        return {
          u,
          f: sum((unit) => unit.weight * unit.judged),
          v: t,
          g,
          t,
          y: sum((unit) => v(unit) * (unit.truth ?? 0)),
        }
      })
      const listed = people.map((own, i) => ({
        units: Number(whole[i]!.u),
        judged: Number(whole[i]!.f),
        labelled: Number(whole[i]!.t),
        squares: own.reduce((sum, { truth, weight, times }) => sum + (truth === null ? 0 : (weight * times) ** 2), 0),
        labelledJudged: Number(whole[i]!.g),
        labelledTruth: Number(whole[i]!.y),
      }))
      const [sums, list] = [correctedFromSums(sumsOf(whole, squares), people.length), correctedShare(listed)]
      for (const name of ['value', 'raw', 'low', 'high'] as const) {
        if (list[name] === null) expect(sums[name]).toBeNull()
        else expect(sums[name]).toBeCloseTo(list[name], 9)
      }
      expect(sums.effectiveClusters).toBeCloseTo(list.effectiveClusters, 9)
    })
    fc.assert(check, { seed: 20_260_218, numRuns: 300 })
  })

  // By numpy and scipy: λ as the numerical minimum of Σ (a_c + λ·b_c)², t on (Σ T_c)²/Σ T_c² − 1 degrees of freedom, ends
  // as roots of (θ − q)² = t²·V(q), with the variance over what eight clusters show of it.
  const people = (
    [
      [20, 9, 4, 4, 4, 4],
      [18, 8, 0, 0, 2, 0],
      [25, 12, 6, 4, 4, 4],
      [16, 7, 3, 0, 3, 0],
      [22, 13, 4, 2, 6, 2],
      [15, 6, 2, 2, 2, 2],
      [21, 9, 4, 0, 4, 0],
      [19, 9, 4, 4, 2, 2],
    ] as const
  ).map(([u, f, v, g, t, y]) => ({
    u: BigInt(u),
    f: BigInt(f),
    v: BigInt(v),
    g: BigInt(g),
    t: BigInt(t),
    y: BigInt(y),
  }))

  it('lets judge and labels leave out units of their own', () => {
    const it = correctedFromSums(sumsOf(people, 60n), 8)
    expect(it.raw).toBeCloseTo(73 / 156, 14)
    expect(it.effectiveClusters).toBeCloseTo(27 ** 2 / 105, 14)
    expect(it.lambda).toBeCloseTo(0.9668789048, 6)
    expect(it.value).toBeCloseTo(0.398002985, 8)
    expect(it.low).toBeCloseTo(0.14331929382, 8)
    const unknown = correctedFromSums(sumsOf(people, 60n))
    expect(unknown.low).toBeCloseTo(0.14012157303, 8)
    expect(unknown.high).toBeCloseTo(0.72843455609, 8)
    expect(it.high).toBeCloseTo(0.72320275615, 8)
  })

  it('rests on labels alone where the judge can tell nothing', () => {
    const blind = people.map((own) => ({ ...own, u: 0n, f: 0n, v: 0n, g: 0n }))
    expect(correctedFromSums(sumsOf(blind, 60n))).toMatchObject({ value: 14 / 27, raw: null, lambda: 0 })
  })

  it('sees what is lost where doubles cancel', () => {
    // Judge and labels say the same of people who differ by one in a billion: their squares are 1e-18 of what is squared.
    const many = Array.from({ length: 10 }, (_, i): Cluster => {
      const [u, said] = [10n ** 18n, 5n * 10n ** 17n + (i % 2 === 0 ? 1n : -1n) * 10n ** 9n]
      return { u, f: u / 2n, v: u, g: said, t: u, y: said }
    })
    expect(correctedFromSums(sumsOf(many, 10n ** 34n))).toMatchObject({ value: 0.5, lambda: 1 })
  })

  it('refuses what no data can hold', () => {
    expect(() => correctedFromSums(sumsOf([{ ...people[0]!, y: 5n }], 60n))).toThrow(
      'more units counted than there are',
    )
  })
})
