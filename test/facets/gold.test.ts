import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { RULES } from '../../src/facets/index.js'
import type { TurnRow } from '../../src/model/index.js'
import { readTranscript } from '../../src/sources/claude-code/read.js'
import { plainly } from '../sources/read-bytes.js'
import { evidenceOf, GOLD, type GoldAction, read } from './gold.js'
import { presence, type Scored, score } from './score.js'

interface GoldTurn {
  unit: 'turn' | 'interrupt'
  file: string
  start_uuid: string
  question_inside: boolean
  labels: Record<string, unknown>
}

/** What the rules must reach at least, in percent. */
const ACTIONS: Record<string, number> = {
  human_in_loop: 90,
  risk: 95,
  reversibility: 85,
  environmental_impact: 85,
  goal_domain_category: 85,
  environment_type: 80,
  'safeguards present': 85,
  agentic_architecture: 85,
  setting: 85,
  environment_category: 75,
  nist_activity_category: 65,
  autonomy: 85,
  goal_complexity: 60,
}
const TURNS: Record<string, number> = { stop_reason: 92, had_errors: 85, goal_complexity: 65, goal_domain_category: 90 }
const ALSO: Record<string, number> = { risk: 0, autonomy: 0, success: 0 }
const INTERRUPTS: Record<string, number> = { error_at_interruption: 50 }
const ALSO_OF_INTERRUPTS: Record<string, number> = { ambiguity_at_interruption: 0, reversibility: 0, risk: 0 }

const page = fileURLToPath(new URL('../../docs/judges/rules.md', import.meta.url))

describe.skipIf(!existsSync(GOLD))('the rules on labelled items', () => {
  it('reach what is asked of them on actions', () => {
    const items = read<GoldAction>('actions.dev.jsonl')!
    const verdicts = items.map((item) => RULES.action(evidenceOf(item)) as unknown as Record<string, unknown>)
    const scored = Object.keys(ACTIONS).map((dimension) =>
      score(
        dimension,
        items.map(({ labels }, i) =>
          dimension === 'safeguards present'
            ? [
                presence(labels.safeguards_category as never),
                presence({ either: String(verdicts[i]!.safeguards_category).split('|') })[0],
              ]
            : [labels[dimension], verdicts[i]![dimension]],
        ),
      ),
    )
    reached(scored, ACTIONS)
    written('actions', scored)
  })

  it('reach what is asked of them on turns and interrupts, read from their transcripts', async () => {
    const rows = new Map<string, TurnRow>()
    const items = read<GoldTurn>('turns.dev.jsonl')!
    for (const file of new Set(items.map((item) => item.file))) {
      const path = join(GOLD, '..', file)
      for (const turn of (await readTranscript(path, null, plainly, null, RULES)).turns)
        rows.set(`${file}/${turn.turn}`, turn)
    }
    // A question in its middle splits a turn in the store, and not where it was labelled.
    const whole = items.filter((item) => !item.question_inside)
    const answers = (unit: GoldTurn['unit'], dimension: string) =>
      whole
        .filter((item) => item.unit === unit)
        .map(({ labels, file, start_uuid }) => {
          const row = rows.get(`${file}/${start_uuid}`) as unknown as Record<string, unknown>
          return [labels[dimension], row[dimension]] as const
        })
    const turns = Object.keys({ ...TURNS, ...ALSO }).map((name) => score(name, answers('turn', name)))
    const interrupts = Object.keys({ ...INTERRUPTS, ...ALSO_OF_INTERRUPTS }).map((name) =>
      score(name, answers('interrupt', name)),
    )
    reached(turns, { ...TURNS, ...ALSO })
    reached(interrupts, { ...INTERRUPTS, ...ALSO_OF_INTERRUPTS })
    written('turns', turns)
    written('interrupts', interrupts)
  })
})

function reached(scored: readonly Scored[], least: Record<string, number>): void {
  for (const { dimension, right, n } of scored) {
    expect(n, dimension).toBeGreaterThan(10)
    expect((100 * right) / n, dimension).toBeGreaterThanOrEqual(least[dimension]!)
  }
}

/** The table on the docs page is the one that was just measured. */
function written(name: string, scored: readonly Scored[]): void {
  const percent = (share: number) => `${(100 * share).toFixed(0)}%`
  const rows = scored.map(
    ({ dimension, n, right, low, high, constant }) =>
      `| ${dimension.replaceAll('_', ' ')} | ${n} | ${percent(right / n)} | ${percent(low)}–${percent(high)} | ${percent(constant)} |`,
  )
  const table = ['| dimension | n | right | 95% interval | constant answer |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  )
  const text = readFileSync(page, 'utf8')
  const marks = new RegExp(`(<!-- measured: ${name} -->\n)[^]*?(\n<!-- end -->)`)
  const fresh = text.replace(marks, (_, before, after) => `${before}${table}${after}`)
  if (process.env.UPDATE_GOLDENS === '1') writeFileSync(page, fresh)
  else expect(text).toBe(fresh)
}
