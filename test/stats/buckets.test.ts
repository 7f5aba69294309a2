import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BUCKET_FLOOR, BUCKET_RATIO, bucketHigh, bucketLow, bucketOf, bucketValue } from '../../src/stats/index.js'

it('puts 0 and what is below the floor in bucket 0, and 1 in bucket 1', () => {
  expect([0, 0.5, 0.9988, 1].map(bucketOf)).toEqual([0, 0, 0, 1])
  expect(bucketLow(0)).toBe(0)
  expect(bucketHigh(0)).toBe(BUCKET_FLOOR)
  expect(bucketValue(0)).toBe(0)
})

it('widens by the same ratio from bucket to bucket', () => {
  for (const index of [1, 2, 500, 3690]) {
    expect(bucketHigh(index) / bucketLow(index)).toBeCloseTo(BUCKET_RATIO, 12)
    expect(bucketHigh(index)).toBe(bucketLow(index + 1))
  }
})

it('keeps every integer clear of every edge: 1e-11 up to 1e8, 1e-12 up to 1e10', () => {
  let edges = 0
  for (let index = 1; bucketLow(index) <= 1e10; index++) {
    const edge = bucketLow(index)
    for (const integer of [Math.floor(edge), Math.ceil(edge)]) {
      if (integer === 0) continue
      expect(Math.abs(integer - edge) / edge).toBeGreaterThan(edge <= 1e8 ? 1e-11 : 1e-12)
      expect(bucketOf(integer) < index).toBe(integer < edge)
    }
    edges++
  }
  expect(edges).toBeGreaterThan(4600)
})

// An independent road to the edges: exact powers of 1.005 in integers, 60 decimals. The double nearest to 1.005 is
// 1.1e-16 off, which its 4,600th power multiplies to 4.9e-13, the same in every engine.
it('has edges that are the floor times powers of the ratio', () => {
  const scale = 10n ** 60n
  let power = scale
  for (let index = 1; index <= 4600; index++) {
    if (index % 100 === 0) {
      const exact = Number((power * 998_825n) / 10n ** 46n) / 1e20
      expect(Math.abs(bucketLow(index) / exact - 1)).toBeLessThan(5e-13)
    }
    power = (power * 1005n) / 1000n
  }
})

it('gives integers back exactly where a bucket holds only one', () => {
  for (let value = 1; value <= 200; value++) expect(bucketValue(bucketOf(value), { integer: true })).toBe(value)
  const crowded = bucketOf(10_000)
  expect(bucketValue(crowded, { integer: true })).toBe(bucketValue(crowded))
})

it('errs by at most 0.25%', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 864_000_000 }), (value) => {
      const index = bucketOf(value)
      expect(bucketLow(index)).toBeLessThanOrEqual(value)
      expect(bucketHigh(index)).toBeGreaterThan(value)
      expect(Math.abs(bucketValue(index) / value - 1)).toBeLessThanOrEqual(0.0025)
      expect(Math.abs(bucketValue(index, { integer: true }) / value - 1)).toBeLessThanOrEqual(0.0025)
    }),
    { seed: 4, numRuns: 2000 },
  )
})

it('rises with the value', () => {
  const value = fc.double({ min: 0, max: 1e12, noNaN: true })
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(bucketOf(Math.min(a, b))).toBeLessThanOrEqual(bucketOf(Math.max(a, b)))
    }),
    { seed: 5 },
  )
})

it('refuses what is no value or no bucket', () => {
  expect(() => bucketOf(-1)).toThrow('0 or more, got -1')
  expect(() => bucketOf(Number.NaN)).toThrow('got NaN')
  expect(() => bucketValue(1.5)).toThrow('got 1.5')
})
