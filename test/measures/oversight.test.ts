import { beforeAll, describe, expect, it } from 'vitest'
import { oversight } from '../../src/measures/oversight.js'
import { weightedShare } from '../../src/stats/index.js'
import { action, nobody, weighed } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, one, type Seen } from './answered.js'

const six = (share: number) => Number(share.toPrecision(6))

describe('oversight, by hand', () => {
  /** A verdict with a human in the loop or not, what guards it, and whether it can be undone. */
  const judged = (session: string, human: string, guards: string, undone: string, at = '2026-01-05T12:00:00Z') =>
    action({
      contributor: session[0]!,
      session,
      at,
      confidence: 9,
      human_in_loop: human,
      safeguards_category: guards,
      reversibility: undone,
    })
  const rows = weighed([
    judged('a1', 'Yes', 'Sandboxed execution|Rate limits', 'Easily reversible'),
    judged('a1', 'Yes', 'No clear guardrails', 'Irreversible'),
    judged('a1', 'Not inferable', 'Not inferable', 'Not applicable'),
    judged('a2', 'No', 'Other', 'Irreversible'),
    judged('b1', 'No', 'Scoped permissions', 'Not inferable'),
    judged('b1', 'No', 'No clear guardrails', 'Reversible with effort', '2026-01-07T12:00:00Z'),
    action({ contributor: 'c', session: 'c1' }),
  ])
  let figure: Seen
  const at = (measure: string, weight: string) => one(figure.rows, { measure, weight })

  beforeAll(async () => {
    figure = await answered(oversight, { actions: rows })
  })

  it('counts what was judged, and says how much was not', () => {
    expect(figure).toMatchObject({ n: 6, contributors: 2, clusters: 'days', unit: 'actions' })
    expect(figure.flow.map(({ step, n }) => [step, n])).toEqual([
      ['eligible', 7],
      ['not judged', 1],
      ['counted', 6],
    ])
    expect(figure.rows.length).toBe(9)
  })

  it('gives the share of actions, without those that cannot be told', () => {
    // Of 6: 2 yes, 3 no, 1 unknown, which is more than 5%.
    expect(at('human-in-loop', 'action')).toMatchObject({ n: 5, contributors: 2, share: 0.4, raw: 0.4, n_eff: 5 })
    expect(at('human-in-loop', 'action')).toMatchObject({ share_min: six(2 / 6), share_max: 0.5 })
    // Guarded: a1's first, a2's, b1's first; two have none, one is unknown.
    expect(at('safeguard', 'action')).toMatchObject({ n: 5, share: 0.6, share_min: 0.5, share_max: six(4 / 6) })
    // Not applicable counts, not inferable does not.
    expect(at('irreversible', 'action')).toMatchObject({ n: 5, share: 0.4, share_min: six(2 / 6), share_max: 0.5 })
  })

  it('counts each session once: a third of it per action of a1, all of a2, half of b1', () => {
    const known = 2 / 3 + 1 + 1
    const row = at('human-in-loop', 'session')
    expect(row).toMatchObject({ n: 5, share: six(2 / 3 / known), share_min: six(2 / 3 / 3), share_max: six(1 / 3) })
    expect(row.n_eff).toBe(six(known ** 2 / (2 / 9 + 1 + 2 / 4)))
  })

  it('counts each contributor once: a quarter per action of a, half of b', () => {
    const known = 3 / 4 + 1
    const row = at('human-in-loop', 'contributor')
    expect(row).toMatchObject({ n: 5, share: six(2 / 4 / known), share_min: 0.25, share_max: six(3 / 4 / 2) })
    expect(row.n_eff).toBe(six(known ** 2 / (3 / 16 + 2 / 4)))
  })

  it('keeps the weight that an action has in the whole store, whatever the window leaves out', async () => {
    const cut = await answered(oversight, { actions: rows }, { to: Date.parse('2026-01-06T00:00:00Z') })
    // b1's second action is outside; the first still weighs a half: (2/3) / (2/3 + 1 + 1/2).
    const row = one(cut.rows, { measure: 'human-in-loop', weight: 'session' })
    expect(row).toMatchObject({ n: 4, share: six(2 / 3 / (2 / 3 + 1 + 1 / 2)) })
  })

  it('is empty where nothing was judged, and says so', async () => {
    for (const actions of [[], [action(), action()]]) {
      const none = await answered(oversight, { ...nobody(), actions })
      expect(none).toMatchObject({ n: 0, rows: [] })
      expect(none.notes.at(-1)).toBe('No action in this window was judged.')
    }
  })
})

describe('oversight, intervals', () => {
  it('are those of the sums that weights give, by contributor', async () => {
    // Six people with two sessions each: one of one action, watched by a human where the person's number is even, and
    // one of p + 1 actions, of which the first p mod 3 are watched.
    const actions = weighed(
      [0, 1, 2, 3, 4, 5].flatMap((p) => [
        action({ contributor: `p${p}`, session: `p${p}a`, confidence: 9, human_in_loop: p % 2 === 0 ? 'Yes' : 'No' }),
        ...Array.from({ length: p + 1 }, (_, i) =>
          action({
            contributor: `p${p}`,
            session: `p${p}b`,
            confidence: 9,
            human_in_loop: i < p % 3 ? 'Yes' : 'No',
          }),
        ),
      ]),
    )
    const figure = await answered(oversight, { actions })
    // Per person: n_c = 2 sessions, k_c = [p even] + (p mod 3) / (p + 1); Σ w² = 1 + 1 / (p + 1).
    const people = [0, 1, 2, 3, 4, 5].map((p) => ({
      k: (p % 2 === 0 ? 1 : 0) + (p % 3) / (p + 1),
      ww: 1 + 1 / (p + 1),
    }))
    const sum = (of: (one: { k: number; ww: number }) => number) => people.reduce((total, own) => total + of(own), 0)
    const expected = weightedShare({
      n: 12,
      k: sum(({ k }) => k),
      clusters: 6,
      nn: 24,
      kk: sum(({ k }) => k * k),
      nk: sum(({ k }) => 2 * k),
      ww: sum(({ ww }) => ww),
    })
    const row = one(figure.rows, { measure: 'human-in-loop', weight: 'session' }) as Record<string, number>
    expect(row).toMatchObject({ n: 27, contributors: 6 })
    expect(row.share).toBeCloseTo(expected.share!, 5)
    expect(row.n_eff).toBeCloseTo(expected.nWeighted, 4)
    expect(row.low).toBeCloseTo(expected.low!, 5)
    expect(row.high).toBeCloseTo(expected.high!, 5)
  })
})

describe('oversight, golden', () => {
  it('is what it was', async () => expectGolden(await answered(oversight, goldenPopulation())))
})
