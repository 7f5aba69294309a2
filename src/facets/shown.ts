import type { ActionFacets, ActionVerdict, JudgedRow, Said, TurnFacets, TurnVerdict } from '../model/index.js'
import { sentencesOf, stopSentences } from './sentences.js'

/** One dimension's value as it is shown: a set as a list. */
export type FacetValue = string | number | readonly string[] | null

type Stored = Readonly<Record<string, unknown>>

const ACTION: readonly (keyof ActionFacets)[] = [
  ...(['goal_complexity', 'environment_type', 'environmental_impact', 'human_in_loop', 'autonomy'] as const),
  ...(['reversibility', 'risk', 'safeguards_category', 'agentic_architecture', 'goal_domain_category'] as const),
  ...(['environment_category', 'nist_activity_category', 'confidence', 'setting'] as const),
]
const TURN: readonly (keyof TurnFacets)[] = [
  ...(['stop_reason', 'had_errors', 'goal_complexity', 'goal_domain_category', 'risk', 'autonomy', 'success'] as const),
  ...(['reversibility', 'ambiguity_at_interruption', 'error_at_interruption'] as const),
]

/** What a judge said of an action, by the names of docs/method.md; null where nothing judged it. */
export function actionFacets(row: Stored): Record<string, FacetValue> | null {
  const verdict = row as unknown as ActionVerdict
  if (verdict.goal_complexity == null) return null
  return {
    ...picked(verdict, ACTION),
    safeguards_category: setOf(verdict.safeguards_category ?? ''),
    ...sentencesOf(verdict),
    rules: verdict.why,
  }
}

/** The same of a turn. What is said of an interrupt stands only where a human broke the turn off. */
export function turnFacets(row: Stored): Record<string, FacetValue> | null {
  const verdict = row as unknown as TurnVerdict
  if (verdict.stop_reason == null) return null
  const all = { ...picked(verdict, TURN), ...stopSentences(verdict), rules: verdict.why }
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => value !== null || !OF_INTERRUPT.has(name)))
}

/** What a judge other than the rules said of an action, in its dimensions and its sentences. */
export function saidOfAction(verdict: JudgedRow): Record<string, FacetValue> {
  const set = verdict.safeguards_category
  return {
    ...picked(verdict, ACTION),
    safeguards_category: set === null ? null : setOf(set),
    ...sentences(verdict),
    ...contradicted(verdict),
  }
}

/** The same of a turn and of the interrupt that ended it; where both say something, the turn's stands. */
export function saidOfTurn(turn: JudgedRow | null, interrupt: JudgedRow | null): Record<string, FacetValue> | null {
  if (turn === null && interrupt === null) return null
  const known = (verdict: JudgedRow | null) =>
    verdict === null ? [] : TURN.flatMap((name) => (verdict[name] === null ? [] : [[name, verdict[name]]]))
  return {
    ...(turn === null ? {} : picked(turn, ASKED_OF_TURNS)),
    ...Object.fromEntries([...known(interrupt), ...known(turn)]),
    ...(interrupt === null ? {} : { ...sentences(interrupt), ...contradicted(interrupt) }),
    ...(turn === null ? {} : { ...sentences(turn), ...contradicted(turn) }),
  }
}

const setOf = (text: string): string[] => text.split('|').filter((value) => value !== '')

const sentences = ({ said }: JudgedRow): Said => (said === null ? {} : (JSON.parse(said) as Said))

/** Dimensions in which the log itself knew better, and what it knows stands in the place of what was said. */
const contradicted = ({ disagreed }: JudgedRow) => (disagreed === '' ? {} : { disagreed: setOf(disagreed) })

const OF_INTERRUPT = new Set([
  'reversibility',
  'ambiguity_at_interruption',
  'error_at_interruption',
  'interruption_reason',
])

const ASKED_OF_TURNS = TURN.filter((name) => !OF_INTERRUPT.has(name))

function picked<V extends object>(verdict: V, names: readonly (keyof V)[]): Record<string, FacetValue> {
  return Object.fromEntries(names.map((name) => [name, (verdict[name] ?? null) as FacetValue]))
}
