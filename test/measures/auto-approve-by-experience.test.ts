import { beforeAll, describe, expect, it } from 'vitest'
import { autoApproveByExperience } from '../../src/measures/auto-approve-by-experience.js'
import { session, type UnitRow } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, type Line, one, type Seen } from './answered.js'

type Short = [contributor: string, experience: number, regime: string]
const PEOPLE: Record<string, { reached: number; known_start: number }> = {
  ann: { reached: 50, known_start: 1 },
  bob: { reached: 2, known_start: 1 },
  cai: { reached: 20, known_start: 0 },
  eve: { reached: 200, known_start: 0 },
}
const SHORT: Short[] = [
  ['ann', 1, 'manual'],
  ['ann', 3, 'bypass'],
  ['ann', 49, 'bypass'],
  ['ann', 50, 'bypass'],
  ['bob', 1, 'unknown'],
  ['bob', 2, 'unknown'],
  ['cai', 1, 'classifier'],
  ['cai', 4, 'rules'],
  ['cai', 20, 'manual'],
  ['eve', 2, 'manual'],
  ['eve', 30, 'rules'],
  ['eve', 199, 'classifier'],
  ['eve', 200, 'classifier'],
]
const thirteen = SHORT.map(([contributor, experience, regime]) =>
  session({ contributor, experience, regime, ...PEOPLE[contributor]! }),
)
const six = (share: number) => Number(share.toPrecision(6))

describe('auto-approve-by-experience, by hand', () => {
  let figure: Seen
  const row = (cohort: string, from: number, regime = 'auto') => one(figure.rows, { cohort, from, regime })
  const cell = (cohort: string, from: number) => {
    const { to, n, contributors, share, share_max } = row(cohort, from)
    return [to, n, contributors, share, share_max]
  }

  beforeAll(async () => {
    figure = await answered(autoApproveByExperience, {
      sessions: [
        ...thirteen,
        session({ contributor: 'gus', regime: null }),
        session({ contributor: 'hal', regime: 'bypass', interactive: 'no', experience: null }),
        session({ contributor: 'ivy', regime: null, turns: 0, at: null, experience: null }),
      ],
    })
  })

  it('shows each session once on the way to what is counted', () => {
    expect(figure).toMatchObject({ n: 13, contributors: 4, clusters: 'days', unit: 'sessions' })
    expect(figure.flow).toEqual([
      { step: 'eligible', n: 16 },
      { step: 'without a turn', n: 1 },
      { step: 'headless or scheduled', n: 1 },
      { step: 'nothing that could need approval', n: 1 },
      { step: 'counted', n: 13 },
    ])
  })

  it('tells beside it what was counted without being known', () => {
    expect(figure.notes).toContain('For every one of the sessions the log says that a person could type.')
    // Of ann, bob, cai and eve the logs show the beginning of ann and bob.
    expect(figure.notes.find((note) => note.startsWith('Known start'))).toMatch(/2 of 4 contributors; for 2 the logs/)
  })

  it('counts bins, with unknown sessions between share and share_max', () => {
    expect(figure.rows.filter((r) => r.cohort === 'all' && r.regime === 'auto').map((r) => r.from)).toEqual([
      1, 2, 3, 20, 50, 100, 200,
    ])
    expect(cell('all', 1)).toEqual([1, 3, 3, six(1 / 3), six(2 / 3)])
    expect(cell('all', 2)).toEqual([2, 2, 2, 0, 0.5])
    expect(cell('all', 3)).toEqual([4, 2, 2, 1, 1])
    expect(cell('all', 20)).toEqual([49, 3, 3, six(2 / 3), six(2 / 3)])
    expect(cell('all', 50)).toEqual([99, 1, 1, 1, 1])
    expect(cell('all', 200)).toEqual([499, 1, 1, 1, 1])
  })

  it('tells the regimes apart', () => {
    const shares = (from: number) =>
      ['bypass', 'classifier', 'rules', 'manual', 'unknown'].map((regime) => row('all', from, regime).share)
    expect(shares(1)).toEqual([0, six(1 / 3), 0, six(1 / 3), six(1 / 3)])
    expect(shares(3)).toEqual([0.5, 0, 0.5, 0, 0])
    expect(shares(20)).toEqual([six(1 / 3), 0, six(1 / 3), six(1 / 3), 0])
    expect(row('all', 1, 'manual')).not.toHaveProperty('share_max')
  })

  it('holds the right people in every cohort, up to what all of them reached', () => {
    const bins = (cohort: string) =>
      figure.rows.filter((r) => r.cohort === cohort && r.regime === 'auto').map((r) => [r.from, r.n])
    expect(bins('known-start')).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
      [20, 1],
      [50, 1],
    ])
    expect(bins('reached-50')).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [20, 2],
    ])
    expect(bins('reached-200')).toEqual([
      [2, 1],
      [20, 1],
      [100, 1],
    ])
    expect(cell('known-start', 1)).toEqual([1, 2, 2, 0, 0.5])
  })

  it('compares the same people with their first nine sessions', () => {
    // ann and eve begin manual, bypass, manual: a third. Later, at 20–49, bypass and rules: all.
    expect(row('reached-50', 20).change).toBe(six(2 / 3))
    expect(row('reached-50', 20, 'manual').change).toBe(six(-2 / 3))
    expect(row('reached-200', 100)).toMatchObject({ change: 1, change_low: null, change_high: null })
    expect(row('reached-50', 3)).not.toHaveProperty('change')
    expect(row('all', 20)).not.toHaveProperty('change')
  })

  it('gives shares of everything, and no intervals where there is one day of four people', () => {
    expect(one(figure.overall, { regime: 'auto' })).toMatchObject({
      n: 13,
      share: six(8 / 13),
      share_max: six(10 / 13),
    })
    for (const line of [...figure.rows, ...figure.overall]) expect([line.low, line.high]).toEqual([null, null])
    for (const point of figure.curve) expect([point.low, point.high]).toEqual([null, null])
  })

  it('draws a point per curve bin at its geometric middle, for auto, manual and unknown', () => {
    const points = figure.curve.filter((p) => p.cohort === 'all' && p.regime === 'auto')
    // Each bin begins at 1.22 times the beginning before it, rounded: 1 2 3 4 5 6 7 9 11 13 16 20 24 29 35 43 52 63 77
    // 94 115 140 171 209 …
    const bins = [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [20, 23],
      [29, 34],
      [43, 51],
      [171, 208],
    ]
    expect(points.map((p) => p.x)).toEqual(bins.map(([a, b]) => six(Math.sqrt(a! * b!))))
    expect([...new Set(figure.curve.map((p) => p.regime))]).toEqual(['auto', 'manual', 'unknown'])
  })
})

