import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Entered, offences } from '../../src/privacy/differences.js'
import { tooFew } from '../../src/privacy/thresholds.js'

const policy = { k_users: 3, k_items: 6, sybils: 0 }
const check = (of: Parameters<typeof tooFew>[0]) => tooFew(of, policy)
const count = (name: string, ...by: number[]): Entered => ({ name, by: new Map(by.map((n, who) => [who, n])) })

describe('rule 7: differences of published counts', () => {
  it('lets the same count be told again, and one that differs by enough people', () => {
    const before = count('week', 5, 5, 5, 5, 5)
    expect(offences([before], [before], check)).toEqual([])
    expect(offences([count('now', 7, 7, 7, 5, 5)], [before], check)).toEqual([])
  })

  it('finds one person more, one less, and one whose share moved', () => {
    const before = count('before', 5, 5, 5, 5, 5)
    expect(offences([count('now', 5, 5, 5, 5, 6)], [before], check)).toEqual([
      { name: 'now', with: ['before'], reason: 'k_users' },
    ])
    expect(offences([count('now', 5, 5, 5, 5)], [before], check)[0]).toMatchObject({
      with: ['before'],
      reason: 'k_users',
    })
    expect(offences([count('now', 6, 6, 6, 5, 5)], [before], check)[0]).toMatchObject({ reason: 'k_items' })
  })

  it('finds what only three counts tell together: two windows and one across them', () => {
    // Days 1–10, 11–20 and 1–15: the first two less the third leave days 16–20, which one person worked on.
    const first = count('1–10', 4, 4, 4, 4)
    const second = count('11–20', 6, 3, 3, 3)
    const across = count('1–15', 5, 7, 7, 7)
    expect(offences([across], [first], check)).toEqual([])
    expect(offences([across], [first, second], check)).toEqual([
      { name: '1–15', with: ['1–10', '11–20'], reason: 'k_users' },
    ])
  })

  it('says nothing of combinations that are no count', () => {
    expect(offences([count('a', 9, 1, 9, 1)], [count('b', 1, 9, 1, 9)], check)).toEqual([])
  })

  it('agrees with trying every combination, whatever the counts', () => {
    const counts = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }), {
      minLength: 2,
      maxLength: 4,
    })
    fc.assert(
      fc.property(counts, (list) => {
        const [now, ...earlier] = list.map((by, i) => count(`c${i}`, ...by))
        const found = offences([now!], earlier, check).length > 0
        let expected = false
        const signs = (n: number): number[][] =>
          n === 0 ? [[]] : signs(n - 1).flatMap((s) => [-1, 0, 1].map((x) => [...s, x]))
        for (const rest of signs(earlier.length)) {
          const used = rest.filter((s) => s !== 0)
          if (used.length === 0 || used.length > 2 || !used.includes(-1) || (used.length === 1 && used[0] !== -1))
            continue
          const sum = list[0]!.map(
            (n, who) => n + rest.reduce((total, sign, i) => total + sign * list[i + 1]![who]!, 0),
          )
          if (sum.some((n) => n > 0) && sum.some((n) => n < 0)) continue
          const sizes = sum
            .map(Math.abs)
            .filter((n) => n > 0)
            .sort((a, b) => b - a)
          const units = sizes.reduce((a, b) => a + b, 0)
          const of = { units, contributors: sizes.length, top1: sizes[0] ?? 0, top2: (sizes[0] ?? 0) + (sizes[1] ?? 0) }
          if (check(of) !== null) expected = true
        }
        expect(found).toBe(expected)
      }),
      { seed: 3, numRuns: 500 },
    )
  })
})
