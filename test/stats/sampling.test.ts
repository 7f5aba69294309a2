import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { expectedHalf, isDrawn, planSample, uniformOf, unitWeight } from '../../src/stats/index.js'

const yesNo = (units: number, mean: number) => ({ units, mean, deviation: Math.sqrt(mean * (1 - mean)) })

describe('planSample', () => {
  // Neyman by hand: N·S = 9000·√(0.05·0.95) = 1961.5 and 1000·√(0.8·0.2) = 400, so 4.904 to 1.
  it('allots by units times deviation', () => {
    const { take, probability, n } = planSample({ strata: [yesNo(9000, 0.05), yesNo(1000, 0.8)], half: 0.02 })
    expect(take[0]! / take[1]!).toBeCloseTo(4.904, 1)
    expect(n).toBe(take[0]! + take[1]!)
    expect(probability).toEqual([take[0]! / 9000, take[1]! / 1000])
  })

  // One stratum, no clusters: ± 1.96·√(0.25·(1/n − 1/N) + 0.25/N + 2/n²) by hand for n = 400 is 0.0494.
  it('promises the plain binomial width where there is nothing else', () => {
    const strata = [yesNo(100_000, 0.5)]
    const wald = 1.966 * Math.sqrt((0.25 / 400) * (400 / 399) + 2 / 400 ** 2)
    expect(expectedHalf({ strata }, [400])).toBeCloseTo(wald, 3)
    const { take } = planSample({ strata, half: 0.05 })
    expect(take[0]).toBeGreaterThan(370)
    expect(take[0]).toBeLessThan(405)
  })

  it('is the smallest that reaches the wish', () => {
    const wish = {
      strata: [yesNo(50_000, 0.02), yesNo(8000, 0.5), yesNo(2000, 0.9)],
      half: 0.015,
      deff: 10,
      effectiveClusters: 300,
    }
    const plan = planSample(wish)
    expect(plan.reached).toBe(true)
    expect(plan.half).toBeLessThanOrEqual(0.015)
    const fewer = plan.take.map((take) => Math.floor(take * 0.99))
    expect(expectedHalf(wish, fewer)).toBeGreaterThan(0.015)
    // A plain sample of as many units is wider: its own part is 0.1005/n, not (ΣW·S)²/n = 0.0374/n. Without strata the
    // design effect is the truth's, 1 + 9/0.4757 (below).
    const N = 60_000
    const mean = (50_000 * 0.02 + 8000 * 0.5 + 2000 * 0.9) / N
    const deff = 1 + 9 / 0.4757
    expect(expectedHalf({ ...wish, deff, strata: [yesNo(N, mean)] }, [plan.n])).toBeGreaterThan(1.1 * plan.half)
  })

  // Strata of 2%, 50% and 90% explain ΣW·(mean_h − mean)² = 0.04781 of 0.1005, so a proxy with a design effect of 10 stands
  // for a truth with 1 + 9/0.4757 = 19.92. All are taken: variance 19.92·0.1005/60,000.
  it('expects of the truth more in common than errors leave of it in the proxy', () => {
    const strata = [yesNo(50_000, 0.02), yesNo(8000, 0.5), yesNo(2000, 0.9)]
    const { least } = planSample({ strata, half: 0.001, deff: 10, share: false })
    expect(least).toBeCloseTo(1.95996 * Math.sqrt((19.92 * 0.1005) / 60_000), 4)
    const useless = planSample({
      strata: [yesNo(30_000, 0.3), yesNo(30_000, 0.3)],
      half: 0.001,
      deff: 10,
      share: false,
    })
    expect(useless.least).toBeCloseTo(1.95996 * Math.sqrt((37 * 0.21) / 60_000), 4)
  })

  // deff·p(1 − p)/N is what contributors leave over: 1.98 · √(60·0.21/60000) = 0.0288, 4% more for what 100 may hide
  // (√(1 + 1/100 − 2/100^0.75) = 0.97), and the upper end a little farther (scipy: 0.029916).
  it('takes all and says so where contributors differ too much', () => {
    const plan = planSample({ strata: [yesNo(60_000, 0.3)], half: 0.01, deff: 60, effectiveClusters: 100 })
    expect(plan).toMatchObject({ n: 60_000, reached: false, probability: [1] })
    expect(plan.least).toBeCloseTo(0.029916, 5)
    expect(plan.half).toBe(plan.least)
    const few = planSample({ strata: [yesNo(60_000, 0.3)], half: 0.1, effectiveClusters: 4 })
    expect(few).toMatchObject({ reached: false, least: Number.POSITIVE_INFINITY })
  })

  it('looks at every stratum, however sure it seems, and takes small ones whole', () => {
    const strata = [yesNo(5000, 0.4), { units: 3000, mean: 0, deviation: 0 }, yesNo(4, 0.5), yesNo(0, 0.5)]
    const plan = planSample({ strata, half: 0.02 })
    // A deviation of 0.1 where none is expected: 3000·0.1 beside 5000·√0.24.
    expect(plan.take[0]! / plan.take[1]!).toBeCloseTo((5000 * Math.sqrt(0.24)) / 300, 1)
    expect(plan.take.slice(2)).toEqual([4, 0])
    expect(plan.probability.slice(2)).toEqual([1, 0])
    expect(planSample({ strata: [{ units: 3000, mean: 0, deviation: 0 }], half: 0.3 }).n).toBe(10)
  })

  it('plans means of scores', () => {
    const plan = planSample({ strata: [{ units: 1e6, mean: 4, deviation: 2 }], half: 0.1, share: false })
    // (1.96·2/0.1)² = 1537, and 0.8% for what the spread of so many hides: 1 + 1/n − 2/n^0.75.
    expect(Math.abs(plan.n - 1550)).toBeLessThan(5)
  })

  it('refuses what cannot be planned', () => {
    expect(() => planSample({ strata: [yesNo(10, 0.5)], half: 0 })).toThrow(
      'half, deff, effectiveClusters must be above 0',
    )
    expect(() => planSample({ strata: [], half: 0.1 })).toThrow('no units to sample from')
    expect(() => planSample({ strata: [{ units: -1, mean: 0, deviation: 0 }], half: 0.1 })).toThrow('-1 units')
  })
})

