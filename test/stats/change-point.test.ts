import { describe, expect, it } from 'vitest'
import { changePoint, poissonWeight } from '../../src/stats/index.js'
import { mulberry32 } from './random.js'

/** Contributors × weeks, as [units, counted], with draws over contributors. */
function weeksOf(contributors: readonly (readonly (readonly [number, number])[])[], draws: number, seed: number) {
  const random = mulberry32(seed)
  const weeks = contributors[0]!.length
  const add = (weights: readonly number[], part: 0 | 1) =>
    Array.from({ length: weeks }, (_, t) => contributors.reduce((sum, c, i) => sum + weights[i]! * c[t]![part], 0))
  const series = (weights: readonly number[]) => ({ n: add(weights, 0), k: add(weights, 1) })
  return {
    ...series(contributors.map(() => 1)),
    draws: Array.from({ length: draws }, () =>
      series(contributors.map(() => poissonWeight(Math.floor(65_536 * random())))),
    ),
  }
}

describe('changePoint', () => {
  // Two contributors, six weeks, splits at 3 only. p̂ = 18/60 = 0.3; residuals r_ct summed before and after:
  // A: (3 − 4.5, 6 − 4.5) = (−1.5, 1.5), B the same, so a_A = a_B = 1.5/30 + 1.5/30 = 0.1 and the difference is 0.2.
  // Draws (w_A, w_B) = (2, 0), (0, 0), (1, 3), (1, 1) give Σ(w − 1)·0.1 = 0, −0.2, 0.2, 0: se = √(0.08/4) = 0.1414,
  // t = 1.414, and two of four draws reach it: p = (1 + 2)/(4 + 1).
  it('agrees with two contributors worked out by hand', () => {
    const n = [10, 10, 10, 10, 10, 10]
    const k = [2, 2, 2, 4, 4, 4]
    const times = (w: number) => ({ n: n.map((units) => (units * w) / 2), k: k.map((units) => (units * w) / 2) })
    const weeks = { n, k, draws: [times(2), times(0), times(4), times(2)] }
    expect(changePoint(weeks)).toEqual({ at: null, p: 3 / 5 })
  })

  const steady = (share: (week: number, person: number) => number) =>
    Array.from({ length: 30 }, (_, person) =>
      Array.from({ length: 16 }, (_, week) => {
        const units = 5 + ((person * 7 + week * 3) % 11) * (1 + (person % 5))
        return [units, Math.round(units * share(week, person))] as const
      }),
    )

  it('finds a change where there is one, at its week', () => {
    const weeks = weeksOf(
      steady((week, person) => (week < 10 ? 0.2 : 0.4) + 0.1 * Math.sin(person)),
      200,
      5,
    )
    expect(changePoint(weeks)).toEqual({ at: 10, p: 1 / 201 })
  })

  it('finds none where weeks grow and people differ, but nobody changes', () => {
    const weeks = weeksOf(
      steady((_, person) => 0.3 + 0.25 * Math.sin(person)),
      200,
      6,
    )
    expect(changePoint(weeks).at).toBeNull()
  })

  it('sees only splits with enough weeks on each side', () => {
    const late = steady((week) => (week < 15 ? 0.2 : 0.7))
    expect(changePoint(weeksOf(late, 200, 7), 1).at).toBe(15)
    expect(changePoint(weeksOf(late, 200, 7), 3).at).not.toBe(15)
    const few = weeksOf(
      steady((week) => (week < 3 ? 0.2 : 0.7)).map((c) => c.slice(0, 5)),
      50,
      8,
    )
    expect(changePoint(few)).toEqual({ at: null, p: 1 })
  })

  it('says nothing of nothing, and of what never varies', () => {
    const zero = { n: [0, 0, 0, 0, 0, 0], k: [0, 0, 0, 0, 0, 0] }
    expect(changePoint({ ...zero, draws: [zero, zero] })).toEqual({ at: null, p: 1 })
    const full = { n: [3, 4, 5, 6, 7, 8], k: [3, 4, 5, 6, 7, 8] }
    expect(changePoint({ ...full, draws: [full, zero] })).toEqual({ at: null, p: 1 })
    expect(changePoint({ ...full, draws: [] })).toEqual({ at: null, p: 1 })
  })

  it('refuses counts that cannot be', () => {
    const weeks = { n: [3, 4], k: [1, 5], draws: [] }
    expect(() => changePoint(weeks)).toThrow('weeks, week 1: 5 of 4 units is no count')
    expect(() => changePoint({ n: [3], k: [1], draws: [{ n: [3], k: [] }] })).toThrow('draw 0 must have 1 values')
    expect(() => changePoint({ n: [3], k: [1], draws: [] }, 0)).toThrow('margin must be an integer of 1 or more')
  })
})
