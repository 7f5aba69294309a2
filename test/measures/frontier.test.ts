import { beforeAll, describe, expect, it } from 'vitest'
import { frontier } from '../../src/measures/frontier.js'
import { seeded } from '../algebra/seeded-population.js'
import { action, DAY_MS, nobody } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, one, type Seen } from './answered.js'

const six = (share: number) => Number(share.toPrecision(6))
/** A Monday. */
const FIRST = Date.UTC(2026, 0, 5)
const judged = (week: number, given: Parameters<typeof action>[0]) =>
  action({ at: FIRST + week * 7 * DAY_MS + 3 * DAY_MS, confidence: 9, ...given })

describe('frontier, by hand', () => {
  it('counts by week from Monday on, and leaves out what is not known', async () => {
    const verdict = { reversibility: 'Easily reversible', human_in_loop: 'Yes', risk: 1, autonomy: 1 }
    const actions = [
      judged(0, { ...verdict, risk: 5, autonomy: 7 }),
      judged(0, { ...verdict, risk: 5, autonomy: 6 }),
      judged(0, { ...verdict, risk: 4, autonomy: 10 }),
      judged(0, { ...verdict, risk: 9, autonomy: null }),
      { ...judged(0, { ...verdict, risk: 10, autonomy: 10 }), week: Math.floor((FIRST / DAY_MS + 6 + 3) / 7) },
      judged(1, { ...verdict, reversibility: 'Irreversible', human_in_loop: 'No' }),
      judged(1, { ...verdict, reversibility: 'Irreversible' }),
      judged(1, { ...verdict, human_in_loop: 'No' }),
      judged(1, { ...verdict, reversibility: 'Irreversible', human_in_loop: 'Not inferable' }),
    ]
    const { rows, overall, notes } = await answered(frontier, { actions })
    const at = (week: string, measure: string) => one(rows, { week, measure })
    expect(at('2026-01-05', 'risky-autonomous')).toMatchObject({ n: 4, share: 0.5, share_min: 0.4, share_max: 0.6 })
    expect(at('2026-01-12', 'risky-autonomous')).toMatchObject({ n: 4, share: 0 })
    expect(at('2026-01-12', 'irreversible-unattended')).toMatchObject({ n: 3, share: six(1 / 3), share_min: 0.25 })
    expect(one(overall, { measure: 'risky-autonomous' })).toMatchObject({ n: 8, share: 0.25 })
    expect(rows.every((row) => row.changed === undefined)).toBe(true)
    expect(notes.some((note) => note.includes('fewer than 5 contributors'))).toBe(true)
  })

  it('is empty where nothing was judged, and says so', async () => {
    const none = await answered(frontier, nobody())
    expect([none.rows, none.notes.at(-1)]).toEqual([[], 'No action in this window was judged.'])
  })
})

describe('frontier, along weeks', () => {
  /** Sixty people with 7 actions a week; the chance of a risky one goes from 1 in 10 to 4 in 10 in one week. */
  const population = (weeks: number, turning: number) => {
    const random = seeded(5)
    return Array.from({ length: weeks }, (_, week) =>
      Array.from({ length: 60 }, (_, p) =>
        Array.from({ length: 7 }, (_, i) =>
          judged(week, {
            contributor: `p${p}`,
            session: `p${p}-${week}`,
            at: FIRST + (week * 7 + i) * DAY_MS,
            risk: random() < (week < turning ? 0.1 : 0.4) ? 8 : 2,
            autonomy: 8,
            reversibility: 'Easily reversible',
            human_in_loop: random() < 0.5 ? 'Yes' : 'No',
          }),
        ),
      ).flat(),
    ).flat()
  }
  let figure: Seen
  const changed = (of: Seen, measure: string) =>
    of.rows.filter((row) => row.measure === measure && row.changed === true).map((row) => row.week)

  beforeAll(async () => {
    figure = await answered(frontier, { actions: population(14, 8) })
  })

  it('marks the week from which the share differs, and no other', () => {
    expect(figure.rows.length).toBe(28)
    expect(changed(figure, 'risky-autonomous')).toEqual(['2026-03-02'])
    expect(changed(figure, 'irreversible-unattended')).toEqual([])
    for (const row of figure.rows) expect(typeof row.changed).toBe('boolean')
  })

  it('marks none where nothing changes', async () => {
    const still = await answered(frontier, { actions: population(13, 99) })
    expect(changed(still, 'risky-autonomous')).toEqual([])
    expect(still.rows.every((row) => row.changed === false)).toBe(true)
  })

  it('looks for none along fewer than twelve complete weeks, and says so', async () => {
    const few = await answered(frontier, { actions: population(12, 6) }, { from: FIRST + DAY_MS })
    expect(few.rows.length).toBe(24)
    expect(few.rows.every((row) => row.changed === undefined)).toBe(true)
    expect(few.notes.at(-1)).toMatch(/at least 12 complete weeks/)
    const enough = await answered(frontier, { actions: population(12, 6) }, { from: FIRST })
    expect(changed(enough, 'risky-autonomous')).toEqual(['2026-02-16'])
  })
})

describe('frontier, golden', () => {
  it('is what it was', async () => expectGolden(await answered(frontier, goldenPopulation())))
})
