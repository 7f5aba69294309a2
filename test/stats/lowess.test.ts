import reference from '@stdlib/stats-lowess'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lowess } from '../../src/stats/index.js'

const scatter = (x: readonly number[], y: readonly number[], weights?: readonly number[]) =>
  x.map((value, i) => ({ x: value, y: y[i]!, weight: weights?.[i] ?? 1 }))

describe('lowess', () => {
  it('is that of @stdlib/stats-lowess with equal weights, on the sample points', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 12, maxLength: 60 }),
        fc.constantFrom(0.3, 0.5, 2 / 3, 1),
        fc.infiniteStream(fc.double({ min: -5, max: 5, noNaN: true })),
        (xs, bandwidth, stream) => {
          const x = xs.toSorted((a, b) => a - b).map((value) => value / 100)
          const y = x.map(() => stream.next().value as number)
          const expected = reference(x, y, { f: bandwidth, nsteps: 0, delta: 0, sorted: true }).y as number[]
          const actual = lowess(scatter(x, y), x, { bandwidth })
          for (const [i, value] of actual.entries()) expect(Math.abs(value! - expected[i]!)).toBeLessThan(1e-9)
        },
      ),
      { seed: 8, numRuns: 200 },
    )
  })

  it('uses a bandwidth of 0.15 unless told', () => {
    const x = Array.from({ length: 40 }, (_, i) => Math.log(1 + i))
    const y = x.map((value, i) => Math.sin(value) + (i % 3) / 10)
    const expected = reference(x, y, { f: 0.15, nsteps: 0, delta: 0 }).y as number[]
    for (const [i, value] of lowess(scatter(x, y), x).entries()) expect(value).toBeCloseTo(expected[i]!, 11)
  })

  // numpy.linalg.lstsq on √weight-scaled rows, k = 5 of 8, at points of the sample, between and beyond them.
  it('takes prior weights into the local regression', () => {
    const x = [0, 1, 2.5, 3, 4.2, 6, 7.5, 8]
    const y = [0.1, 0.3, 0.2, 0.5, 0.4, 0.7, 0.6, 0.9]
    const weights = [3, 1, 2, 5, 1, 4, 2, 2]
    const at = [0, 2, 3, 5.1, 8, 9]
    const expected = [
      0.10975020330629627, 0.3118699690016498, 0.41647678980365127, 0.5989519055318043, 0.792175712511589,
      0.8581083921496019,
    ]
    const actual = lowess(scatter(x, y, weights), at, { bandwidth: 0.7 })
    for (const [i, value] of actual.entries()) expect(value).toBeCloseTo(expected[i]!, 11)
  })

  it('gives a straight line back, inside and beyond the points, whatever the weights', () => {
    const number = fc.double({ min: -10, max: 10, noNaN: true })
    fc.assert(
      fc.property(number, number, fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 8 }), (a, b, weights) => {
        const x = weights.map((_, i) => i)
        const y = x.map((value) => a + b * value)
        const at = [-0.4, 0, 0.5, 2.2, weights.length - 0.5]
        const actual = lowess(scatter(x, y, weights), at, { bandwidth: 0.6, minimum: 4 })
        for (const [i, value] of actual.entries()) expect(value).toBeCloseTo(a + b * at[i]!, 7)
      }),
      { seed: 9 },
    )
  })

  it('weighs a point of weight 2 like the same point twice', () => {
    const once = scatter([0, 1, 2, 3, 4, 5], [1, 3, 2, 5, 4, 6], [1, 2, 1, 1, 1, 1])
    const twice = [...once.map((point) => ({ ...point, weight: 1 })), { x: 1, y: 3, weight: 1 }]
    const at = [0, 1.5, 4]
    expect(lowess(twice, at, { bandwidth: 1 })[1]).toBeCloseTo(lowess(once, at, { bandwidth: 1 })[1]!, 12)
  })

  it('does not depend on the order of the points, and ignores those without weight', () => {
    const points = scatter([0, 1, 2, 3, 4, 5, 6], [1, 3, 2, 5, 4, 6, 2])
    const at = [0.5, 3.3]
    expect(lowess(points.toReversed(), at)).toEqual(lowess(points, at))
    expect(lowess([...points, { x: 0.5, y: 99, weight: 0 }], at)).toEqual(lowess(points, at))
  })

  it('stays within bounds when asked', () => {
    const steep = scatter([0, 1, 2, 3], [0, 0, 1, 1])
    const [free] = lowess(steep, [3.8], { bandwidth: 1 })
    expect(free).toBeGreaterThan(1)
    expect(lowess(steep, [3.8], { bandwidth: 1, clamp: { low: 0, high: 1 } })).toEqual([1])
  })

  it('answers with few points: none, one, two, and all at one distance', () => {
    expect(lowess([], [1, 2])).toEqual([null, null])
    expect(lowess(scatter([1], [0.4]), [1, 5])).toEqual([0.4, 0.4])
    expect(lowess(scatter([0, 2], [0, 1], [3, 1]), [1])[0]).toBeCloseTo(0.5, 12)
    expect(lowess(scatter([1, 1, 1], [0, 1, 5]), [1, 4])).toEqual([2, 2])
  })

  it('refuses what is no number', () => {
    expect(() => lowess([{ x: Number.NaN, y: 1, weight: 1 }], [1])).toThrow('point 0 needs finite x and y')
    expect(() => lowess([], [Number.POSITIVE_INFINITY])).toThrow('finite x')
    expect(() => lowess([], [1], { bandwidth: 0 })).toThrow('bandwidth must be above 0')
    expect(() => lowess([], [1], { minimum: 0 })).toThrow('minimum must be an integer')
  })
})
