import { beforeAll, describe, expect, it } from 'vitest'
import { turnDuration } from '../../src/measures/turn-duration.js'
import { turn } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, type Line, one, type Seen } from './answered.js'

const PERCENTILES = ['p50', 'p75', 'p90', 'p95', 'p99', 'p999']
const percentiles = (line: Line) => PERCENTILES.map((name) => line[name])

/** Values come from buckets: at most 0.25% off. */
function expectSeconds(line: Line, expected: (number | null)[]): void {
  for (const [i, seconds] of expected.entries()) {
    const found = line[PERCENTILES[i]!]
    if (seconds === null) expect(found).toBeNull()
    else expect(Math.abs(Number(found) / seconds - 1), `${PERCENTILES[i]} ${found}`).toBeLessThanOrEqual(0.002501)
  }
}

/** Eleven turns of 1 to 11 s on 5 January: position 10·p of the sorted values, so p50 is 6, p75 8.5, p99 10.9. */
const eleven = (given: (second: number) => object = () => ({})) =>
  Array.from({ length: 11 }, (_, i) =>
    turn({
      contributor: ['ann', 'bob', 'cai'][i % 3]!,
      wall_ms: 1000 * (i + 1),
      work5_ms: 500 * (i + 1),
      ...given(i + 1),
    }),
  )
const whole = (figure: Seen, clock: string) => one(figure.rows, { day: 'all', window: 'all', clock })

