import { isObject, type Json, objectOf, textOf } from '../values.js'
import { isEvent, timeIn } from './events.js'

/** What has to be known of a conversation before its events are told. */
export class Ahead {
  /** Its first time, as it is written, and as ms since 1970 UTC. */
  name: string | null = null
  start: number | null = null
  /** Whether a person is asked about some calls; null where no event says whether anybody was. */
  asks: boolean | null = null

  get knows(): boolean {
    return this.start !== null && this.asks === true
  }

  see(event: unknown): void {
    if (!isObject(event) || !isEvent(event)) return
    const at = timeIn(event)
    if (this.start === null && at !== null) {
      this.start = at
      this.name = textOf(event.timestamp)
    }
    const confirmed = objectOf(event.args)?.confirmation_state
    if (confirmed === 'awaiting_confirmation') this.asks = true
    else if (confirmed === 'confirmed') this.asks ??= false
  }
}

/** What is known of a conversation besides its events. */
export interface Facts {
  evaluation: boolean
  /** As {@link Ahead.asks}. */
  asks: boolean | null
  /** What the second design keeps beside the events. */
  state: Json | null
}

export function aheadOf(events: readonly unknown[]): Ahead {
  const ahead = new Ahead()
  for (const event of events) ahead.see(event)
  return ahead
}
