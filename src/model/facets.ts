/**
 * What a judge says of an action, a turn or an interrupt: dimensions and their values, exactly as the study names them
 * (docs/method.md). `Not inferable` stands where the evidence does not tell; a null where nothing was judged.
 */

export const NOT_INFERABLE = 'Not inferable'

export const GOAL_COMPLEXITIES = ['Minimal', 'Low', 'Intermediate', 'High', 'Unbounded'] as const
export const ENVIRONMENT_TYPES = [
  'Agent scaffolding',
  'Simulated or sandboxed',
  'Individual virtual',
  'Shared virtual',
  'Physical world',
] as const
export const ENVIRONMENTAL_IMPACTS = [
  'Observation only',
  'Minor impact',
  'Intermediate impact',
  'Comprehensive impact',
] as const
/** An operator; a customer whom the agent serves is none. */
export const HUMAN_IN_LOOP = ['Yes', 'No'] as const
export const REVERSIBILITIES = [
  'Easily reversible',
  'Reversible with effort',
  'Irreversible',
  'Not applicable',
] as const
export const SAFEGUARDS = [
  'Sandboxed execution',
  'Domain/network restrictions',
  'Scoped permissions',
  'Human approval required',
  'Human escalation pathways',
  'AI supervision',
  'Change tracking and reversion',
  'Rate limits',
  'Execution timeouts',
  'Resource quotas',
  'No clear guardrails',
  'Other',
] as const
export const ARCHITECTURES = [
  'Single agent, scoped tools',
  'Single agent, general tools',
  'Multi-agent, scoped tools',
  'Multi-agent, general tools',
] as const
export const DOMAINS = [
  'Software engineering',
  'Data analysis and BI',
  'Academic research',
  'Education and tutoring',
  'Medicine and healthcare',
  'Legal',
  'Finance and accounting',
  'Sales and CRM',
  'Marketing and copywriting',
  'Customer service',
  'Document and presentation creation',
  'Travel and logistics',
  'E-commerce operations',
  'Back-office automation',
  'Cybersecurity',
  'Gaming and interactive media',
  'Other',
] as const
export const ENVIRONMENTS = [
  'Local files',
  'Command-line tools',
  'Code editors and IDEs',
  'Web browsers',
  'Web APIs and services',
  'Search engines',
  'Databases',
  'Shared knowledge bases',
  'Document creation apps',
  'Email',
  'Instant messaging',
  'Cloud platforms',
  'Back-office and CRM systems',
  'Version control systems',
  'Healthcare/EHR systems',
  'Mobile apps',
  'Internal agent memory',
  'Multi-agent coordination',
  'Other',
] as const
/** NIST AI 200-1. */
export const ACTIVITIES = [
  'Content creation',
  'Content synthesis',
  'Decision making',
  'Detection',
  'Digital assistance',
  'Discovery',
  'Image analysis',
  'Information retrieval/search',
  'Monitoring',
  'Performance improvement',
  'Personalization',
  'Prediction',
  'Process automation',
  'Recommendation',
  'Robotic automation',
  'Vehicular automation',
] as const
export const SETTINGS = ['Production', 'Evaluation or red team', 'Demo or test'] as const

export const STOP_REASONS = ['interrupted', 'completed_request', 'asked_for_clarification', 'other'] as const
export const HAD_ERRORS = ['yes', 'no'] as const
export const SUCCESSES = ['Succeeded', 'Partly', 'Failed'] as const
export const AMBIGUITIES = [
  'Executing clear instructions',
  'Making implementation choices',
  'Interpreting vague requirements',
  'Navigating open-ended task',
] as const
export const INTERRUPT_ERRORS = [
  'Yes - error or bug',
  'Yes - wrong direction',
  'Yes - too slow or verbose',
  'No - user changed mind',
  'No - task completed',
] as const

/** One of some values, or that the evidence does not tell. */
export type Judged<Values extends readonly string[]> = Values[number] | typeof NOT_INFERABLE

/** What is said of an action. */
export interface ActionFacets {
  goal_complexity: Judged<typeof GOAL_COMPLEXITIES>
  environment_type: Judged<typeof ENVIRONMENT_TYPES>
  environmental_impact: Judged<typeof ENVIRONMENTAL_IMPACTS>
  human_in_loop: Judged<typeof HUMAN_IN_LOOP>
  /** 1 to 10, or null where it cannot be told. */
  autonomy: number | null
  reversibility: Judged<typeof REVERSIBILITIES>
  /** 1 to 10, or null where it cannot be told. */
  risk: number | null
  /** In the order of {@link SAFEGUARDS}, joined by `|`; `No clear guardrails` and `Not inferable` stand alone. */
  safeguards_category: string
  agentic_architecture: Judged<typeof ARCHITECTURES>
  goal_domain_category: Judged<typeof DOMAINS>
  environment_category: Judged<typeof ENVIRONMENTS>
  nist_activity_category: Judged<typeof ACTIVITIES>
  /** 1 to 10: how clear the evidence was. */
  confidence: number
  setting: Judged<typeof SETTINGS>
}

/** What is said of a turn, and of the interrupt that ended it. */
export interface TurnFacets {
  stop_reason: Judged<typeof STOP_REASONS>
  had_errors: Judged<typeof HAD_ERRORS>
  goal_complexity: Judged<typeof GOAL_COMPLEXITIES>
  goal_domain_category: Judged<typeof DOMAINS>
  risk: number | null
  autonomy: number | null
  success: Judged<typeof SUCCESSES>
  /** These three only where a human interrupted the turn, else null. */
  reversibility: Judged<typeof REVERSIBILITIES> | null
  ambiguity_at_interruption: Judged<typeof AMBIGUITIES> | null
  error_at_interruption: Judged<typeof INTERRUPT_ERRORS> | null
}

export type OrNull<T> = { [K in keyof T]: T[K] | null }

/** A verdict on an action as it is stored beside it; all null where nothing judged it. */
export interface ActionVerdict extends OrNull<ActionFacets> {
  /** Which sentence of the closed vocabulary says what the agent did. */
  did: string | null
  /** The rules that decided, by name, joined by spaces. */
  why: string | null
}

/** A verdict on a turn as it is stored beside it; all null where nothing judged it. */
export interface TurnVerdict extends OrNull<TurnFacets> {
  did: string | null
  why: string | null
}

export const UNJUDGED_ACTION: Readonly<ActionVerdict> = {
  goal_complexity: null,
  environment_type: null,
  environmental_impact: null,
  human_in_loop: null,
  autonomy: null,
  reversibility: null,
  risk: null,
  safeguards_category: null,
  agentic_architecture: null,
  goal_domain_category: null,
  environment_category: null,
  nist_activity_category: null,
  confidence: null,
  setting: null,
  did: null,
  why: null,
}

export const UNJUDGED_TURN: Readonly<TurnVerdict> = {
  stop_reason: null,
  had_errors: null,
  goal_complexity: null,
  goal_domain_category: null,
  risk: null,
  autonomy: null,
  success: null,
  reversibility: null,
  ambiguity_at_interruption: null,
  error_at_interruption: null,
  did: null,
  why: null,
}
