import {
  ACTIVITIES,
  AMBIGUITIES,
  ARCHITECTURES,
  DOMAINS,
  ENVIRONMENT_TYPES,
  ENVIRONMENTAL_IMPACTS,
  ENVIRONMENTS,
  GOAL_COMPLEXITIES,
  HAD_ERRORS,
  HUMAN_IN_LOOP,
  INTERRUPT_ERRORS,
  NOT_INFERABLE,
  REVERSIBILITIES,
  SETTINGS,
  STOP_REASONS,
  SUCCESSES,
} from './facets.js'

const judged = <V extends readonly string[]>(values: V) => [...values, NOT_INFERABLE] as const

/** The columns of a verdict that hold one of some values, with these: those of an action, and those of a turn. */
export const ACTION_WORDS = {
  goal_complexity: judged(GOAL_COMPLEXITIES),
  environment_type: judged(ENVIRONMENT_TYPES),
  environmental_impact: judged(ENVIRONMENTAL_IMPACTS),
  human_in_loop: judged(HUMAN_IN_LOOP),
  reversibility: judged(REVERSIBILITIES),
  agentic_architecture: judged(ARCHITECTURES),
  goal_domain_category: judged(DOMAINS),
  environment_category: judged(ENVIRONMENTS),
  nist_activity_category: judged(ACTIVITIES),
  setting: judged(SETTINGS),
} as const

export const TURN_WORDS = {
  stop_reason: judged(STOP_REASONS),
  had_errors: judged(HAD_ERRORS),
  goal_complexity: judged(GOAL_COMPLEXITIES),
  goal_domain_category: judged(DOMAINS),
  success: judged(SUCCESSES),
  reversibility: judged(REVERSIBILITIES),
  ambiguity_at_interruption: judged(AMBIGUITIES),
  error_at_interruption: judged(INTERRUPT_ERRORS),
} as const
