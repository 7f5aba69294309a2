import { expect, it } from 'vitest'
import { POISSON_THRESHOLDS, poissonWeight } from '../../src/stats/index.js'

it('has a mean and a variance of 1, over all 65,536 integers', () => {
  let sum = 0
  let squares = 0
  for (let u = 0; u < 65_536; u++) {
    const weight = poissonWeight(u)
    sum += weight
    squares += weight * weight
  }
  const mean = sum / 65_536
  expect(Math.abs(mean - 1)).toBeLessThan(0.001)
  expect(Math.abs(squares / 65_536 - mean * mean - 1)).toBeLessThan(0.001)
})

it('has as thresholds the distribution function of Poisson(1), to half a 65,536th', () => {
  let factorial = 1
  let cumulative = 0
  for (const [j, threshold] of POISSON_THRESHOLDS.entries()) {
    if (j > 0) factorial *= j
    cumulative += Math.exp(-1) / factorial
    expect(Math.abs(threshold - 65_536 * cumulative)).toBeLessThanOrEqual(0.5)
  }
})

it('is 0 for the smallest, 8 for the largest, and refuses other numbers', () => {
  expect([0, 24_108, 24_109, 65_535].map(poissonWeight)).toEqual([0, 0, 1, 8])
  expect(() => poissonWeight(65_536)).toThrow('0 to 65535, got 65536')
  expect(() => poissonWeight(0.5)).toThrow('got 0.5')
})
