import type { ActionVerdict, TurnVerdict } from '../model/index.js'
import { sentencesOf, stopSentences } from './sentences.js'

/** One dimension's value as it is shown: a set as a list. */
export type FacetValue = string | number | readonly string[] | null

type Stored = Readonly<Record<string, unknown>>

const ACTION: readonly (keyof ActionVerdict)[] = [
  ...(['goal_complexity', 'environment_type', 'environmental_impact', 'human_in_loop', 'autonomy'] as const),
  ...(['reversibility', 'risk', 'safeguards_category', 'agentic_architecture', 'goal_domain_category'] as const),
  ...(['environment_category', 'nist_activity_category', 'confidence', 'setting'] as const),
]
const TURN: readonly (keyof TurnVerdict)[] = [
  ...(['stop_reason', 'had_errors', 'goal_complexity', 'goal_domain_category', 'risk', 'autonomy', 'success'] as const),
  ...(['reversibility', 'ambiguity_at_interruption', 'error_at_interruption'] as const),
]

/** What a judge said of an action, by the names of docs/method.md; null where nothing judged it. */
export function actionFacets(row: Stored): Record<string, FacetValue> | null {
  const verdict = row as unknown as ActionVerdict
  if (verdict.goal_complexity == null) return null
  const sets = (verdict.safeguards_category ?? '').split('|').filter((value) => value !== '')
  return { ...picked(verdict, ACTION), safeguards_category: sets, ...sentencesOf(verdict), rules: verdict.why }
}

/** The same of a turn. What is said of an interrupt stands only where a human broke the turn off. */
export function turnFacets(row: Stored): Record<string, FacetValue> | null {
  const verdict = row as unknown as TurnVerdict
  if (verdict.stop_reason == null) return null
  const all = { ...picked(verdict, TURN), ...stopSentences(verdict), rules: verdict.why }
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => value !== null || !OF_INTERRUPT.has(name)))
}

const OF_INTERRUPT = new Set([
  'reversibility',
  'ambiguity_at_interruption',
  'error_at_interruption',
  'interruption_reason',
])

function picked<V extends object>(verdict: V, names: readonly (keyof V)[]): Record<string, FacetValue> {
  return Object.fromEntries(names.map((name) => [name, (verdict[name] ?? null) as FacetValue]))
}
