import { callOf, messageOf } from '../message.js'
import { isObject, type Json, objectOf, objectsOf, textOf, zonelessOf } from '../values.js'
import { STOP } from './messages.js'
import type { Telling } from './telling.js'

/** What somebody says from tick to tick, until a pause. */
class Speech {
  private said: string[] = []
  speaking = false

  /** @returns whether they speak in this tick. */
  hear(chunk: Json | null): boolean {
    this.speaking = speaks(chunk)
    const text = this.speaking ? textOf(chunk?.content) : null
    if (text !== null && !SOUND.test(text)) this.said.push(text)
    return this.speaking
  }

  /** What was said since it was last asked for. */
  take(): string {
    const text = this.said.join('')
    this.said = []
    return text
  }
}

/** Sound that is written as text. */
const SOUND = /^[A-Za-z0-9+/]{200,}={0,2}$/

/** A word that only shows that somebody listens is no speech. */
const speaks = (chunk: Json | null): boolean =>
  chunk?.contains_speech === true && objectOf(chunk.turn_taking_action)?.action !== 'backchannel'

/**
 * Tells a simulation by voice, in which both sides may speak at once. A turn begins when the customer has said what they
 * want; a word that only shows that they listen begins none.
 */
export function tellTicks(ticks: readonly unknown[], { conversation, chat, line, unknown }: Telling): void {
  const customer = new Speech()
  const agent = new Speech()
  let began = false
  for (const [place, tick] of ticks.entries()) {
    const moment = { at: isObject(tick) ? zonelessOf(tick.timestamp) : null, line }
    conversation.record(moment)
    if (!isObject(tick)) {
      unknown('no tick')
      continue
    }
    const listed = objectsOf(tick.agent_tool_calls)
    const calls = listed.length > 0 ? listed : objectsOf(chunkOf(tick)?.tool_calls)
    const spoke = customer.speaking
    if (!customer.hear(objectOf(tick.user_chunk)) && spoke) {
      const text = customer.take()
      if (!STOP.test(text)) chat.asked(text, moment)
      began = true
    }
    if (calls.length > 0) {
      began = true
      chat.called(calls.map(callOf), place, moment)
    }
    for (const result of objectsOf(tick.agent_tool_results)) {
      const message = messageOf({ ...result, role: 'tool' })
      if (message !== null) chat.returned(message, moment)
    }
    // The greeting answers nobody.
    if (!agent.hear(chunkOf(tick))) continue
    const text = speaks(chunkOf(ticks[place + 1])) ? null : agent.take()
    if (began) chat.said(text, moment)
  }
}

const chunkOf = (tick: unknown): Json | null => objectOf(objectOf(tick)?.agent_chunk)