describe('turn-duration, by hand', () => {
  it('gives type 7 percentiles of each clock, apart', async () => {
    const figure = await answered(turnDuration, {
      turns: eleven((s) => ({ reported_ms: s > 8 ? 40_000 + s * 1000 : null })),
    })
    expectSeconds(whole(figure, 'wall'), [6, 8.5, 10, 10.5, 10.9, 10.99])
    expectSeconds(whole(figure, 'work'), [3, 4.25, 5, 5.25, 5.45, 5.495])
    // Reported by three turns: 49, 50 and 51 s; position 2·p.
    expectSeconds(whole(figure, 'reported'), [50, 50.5, 50.8, 50.9, 50.98, 50.998])
    expect(whole(figure, 'wall')).toMatchObject({ n: 11, contributors: 3, censored: 0 })
    expect(whole(figure, 'reported')).toMatchObject({ n: 3, contributors: 3 })
    expect(whole(figure, 'reported')).not.toHaveProperty('censored')
  })

  it('counts turns of people whose start is known, and shows what was left out, each turn once', async () => {
    const figure = await answered(turnDuration, {
      turns: [
        ...eleven(),
        turn({ interactive: 'no', wall_ms: 9e6, contributor: 'dan' }),
        turn({ interactive: 'no', started_by: 'schedule', wall_ms: 9e6 }),
        turn({ started_by: 'schedule', wall_ms: 9e6 }),
        turn({ started_by: 'program', wall_ms: 9e6 }),
        turn({ started_by: 'unknown', wall_ms: 9e6 }),
        turn({ interactive: 'unknown', started_by: 'notification', wall_ms: 6000 }),
      ],
    })
    expect(figure.flow).toEqual([
      { step: 'eligible', n: 17 },
      { step: 'headless', n: 2 },
      { step: 'scheduled', n: 2 },
      { step: 'unknown', n: 1 },
      { step: 'counted', n: 12 },
    ])
    // dan has headless turns only, so three contributors are counted.
    expect(figure).toMatchObject({ id: 'turn-duration', unit: 'turns', n: 12, contributors: 3, clusters: 'days' })
    // 1 2 3 4 5 6 6 7 8 9 10 11: position 11·p.
    expectSeconds(whole(figure, 'wall'), [6, 8.25, 9.9, 10.45, 10.89, 10.989])
  })

  it('withholds percentiles on which turns still running have a say', async () => {
    // The turn of 11 s still runs: at infinity p95 and beyond (positions 9.5, 9.9, 9.99) are infinite, p90 is 10 s.
    const figure = await answered(turnDuration, {
      turns: eleven((s) => ({ censored: s === 11 ? 1 : 0, reported_ms: 31_000 })),
    })
    const wall = whole(figure, 'wall')
    expectSeconds(wall, [6, 8.5, 10, null, null, null])
    expect(wall).toMatchObject({ n: 11, censored: 1 })
    expect(wall.withheld).toEqual({ p95: 'censored', p99: 'censored', p999: 'censored' })
    expect(whole(figure, 'reported').withheld).toBeUndefined()
    // Three percentiles of two clocks in two rows (whole window and the one day).
    expect(figure.suppressed).toEqual({ cells: 0, reasons: { censored: 12 } })
  })

  it('withholds what a long-running turn would move by more than 1%, publishes what it would not', async () => {
    // Age 1 s, first of eleven: at infinity every percentile moves up by one rank. 100.0 → 100.5 s is within 1%.
    const close = Array.from({ length: 10 }, (_, i) => turn({ wall_ms: 100_000 + 500 * i }))
    const figure = await answered(turnDuration, { turns: [turn({ wall_ms: 1000, censored: 1 }), ...close] })
    expectSeconds(whole(figure, 'wall'), [102, 103.25, 104, null, null, null])
    const apart = eleven((s) => ({ censored: s === 1 ? 1 : 0 }))
    expectSeconds(whole(await answered(turnDuration, { turns: apart }), 'wall'), [null, null, null, null, null, null])
  })

  it('gives days, and seven-day windows whose days all lie inside', async () => {
    const days = [1, 2, 2, 3, 4, 5, 6, 7, 8, 8]
    const turns = days.map((d, i) => turn({ at: `2026-01-0${d}T09:00:00Z`, wall_ms: 1000 * (i + 1) }))
    const open = await answered(turnDuration, { turns })
    const named = (figure: Seen, window: string) =>
      figure.rows.filter((r) => r.window === window && r.clock === 'wall').map((r) => [r.day, r.n])
    expect(named(open, '1d')).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((d) => [`2026-01-0${d}`, [2, 8].includes(d) ? 2 : 1]),
    )
    // 1–7 January hold 8 turns (1…8 s), 2–8 January 9 (2…10 s).
    expect(named(open, '7d')).toEqual([
      ['2026-01-07', 8],
      ['2026-01-08', 9],
    ])
    expectSeconds(one(open.rows, { day: '2026-01-07', window: '7d', clock: 'wall' }), [4.5, 6.25])
    expectSeconds(one(open.rows, { day: '2026-01-08', window: '7d', clock: 'wall' }), [6, 8])
    // Half-open: the turn of 1 January is before it, those of 8 January are at or after its end; noon cuts a day short.
    const part = { from: Date.parse('2026-01-01T12:00:00Z'), to: Date.parse('2026-01-08T09:00:00Z') }
    const cut = await answered(turnDuration, { turns }, part)
    expect(whole(cut, 'wall').n).toBe(7)
    expect(cut.flow[0]).toEqual({ step: 'eligible', n: 7 })
    expect(named(cut, '7d')).toEqual([])
  })

  it('shows every variant fixed in advance', async () => {
    const figure = await answered(turnDuration, {
      turns: eleven((s) => ({
        work2_ms: 200 * s,
        work15_ms: 800 * s,
        joined_ms: s % 2 === 0 ? null : 2000 * s,
        interactive: s <= 5 ? 'yes' : 'unknown',
      })),
    })
    const medians = figure.sensitivity.map((r) => [r.variant, r.clock, r.n, Math.round(Number(r.p50) * 10) / 10])
    expect(medians).toEqual([
      ['gap-2m', 'work', 11, 1.2],
      ['gap-5m', 'work', 11, 3],
      ['gap-15m', 'work', 11, 4.8],
      ['gap-none', 'work', 11, 6],
      ['unknown-out', 'wall', 5, 3],
      // 2 6 10 14 18 22 s.
      ['questions-joined', 'wall', 6, 12],
    ])
  })
})

