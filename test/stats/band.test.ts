import { expect, it } from 'vitest'
import { percentileBand } from '../../src/stats/index.js'

// 0, 1, …, 200: position 200·0.025 is 5. And 0 … 20: position 20·0.025 is 0.5, between 0 and 1.
it('takes the 2.5th and 97.5th percentile at each point', () => {
  const draws = Array.from({ length: 201 }, (_, i) => [200 - i, (200 - i) * 10])
  expect(percentileBand(draws)).toEqual([
    { low: 5, high: 195 },
    { low: 50, high: 1950 },
  ])
  expect(percentileBand(Array.from({ length: 21 }, (_, i) => [i]))).toEqual([{ low: 0.5, high: 19.5 }])
})

it('leaves out missing values, and the point where over half of them miss', () => {
  const draws = [
    [1, 1],
    [1, Number.NaN],
    [null, null],
    [null, null],
  ]
  expect(percentileBand(draws)).toEqual([
    { low: 1, high: 1 },
    { low: null, high: null },
  ])
})

it('is empty without draws, and refuses draws of different length', () => {
  expect(percentileBand([])).toEqual([])
  expect(() => percentileBand([[1], [1, 2]])).toThrow('draw 1 has 2 points, not 1')
})
