import { describe, expect, it } from 'vitest'
import { type Attempt, isLeak, recovery } from '../../src/stats/index.js'
import { mulberry32 } from './random.js'

const VALUES = 64

/** Attempts by an attacker who knows the secret with some chance and else guesses. */
function attempts(seed: number, leak: number, runs = 100, targets = 10): Attempt[] {
  const random = mulberry32(seed)
  return Array.from({ length: runs * targets }, (_, i) => {
    const secret = Math.floor(random() * VALUES)
    const knows = random() < leak
    const said = knows ? secret : Math.floor(random() * VALUES)
    return { run: Math.floor(i / targets), right: said === secret, sure: random() }
  })
}
const seeds = Array.from({ length: 20 }, (_, i) => 1000 + i)

describe('recovery', () => {
  it('finds a leak of five points in at least 19 of 20 seeds', () => {
    // An attacker who knows a share s and guesses the rest is right in 1/64 + s·63/64: five points above for s = 0.0508.
    const found = seeds.filter((seed) => isLeak(recovery(attempts(seed, (0.05 * 64) / 63), VALUES)))
    expect(found.length).toBeGreaterThanOrEqual(19)
  })

  it('sees a leak where there is none about as often as the lower end of an interval misses', () => {
    // 2.5% of 200 are 5; more than 13 would come by chance in one of a thousand such tests.
    const many = Array.from({ length: 200 }, (_, i) => 5000 + i)
    expect(many.filter((seed) => isLeak(recovery(attempts(seed, 0), VALUES))).length).toBeLessThanOrEqual(13)
    for (const seed of seeds) expect(recovery(attempts(seed, 0), VALUES).high).toBeLessThan(0.03)
  })

  it('counts runs, not targets, where the targets of a run stand and fall together', () => {
    const alone = recovery(attempts(1, 0.2), VALUES)
    const random = mulberry32(2)
    const together = Array.from({ length: 100 }, () => random() < 0.21).flatMap((right, run) =>
      Array.from({ length: 10 }, (): Attempt => ({ run, right, sure: 0.5 })),
    )
    const width = ({ low, high }: ReturnType<typeof recovery>) => high! - low!
    // A run is then one observation: the interval is √10 times as wide.
    expect(width(recovery(together, VALUES)) / width(alone)).toBeGreaterThan(2.5)
    expect(width(recovery(together, VALUES)) / width(alone)).toBeLessThan(4)
  })

  it('counts by hand', () => {
    const of = (right: boolean, sure: number, run: number): Attempt => ({ right, sure, run })
    // 40 attempts: the surest twentieth is two of them, one of which is one of the two that are equally sure.
    const list = [
      of(true, 1, 0),
      of(true, 0.9, 0),
      of(false, 0.9, 1),
      ...Array.from({ length: 37 }, (_, i) => of(i === 0, 0.1, i % 8)),
    ]
    const found = recovery(list, VALUES)
    expect(found).toMatchObject({ attempts: 40, runs: 8, right: 3, chance: 1 / 64 })
    expect(found.above).toBeCloseTo(3 / 40 - 1 / 64, 12)
    expect(found.surest).toEqual({ attempts: 2, right: 0.75 })
    expect(found.certain).toMatchObject({ claimed: 1, right: 1 })
    // Wilson's upper end for 1 of 40, worked out apart: (p + z²/2n + z√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
    expect(found.certain.atMost).toBeCloseTo(0.12881, 4)
  })

  it('says at most 3/N where nothing was told for certain', () => {
    expect(recovery(attempts(3, 0), VALUES).certain).toEqual({ claimed: 0, right: 0, atMost: 0.003 })
  })

  it('gives no interval for fewer than five runs, and none of it is a leak', () => {
    const found = recovery(attempts(4, 1, 4), VALUES)
    expect(found.above).toBeCloseTo(63 / 64, 12)
    expect(found.low).toBeNull()
    expect(isLeak(found)).toBe(false)
  })

  it('refuses to speak of nothing', () => {
    expect(() => recovery([], VALUES)).toThrow('at least one attempt')
    expect(() => recovery(attempts(5, 0), 1)).toThrow('at least 2 values')
  })
})
