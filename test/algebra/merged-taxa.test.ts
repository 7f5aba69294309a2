import { describe, expect, it } from 'vitest'
import { fields, type Summand, type Taxon } from '../../src/algebra/index.js'
import { mergedTaxa, partedTaxa } from '../../src/algebra/merged-taxa.js'
import { open } from '../../src/algebra/open.js'
import { treeOf } from '../../src/algebra/taxa.js'
import { duckdbOver } from './engine.js'
import { SIX, taxon } from './hand-taxa.js'
import { teamGuard } from './team-guard.js'
import { action, nobody, type UnitRow } from './unit-rows.js'

const { contributor, risk } = fields('actions')
const units = { of: 'actions', where: contributor.known(), cluster: 'contributor' } as const
const axis = { kind: 'taxa', of: 'action', column: 'cluster' } as const

/** So many actions of each of so many people in a group. */
const of = (cluster: number | null, people: number, each: number, given: Partial<UnitRow<'actions'>> = {}) =>
  Array.from({ length: people * each }, (_, i) => action({ contributor: `p${i % people}`, cluster, risk: 5, ...given }))
/** Four of each of five people: enough. */
const enough = (...clusters: number[]) => clusters.flatMap((cluster) => of(cluster, 5, 4))

/** What leaves in which there is something count as; or why nothing is told. */
async function merged(actions: UnitRow<'actions'>[], groups: readonly Taxon[] = SIX, sums: readonly Summand[] = []) {
  const { engine, close } = await duckdbOver({ ...nobody(), actions })
  const asked = { units, axis, tree: treeOf(groups), family: 'a family', sums }
  const to = open(await mergedTaxa(asked, engine, teamGuard()))
  await close()
  if (typeof to === 'string') return to
  const held = new Set(actions.map(({ cluster }) => Number(cluster)))
  return Object.fromEntries([...to].filter(([leaf]) => held.has(leaf)))
}

describe('groups of sentences that are too small', () => {
  it('stay as they are where all pass', async () => {
    expect(await merged(enough(1, 2, 4))).toEqual({ 1: 1, 2: 2, 4: 4 })
  })

  it('go with the nearest below the same parent, under the name of the larger', async () => {
    // 3 is as near to 2 as 1 is to 2; 4 is nearer to 3, but lies elsewhere.
    expect(await merged([...enough(1, 2, 4), ...of(3, 2, 1)])).toEqual({ 1: 1, 2: 2, 3: 2, 4: 4 })
    expect(await merged([...of(1, 3, 4), ...of(2, 5, 3), ...enough(4, 5)])).toEqual({ 1: 2, 2: 2, 4: 4, 5: 5 })
  })

  it('are tried with the next where the nearest does not do', async () => {
    // 30 of one person make 1 and 2 together, 50 units, that person's; with 3 they are 30 of 100.
    const own = of(1, 1, 30).map((row) => ({ ...row, contributor: 'heavy' }))
    expect(await merged([...own, ...enough(2), ...of(3, 10, 7), ...enough(4)])).toEqual({ 1: 3, 2: 2, 3: 3, 4: 4 })
  })

  it('go into what is left of their parent where no single one does', async () => {
    // 45 of one person: with 2 or 3, 25 units each, they are mostly that person's; with both it has 45 of 95.
    const own = of(1, 1, 45).map((row) => ({ ...row, contributor: 'heavy' }))
    expect(await merged([...own, ...of(2, 5, 5), ...of(3, 5, 5), ...enough(4, 5)])).toEqual({
      ...{ 1: 7, 2: 7, 3: 7 },
      ...{ 4: 4, 5: 5 },
    })
  })

  it('leave the whole parent to what is left of the next level where it is no better', async () => {
    const own = of(1, 1, 45).map((row) => ({ ...row, contributor: 'heavy' }))
    expect(await merged([...own, ...of(4, 6, 10), ...enough(5)])).toEqual({ 1: 9, 4: 9, 5: 9 })
    const apart = [...SIX.filter(({ number }) => number < 8), taxon(8, null, 1, 50)].map((one) =>
      one.parent === 9 ? { ...one, parent: null } : one,
    )
    // Without a common parent there is only what lies in no group, which takes the smaller of the others along.
    expect(await merged([...own, ...of(4, 6, 10), ...of(5, 5, 10)], apart)).toEqual({ 1: 0, 4: 4, 5: 0 })
  })

  it('are not told at all where nothing would be left', async () => {
    expect(await merged(enough(1))).toEqual({ 1: 1 })
    expect(await merged([...enough(1), ...of(null, 1, 2)])).toBe('k_users')
    expect(await merged(of(2, 4, 50))).toBe('k_users')
  })

  it('take those along that lie in none, where these are too few', async () => {
    expect(await merged([...enough(1, 2), ...of(5, 6, 4), ...of(null, 1, 1), ...of(0, 1, 2)])).toEqual({
      ...{ 1: 0, 2: 2 },
      ...{ 5: 5 },
    })
  })

  it('must pass in their sums as well', async () => {
    // A quarter of the units, but three quarters of the sum.
    const one = of(1, 1, 10).map((row) => ({ ...row, contributor: 'heavy', risk: 9 }))
    const actions = [...one, ...of(1, 5, 6, { risk: 1 }), ...of(2, 5, 30, { risk: 1 }), ...enough(4)]
    expect(await merged(actions)).toEqual({ 1: 1, 2: 2, 4: 4 })
    expect(await merged(actions, SIX, [{ count: risk.known() }, { sum: 'risk' }])).toEqual({ 1: 2, 2: 2, 4: 4 })
  })
})

describe('groups that are parted further', () => {
  it('go into what is left of their parent, with the smallest beside them', async () => {
    const parts = [risk.is(1), risk.is(9)]
    const both = (cluster: number, each = 4) => [
      ...of(cluster, 5, each, { risk: 1 }),
      ...of(cluster, 5, each, { risk: 9 }),
    ]
    const actions = [...both(1, 8), ...both(2, 5), ...of(3, 5, 6, { risk: 1 }), ...of(3, 2, 2, { risk: 9 }), ...both(5)]
    const { engine, close } = await duckdbOver({ ...nobody(), actions })
    const asked = { units, axis, tree: treeOf(SIX), family: 'a family', sums: parts.map((count) => ({ count })) }
    const own = new Map([1, 2, 3, 4, 5, 6].map((leaf) => [leaf, leaf]))
    const to = open(await partedTaxa(asked, own, engine, teamGuard())) as ReadonlyMap<number, number>
    await close()
    expect(Object.fromEntries([...to].filter(([leaf]) => leaf !== 4 && leaf !== 6))).toEqual({ 1: 1, 2: 7, 3: 7, 5: 5 })
  })
})
