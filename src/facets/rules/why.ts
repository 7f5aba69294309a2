import { Gist, type TurnEvidence } from '../../model/index.js'
import { type Interrupt, type Stop, stopIn } from '../reasons.js'
import { asks, says } from './signs.js'
import { wantOf, wantOfCall } from './wants.js'

/** From which time on an agent of which nothing came is taken to hang, ms: as long as gaps count as work (docs/method.md 2.1). */
const HANGING = 300_000

/** Why the agent stopped to ask, by what it put to its human, else by its last words. A plan asks to be approved. */
export function stopReasonOf({ put, last, ended }: TurnEvidence): Stop {
  if (ended !== 'asked' || put === null) return says(last, 'blocked') ? wantIn(last, wantOf) : 'stop-question'
  return put.kind === 'plan' ? 'stop-approval' : wantIn(put.input, wantOfCall)
}

/** What a question wants, or was found to want before it was forgotten. */
function wantIn<T>(question: T | Gist | null, read: (question: T) => Stop): Stop {
  if (question === null) return 'stop-question'
  return question instanceof Gist ? (stopIn(question.signs.join(' ')) ?? 'stop-question') : read(question)
}

/**
 * Why a human broke the agent off, by what they did and said next. What says most plainly why comes first. Without words
 * that tell, an agent of which nothing had come for long hung.
 */
export function interruptReasonOf({ declined, next, corrected, took, lull }: TurnEvidence): Interrupt {
  if (asks(next, 'slow')) return 'interrupt-slow'
  if (declined === 'plan') return 'interrupt-enough'
  if (took || asks(next, 'own-step')) return 'interrupt-own-step'
  if (asks(next, 'changed')) return 'interrupt-changed'
  if (asks(next, 'fault') || asks(next, 'astray')) return 'interrupt-correction'
  if (asks(next, 'done') || asks(next, 'enough')) return 'interrupt-enough'
  if (asks(next, 'adds') && !asks(next, 'long')) return 'interrupt-correction'
  if (corrected && !asks(next, 'go-on')) return 'interrupt-correction'
  return lull >= HANGING ? 'interrupt-slow' : 'interrupt-unknown'
}
