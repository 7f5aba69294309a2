import { describe, expect, it } from 'vitest'
import { fields, Private, type Telling } from '../../src/algebra/index.js'
import { mergedTaxa } from '../../src/algebra/merged-taxa.js'
import { open } from '../../src/algebra/open.js'
import { treeOf } from '../../src/algebra/taxa.js'
import { byTaxa } from '../../src/algebra/taxa-rows.js'
import { duckdbOver } from './engine.js'
import { SIX } from './hand-taxa.js'
import { teamGuard } from './team-guard.js'
import { action, nobody, type UnitRow } from './unit-rows.js'

const { contributor } = fields('actions')
const units = { of: 'actions', where: contributor.known(), cluster: 'contributor' } as const
const axis = { kind: 'taxa', of: 'action', column: 'cluster' } as const
const asked = { units, axis, tree: treeOf(SIX), family: 'a family', sums: [] }

type Actions = UnitRow<'actions'>[]
let sessions = 0
/** So many actions of each of so many people in a group, in sessions of their own. */
function of(cluster: number | null, people: number, each: number): Actions {
  const session = `s${sessions++}`
  return Array.from({ length: people * each }, (_, i) => action({ contributor: `p${i % people}`, session, cluster }))
}
const enough = (...clusters: (number | null)[]): Actions => clusters.flatMap((cluster) => of(cluster, 5, 4))

/** What leaves with something in them count as in releases one after the other, each of what it adds and all before. */
async function told(...added: Actions[]) {
  const { engine, replace, close } = await duckdbOver(nobody())
  const found: unknown[] = []
  const actions: Actions = []
  for (const more of added) {
    actions.push(...more)
    await replace({ ...nobody(), actions })
    const to = open(await mergedTaxa(asked, engine, teamGuard()))
    if (typeof to === 'string') found.push(to)
    else {
      const held = new Set(actions.map(({ cluster }) => Number(cluster)))
      found.push(Object.fromEntries([...to].filter(([leaf]) => held.has(leaf))))
      const telling: Telling = {
        of: 'actions',
        where: units.where,
        family: asked.family,
        by: [byTaxa(axis, to)],
        parts: [],
      }
      await engine.remember(Private.of({ tellings: [telling], published: [] }))
    }
  }
  await close()
  return found
}

describe('groups of sentences of a store that grows', () => {
  it('are told again where what came since passes by itself', async () => {
    expect(await told(enough(1, 2, 4), enough(1, 2, 4, 5))).toEqual([
      { 1: 1, 2: 2, 4: 4 },
      { 1: 1, 2: 2, 4: 4, 5: 5 },
    ])
  })

  it('go with another where too little came since, however many there were', async () => {
    // One person's two actions more would follow from two numbers of group 2; nobody's from those of 1 and 2 together.
    const [first, later] = await told(enough(1, 2, 4), [...enough(1, 4), ...of(2, 1, 2)])
    expect(first).toEqual({ 1: 1, 2: 2, 4: 4 })
    expect(later).toEqual({ 1: 1, 2: 1, 4: 4 })
  })

  it('go with another where nobody came since as where a few did: else it would show who came where', async () => {
    const [, few] = await told(enough(1, 2, 4), [...enough(1, 4), ...of(2, 1, 2)])
    const [, nobody] = await told(enough(1, 2, 4), enough(1, 4))
    expect(nobody).toEqual({ 1: 1, 2: 1, 4: 4 })
    expect(nobody).toEqual(few)
  })

  it('stay together where what they were before cannot be told apart', async () => {
    // By now group 3 would pass, but what it was at first would be what is left of both.
    expect(await told([...enough(1, 2, 4), ...of(3, 2, 1)], enough(1, 2, 3, 4))).toEqual([
      { 1: 1, 2: 2, 3: 2, 4: 4 },
      { 1: 1, 2: 2, 3: 2, 4: 4 },
    ])
  })

  it('are not told where what came since passes in none of them', async () => {
    const [, later] = await told(enough(1, 2, 4), [...of(1, 2, 4), ...of(2, 2, 4), ...of(4, 2, 4)])
    expect(later).toBe('ledger')
  })

  it('are the same when nothing came since', async () => {
    const [first, again] = await told([...enough(1, 2, 4), ...of(3, 2, 1), ...of(null, 1, 3)], [])
    expect(again).toEqual(first)
    expect(again).not.toBe('ledger')
  })
})
