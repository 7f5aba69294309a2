import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wilson } from '../../src/stats/index.js'
import { shareEnds } from '../../src/stats/share-ends.js'

it('is Wilson’s interval where nothing is between contributors, and at 0% and 100%', () => {
  expect(shareEnds(0.2, 50, 0, 2)).toEqual(wilson(0.2, 50, 2))
  expect(shareEnds(0, 50, 1, 2)).toEqual(wilson(0, 50, 2))
  expect(shareEnds(1, 50, 1, 2)).toEqual(wilson(1, 50, 2))
})

// All between, share 0.2, n 25, t 2, so half·t is 0.16: up, (π − 0.2)² = 0.16²·(π(1 − π)/0.16)², π − 0.2 = π(1 − π), π = √0.2; down,
// Wilson's (0.2 − π)² = 0.16·π(1 − π), 1.16π² − 0.56π + 0.04 = 0.
it('reaches as far as the logit’s variance on the side of one half, and as Wilson on the other', () => {
  const { low, high } = shareEnds(0.2, 25, 1, 2)
  expect(high).toBeCloseTo(Math.sqrt(0.2), 12)
  expect(low).toBeCloseTo((0.56 - Math.sqrt(0.56 ** 2 - 4 * 1.16 * 0.04)) / (2 * 1.16), 12)
})

it('holds Wilson’s ends, mirrors, and widens with what is between', () => {
  const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })
  const part = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, fc.double({ min: 1, max: 1e6, noNaN: true }), part, part, (p, n, a, b) => {
      const [less, more] = [shareEnds(p, n, Math.min(a, b), 2.1), shareEnds(p, n, Math.max(a, b), 2.1)]
      const [plain, mirror] = [wilson(p, n, 2.1), shareEnds(1 - p, n, Math.max(a, b), 2.1)]
      expect(less.low).toBeLessThanOrEqual(plain.low)
      expect(less.high).toBeGreaterThanOrEqual(plain.high)
      expect(more.low).toBeLessThanOrEqual(less.low + 1e-12)
      expect(more.high).toBeGreaterThanOrEqual(less.high - 1e-12)
      expect(more.low).toBeGreaterThanOrEqual(0)
      expect(more.high).toBeLessThanOrEqual(1)
      expect(mirror.high).toBeCloseTo(1 - more.low, 9)
    }),
    { seed: 11 },
  )
})
