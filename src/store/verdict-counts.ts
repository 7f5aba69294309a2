import { JUDGED_UNITS, type JudgedUnit, OUTCOMES } from '../model/index.js'
import type { AnswerRow } from './judged.js'
import { StoreError } from './store-error.js'
import type { JudgedScope } from './verdicts.js'

/** The relation that holds units of a kind, and there their name. */
const HOME: Record<JudgedUnit, { relation: 'actions' | 'turns'; name: string; judged: string }> = {
  action: { relation: 'actions', name: 'action', judged: 'goal_complexity' },
  turn: { relation: 'turns', name: 'turn', judged: 'stop_reason' },
  interrupt: { relation: 'turns', name: 'turn', judged: 'error_at_interruption' },
}

/** What a study's judge said of one kind of unit. */
export interface UnitCounts {
  unit: JudgedUnit
  judged: number
  refused: number
  failed: number
  /** Millionths of a dollar; null where nothing says what it cost. */
  micro_usd: number | null
  /** The least and the largest chance with which those judged were drawn; null where none is known. */
  chance: { low: number; high: number } | null
  /** Of those judged, how many were drawn with a chance that nobody knows. */
  undrawn: number
}

/**
 * The statements that count what a study's judge said of its units inside a window, each once, whatever copies there are.
 * Without a judge of its own, that is what the rules said.
 * @param inside a condition on `started_at`.
 */
export function countVerdicts(
  judged: JudgedScope | undefined,
  inside: string,
): { unit: JudgedUnit; statement: string }[] {
  if (judged === undefined)
    return (['action', 'turn'] as const).map((unit) => {
      const { relation, judged: known } = HOME[unit]
      const outcomes = `count(${known}) AS judged, 0 AS refused, 0 AS failed, 0 AS micro_usd`
      return { unit, statement: `SELECT ${outcomes}, 0 AS undrawn FROM ${relation} WHERE ${inside}` }
    })
  return JUDGED_UNITS.map((unit) => {
    const { relation, name } = HOME[unit]
    const outcomes = OUTCOMES.map((outcome) => `count(CASE WHEN outcome = '${outcome}' THEN 1 END) AS ${outcome}`)
    const chance = "CASE WHEN outcome = 'judged' THEN chance END"
    const statement = `SELECT ${outcomes.join(', ')}, sum(micro_usd) AS micro_usd, min(${chance}) AS low, max(${chance}) AS high,
        count(CASE WHEN outcome = 'judged' AND chance IS NULL THEN 1 END) AS undrawn
      FROM (SELECT * FROM verdicts WHERE unit = '${unit}') v
      JOIN (SELECT DISTINCT contributor, ${name} AS id FROM ${relation} WHERE ${inside}) u
        ON u.contributor = v.contributor AND u.id = v.id`
    return { unit, statement }
  })
}

/** Adds up what every part of the contributors answered to one of them. */
export function unitCounts(unit: JudgedUnit, rows: readonly AnswerRow[]): UnitCounts {
  const sum = (name: string) => rows.reduce((all, row) => all + Number(row[name] ?? 0), 0)
  const known = (name: string) => rows.flatMap((row) => (row[name] == null ? [] : [Number(row[name])]))
  const [low, high] = [known('low'), known('high')]
  return {
    unit,
    judged: sum('judged'),
    refused: sum('refused'),
    failed: sum('failed'),
    micro_usd: known('micro_usd').length === 0 ? null : sum('micro_usd'),
    chance: low.length === 0 ? null : { low: Math.min(...low), high: Math.max(...high) },
    undrawn: sum('undrawn'),
  }
}

/** @throws StoreError where verdicts cannot take the place of the rules': units were drawn with different chances. */
export function checkChances({ judge }: JudgedScope, counts: readonly UnitCounts[]): void {
  for (const { unit, chance, undrawn } of counts) {
    if (undrawn === 0 && (chance === null || chance.low === chance.high)) continue
    const how = undrawn > 0 ? 'with chances that are not known' : 'with different chances'
    const text = `what ${judge} says cannot take the place of the rules: its ${unit}s were drawn ${how}, and only a sample in which all had the same chance stands for the others. Let the judge have one (leeway judge run with --sample), or leave it to the rules (judge: { id: rules })`
    throw new StoreError(text, text)
  }
}
