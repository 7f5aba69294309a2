import { beforeAll, describe, expect, it } from 'vitest'
import { interruptsByExperience } from '../../src/measures/interrupts-by-experience.js'
import { turn } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, one, type Seen } from './answered.js'

const six = (share: number) => Number(share.toPrecision(6))
const working = { ended_by: 'interrupted', interrupt_kind: 'working' }
const prompt = { ended_by: 'interrupted', interrupt_kind: 'prompt' }

describe('interrupts-by-experience, by hand', () => {
  const ann = { contributor: 'ann', reached: 60, known_start: 1 }
  const bob = { contributor: 'bob', reached: 51, known_start: 0 }
  let figure: Seen
  const row = (cohort: string, from: number, kind = 'any') => one(figure.rows, { cohort, from, kind })

  beforeAll(async () => {
    figure = await answered(interruptsByExperience, {
      turns: [
        // First sessions: 1 of 5 turns is interrupted.
        turn({ ...ann, experience: 1 }),
        turn({ ...ann, experience: 1, ...prompt }),
        turn({ ...ann, experience: 9, ended_by: 'asked' }),
        turn({ ...bob, experience: 1, ended_by: 'failed' }),
        turn({ ...bob, experience: 5, interactive: 'unknown', started_by: 'answer' }),
        // 20–49: 3 of 4, one of them at a permission prompt.
        turn({ ...ann, experience: 20, ...working }),
        turn({ ...ann, experience: 49, ...prompt }),
        turn({ ...bob, experience: 33, ...working }),
        turn({ ...bob, experience: 33, censored: 1, ended_by: 'unknown' }),
        // 50–99: beyond what all of reached-50 have in common.
        turn({ ...ann, experience: 60, ...working }),
        turn({ ...bob, experience: 51 }),
        turn({ ...bob, experience: 51, ...working, started_by: 'schedule' }),
        turn({ ...bob, experience: null, ...working, interactive: 'no' }),
        turn({ ...bob, experience: 51, ...working, started_by: 'unknown' }),
      ],
    })
  })

  it('counts interrupts among the turns of people', () => {
    expect(figure).toMatchObject({ n: 11, contributors: 2, clusters: 'days', unit: 'turns' })
    expect(figure.flow.map(({ n }) => n)).toEqual([14, 1, 1, 1, 11])
    expect(row('all', 1)).toMatchObject({ to: 1, n: 3, contributors: 2, share: six(1 / 3) })
    expect(row('all', 5)).toMatchObject({ to: 9, n: 2, contributors: 2, share: 0 })
    expect(row('all', 20)).toMatchObject({ to: 49, n: 4, contributors: 2, share: 0.75 })
    expect(row('all', 50)).toMatchObject({ to: 99, n: 2, share: 0.5 })
  })

  it('tells beside it that one turn is of a session of unknown interactivity', () => {
    expect(figure.notes.find((note) => note.startsWith('For 1 of 11 turns'))).toMatch(/they are counted/)
    expect(figure.notes.find((note) => note.startsWith('Known start'))).toMatch(/1 of 2 contributors; for 1 the logs/)
  })

  it('tells stopping the agent at work from a "no, stop"', () => {
    expect([row('all', 20, 'working').share, row('all', 20, 'prompt').share]).toEqual([0.5, 0.25])
    expect([row('all', 1, 'working').share, row('all', 1, 'prompt').share]).toEqual([0, six(1 / 3)])
    expect(one(figure.overall, { kind: 'any' })).toMatchObject({ n: 11, share: six(5 / 11) })
    expect(one(figure.overall, { kind: 'working' }).share).toBe(six(3 / 11))
  })

  it('keeps the cohorts apart and compares with the beginning', () => {
    expect(figure.rows.filter((r) => r.cohort === 'known-start' && r.kind === 'any').map((r) => [r.from, r.n])).toEqual(
      [
        [1, 2],
        [5, 1],
        [20, 2],
        [50, 1],
      ],
    )
    expect(figure.rows.filter((r) => r.cohort === 'reached-50' && r.kind === 'any').map((r) => [r.from, r.n])).toEqual([
      [1, 3],
      [5, 2],
      [20, 4],
    ])
    expect(figure.rows.filter((r) => r.cohort === 'reached-200')).toEqual([])
    // Ann: 2 of 2 less 1 of 3, weight 6; Bob: 1 of 2 less 0 of 2, weight 4. At work 1/2 and 1/2; at the prompt 1/2 − 1/3 and 0.
    expect(row('reached-50', 20).change).toBe(0.6)
    expect(row('reached-50', 20, 'working').change).toBe(0.5)
    expect(row('reached-50', 20, 'prompt').change).toBe(0.1)
  })

  it('cuts the beginning off with the window, and then says nothing of a change', async () => {
    const later = Date.parse('2026-01-05T12:00:00Z')
    const turns = [
      turn({ ...ann, experience: 1, at: later - 1 }),
      turn({ ...ann, experience: 20, at: later, ...working }),
    ]
    const cut = await answered(interruptsByExperience, { turns }, { from: later })
    expect(cut.n).toBe(1)
    expect(one(cut.rows, { cohort: 'reached-50', from: 20, kind: 'any' })).not.toHaveProperty('change')
  })

  it('draws a level curve where every share is the same', async () => {
    // Each of six people is interrupted in one of two turns of every session: no draw can differ.
    const level = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((contributor) =>
      Array.from({ length: 40 }, (_, i) =>
        turn({ contributor, experience: 1 + (i >> 1), ...(i % 2 === 0 ? working : {}) }),
      ),
    )
    const { curve } = await answered(interruptsByExperience, { turns: level })
    const all = curve.filter((p) => p.cohort === 'all')
    expect(all.length).toBeGreaterThan(8)
    for (const { kind, share, low, high } of all) expect([kind, share, low, high]).toEqual(['any', 0.5, 0.5, 0.5])
  })
})

