import { describe, expect, it } from 'vitest'
import { type Candidate, chancesOf, riskStratum, shuffled } from '../../src/validate/index.js'

const candidates = (n: number, stratum: string, chance: number | null = 1e9): Candidate[] =>
  Array.from({ length: n }, (_, i) => ({ key: `${stratum}${i}`, stratum, chance }))

describe('shuffled', () => {
  it('is an order of its own for each seed, whatever the order they come in', () => {
    const all = candidates(50, 'a')
    const ids = (seed: number, of = all) => shuffled(of, seed).map(({ key }) => key)
    expect(ids(1, [...all].reverse())).toEqual(ids(1))
    expect(ids(2)).not.toEqual(ids(1))
    expect([...ids(1)].sort()).toEqual(all.map(({ key }) => key).sort())
  })

  // 2,000 seeds, the first 5 of 20: each unit is among them 500 times, give or take 4·√(2000·0.25·0.75) = 77.
  it('shows every unit of a stratum as often as any other, wherever it ends', () => {
    const counts = new Map<string, number>()
    for (let seed = 0; seed < 2000; seed++) {
      for (const { key } of shuffled(candidates(20, 'a'), seed).slice(0, 5)) counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(20)
    for (const n of counts.values()) expect(Math.abs(n - 500)).toBeLessThan(77)
  })

  // √900 : √100 is 3 : 1.
  it('takes from strata by the root of their size', () => {
    const first = shuffled([...candidates(900, 'often'), ...candidates(100, 'seldom')], 1).slice(0, 40)
    expect(first.filter(({ stratum }) => stratum === 'seldom')).toHaveLength(10)
  })
})

describe('chancesOf', () => {
  it('is the shown part of the stratum, times the chance of being a candidate', () => {
    const shown = [...candidates(10, 'a'), ...candidates(2, 'b', 5e8), ...candidates(1, 'c', null)]
    const chances = chancesOf(
      new Map([
        ['a', 40],
        ['b', 4],
        ['c', 9],
      ]),
      shown,
    )
    expect(chances.get('a0')).toBe(250_000_000)
    expect(chances.get('b1')).toBe(250_000_000)
    expect(chances.get('c0')).toBeNull()
  })
})

it('names bands of risk', () => {
  expect(riskStratum(2, 'Yes')).toBe('risk 1–2, human in the loop Yes')
  expect(riskStratum(5, 'No')).toBe('risk 5–10, human in the loop No')
  expect(riskStratum(null, null)).toBe('risk untold, human in the loop untold')
})
