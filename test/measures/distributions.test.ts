import { describe, expect, it } from 'vitest'
import { distributions } from '../../src/measures/distributions.js'
import { SAFEGUARDS } from '../../src/model/index.js'
import { action, nobody, weighed } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, one } from './answered.js'

const six = (share: number) => Number(share.toPrecision(6))

describe('distributions, by hand', () => {
  const judged = (contributor: string, risk: number | null, guards: string, setting: string) =>
    action({ contributor, session: contributor, confidence: 8, risk, safeguards_category: guards, setting })
  const actions = weighed([
    judged('a', 1, 'Sandboxed execution|Scoped permissions', 'Production'),
    judged('a', 10, 'Scoped permissions', 'Demo or test'),
    judged('a', 1, 'No clear guardrails', 'Production'),
    judged('b', null, 'Not inferable', 'Production'),
  ])

  it('has every dimension that has no figure of its own', async () => {
    const { rows } = await answered(distributions, { actions })
    expect([...new Set(rows.map((row) => row.dimension))]).toEqual([
      'goal_complexity',
      'risk',
      'autonomy',
      'reversibility',
      'environmental_impact',
      'safeguards_category',
      'environment_type',
      'environment_category',
      'agentic_architecture',
      'nist_activity_category',
      'setting',
    ])
    // Nothing is known of the complexity of these: no share of it, but how many that are.
    expect(rows.filter((row) => row.dimension === 'goal_complexity').map((row) => [row.value, row.share])).toEqual(
      ['action', 'session', 'contributor'].map(() => ['Not inferable', 1]),
    )
  })

  it('gives scores one by one, and each of several safeguards', async () => {
    const { rows } = await answered(distributions, { actions })
    const at = (dimension: string, value: string, weight = 'action') => one(rows, { dimension, value, weight })
    expect(at('risk', '1')).toMatchObject({ n: 3, share: six(2 / 3), share_min: 0.5, share_max: 0.75 })
    expect(at('risk', '10', 'contributor')).toMatchObject({ n: 3, share: six(1 / 3), share_max: six(2 / 3) })
    expect(at('risk', '2')).toMatchObject({ n: 3, share: 0 })
    expect(at('safeguards_category', 'Scoped permissions')).toMatchObject({ n: 3, share: six(2 / 3) })
    expect(at('safeguards_category', 'Sandboxed execution')).toMatchObject({ n: 3, share: six(1 / 3) })
    expect(at('safeguards_category', 'No clear guardrails')).toMatchObject({ n: 3, share: six(1 / 3) })
    expect(at('safeguards_category', 'Not inferable')).toMatchObject({ n: 4, share: 0.25 })
    expect(
      rows.filter((row) => row.dimension === 'safeguards_category' && row.weight === 'action').map((row) => row.value),
    ).toEqual([...SAFEGUARDS, 'Not inferable'])
    // Nothing is unknown here, so there is no row that says so.
    expect(at('setting', 'Production', 'contributor')).toMatchObject({ n: 4, share: six((2 / 3 + 1) / 2) })
    expect(rows.filter((row) => row.dimension === 'setting').length).toBe(9)
  })

  it('is empty where nothing was judged, and says so', async () => {
    const none = await answered(distributions, nobody())
    expect([none.rows, none.notes.at(-1)]).toEqual([[], 'No action in this window was judged.'])
  })
})

describe('distributions, golden', () => {
  it('is what it was', async () => expectGolden(await answered(distributions, goldenPopulation())))
})