describe('interrupts-by-experience, golden', () => {
  let figure: Seen
  beforeAll(async () => {
    figure = await answered(interruptsByExperience, goldenPopulation())
  })

  it('is what it was', () => expectGolden(figure))

  it('has the paired changes that numpy gives for the same rows', () => {
    // Σ(k·n₀ − k₀·n) / Σ n·n₀ over people; 2.5th and 97.5th percentile (type 7) of 200 draws of people with Poisson weights.
    const change = (from: number) => one(figure.rows, { cohort: 'reached-50', from, kind: 'any' })
    expect(change(20)).toMatchObject({ change: -0.0814658, change_low: -0.163305, change_high: 0.0120444 })
    expect(change(10)).toMatchObject({ change: -0.031968, change_low: -0.0714447, change_high: 0.0154719 })
  })

  it('has the curve that numpy gives for the same rows', () => {
    // LOWESS of degree 1 on log ordinals, weights n, tricube over the nearest 3 of 17 bins; bands as above.
    const expected = [
      [1, 0.1, 0, 0.363636],
      [11.4891, 0.166666, 0.0473067, 0.28567],
      [25.923, 0.104169, 0.0232174, 0.166665],
      [46.8295, 0.1375, 0.101419, 0.189338],
    ]
    for (const [x, share, low, high] of expected) {
      const point = one(figure.curve, { cohort: 'all', kind: 'any', x: x! })
      expect(point.share).toBeCloseTo(share!, 5)
      expect(point.low).toBeCloseTo(low!, 5)
      expect(point.high).toBeCloseTo(high!, 5)
    }
    // Four of the eight people came that far: a line, and no band.
    const end = one(figure.curve, { cohort: 'all', kind: 'any', x: 56.7803 })
    expect(end).toMatchObject({ share: 0.121212, low: null, high: null })
  })
})
