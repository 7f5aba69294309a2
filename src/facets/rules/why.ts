import type { TurnEvidence } from '../../model/index.js'
import type { Interrupt, Stop } from '../reasons.js'
import { asks } from './signs.js'

/** Why the agent stopped to ask, by what it put to its human or by its last words. */
export function stopReasonOf({ put }: TurnEvidence): Stop {
  return put?.kind === 'plan' ? 'stop-approval' : 'stop-question'
}

/** Why a human broke the agent off, by what they said next. */
export function interruptReasonOf({ declined, next, corrected }: TurnEvidence): Interrupt {
  if (asks(next, 'slow')) return 'interrupt-slow'
  if (declined === 'plan') return 'interrupt-enough'
  if (asks(next, 'go-on')) return 'interrupt-unknown'
  if (asks(next, 'done')) return 'interrupt-enough'
  return corrected || asks(next, 'fault') || asks(next, 'astray') ? 'interrupt-correction' : 'interrupt-unknown'
}
