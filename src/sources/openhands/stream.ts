import type { Conversation } from '../conversation.js'
import type { Moment } from '../turn.js'
import type { Json } from '../values.js'
import type { Facts } from './ahead.js'
import { Calls } from './calls.js'
import { isSecond } from './events.js'
import { First } from './first.js'
import { Second } from './second.js'

/** Tells a conversation what its events say, whichever design they are of. */
export class Stream {
  private readonly first: First
  private readonly second: Second

  constructor(
    private readonly conversation: Conversation,
    facts: Facts,
  ) {
    const calls = new Calls(conversation)
    this.first = new First(conversation, calls, facts)
    this.second = new Second(conversation, calls, facts)
  }

  /**
   * @param place names calls of a file that holds several conversations.
   * @returns the kind of the event, where it is not known, else null.
   */
  take(event: Json, moment: Moment, place: string | null): string | null {
    this.conversation.record(moment)
    return isSecond(event) ? this.second.take(event, moment, place) : this.first.take(event, moment, place)
  }

  /** A conversation of which nothing else is in the file. */
  stands(moment: Moment): void {
    this.conversation.record(moment)
  }

  /** Where an evaluation is over. @param error why it could not go on. */
  ends(error: string | null): void {
    if (error === null || !this.conversation.working) return
    const limit = /maximum (?:iteration|budget|number)|budget/i.test(error)
    this.conversation.stop({ at: null, line: 0 }, limit ? 'limit' : 'failed')
  }
}
