import {
  CERTAIN,
  type JudgedOutcome,
  type JudgedRow,
  type JudgedUnit,
  UNJUDGED_ACTION,
  UNJUDGED_TURN,
} from '../../src/model/index.js'
import type { RowOf } from '../../src/store/index.js'

export const MODEL = 'made/up'

/** A verdict that says nothing, of a unit as its row tells of it. */
export function verdictOn(unit: JudgedUnit, row: RowOf, more: Partial<JudgedRow> = {}): JudgedRow {
  const { did: _did, why: _why, ...facets } = { ...UNJUDGED_TURN, ...UNJUDGED_ACTION }
  return {
    judge: MODEL,
    run: '',
    questions: 'made-up/1',
    unit,
    id: String(unit === 'action' ? row.action : row.turn),
    contributor: String(row.of_contributor),
    customer: row.of_customer === null ? null : String(row.of_customer),
    outcome: 'judged',
    chance: CERTAIN / 4,
    at: 1_780_000_000_000,
    tokens: 100,
    micro_usd: 25,
    disagreed: '',
    said: null,
    ...facets,
    ...more,
  }
}

/** One of some things that follows from a name and nothing else. */
export const pick = <T>(name: string, of: readonly T[]): T =>
  of[[...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7) % of.length]!

/** How often a made-up model judges, refuses and fails, or is not asked. */
const OUTCOMES: readonly (JudgedOutcome | null)[] = [
  ...(['judged', 'judged', 'judged', 'refused', 'failed'] as const),
  ...[null, null],
]

/** What a made-up model says of actions and turns: it follows from their names. It is not asked about all of them. */
export function madeUp(actions: readonly RowOf[], turns: readonly RowOf[]): JudgedRow[] {
  const of = (unit: JudgedUnit, row: RowOf, says: Partial<JudgedRow>): JudgedRow[] => {
    const name = `${unit} ${unit === 'action' ? row.action : row.turn}`
    const outcome = pick(name, OUTCOMES)
    return outcome === null ? [] : [verdictOn(unit, row, outcome === 'judged' ? says : { outcome })]
  }
  const scores = (name: string) => ({ risk: pick(name, [1, 4, 8]), autonomy: pick(name, [2, 7, null]) })
  return [
    ...unique(actions, 'action').flatMap((row) => {
      const name = String(row.action)
      return of('action', row, {
        ...scores(name),
        goal_complexity: pick(name, ['Minimal', 'High', 'Not inferable'] as const),
        human_in_loop: pick(name, ['Yes', 'No'] as const),
        reversibility: pick(name, ['Irreversible', 'Easily reversible'] as const),
        safeguards_category: pick(name, ['Sandboxed execution|Scoped permissions', 'No clear guardrails']),
        goal_domain_category: pick(name, ['Software engineering', 'Legal'] as const),
        confidence: 9,
      })
    }),
    ...unique(turns, 'turn').flatMap((row) => {
      const name = String(row.turn)
      const turn = of('turn', row, {
        ...scores(name),
        stop_reason: pick(name, ['completed_request', 'other'] as const),
        goal_complexity: pick(name, ['Low', null] as const),
        success: 'Succeeded',
      })
      // Few turns of a small fleet are broken off; a store does not ask whether they are.
      if (row.ended_by !== 'interrupted' && pick(name, [true, false, false])) return turn
      return [
        ...turn,
        ...of('interrupt', row, {
          risk: 10,
          goal_complexity: 'Unbounded',
          reversibility: 'Reversible with effort',
          error_at_interruption: 'Yes - wrong direction',
        }),
      ]
    }),
  ]
}

/** Rows of which each stands for another unit. */
const unique = (rows: readonly RowOf[], name: string): RowOf[] => [
  ...new Map(rows.map((row) => [`${row.of_contributor}/${row[name]}`, row])).values(),
]
