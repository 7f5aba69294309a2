import { AMBIGUITIES, GOAL_COMPLEXITIES, INTERRUPT_ERRORS, REVERSIBILITIES } from '../../model/index.js'
import { type AnswerTo, oneOf, score, sentence } from './form.js'
import { COMPLEXITY, MANNERS, REVERSIBILITY, RISK } from './wording.js'

/** Grows with every change of what is asked or of how answers are checked. */
export const INTERRUPT_VERSION = 'interrupt/1'

/** What is said of the interrupt that ended a turn. */
export const INTERRUPT_FORM = {
  task: sentence('The task is to '),
  doing: sentence('The agent '),
  interruption_reason: sentence('The human interrupted because '),
  error_at_interruption: oneOf(INTERRUPT_ERRORS),
  ambiguity_at_interruption: oneOf(AMBIGUITIES),
  goal_complexity: oneOf(GOAL_COMPLEXITIES),
  reversibility: oneOf(REVERSIBILITIES),
  risk: score,
}

export type InterruptAnswer = AnswerTo<typeof INTERRUPT_FORM>

/** What a model is told, the same for all interrupts. */
export const INTERRUPT_SYSTEM = `You judge interrupts: a human broke off what an AI agent was doing, or turned down a question or plan of its. For each item, say why, from what the agent was doing and from what the human said next.
${MANNERS}

task: "The task is to …", what the agent was asked to do.
doing: "The agent …", what it was doing when it was broken off, in the past tense.
interruption_reason: "The human interrupted because …".
error_at_interruption: whether the agent was at fault. Yes - error or bug: something it made or ran was wrong or failed. Yes - wrong direction: it did, or was about to do, what was not wanted. Yes - too slow or verbose: it took too long, hung, repeated itself or did too much. No - user changed mind: the human wanted something else, had more to say, or carried on otherwise without blaming it. No - task completed: what they needed was there.
ambiguity_at_interruption: what the agent had to go by just then. Executing clear instructions; Making implementation choices: the aim was clear, the way was its own; Interpreting vague requirements; Navigating open-ended task: the aim itself was open.
goal_complexity: ${COMPLEXITY}
reversibility: of what the agent had done in the turn until then. ${REVERSIBILITY}
risk: of what the agent was doing, ${RISK}`
