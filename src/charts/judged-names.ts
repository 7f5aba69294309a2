import type { Row } from '../release/index.js'

/** The words a reader sees for the fixed keys of figures over what was judged. */

export type Weight = Row<'oversight'>['weight']
export type Oversight = Row<'oversight'>['measure']
export type Stop = Row<'stops-by-complexity'>['stop']
export type Frontier = Row<'frontier'>['measure']

export const WEIGHT_NAMES: Record<Weight, string> = {
  action: 'Each action',
  session: 'Each session',
  contributor: 'Each contributor',
}

/** Short, because they head columns beside each other. */
export const WEIGHT_SHORT: Record<Weight, string> = { action: 'Action', session: 'Session', contributor: 'Contributor' }

export const WEIGHT_REMARKS: Record<Weight, string> = {
  action: 'Each action counts once, so sessions and people with many of them say most.',
  session: 'Each session counts once, however many actions it holds.',
  contributor: 'Each contributor counts once, however much their agents did.',
}

export const OVERSIGHT_NAMES: Record<Oversight, string> = {
  safeguard: 'At least one safeguard',
  'human-in-loop': 'A human in the loop',
  irreversible: 'Irreversible',
}

/** What the published label of each says. */
export const OVERSIGHT_LABELS: Record<Oversight, RegExp> = {
  safeguard: /safeguard/i,
  'human-in-loop': /human/i,
  irreversible: /irreversib/i,
}

export const STOP_NAMES: Record<Stop, string> = {
  asked: 'The agent asked',
  interrupted: 'A human interrupted',
}

/** Short, because they stand at the end of lines. */
export const STOP_ENDS: Record<Stop, string> = { asked: 'asked', interrupted: 'stopped' }

export const FRONTIER_NAMES: Record<Frontier, string> = {
  'risky-autonomous': 'Risky and autonomous',
  'irreversible-unattended': 'Irreversible, unattended',
}

/** At the end of lines, and shorter still where there is little room. */
export const FRONTIER_LINES: Record<Frontier, string> = {
  'risky-autonomous': 'risky, autonomous',
  'irreversible-unattended': 'irreversible, unattended',
}

export const FRONTIER_ENDS: Record<Frontier, string> = {
  'risky-autonomous': 'risky',
  'irreversible-unattended': 'irreversible',
}

/** The values that stand for what is none of the others, or could not be told. */
export const REST = /^(?:Other|Not inferable)$/

const DIMENSIONS: Record<string, string> = {
  goal_complexity: 'Goal complexity',
  environment_type: 'Kind of environment',
  environmental_impact: 'Impact on the environment',
  reversibility: 'Reversibility',
  safeguards_category: 'Safeguards',
  agentic_architecture: 'Architecture',
  environment_category: 'Environment',
  nist_activity_category: 'Activity (NIST AI 200-1)',
  setting: 'Setting',
  risk: 'Risk, 1 to 10',
  autonomy: 'Autonomy, 1 to 10',
  confidence: 'Confidence, 1 to 10',
  human_in_loop: 'Human in the loop',
  goal_domain_category: 'Domain',
}

/** A judged dimension in words; the key itself, spaced, where it has none. */
export const dimensionName = (key: string): string => DIMENSIONS[key] ?? key.replaceAll('_', ' ')

const ORDERED = ['goal_complexity', 'environmental_impact', 'reversibility', 'risk', 'autonomy', 'confidence']

/** Whether the values of a dimension have an order of their own, in which rows give them. */
export const isOrdered = (dimension: string): boolean => ORDERED.includes(dimension)

/** Whether one unit may have several values of a dimension, so that shares need not add up to all. */
export const isSet = (dimension: string): boolean => dimension === 'safeguards_category'
