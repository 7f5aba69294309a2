import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RULES } from '../../src/facets/index.js'
import { type ActionVerdict, FACET_COLUMNS } from '../../src/model/index.js'
import { sourceOf } from '../../src/sources/index.js'
import { plainly } from '../sources/read-bytes.js'
import { evidenceOf, GOLD, type GoldAction, read } from './gold.js'

/** Formats of labelled items, with the source that reads them. */
const READ_BY: Record<string, string> = { 'claude-code': 'claude-code', codex: 'codex' }

type Item = GoldAction & { file: string; call_id: string }

/** Dimensions that follow from all that was done for the goal before, of which a labelled item shows the last few steps. */
const BY_WHAT_WAS_BEFORE = ['goal_complexity', 'autonomy', 'agentic_architecture']
const COMPARED = (Object.keys(FACET_COLUMNS.action) as (keyof typeof FACET_COLUMNS.action)[]).filter(
  (dimension) => !BY_WHAT_WAS_BEFORE.includes(dimension),
)

describe.skipIf(!existsSync(GOLD)).each(Object.entries(READ_BY))('labelled items of %s', (format, id) => {
  it('are judged alike by what the source shows', async () => {
    const source = sourceOf(id)!
    const items = read<Item>('actions.dev.jsonl')!.filter((item) => item.format === format)
    const verdicts = new Map<string, ActionVerdict>()
    for (const file of new Set(items.map((item) => item.file))) {
      const found = await source.read(join(GOLD, '..', file), null, plainly, null, RULES)
      for (const action of found.actions) verdicts.set(`${file} ${action.call}`, action)
    }
    const differences = items.flatMap((item) => {
      const shown = verdicts.get(`${item.file} ${item.call_id}`)
      if (shown === undefined) return [`${item.id}: no such call`]
      const asked = RULES.action(evidenceOf(item))
      return COMPARED.filter((dimension) => shown[dimension] !== asked[dimension]).map(
        (dimension) => `${item.id} ${dimension}: ${shown[dimension]} for ${asked[dimension]}`,
      )
    })
    expect(items.length).toBeGreaterThan(0)
    expect(differences).toEqual([])
  })
})