describe('auto-approve-by-experience, intervals', () => {
  /** Six people with 6, 5, 4, 4, 3, 2 first sessions; of these `auto` are bypassed and `unknown` unknown. */
  const people = (auto: number[], unknown: number[]) =>
    [6, 5, 4, 4, 3, 2].flatMap((n, p) =>
      Array.from({ length: n }, (_, i): UnitRow<'sessions'> => {
        const regime = i < auto[p]! ? 'bypass' : i < auto[p]! + unknown[p]! ? 'unknown' : 'manual'
        return session({ contributor: `p${p}`, experience: 1, regime })
      }),
    )
  const first = async (auto: number[], unknown: number[]): Promise<Line> => {
    const figure = await answered(autoApproveByExperience, { sessions: people(auto, unknown) })
    expect(figure.clusters).toBe('contributors')
    return one(figure.rows, { cohort: 'all', from: 1, regime: 'auto' })
  }

  it('runs from the lower end of the share to the upper end of share_max', async () => {
    // Roots of (p − x)² = t²·V(x) of `shareEnds`, deff and what is between people by numpy from Σ(k_c − p·n_c)²,
    // t at 24²/106 − 1 = 4.43 degrees of freedom (scipy): 12/24 has 0.170567–0.829433, 16/24 has 0.342184–0.884562.
    const row = await first([5, 1, 3, 0, 2, 1], [1, 1, 0, 2, 0, 0])
    expect(row).toMatchObject({ n: 24, contributors: 6, share: 0.5, share_max: six(2 / 3) })
    expect(row.low).toBeCloseTo(0.1705667, 5)
    expect(row.high).toBeCloseTo(0.8845617, 5)
  })

  it('is honest about 0%: the number of effective people, not of sessions', async () => {
    // t²/(n_eff + t²) with n_eff = 24²/106 = 5.43396 and t(0.975; 4.43396) = 2.67249.
    const row = await first([0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0])
    expect(row).toMatchObject({ share: 0, low: 0, share_max: 0 })
    expect(row.high).toBeCloseTo(0.567916, 5)
  })

  it('gives no interval where one person has most of the sessions', async () => {
    const many = Array.from({ length: 40 }, () => session({ contributor: 'p0', experience: 1, regime: 'bypass' }))
    const figure = await answered(autoApproveByExperience, {
      sessions: [...people([1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0]), ...many],
    })
    expect(one(figure.rows, { cohort: 'all', from: 1, regime: 'auto' })).toMatchObject({ n: 64, low: null, high: null })
  })
})

describe('auto-approve-by-experience, golden', () => {
  let figure: Seen
  beforeAll(async () => {
    figure = await answered(autoApproveByExperience, goldenPopulation())
  })

  it('is what it was', () => expectGolden(figure))

  it('has the intervals that numpy and scipy give for the same rows', () => {
    const row = one(figure.rows, { cohort: 'all', from: 10, regime: 'auto' })
    expect(row).toMatchObject({ n: 54, share: 0.37037, low: 0.130617, share_max: 0.666667, high: 0.826188 })
    const whole = one(figure.overall, { regime: 'auto' })
    expect(whole).toMatchObject({ n: 305, share: 0.4, low: 0.190615, share_max: 0.695082, high: 0.809184 })
    // Percentiles (type 7) of 200 draws; a person's weight is Poisson(1) from 16 bits of MD5(number of the person/draw).
    const paired = one(figure.rows, { cohort: 'reached-50', from: 20, regime: 'auto' })
    expect(paired).toMatchObject({ change: -0.0365297, change_low: -0.0980251, change_high: 0.0433302 })
  })

  it('has shares that add up to one in every cell', () => {
    for (const auto of figure.rows.filter((r) => r.regime === 'auto')) {
      const { cohort, from } = auto
      const share = (regime: string) => Number(one(figure.rows, { cohort, from, regime }).share)
      expect(share('bypass') + share('classifier') + share('rules')).toBeCloseTo(Number(auto.share), 5)
      expect(Number(auto.share) + share('manual') + share('unknown')).toBeCloseTo(1, 5)
      expect(Number(auto.share) + share('unknown')).toBeCloseTo(Number(auto.share_max), 5)
    }
  })
})
