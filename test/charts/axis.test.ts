import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart, axis, pixelOf, ticksOf, valueAt } from '../../src/charts/axis.js'
import { SECONDS, SHARE, TOKENS } from '../../src/charts/units.js'

describe('labels', () => {
  it('are kept apart, in order and in the frame', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 20, max: 380, noNaN: true }), { maxLength: 8 }), (pixels) => {
        const placed = apart(pixels, 15, 20, 380)
        const sorted = [...placed].sort((a, b) => a - b)
        for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThan(14)
        for (const pixel of placed) expect(pixel).toBeGreaterThanOrEqual(19.99)
        for (const pixel of placed) expect(pixel).toBeLessThanOrEqual(380.01)
        for (const [i, a] of pixels.entries())
          for (const [j, b] of pixels.entries()) if (a < b) expect(placed[i]!).toBeLessThan(placed[j]!)
      }),
    )
  })
})

describe('an axis', () => {
  it.each([SECONDS, SHARE, TOKENS])('finds the value at the pixel of a value: $label', (unit) => {
    const of = axis(unit, unit === SHARE ? [0.1, 0.9] : [3, 9000], 30, 400)
    for (const value of unit === SHARE ? [0.1, 0.5] : [3, 44, 9000]) {
      expect(valueAt(of, pixelOf(of, value))).toBeCloseTo(value, 6)
    }
  })

  it('has ticks with room between them', () => {
    const of = axis(SECONDS, [0.2, 80_000], 30, 200)
    const pixels = ticksOf(of).map((tick) => pixelOf(of, tick))
    for (let i = 1; i < pixels.length; i++) expect(pixels[i - 1]! - pixels[i]!).toBeGreaterThanOrEqual(24)
  })

  it('stands without any value', () => {
    expect(axis(SECONDS, [null, undefined], 0, 100).domain).toEqual([1, 10])
  })
})
