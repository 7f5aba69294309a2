import type { Approval, Status } from '../model/index.js'
import type { Denial } from './judging.js'

/** What a call's result makes of it. */
export function statusOf(denial: Denial | null, failed: boolean): Status {
  if (denial === 'stop' || denial === 'feedback') return 'rejected'
  return denial !== null ? 'denied' : failed ? 'error' : 'ok'
}

/** Who stopped a call that was refused. @param asks what it put to the human, where it did that. */
export function refusedAs(denial: Denial, asks: 'question' | 'plan' | null): Approval {
  if (denial === 'rule') return 'rule-denied'
  if (denial === 'classifier') return 'classifier-denied'
  return asks === null ? 'rejected' : 'declined'
}
