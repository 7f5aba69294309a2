import type { Figure, Row } from '../release/index.js'

/** The words a reader sees for the fixed keys of a release. */

type Clock = Row<'turn-duration'>['clock']
type Cohort = Row<'interrupts-by-experience'>['cohort']
type Regime = Row<'auto-approve-by-experience'>['regime']
type Kind = Row<'interrupts-by-experience'>['kind']
type Intervention = Extract<Row<'interventions'>, { month: string }>['measure']
type Proxy = Row<'autonomy-proxies'>['measure']

export const CLOCK_NAMES: Record<Clock, string> = {
  wall: 'Wall clock',
  work: 'Work, without known waits',
  reported: 'As the agent reports it',
}

export const COHORT_NAMES: Record<Cohort, string> = {
  all: 'Everyone',
  'known-start': 'Known start',
  'reached-50': 'Reached 50 sessions',
  'reached-200': 'Reached 200 sessions',
}

export const COHORT_SENTENCES: Record<Cohort, string> = {
  all: 'Everyone: bins further right hold fewer and other people.',
  'known-start': 'Only people whose first session is known to be their first.',
  'reached-50': 'The same people in every bin up to session 50: those who got that far.',
  'reached-200': 'The same people in every bin up to session 200: those who got that far.',
}

export const REGIME_NAMES: Record<Regime, string> = {
  auto: 'Fully auto-approved',
  bypass: 'Permissions skipped',
  classifier: 'A model decides',
  rules: 'Allowed by rules',
  manual: 'A person decides',
  unknown: 'Not recorded',
}

export const KIND_NAMES: Record<Kind, string> = {
  any: 'Any interrupt',
  working: 'While working',
  prompt: 'At a permission prompt',
}

/** Short, because they stand at the end of lines. */
export const KIND_ENDS: Record<Kind, string> = { any: 'any', working: 'while working', prompt: 'at a prompt' }

export const INTERVENTION_NAMES: Record<Intervention, string> = {
  all: 'All together',
  interrupts: 'Interrupts',
  rejections: 'Rejections',
  answers: 'Answers',
  corrections: 'Corrections',
}

export const PROXY_NAMES: Record<Proxy, string> = {
  actions_per_turn: 'Actions per turn',
  unattended_actions: 'Longest unattended run',
  agent_hours: 'Agent-hours',
  tokens_per_turn: 'Tokens per turn',
}

/** Short, because they share a chart with the lines they name. */
export const LEVEL_NAMES = { p50: 'p50', p75: 'p75', p90: 'p90', p95: 'p95', p99: 'p99', p999: 'p99.9' } as const
export type Level = keyof typeof LEVEL_NAMES

const VARIANTS: Record<string, string> = {
  'gap-2m': 'Gaps count at most 2 min',
  'gap-5m': 'Gaps count at most 5 min',
  'gap-15m': 'Gaps count at most 15 min',
  'gap-none': 'Gaps count in full',
  'unknown-out': 'Without sessions that may not be interactive',
  'questions-joined': 'Questions do not end a turn',
}

/** A variant of the definition, in words; the key itself where it has none. */
export const variantName = (variant: string): string => VARIANTS[variant] ?? variant

const REASONS: Record<string, string> = {
  k_users: 'too few contributors',
  k_items: 'too few items',
  dominance: 'one contributor dominates',
  tail: 'too few lie beyond it',
  censored: 'turns still running could change it',
  ledger: 'differs too little from an earlier release',
}

/** Why a value is withheld, in words; the key itself where it has none. */
export const reasonName = (reason: string): string => REASONS[reason] ?? reason

/** What the intervals of a figure allow for. */
export const CLUSTER_SENTENCES: Record<Figure['clusters'], string> = {
  contributors: '95% intervals, clustered by contributor: they allow for which people happen to be here.',
  days: '95% intervals, clustered by day: with fewer than 5 contributors the figure describes these people only.',
}
