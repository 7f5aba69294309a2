import { describe, expect, it } from 'vitest'
import type { JudgedRow } from '../../src/model/index.js'
import { DIMENSIONS, type DimensionName, Labelling } from '../../src/validate/index.js'
import { judgedRow } from './rows.js'

const ITEMS = ['a', 'b', 'c'].map((id) => ({ key: id, id, contributor: 'c1', customer: null, sections: [] }))

/** A labelling of three actions out of twelve, and what it keeps. */
function labelling(names: readonly DimensionName[], earlier: readonly JudgedRow[] = []) {
  const kept = new Map(earlier.map((row) => [row.id, row]))
  let calls = 0
  const labels = new Labelling({
    unit: 'action',
    judge: 'person/ada',
    before: 0,
    items: ITEMS,
    dimensions: DIMENSIONS.action.filter(({ name }) => names.includes(name)),
    earlier: new Map(kept),
    chancesOf: (shown) => new Map([...shown].map((id) => [id, (shown.size / 12) * 1.2e9])),
    keep: async (rows) => {
      calls++
      for (const row of rows) kept.set(row.id, row)
    },
    now: () => 1_000,
  })
  return { labels, kept, calls: () => calls }
}

describe('a labelling', () => {
  it('asks item by item and keeps every answer at once', async () => {
    const { labels, kept, calls } = labelling(['risk', 'human_in_loop'])
    expect(labels.now()).toMatchObject({ item: ITEMS[0], number: 1, items: 3, part: 1, parts: 2 })
    expect(labels.now()!.dimension.name).toBe('risk')
    expect(await labels.choose([4])).toBeNull()
    expect(calls()).toBe(1)
    expect(kept.get('a')).toMatchObject({ risk: 4, human_in_loop: null, outcome: 'judged', judge: 'person/ada' })
    await labels.choose([2])
    expect(kept.get('a')).toMatchObject({ risk: 4, human_in_loop: 'No', at: 1_000, questions: 'label/1' })
    expect(labels.now()).toMatchObject({ item: ITEMS[1], number: 2 })
  })

  it('says of all that were shown with which chance, however many they are in the end', async () => {
    const { labels, kept } = labelling(['risk'])
    await labels.choose([1])
    expect(kept.get('a')!.chance).toBe(1e8)
    await labels.choose([1])
    await labels.skip()
    expect([...kept.values()].map(({ chance }) => chance)).toEqual([3e8, 3e8, 3e8])
    expect(labels.now()).toBeNull()
  })

  it('tells a skipped item and what cannot be told from what was never asked', async () => {
    const { labels, kept } = labelling(['risk', 'autonomy'])
    await labels.choose([0])
    await labels.choose([7])
    expect(kept.get('a')).toMatchObject({ risk: null, autonomy: 7, outcome: 'judged' })
    await labels.skip()
    expect(kept.get('b')).toMatchObject({ risk: null, autonomy: null, outcome: 'refused' })
    expect(labels.count()).toEqual({ labelled: 1, skipped: 1, left: 1 })
    const again = labelling(['risk', 'autonomy', 'human_in_loop'], [...kept.values()])
    expect(again.labels.now()).toMatchObject({ item: ITEMS[0], part: 1, parts: 1 })
    expect(again.labels.now()!.dimension.name).toBe('human_in_loop')
  })

  it('goes on where it stopped', async () => {
    const { labels } = labelling(
      ['risk', 'autonomy'],
      [judgedRow('a', { risk: 3, autonomy: 2 }), judgedRow('b', { risk: 3 })],
    )
    expect(labels.now()).toMatchObject({ item: ITEMS[1], number: 2, part: 1, parts: 1 })
    expect(labels.now()!.dimension.name).toBe('autonomy')
  })

  it('takes back answers and skips, one after the other', async () => {
    const { labels, kept } = labelling(['risk', 'autonomy'])
    await labels.choose([9])
    await labels.choose([5])
    await labels.skip()
    expect(await labels.undo()).toBe(true)
    expect(labels.now()).toMatchObject({ item: ITEMS[1], part: 1 })
    expect(kept.get('b')).toMatchObject({ outcome: 'failed', said: null })
    await labels.undo()
    expect(kept.get('a')).toMatchObject({ risk: 9, autonomy: null })
    await labels.undo()
    expect(kept.get('a')).toMatchObject({ risk: null, outcome: 'failed' })
    expect(await labels.undo()).toBe(false)
    await labels.choose([2])
    expect(kept.get('a')).toMatchObject({ risk: 2, outcome: 'judged' })
  })

  it('takes several values for sets only, and those that stand alone alone', async () => {
    const { labels, kept } = labelling(['safeguards_category', 'risk'])
    expect(await labels.choose([4, 1])).toContain('risk has one value')
    expect(await labels.choose([11])).toContain('from 0 to 10')
    expect(await labels.choose([])).toContain('expected')
    await labels.choose([3])
    expect(await labels.choose([4, 11])).toContain('"No clear guardrails" stands alone')
    expect(await labels.choose([0])).toContain('from 1 to 13')
    await labels.choose([4, 1])
    expect(kept.get('a')!.safeguards_category).toBe('Sandboxed execution|Human approval required')
  })
})
