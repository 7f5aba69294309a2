import { beforeAll, describe, expect, it } from 'vitest'
import { autonomyProxies } from '../../src/measures/autonomy-proxies.js'
import { session, turn } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, type Line, one, type Seen } from './answered.js'

const values = (line: Line) => ['p50', 'p75', 'p90', 'p95', 'p99'].map((name) => line[name])

describe('autonomy-proxies, by hand', () => {
  let figure: Seen
  const whole = (measure: string) => one(figure.rows, { day: 'all', window: 'all', measure })

  beforeAll(async () => {
    figure = await answered(autonomyProxies, {
      turns: [
        // Actions 0 1 1 2 3 5 8 13 21 34 55; tokens ten times as many and one more.
        ...[0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55].map((actions, i) =>
          turn({ contributor: `p${i % 3}`, actions, tokens_out: 10 * actions + 1 }),
        ),
        turn({ interactive: 'no', actions: 999 }),
        turn({ started_by: 'program', actions: 999 }),
      ],
      sessions: [
        ...[0, 4, 7, 9, 30].map((unattended_actions, i) =>
          session({ contributor: `p${i % 3}`, unattended_actions, agent_ms: 1_800_000 * i }),
        ),
        session({ interactive: 'no', unattended_actions: 999 }),
        session({ turns: 0, at: null, unattended_actions: 999 }),
      ],
    })
  })

  it('gives whole numbers as they are, type 7 between them', () => {
    // Position 10·p of eleven: p50 is the sixth, p75 between 13 and 21, p95 between 34 and 55, p99 at 0.9 of that way.
    expect(values(whole('actions_per_turn'))).toEqual([5, 17, 34, 44.5, 52.9])
    expect(whole('actions_per_turn')).toMatchObject({ per: 'turn', n: 11, contributors: 3 })
    expect(whole('tokens_per_turn')).toMatchObject({ per: 'turn', p50: 51, n: 11 })
    // Position 4·p of 0 4 7 9 30.
    expect(values(whole('unattended_actions'))).toEqual([7, 9, 21.6, 25.8, 29.16])
    expect(whole('unattended_actions')).toMatchObject({ per: 'session', n: 5, contributors: 3 })
  })

  it('gives agent time in hours', () => {
    // 0, 0.5, 1, 1.5, 2 h, in buckets 0.5% wide.
    for (const [i, hours] of [1, 1.5, 1.8, 1.9, 1.98].entries()) {
      expect(Math.abs(Number(values(whole('agent_hours'))[i]) / hours - 1)).toBeLessThan(0.0026)
    }
  })

  it('counts turns at the top, whatever its parts count', () => {
    expect(figure).toMatchObject({ n: 11, contributors: 3, clusters: 'days', unit: 'turns' })
    expect(figure.flow.map(({ n }) => n)).toEqual([13, 1, 1, 0, 11])
    expect(one(figure.rows, { window: '1d', measure: 'unattended_actions', day: '2026-01-05' }).n).toBe(5)
    expect(figure.rows.filter((r) => r.window === '7d')).toEqual([])
  })
})

describe('autonomy-proxies, golden', () => {
  it('is what it was', async () => expectGolden(await answered(autonomyProxies, goldenPopulation())))
})
