import { describe, expect, it } from 'vitest'
import { domains } from '../../src/measures/domains.js'
import { DOMAINS } from '../../src/model/index.js'
import { action, nobody, weighed } from '../algebra/unit-rows.js'
import { answered, expectGolden, goldenPopulation, one } from './answered.js'

const six = (share: number) => Number(share.toPrecision(6))

describe('domains, by hand', () => {
  const judged = (contributor: string, domain: string, many: number) =>
    Array.from({ length: many }, () =>
      action({ contributor, session: contributor, confidence: 8, goal_domain_category: domain }),
    )
  const actions = weighed([
    ...judged('a', 'Software engineering', 6),
    ...judged('a', 'Legal', 2),
    ...judged('b', 'Legal', 1),
    ...judged('b', 'Not inferable', 1),
  ])

  it('gives every domain its share of what could be told, and "Not inferable" its share of all', async () => {
    const { rows, n } = await answered(domains, { actions })
    expect(n).toBe(10)
    expect(rows.map((row) => row.domain)).toEqual([0, 1, 2].flatMap(() => [...DOMAINS, 'Not inferable']))
    const at = (domain: string, weight: string) => one(rows, { domain, weight })
    expect(at('Software engineering', 'action')).toMatchObject({ n: 9, contributors: 2, share: six(6 / 9) })
    expect(at('Software engineering', 'action')).toMatchObject({ share_min: 0.6, share_max: 0.7 })
    expect(at('Not inferable', 'action')).toMatchObject({ n: 10, share: 0.1 })
    expect(at('Not inferable', 'action').share_min).toBeUndefined()
    // Each of a's eight actions is an eighth of a, each of b's two a half of b.
    expect(at('Legal', 'contributor')).toMatchObject({ n: 9, share: six((2 / 8 + 1 / 2) / (1 + 1 / 2)) })
    expect(at('Not inferable', 'contributor')).toMatchObject({ n: 10, share: 0.25 })
    expect(at('Gaming and interactive media', 'action')).toMatchObject({ n: 9, share: 0 })
  })

  it('gives no bounds where at most 5% cannot be told', async () => {
    const many = weighed([...judged('a', 'Legal', 19), ...judged('b', 'Not inferable', 1)])
    const row = one((await answered(domains, { actions: many })).rows, { domain: 'Legal', weight: 'action' })
    expect(row).toMatchObject({ n: 19, share: 1 })
    expect(row.share_min).toBeUndefined()
  })

  it('is empty where nothing was judged, and says so', async () => {
    const none = await answered(domains, nobody())
    expect([none.rows, none.notes.at(-1)]).toEqual([[], 'No action in this window was judged.'])
  })
})

describe('domains, golden', () => {
  it('is what it was', async () => expectGolden(await answered(domains, goldenPopulation())))
})
