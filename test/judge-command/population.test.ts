import { expect, it } from 'vitest'
import { type Engine, Private, type Query } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { populationOf } from '../../src/cli/judge-population.js'
import { sharesNamed } from '../../src/cli/judge-shares.js'
import { plainAnswer } from '../algebra/plain-answer.js'
import { action, nobody, type UnitRow } from '../algebra/unit-rows.js'

/** An engine that goes through rows one by one. */
const over = (actions: UnitRow<'actions'>[], truth: Engine['truth'] = null): Engine => ({
  truth,
  aggregate: async (query: Query) => Private.of(plainAnswer(query, { ...nobody(), actions })),
})

const JANUARY = { from: Date.parse('2026-01-01'), to: Date.parse('2026-02-01') }
const units = (contributor: string, values: readonly (string | null)[], more: Record<string, unknown> = {}) =>
  values.map((human_in_loop) =>
    action({ at: '2026-01-10T08:00:00Z', contributor, confidence: 9, human_in_loop, ...more } as never),
  )

/** Five people: the rules say Yes of 3, 2, 1, 1, 1 of their actions, No of 1, 0, 1, 1, 0, and cannot tell for one of the first. */
const ROWS = [
  ...units('ann', ['Yes', 'Yes', 'Yes', 'No', 'Not inferable']),
  ...units('bob', ['Yes', 'Yes']),
  ...units('cat', ['Yes', 'No']),
  ...units('dan', ['Yes', 'No']),
  ...units('eve', ['Yes']),
  // Not judged by the rules, and not in the window.
  ...units('ann', [null], { confidence: null }),
  ...units('ann', ['Yes'], { at: '2026-02-01T00:00:00Z' }),
]

it('counts what the rules say of the actions of a window, clustered by person', async () => {
  const found = open(await populationOf('action', sharesNamed('human-in-loop'), over(ROWS), JANUARY))
  expect(found.strata.map(({ name, units: n }) => [name, n])).toEqual([
    ['human-in-loop', 8],
    ['not human-in-loop', 3],
    ['human-in-loop unknown', 1],
  ])
  // Of 4, 2, 2, 2, 1 actions of which they can tell, 3, 2, 1, 1, 1.
  expect(found.sums).toEqual([
    { n: 11, k: 8, clusters: 5, nn: 16 + 4 + 4 + 4 + 1, kk: 9 + 4 + 1 + 1 + 1, nk: 12 + 4 + 2 + 2 + 1 },
  ])
  expect(found.strata.every(({ told }) => told[0]!.n === 0)).toBe(true)
})

it('takes days in place of people where there are few, as figures do', async () => {
  const few = ROWS.filter(({ contributor }) => contributor === 'ann' || contributor === 'bob')
  const { sums } = open(await populationOf('action', sharesNamed('human-in-loop'), over(few), JANUARY))
  expect(sums).toEqual([{ n: 6, k: 5, clusters: 1, nn: 36, kk: 25, nk: 30 }])
})

it('counts what a dearer judge said in each stratum before', async () => {
  const told = [
    ['Yes', 'Yes'],
    ['Yes', 'No'],
    ['No', 'Yes'],
    ['No', 'Not inferable'],
    ['No', null],
  ].map(([human_in_loop, truth_human_in_loop]) => ({
    ...units('ann', [human_in_loop!])[0]!,
    truth_human_in_loop,
    truth_chance: truth_human_in_loop === null ? null : 1_000,
  }))
  const engine = over(told as never, { judge: 'my/model', kind: 'model' })
  const { strata } = open(await populationOf('action', sharesNamed('human-in-loop'), engine, JANUARY))
  expect(strata.map(({ units: n, told: [of] }) => [n, of])).toEqual([
    [2, { n: 2, yes: 1 }],
    [3, { n: 1, yes: 1 }],
    [0, { n: 0, yes: 0 }],
  ])
})
