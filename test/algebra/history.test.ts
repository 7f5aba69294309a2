import { describe, expect, it } from 'vitest'
import { always, fields, Private, type Query, type Telling } from '../../src/algebra/index.js'
import { open } from '../../src/algebra/open.js'
import { ENGINES } from './engine.js'
import { nobody, type Population, turn } from './unit-rows.js'

const { day, ended_by } = fields('turns')
/** Three people, one turn a day each for four days; ann's are interrupted. */
const turns = ['ann', 'bob', 'cem'].flatMap((contributor) =>
  [5, 6, 7, 8].map((date) =>
    turn({
      contributor,
      session: `${contributor}-${date}`,
      at: `2026-01-0${date}T12:00:00Z`,
      ended_by: contributor === 'ann' ? 'interrupted' : 'completed',
    }),
  ),
)
const FIRST = Number(turns[0]!.day)
const rows = (keep: (row: (typeof turns)[number]) => boolean): Population => ({
  ...nobody(),
  turns: turns.filter(keep),
})
const everything = rows(() => true)

const byGroup: Query = {
  ask: 'sums',
  of: 'turns',
  where: always,
  by: [{ kind: 'column', column: 'told' }],
  cluster: 'contributor',
  sums: [],
  history: { told: 'weeks' },
}
const telling: Telling = {
  family: 'weeks',
  of: 'turns',
  where: day.between(FIRST, FIRST + 2),
  by: [
    {
      kind: 'bins',
      column: 'day',
      bins: [
        [FIRST, FIRST],
        [FIRST + 1, FIRST + 2],
      ],
    },
  ],
  parts: [ended_by.is('interrupted')],
}
const remembered = (...tellings: Telling[]) => Private.of({ tellings, published: [] })

describe.each(Object.keys(ENGINES))('%s remembers', (name) => {
  const sizes = async (engine: Awaited<ReturnType<(typeof ENGINES)[string]>>['engine']) =>
    Object.fromEntries(open(await engine.aggregate(byGroup)).map((row) => [row.cell[0], row.n]))

  it('which units were told apart: nobody at first, then by cell and condition', async () => {
    const { engine, close } = await ENGINES[name]!(everything)
    expect(await sizes(engine)).toEqual({ 0: 12 })
    await engine.remember(remembered(telling))
    // Day 8 was not told: 3 turns. Day 5: 2 completed, 1 interrupted; days 6 and 7: 4 and 2.
    expect(Object.values(await sizes(engine)).sort()).toEqual([1, 2, 2, 3, 4])
    expect((await sizes(engine))[0]).toBe(3)
    const once = Object.values(await sizes(engine)).sort()
    await engine.remember(remembered(telling))
    expect(Object.values(await sizes(engine)).sort()).toEqual(once)
    await close()
  })

  it('groups as they were, where a later telling cuts them otherwise', async () => {
    const { engine, close } = await ENGINES[name]!(everything)
    await engine.remember(remembered(telling))
    await engine.remember(remembered({ ...telling, where: always, by: [], parts: [] }))
    // The groups stand, and day 8 has become one.
    expect(Object.values(await sizes(engine)).sort()).toEqual([1, 2, 2, 3, 4])
    expect((await sizes(engine))[0]).toBeUndefined()
    await close()
  })

  it('units that are gone, by the group they were told in', async () => {
    const { engine, replace, close } = await ENGINES[name]!(everything)
    await engine.remember(remembered(telling))
    await replace(rows((row) => row.contributor !== 'bob'))
    const gone = open(await engine.aggregate({ ...byGroup, ask: 'gone', by: [] } as Query))
    expect(gone.map(({ n, contributors, top1 }) => [n, contributors, top1]).sort()).toEqual([
      [1, 1, 1],
      [2, 1, 2],
    ])
    // And those outside a condition are gone from it.
    const later = open(
      await engine.aggregate({ ...byGroup, ask: 'gone', by: [], where: day.between(FIRST + 1, null) } as Query),
    )
    expect(later.reduce((sum, row) => sum + row.n, 0)).toBe(3 + 2)
    await close()
  })

  it('two families beside each other', async () => {
    const { engine, close } = await ENGINES[name]!(everything)
    await engine.remember(
      remembered(telling, { ...telling, family: 'all', where: day.between(FIRST + 3, null), by: [], parts: [] }),
    )
    const asked: Query = {
      ...byGroup,
      history: { told: 'weeks', kept: 'all' },
      by: [{ kind: 'column', column: 'kept' }],
    }
    const found = open(await engine.aggregate(asked)).map((row) => [row.cell[0], row.n])
    expect(found).toEqual([
      [0, 9],
      [expect.any(Number), 3],
    ])
    await close()
  })
})