describe('drawing', () => {
  it('is a keyed hash: the first 52 bits of HMAC-SHA-256', () => {
    const hex = createHmac('sha256', 'key').update('unit').digest('hex')
    expect(uniformOf('key', 'unit')).toBe(Number.parseInt(hex.slice(0, 13), 16) / 2 ** 52)
  })

  const units = Array.from({ length: 20_000 }, (_, i) => `unit ${i}`)

  // 20,000 draws at 1%: 200 expected, standard deviation 14.1; the two keys share 2 by chance.
  it('draws each with its probability, the same ones again, more of them at more, others with another key', () => {
    const drawn = units.filter((unit) => isDrawn('a', unit, 0.01))
    expect(Math.abs(drawn.length - 200)).toBeLessThan(4 * 14.1)
    expect(units.filter((unit) => isDrawn('a', unit, 0.01))).toEqual(drawn)
    expect(drawn.every((unit) => isDrawn('a', unit, 0.02))).toBe(true)
    expect(drawn.filter((unit) => isDrawn('b', unit, 0.01)).length).toBeLessThan(12)
    expect(units.every((unit) => isDrawn('a', unit, 1))).toBe(true)
    expect(units.some((unit) => isDrawn('a', unit, 0))).toBe(false)
  })

  it('weighs by the inverse of probability and group', () => {
    expect(unitWeight(0.01)).toBe(100)
    expect(unitWeight(0.5, 8)).toBe(0.25)
    expect(() => unitWeight(0)).toThrow('π lies in (0, 1], got 0')
    expect(() => unitWeight(0.5, 0)).toThrow('N must be 1 or more')
    expect(() => isDrawn('a', 'b', 1.5)).toThrow('got 1.5')
  })
})
