import type { Approval, Mode } from '../../model/index.js'
import type { Denial } from '../judging.js'
import { couldNeedApproval, questionOf } from './tools.js'

/** Modes in which Claude Code may stop to ask; whether it did, a transcript does not say. */
export const mayStillAsk = (mode: Mode): boolean => mode === 'default' || mode === 'acceptEdits' || mode === 'plan'

/**
 * Who let a call pass or stopped it, from the best evidence of a transcript: a refusal, a hook's word, else the
 * permission mode. Accepted prompts leave no trace, so a mode that asks gives `unknown` (method.md 2.2).
 */
export function decide(tool: string, mode: Mode | null, denial: Denial | null, hook: boolean | null): Approval {
  if (denial === 'stop' || denial === 'feedback') return questionOf(tool) === null ? 'rejected' : 'declined'
  if (denial === 'rule') return 'rule-denied'
  if (denial === 'classifier') return 'classifier-denied'
  if (!couldNeedApproval(tool)) return 'not-needed'
  if (hook === true) return 'rules'
  if (mode === null || mayStillAsk(mode)) return 'unknown'
  if (mode === 'bypassPermissions') return 'bypass'
  return mode === 'auto' ? 'classifier' : 'rules'
}
