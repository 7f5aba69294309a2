import { NOT_INFERABLE, type TurnEvidence, type TurnVerdict } from '../../model/index.js'
import { domainOf } from './who.js'
import { complexityOf } from './work.js'

/** Words at the end of a message by which an agent waits for what only its human can give. English and Spanish. */
const BLOCKED: readonly RegExp[] = [
  /\b(?:which (?:one|option|approach|of (?:these|them|the))|what would you (?:prefer|like me to)|do you (?:prefer|want)[^?\n]{0,120}\bor\b|would you rather)\b[^?]*\?/i,
  /\b(?:please|could you|can you|i(?:'ll)? need you to|you(?:'ll)? need to)\b[^.?\n]{0,40}\b(?:confirm|clarify|provide|share|paste|specify|tell me|let me know|run|log ?in|grant|choose|pick|decide)\b/i,
  /\b(?:let me know|tell me)\b[^.\n]{0,40}\b(?:the results?|which|what you(?:'d)? (?:see|prefer)|how you(?:'d)? like|when (?:you|it)|once)\b/i,
  /\bonce you(?:'ve| have)? (?:run|done|confirm|set|provide|finish|tell|add|create)/i,
  /\b(?:before I (?:proceed|continue|start|go ahead)|is (?:that|this) (?:correct|right|ok)|should I (?:proceed|go ahead|continue)\b)[^.]*\?/i,
  /\b(?:should I|shall I|do I)\b[^?\n]{3,160}\bor\b[^?\n]{3,160}\?/i,
  /\byou have (?:a few|two|three|several|some) options\b[\s\S]{0,900}\?\s*$/i,
  /¿(?:cu[aá]l|qu[eé] opci[oó]n) prefieres|o (?:prefieres|te refer[ií]as)[^?]*\?|¿(?:es correcto|confirmas|me confirmas)|necesit(?:o que|as) (?:me )?(?:corr|confirm|pas|ejecut|d[eií])|av[ií]same (?:cuando|y)|cuando lo hayas/i,
]
const OFFER =
  /^(?:\W*(?:want|would you like) me to|ready to|shall we|anything else|¿(?:quieres que|te gustar[ií]a|lo )\b)/i
const WAITING =
  /\b(?:I(?:'ll| will) (?:let you know|notify|report|check back|update you|continue)|(?:still )?(?:waiting|running|working) (?:for|on|in the background)|te aviso)\b[\s\S]{0,300}$/i

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
    goal_domain_category: domainOf(circumstances, soFar.goal, '', ''),
    risk: evidence.risk,
    autonomy: autonomyOf(evidence, complexity),
    success: successOf(evidence, stop.reason),
    reversibility: broken ? (evidence.reversibility as TurnVerdict['reversibility']) : null,
    ambiguity_at_interruption: broken ? ambiguityOf(evidence) : null,
    error_at_interruption: error,
    did: error ?? stop.why,
    why: `turn.${stop.why}`,
  }
}

function stopOf({ ended, broken, last, lastFailed }: TurnEvidence): {
  reason: NonNullable<TurnVerdict['stop_reason']>
  why: string
} {
  if (broken || ended === 'interrupted') return { reason: 'interrupted', why: 'interrupted' }
  if (ended === 'asked') return { reason: 'asked_for_clarification', why: 'asked' }
  if (ended === 'failed' || ended === 'limit') return { reason: 'other', why: ended }
  const text = (last ?? '').trimEnd()
  if (text === '')
    return ended === 'completed' ? { reason: 'completed_request', why: 'silent' } : { reason: 'other', why: 'cut-off' }
  if (ended === 'unknown' && lastFailed) return { reason: 'other', why: 'cut-off' }
  const end = text.slice(-700)
  if (WAITING.test(end.slice(-300)) && !end.trimEnd().endsWith('?')) return { reason: 'other', why: 'waiting' }
  const final = lastSentence(end)
  if (
    !OFFER.test(final) ||
    /\bor\b|\bo\b/.test(final) ||
    /you have (?:a few|two|three|several) options/i.test(text.slice(-900))
  ) {
    const at = BLOCKED.findIndex((pattern) => pattern.test(end))
    if (at !== -1) return { reason: 'asked_for_clarification', why: 'blocked' }
  }
  return { reason: 'completed_request', why: 'completed' }
}

const lastSentence = (text: string): string =>
  text
    .trimEnd()
    .split(/\n+|(?<=[.!?])\s+/)
    .at(-1) ?? ''

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

const GO_ON = /^\W*(?:continue|go on|proceed|keep going|resume|carry on|contin[uú]a|sigue|retry|try again)\b/i
const DONE =
  /^\W*(?:commit|push|merge|ok(?:ay)?|great|perfect|nice|thanks?|done|good|it works|now it works|listo|gracias|looks good|lgtm)\b/i
const FAULT =
  /\b(?:not correct|incorrect|wrong|error|bug|broken|fails?|failing|doesn'?t work|not working|again, this)\b/i
const ASTRAY =
  /^\W*(?:wait|no\b|stop|don'?t|let'?s (?:pause|not|step back)|hold on|actually|instead|why|espera|not what|that'?s not|you (?:also )?(?:said|missed|should))|\b(?:instead of|I (?:meant|said|asked)|shouldn'?t|you should(?:n'?t)?|not sold)\b/i
const SLOW = /\b(?:too (?:slow|long|verbose|much)|taking (?:too long|forever)|stuck|hang(?:s|ing)|hung|hurry)\b/i

/** Why a human stopped the agent, by what they said next; a plan turned down without a word is taken elsewhere. */
function errorOf({
  declined,
  next,
  lastFailed,
  corrected,
}: TurnEvidence): NonNullable<TurnVerdict['error_at_interruption']> {
  const text = (next ?? '').slice(0, 400)
  if (SLOW.test(text)) return 'Yes - too slow or verbose'
  if (declined === 'plan') return 'No - task completed'
  if (GO_ON.test(text)) return 'No - user changed mind'
  if (DONE.test(text)) return 'No - task completed'
  if (FAULT.test(text)) return 'Yes - error or bug'
  if (corrected || ASTRAY.test(text)) return 'Yes - wrong direction'
  return lastFailed ? 'Yes - error or bug' : 'No - user changed mind'
}

function ambiguityOf({ declined, soFar }: TurnEvidence): NonNullable<TurnVerdict['ambiguity_at_interruption']> {
  if (declined !== null) return 'Making implementation choices'
  const goal = soFar.goal ?? ''
  if (/\?/.test(goal) && goal.length < 200) return 'Making implementation choices'
  return goal.trim() === '' ? NOT_INFERABLE : 'Executing clear instructions'
}
