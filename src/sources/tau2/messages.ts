import { type Message, messageOf } from '../message.js'
import { isObject, objectOf, objectsOf, zonelessOf } from '../values.js'
import type { Telling } from './telling.js'

/** How the simulated customer, or the agent, says that nothing more is to come. */
export const STOP = /###(?:STOP|TRANSFER|OUT-OF-SCOPE)###/

/** Tells a simulation in writing. */
export function tellMessages(messages: readonly unknown[], { conversation, chat, line, unknown }: Telling): void {
  let began = false
  for (const { value, place } of messages.flatMap(partsOf)) {
    const moment = { at: isObject(value) ? zonelessOf(value.timestamp) : null, line }
    conversation.record(moment)
    const message = messageOf(value)
    // The greeting answers nobody.
    const beside = message !== null && (isCustomers(message, value) || (!began && isGreeting(message)))
    if (beside) continue
    began = true
    if (message === null) unknown('no message')
    else if (!chat.tell(message, place, moment)) unknown(`message of ${message.role}`)
  }
}

/** What customers do on a device of their own is none of the agent's work, and their last word asks for nothing. */
const isCustomers = ({ role, calls, text }: Message, value: unknown): boolean =>
  role === 'user' ? calls.length > 0 || STOP.test(text ?? '') : role === 'tool' && objectOf(value)?.requestor === 'user'

const isGreeting = ({ role, calls }: Message): boolean => role === 'assistant' && calls.length === 0

/** Some results stand together in one message. */
function partsOf(value: unknown, place: number): { value: unknown; place: number }[] {
  const parts = objectsOf(objectOf(value)?.tool_messages)
  return parts.length === 0 ? [{ value, place }] : parts.map((part) => ({ value: part, place }))
}
