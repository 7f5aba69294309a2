import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalCdf, normalQuantile, tCdf, tQuantile } from '../../src/stats/index.js'

const within = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).toBeLessThan(relative)

describe('normal', () => {
  // mpmath, 40 digits.
  it.each([
    [0.6, 0.2533471031357998],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167814],
  ])('quantile of %d', (p, z) => {
    within(normalQuantile(p), z, 1e-14)
    within(normalQuantile(1 - p), -z, 1e-12)
  })

  it.each([
    [0.5, 0.3085375387259869],
    [1, 0.1586552539314571],
    [2, 0.02275013194817921],
    [2.9, 0.001865813300384038],
    [3.1, 0.0009676032132183566],
    [5, 2.866515718791939e-7],
    [8, 6.220960574271784e-16],
  ])('tail beyond %d', (x, tail) => {
    within(normalCdf(-x), tail, 1e-12)
    within(normalCdf(x), 1 - tail, 1e-14)
  })
})

describe('student', () => {
  // Printed tables: NIST/SEMATECH e-Handbook 1.3.6.7.2, to the three decimals given there.
  it.each([
    [0.975, 1, 12.706],
    [0.975, 2, 4.303],
    [0.975, 3, 3.182],
    [0.975, 5, 2.571],
    [0.975, 10, 2.228],
    [0.975, 30, 2.042],
    [0.975, 100, 1.984],
    [0.95, 4, 2.132],
    [0.99, 20, 2.528],
    [0.995, 8, 3.355],
  ])('table: p %d, df %d', (p, df, t) => {
    expect(tQuantile(p, df)).toBeCloseTo(t, 3)
  })

  // mpmath's incomplete beta function, 40 digits, root found there.
  it.each([
    [0.975, 0.3, 6582.035699400775],
    [0.975, 0.5, 164.5576734804885],
    [0.975, 1.7, 5.11883898825306],
    [0.975, 4.25, 2.71320584714606],
    [0.975, 36.6, 2.02694020024652],
    [0.975, 1234.5, 1.961887483331346],
    [0.975, 999_999, 1.959966356816479],
    [0.975, 1_000_000, 1.959966356814107],
    [0.995, 7.5, 3.421422688124044],
    [0.6, 0.3, 0.5023012820593052],
    [0.5001, 9.5, 0.0002573344365872647],
    [0.999999, 6.1, 17.36836561144421],
  ])('high precision: p %d, df %d', (p, df, t) => within(tQuantile(p, df), t, 1e-10))

  it.each([
    [2, 4.5, 0.9458710464094375],
    [0.1, 0.3, 0.5227689823979321],
    [30, 2.2, 0.9996779871608933],
    [2.5, 5000, 0.9937744419001394],
    [2.5, 1_000_000, 0.9937902552489184],
  ])('distribution function at %d, df %d', (t, df, p) => {
    within(tCdf(t, df), p, 1e-11)
    expect(tCdf(-t, df)).toBeCloseTo(1 - p, 11)
  })

  it('has closed forms for one and two degrees of freedom', () => {
    for (const p of [0.001, 0.2, 0.7, 0.99]) {
      within(tQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)), 1e-11)
      within(tQuantile(p, 2), ((2 * p - 1) * Math.SQRT2) / Math.sqrt(4 * p * (1 - p)), 1e-11)
    }
  })

  it('is the normal distribution at infinite degrees of freedom', () => {
    expect(tQuantile(0.975, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.975))
    expect(tCdf(1.3, Number.POSITIVE_INFINITY)).toBe(normalCdf(1.3))
  })

  it('is inverse, odd and rising', () => {
    const p = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
    const df = fc.double({ min: 0.3, max: 2000, noNaN: true })
    fc.assert(
      fc.property(p, p, df, (a, b, d) => {
        expect(Math.abs(tCdf(tQuantile(a, d), d) - a)).toBeLessThan(1e-12)
        if (a < b) expect(tQuantile(a, d)).toBeLessThanOrEqual(tQuantile(b, d))
        expect(tQuantile(0.5, d)).toBe(0)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('refuses what has no answer', () => {
    expect(() => tQuantile(0, 5)).toThrow('p must lie strictly between 0 and 1, got 0')
    expect(() => tQuantile(0.9, 0.2)).toThrow('df must be at least 0.3, got 0.2')
    expect(() => tCdf(1, Number.NaN)).toThrow('df must be above 0')
    expect(() => normalQuantile(1)).toThrow('got 1')
  })
})
