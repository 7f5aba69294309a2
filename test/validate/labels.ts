import type { JudgedRow, JudgedUnit } from '../../src/model/index.js'
import { DIMENSIONS, type DimensionName, type Item, Labelling } from '../../src/validate/index.js'

/** An item with a long text, and with what would steer a terminal if it were not taken out before. */
export const item = (id: string, call = 'Bash\n  command: npm test'): Item => ({
  key: id,
  id,
  contributor: 'c1',
  customer: null,
  sections: [
    { title: 'What was asked for', text: `Fix the build of ${id}`, end: false },
    { title: 'Before it', text: Array.from({ length: 40 }, (_, i) => `[agent] step ${i}`).join('\n'), end: true },
    { title: 'The call to label', text: call, end: false },
  ],
})

/** A labelling of some items, and what it keeps. */
export function labellingOf(items: readonly Item[], names: readonly DimensionName[], unit: JudgedUnit = 'action') {
  const kept = new Map<string, JudgedRow>()
  const labelling = new Labelling({
    unit,
    judge: 'person/ada',
    before: 0,
    items,
    dimensions: DIMENSIONS[unit].filter(({ name }) => names.includes(name)),
    earlier: new Map(),
    chancesOf: (shown) => new Map([...shown].map((key) => [key, 1e9])),
    keep: async (rows) => {
      for (const row of rows) kept.set(row.id, row)
    },
    now: () => 0,
  })
  return { labelling, kept }
}
