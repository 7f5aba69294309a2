import { expect, it } from 'vitest'
import { holm } from '../../src/stats/index.js'

// By hand: 4·0.005, 3·0.01, 2·0.03, and 0.04, which may not fall below the one before.
it('multiplies the smallest by all tests, the next by one less, and never falls', () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005])
  for (const [i, value] of [0.03, 0.06, 0.06, 0.02].entries()) expect(adjusted[i]).toBeCloseTo(value, 14)
})

// By hand: 3 · 0.5 and 2 · 0.5 both end at 1.
it('stops at 1, keeps ties tied, and leaves a single test alone', () => {
  expect(holm([0.5, 0.5, 0.9])).toEqual([1, 1, 1])
  expect(holm([0.2])).toEqual([0.2])
  expect(holm([])).toEqual([])
})

it('refuses what is no probability', () => {
  expect(() => holm([0.2, 1.1])).toThrow('got 1.1')
  expect(() => holm([Number.NaN])).toThrow('got NaN')
})
