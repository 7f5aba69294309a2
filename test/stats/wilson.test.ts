import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wilson } from '../../src/stats/index.js'

// Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('published: %d of %d', (k, n, low, high) => {
  const interval = wilson(k / n, n, 1.959963984540054)
  expect(interval.low).toBeCloseTo(low, 4)
  expect(interval.high).toBeCloseTo(high, 4)
})

it('lies in [0, 1] and contains the share', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.1, max: 1e12, noNaN: true }),
      fc.double({ min: 0, max: 20, noNaN: true }),
      (share, n, z) => {
        const { low, high } = wilson(share, n, z)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(share)
        expect(high).toBeGreaterThanOrEqual(share)
        expect(high).toBeLessThanOrEqual(1)
      },
    ),
    { seed: 2 },
  )
})

it('refuses a share outside [0, 1] and an empty sample', () => {
  expect(() => wilson(1.1, 10, 2)).toThrow('share must lie in [0, 1], got 1.1')
  expect(() => wilson(0.5, 0, 2)).toThrow('n must be above 0, got 0')
})
