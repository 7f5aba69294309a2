import type { Denial } from '../judging.js'
import { objectOf, textOf, timeOf } from '../values.js'
import type { Placed } from './events.js'

/** What was decided about a call. */
export interface Decision {
  passed: boolean
  human: boolean
  at: number | null
  denial: Denial | null
  /** Whether the sample ends with it. */
  terminates: boolean
}

/** Decisions about calls, in the order in which they were made. */
export class Approvals {
  private readonly byCall = new Map<string, Decision[]>()
  /** Whether calls need to be let pass. */
  readonly asks: boolean

  constructor(placed: readonly Placed[], asks: boolean) {
    for (const { event } of placed) {
      if (event.event !== 'approval') continue
      const call = textOf(objectOf(event.call)?.id)
      const decision = textOf(event.decision)
      // Who passes a question on decides nothing.
      if (call === null || decision === null || decision === 'escalate') continue
      const human = textOf(event.approver) === 'human'
      const passed = decision === 'approve' || decision === 'modify'
      const denial = passed ? null : !human ? 'rule' : textOf(event.explanation) === null ? 'stop' : 'feedback'
      const made = { passed, human, at: timeOf(event.timestamp), denial, terminates: decision === 'terminate' } as const
      this.byCall.set(call, [...(this.byCall.get(call) ?? []), made])
    }
    this.asks = asks || this.byCall.size > 0
  }

  /** The next decision about a call of this id; ids may come again. */
  next(call: string): Decision | null {
    return this.byCall.get(call)?.shift() ?? null
  }
}