describe('turn-duration, intervals', () => {
  it('bounds a median by t·√(q(1−q)/n_eff) on the distribution function, clustered by contributor', async () => {
    // Six people with 20 turns each, all of them 1…20 s: no clustering, so deff is below 1 and n_eff is 120.
    // t(0.975; 5) = 2.570582, half = t·√(0.25/120) = 0.117331: the 38.27% and 61.73% points.
    // Position 119·p: 45.54 and 73.46, both between equal neighbours of rank 46, 47 (8 s) and 74, 75 (13 s).
    const people = ['ann', 'bob', 'cai', 'dee', 'eva', 'fox']
    const turns = people.flatMap((contributor) =>
      Array.from({ length: 20 }, (_, i) => turn({ contributor, wall_ms: 1000 * (i + 1) })),
    )
    const figure = await answered(turnDuration, { turns })
    expect(figure.clusters).toBe('contributors')
    const wall = whole(figure, 'wall')
    expect(Math.abs(Number(wall.p50_low) / 8 - 1)).toBeLessThan(0.0026)
    expect(Math.abs(Number(wall.p50_high) / 13 - 1)).toBeLessThan(0.0026)
    // 0.999 + t·√(0.999·0.001/120) lies beyond 1, outside the data.
    expect(wall.p999_high).toBeNull()
    expect(wall.p999_low).not.toBeNull()
  })

  it('clusters by days under 5 contributors, and gives nothing under 5 days', async () => {
    const on = (days: number) =>
      Array.from({ length: days * 20 }, (_, i) =>
        turn({ at: `2026-01-0${1 + (i % days)}T10:00:00Z`, wall_ms: 1000 * (1 + Math.floor(i / days)) }),
      )
    const six = await answered(turnDuration, { turns: on(6) })
    expect(six).toMatchObject({ contributors: 1, clusters: 'days' })
    expect(six.notes.at(-1)).toMatch(/clustered by days and speak of these people only/)
    // Six days as six people above: the same interval.
    expect(Math.abs(Number(whole(six, 'wall').p50_low) / 8 - 1)).toBeLessThan(0.0026)
    const four = await answered(turnDuration, { turns: on(4) })
    expect(PERCENTILES.flatMap((p) => [whole(four, 'wall')[`${p}_low`], whole(four, 'wall')[`${p}_high`]])).toEqual(
      new Array(12).fill(null),
    )
  })

  it('answers an empty population with nothing, not with zeros', async () => {
    const figure = await answered(turnDuration, {})
    expect(figure).toMatchObject({ n: 0, contributors: 0, rows: [], sensitivity: [] })
  })
})

describe('turn-duration, golden', () => {
  let figure: Seen
  beforeAll(async () => {
    figure = await answered(turnDuration, goldenPopulation())
  })

  it('is what it was', () => expectGolden(figure))

  it('has the intervals that numpy and scipy give for the same buckets', () => {
    // q ± t·√(q(1−q)/n_eff), n_eff from the people's spread in turns at or below the bucket of the quantile, t on degrees of
    // freedom of Satterthwaite where part of it is between people; then
    // numpy.percentile of the 510 bucket values.
    const wall = one(figure.rows, { day: 'all', window: 'all', clock: 'wall' })
    expect(wall).toMatchObject({ n: 510, p50: 44.0075, p50_low: 33.6846, p50_high: 55.299 })
    expect(wall).toMatchObject({ p75: 146.414, p75_low: 103.879, p75_high: 203.776 })
    expect(wall).toMatchObject({ p90: 368.367, p90_low: 296.835, p90_high: 478.495 })
    expect(wall).toMatchObject({ p95: 628.27, p95_low: 406.594, p95_high: 1029.63 })
    expect(wall).toMatchObject({ censored: 1, p999: null, withheld: { p999: 'censored' } })
  })

  it('has percentiles in order, inside their intervals', () => {
    for (const row of figure.rows) {
      const shown = percentiles(row).filter((v) => v !== null)
      expect(shown).toEqual(shown.toSorted((a, b) => Number(a) - Number(b)))
      for (const p of PERCENTILES) {
        if (row[p] === null) continue
        if (row[`${p}_low`] !== null) expect(Number(row[`${p}_low`])).toBeLessThanOrEqual(Number(row[p]))
        if (row[`${p}_high`] !== null) expect(Number(row[`${p}_high`])).toBeGreaterThanOrEqual(Number(row[p]))
      }
    }
  })
})
