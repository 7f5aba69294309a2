import { BLANK, NOT_INFERABLE, type TurnEvidence, type TurnVerdict } from '../../model/index.js'
import { asks, says } from './signs.js'
import { domainOf } from './who.js'
import { interruptReasonOf, stopReasonOf } from './why.js'
import { complexityOf } from './work.js'

/** What the rules say of a turn, and of the interrupt that ended it where a human did. */
export function judgeTurn(evidence: TurnEvidence): TurnVerdict {
  const { circumstances, soFar, failures, broken } = evidence
  const stop = stopOf(evidence)
  const complexity = complexityOf(soFar)
  const error = broken ? errorOf(evidence) : null
  return {
    stop_reason: stop.reason,
    had_errors: failures > 0 ? 'yes' : 'no',
    goal_complexity: complexity,
    goal_domain_category: domainOf(circumstances, soFar.goal, -1, ''),
    risk: evidence.risk,
    autonomy: autonomyOf(evidence, complexity),
    success: successOf(evidence, stop.reason),
    reversibility: broken ? (evidence.reversibility as TurnVerdict['reversibility']) : null,
    ambiguity_at_interruption: broken ? ambiguityOf(evidence) : null,
    error_at_interruption: error,
    did: didOf(evidence, stop.why),
    why: `turn.${stop.why}`,
  }
}

/** Names of why the agent asked and why a human broke it off, where they did; else of how the turn ended. */
function didOf(evidence: TurnEvidence, why: string): string {
  const asked = evidence.ended === 'asked' || why === 'blocked'
  const interrupted = evidence.broken || evidence.ended === 'interrupted'
  const names = [...(asked ? [stopReasonOf(evidence)] : []), ...(interrupted ? [interruptReasonOf(evidence)] : [])]
  return names.length === 0 ? why : names.join(' ')
}

function stopOf({ ended, broken, last, lastFailed }: TurnEvidence): {
  reason: NonNullable<TurnVerdict['stop_reason']>
  why: string
} {
  if (broken || ended === 'interrupted') return { reason: 'interrupted', why: 'interrupted' }
  if (ended === 'asked') return { reason: 'asked_for_clarification', why: 'asked' }
  if (ended === 'failed' || ended === 'limit') return { reason: 'other', why: ended }
  if (says(last, BLANK))
    return ended === 'completed' ? { reason: 'completed_request', why: 'silent' } : { reason: 'other', why: 'cut-off' }
  if (ended === 'unknown' && lastFailed) return { reason: 'other', why: 'cut-off' }
  if (says(last, 'waiting')) return { reason: 'other', why: 'waiting' }
  if (says(last, 'blocked')) return { reason: 'asked_for_clarification', why: 'blocked' }
  return { reason: 'completed_request', why: 'completed' }
}

function successOf({ failures, lastFailed }: TurnEvidence, stop: TurnVerdict['stop_reason']): TurnVerdict['success'] {
  if (stop === 'interrupted') return NOT_INFERABLE
  if (stop === 'asked_for_clarification') return 'Partly'
  if (stop === 'other') return lastFailed || failures > 0 ? 'Failed' : NOT_INFERABLE
  return lastFailed ? 'Partly' : 'Succeeded'
}

function autonomyOf({ circumstances }: TurnEvidence, complexity: string): number {
  if (circumstances.operator === false || circumstances.evaluation === true)
    return circumstances.evaluation === true ? 8 : 7
  return complexity === 'Minimal' ? 3 : complexity === 'Low' ? 4 : complexity === 'Intermediate' ? 5 : 6
}

/** Why a human stopped the agent, by what they said next; a plan turned down without a word is taken elsewhere. */
function errorOf({
  declined,
  next,
  lastFailed,
  corrected,
}: TurnEvidence): NonNullable<TurnVerdict['error_at_interruption']> {
  if (asks(next, 'slow')) return 'Yes - too slow or verbose'
  if (declined === 'plan') return 'No - task completed'
  if (asks(next, 'go-on')) return 'No - user changed mind'
  if (asks(next, 'done')) return 'No - task completed'
  if (asks(next, 'fault')) return 'Yes - error or bug'
  if (corrected || asks(next, 'astray')) return 'Yes - wrong direction'
  return lastFailed ? 'Yes - error or bug' : 'No - user changed mind'
}

function ambiguityOf({ declined, soFar }: TurnEvidence): NonNullable<TurnVerdict['ambiguity_at_interruption']> {
  if (declined !== null) return 'Making implementation choices'
  const { goal } = soFar
  if (asks(goal, 'question')) return 'Making implementation choices'
  return asks(goal, BLANK) ? NOT_INFERABLE : 'Executing clear instructions'
}
