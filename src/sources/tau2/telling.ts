import type { Chat } from '../chat.js'
import type { Conversation } from '../conversation.js'

/** What results say of all their simulations. */
export interface World {
  /** What the agent is to do, which its system prompt holds. */
  policy: string | null
  /** What tools say of themselves, by name. */
  definitions: ReadonlyMap<string, string>
}

/** What a simulation is told through. */
export interface Telling {
  conversation: Conversation
  chat: Chat
  line: number
  unknown(type: string): void
}
