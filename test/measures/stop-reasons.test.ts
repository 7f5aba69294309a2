import { describe, expect, it } from 'vitest'
import { stopReasons } from '../../src/measures/stop-reasons.js'
import { shareEstimate } from '../../src/stats/index.js'
import { turn } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, one } from './answered.js'

const six = (value: number) => Number(value.toPrecision(6))

describe('stop reasons, by hand', () => {
  const ended = (who: string, ended_by: string, stop_cluster: number | null, stop_reason = 'completed_request') =>
    turn({ contributor: who, ended_by, stop_reason, stop_cluster })
  const turns = [
    ended('a', 'asked', 1),
    ended('a', 'asked', 1),
    ended('b', 'completed', 2, 'asked_for_clarification'),
    ended('b', 'asked', 4),
    ended('c', 'asked', 0),
    // Interrupted, done, and one of which no reason is known.
    ended('c', 'interrupted', null, 'asked_for_clarification'),
    ended('c', 'completed', null),
    ended('d', 'asked', null),
  ]

  it('gives the share of each group among the turns whose reason could be told, on every level', async () => {
    const { rows, n, contributors } = await answered(stopReasons, { turns })
    expect([n, contributors]).toEqual([8, 4])
    expect(rows.map(({ cluster, level, share }) => [cluster, level, share])).toEqual([
      ['stop-9', 2, 0.8],
      ['stop-7', 1, 0.6],
      ['stop-8', 1, 0.2],
      ['stop-1', 0, 0.4],
      ['stop-2', 0, 0.2],
      ['stop-4', 0, 0.2],
      ['stop-0', 0, 0.2],
    ])
    expect(one(rows, { cluster: 'stop-1' })).toMatchObject({ parent: 'stop-7', name: 'Group 1', n: 5, contributors: 3 })
    expect(one(rows, { cluster: 'stop-0' })).toMatchObject({ parent: null, name: 'Other' })
    // One of six is unknown.
    expect(one(rows, { cluster: 'stop-1' })).toMatchObject({ share_min: six(2 / 6), share_max: 0.5 })
  })

  it('clusters the intervals by contributor', async () => {
    // Of each of eight people four turns, of which person p has p mod 4 in group 3.
    const people = [0, 1, 2, 3, 4, 5, 6, 7]
    const many = people.flatMap((p) => [0, 1, 2, 3].map((i) => ended(`p${p}`, 'asked', i < p % 4 ? 3 : 5)))
    const { rows } = await answered(stopReasons, { turns: many })
    const k = people.map((p) => p % 4)
    const ends = shareEstimate({
      ...{ n: 32, k: 12, clusters: 8, nn: 128 },
      ...{ kk: k.reduce((sum, own) => sum + own * own, 0), nk: 48 },
    })
    expect(one(rows, { cluster: 'stop-3' })).toMatchObject({
      n: 32,
      contributors: 8,
      share: 0.375,
      low: six(ends.low!),
      high: six(ends.high!),
    })
  })
})

describe('stop reasons, golden', () => {
  it('is what it was', async () => expectGolden(await answered(stopReasons, goldenPopulation())))
})
