import { createHash } from 'node:crypto'
import type { StartedBy } from '../model/index.js'
import type { Conversation } from './conversation.js'
import type { Message, MessageCall } from './message.js'
import type { Moment } from './turn.js'
import { writtenOf } from './values.js'

/** What a source knows of the chats that it reads. */
export interface Manner {
  /** The record of the dump that holds the chat, from 0. */
  record: number
  /** Who writes the messages of the user. */
  by: StartedBy
  human: boolean
  /** What tools say of themselves, by name. */
  definitions: ReadonlyMap<string, string>
}

/** A name for a chat that has none: the same in every copy. @param said all that tells it from other chats. */
export const nameOfChat = (said: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32)

/** What of its messages tells a chat from others. */
export const saidInChat = (messages: readonly (Message | null)[]): unknown[] =>
  messages.map((message) =>
    message === null
      ? null
      : [
          message.role,
          message.text,
          message.answers,
          ...message.calls.map(({ id, tool, input }) => [id, tool, writtenOf(input)]),
        ],
  )

/** A call without a result: its id in the message, and its name in the file. */
interface Open {
  id: string | null
  key: string
}

/** Tells a conversation what the messages of a chat say, one by one. */
export class Chat {
  /** The agent's last word was said, and no call came behind it. */
  idle = true
  /** Calls without a result, and of them those of the latest message with calls. */
  private open: Open[] = []
  private latest: Open[] = []
  /** What was asked, until the agent takes it up. */
  private question: (Moment & { text: string }) | null = null
  private readonly keys = new Set<string>()

  constructor(
    private readonly conversation: Conversation,
    private readonly manner: Manner,
  ) {}

  /** @returns whether the role is one that is known. */
  tell(message: Message, place: number, moment: Moment): boolean {
    const { role, text, calls, usage } = message
    switch (role) {
      case 'user':
        this.asked(text ?? '', moment)
        return true
      case 'assistant':
        this.said(text, moment)
        this.called(calls, place, moment)
        if (usage !== null) this.conversation.spend(`message ${place}`, usage)
        return true
      case 'tool':
      case 'function':
        this.returned(message, moment)
        return true
      case 'system':
      case 'developer':
        this.instructed(text)
        return true
      default:
        return false
    }
  }

  asked(text: string, moment: Moment): void {
    this.put()
    this.question = { ...moment, text }
  }

  /** Puts to the agent what was asked last, if it was not taken up yet. */
  put(): void {
    const question = this.question
    if (question === null) return
    this.question = null
    this.idle = false
    const { by, human } = this.manner
    this.conversation.prompt({ ...question, id: null, by, human })
  }

  said(text: string | null, moment: Moment): void {
    this.put()
    this.conversation.agent(moment, text)
    this.idle = true
  }

  called(calls: readonly MessageCall[], place: number, moment: Moment): void {
    if (calls.length === 0) return
    this.put()
    this.idle = false
    this.latest = []
    for (const { id, tool, input } of calls) {
      const key = this.keyOf(`${this.manner.record}#${place}:${id ?? 'None'}`)
      const definition = this.manner.definitions.get(tool) ?? null
      this.conversation.call({ ...moment, id: key, tool, input, definition, approval: 'unknown' })
      this.latest.push({ id, key })
    }
    this.open.push(...this.latest)
  }

  /** A result belongs to the call it names, or to the first one of the latest message that has none yet. */
  returned({ answers, text, failed }: Message, moment: Moment): void {
    this.put()
    const among = answers === null ? this.latest : this.open
    const found = among.find(({ id }) => answers === null || id === answers)
    if (found === undefined) return this.conversation.reports(text ?? '')
    this.open = this.open.filter((open) => open !== found)
    this.latest = this.latest.filter((open) => open !== found)
    this.conversation.result({ ...moment, call: found.key, text, failed })
  }

  private instructed(text: string | null): void {
    const { setting } = this.conversation.told
    if (text !== null && text !== '') setting.system = setting.system === null ? text : `${setting.system}\n${text}`
  }

  /** Calls of one message that bear the same id are told apart. */
  private keyOf(name: string): string {
    let key = name
    for (let nth = 2; this.keys.has(key); nth++) key = `${name}#${nth}`
    this.keys.add(key)
    return key
  }
}
