import type { Conversation } from '../conversation.js'
import { CODING } from '../judging.js'
import type { Reading } from '../reading.js'
import type { Moment, Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { type Json, objectsOf, saidIn, textOf, timeOf } from '../values.js'
import { Calls } from './calls.js'
import { isCancelled, isLimit, isTyped } from './texts.js'

/** What is known of a chat before its messages are told. */
export interface Head {
  session: string
  subagent: string | null
  start: number | null
}

/**
 * Tells a conversation what the messages of one chat say, in their order. A log writes a message anew whenever it has
 * changed, so that one is told when another comes.
 */
export class Chat {
  private readonly conversation: Conversation
  private readonly calls: Calls
  private readonly told = new Set<string>()
  /** What the program noted since the last message; it may have come while the next answer was under way. */
  private notes: { at: number | null; tell: () => void }[] = []
  private last: { id: string; message: Json; line: number } | null = null
  /** The last thing that happened was an error. */
  private failed: (Moment & { limit: boolean }) | null = null

  constructor(
    private readonly reading: Reading,
    { session, subagent, start }: Head,
  ) {
    this.conversation = reading.conversation(session, () => ({
      ...{ id: session, interactive: 'unknown', entrypoint: null, version: null, start },
      ...{ operator: true, setting: { ...CODING } },
      ...(subagent === null ? {} : { subagent: { id: subagent, spawn: null } }),
    }))
    this.calls = new Calls(this.conversation)
  }

  /** @returns whether it is a message. */
  message(message: Json, line: number): boolean {
    const id = textOf(message.id)
    const type = textOf(message.type)
    if (id === null || type === null) return false
    if (Object.hasOwn(this.tells, type)) this.take(id, message, line)
    else this.reading.tally.note('unknown', line, type)
    return true
  }

  /** A message of the history as it was written anew, after it was shortened: what is new in it was said before. */
  rewritten(message: Json, line: number): void {
    const id = textOf(message.id)
    const known = Object.hasOwn(this.tells, textOf(message.type) ?? '')
    if (id !== null && known && this.last?.id !== id) this.take(id, message, line)
  }

  end(): void {
    this.flush()
    this.noted()
    this.giveUp()
  }

  private take(id: string, message: Json, line: number): void {
    if (this.last?.id === id) this.last.message = message
    else if (!this.told.has(id)) {
      this.flush()
      this.told.add(id)
      this.last = { id, message, line }
    }
  }

  private flush(): void {
    if (this.last === null) return
    const { id, message, line } = this.last
    this.last = null
    this.tells[textOf(message.type)!]!(message, { at: timeOf(message.timestamp), line }, id)
  }

  private readonly tells: Readonly<Record<string, (message: Json, moment: Moment, id: string) => void>> = {
    user: (message, moment, id) => this.typed(message, moment, id),
    gemini: (message, moment, id) => this.answer(message, moment, id),
    info: ({ content }, moment) =>
      this.note(moment, () => {
        const text = saidIn(content) ?? ''
        if (isCancelled(text)) this.conversation.interrupt(moment, 'working')
        else if (isLimit(text)) this.failed = { ...moment, limit: true }
      }),
    error: ({ content }, moment) =>
      this.note(moment, () => {
        this.failed = { ...moment, limit: isLimit(saidIn(content) ?? '') }
      }),
    warning: (_message, moment) => this.note(moment, () => {}),
  }

  private note(moment: Moment, then: () => void): void {
    const tell = () => {
      this.conversation.record(moment)
      then()
    }
    this.notes.push({ at: moment.at, tell })
  }

  /** Tells the notes so far, or those until a moment. */
  private noted(until: number | null = null): void {
    const later = until === null ? [] : this.notes.filter(({ at }) => at !== null && at > until)
    const now = this.notes.filter((note) => !later.includes(note))
    this.notes = later
    for (const { tell } of now) tell()
  }

  private typed(message: Json, moment: Moment, id: string): void {
    this.noted()
    const text = saidIn(message.displayContent) ?? saidIn(message.content) ?? ''
    const files = objectsOf(message.content).some((part) => 'inlineData' in part || 'fileData' in part)
    const asks = isTyped(text) || (text === '' && files)
    if (asks) this.giveUp()
    this.conversation.record(moment)
    if (asks) this.conversation.prompt({ ...moment, id, text, by: 'prompt', human: true })
  }

  /** An answer is written when it is over; its thoughts and calls say what was when. */
  private answer(message: Json, moment: Moment, id: string): void {
    const { conversation } = this
    const calls = objectsOf(message.toolCalls)
    const thoughts = objectsOf(message.thoughts).map((thought) => timeOf(thought.timestamp))
    const times = [moment.at, ...thoughts, ...calls.map((call) => this.calls.begunAt(call))]
    const known = times.filter((time) => time !== null)
    const began = moment.at === null || known.length === 0 ? moment.at : Math.min(...known)
    this.noted(began)
    conversation.record({ ...moment, at: began })
    this.failed = null
    conversation.agent({ ...moment, at: began }, null)
    const said = saidIn(message.content)
    if (said !== null && said !== '') conversation.agent({ ...moment, at: calls.length > 0 ? began : moment.at }, said)
    else if (calls.length === 0) conversation.agent(moment, null)
    conversation.spend(id, usageIn(message.tokens))
    this.calls.tell(calls, moment)
    this.noted()
  }

  /** Where nothing came after an error, the turn ended with it. */
  private giveUp(): void {
    if (this.failed !== null) this.conversation.stop(this.failed, this.failed.limit ? 'limit' : 'failed')
    this.failed = null
  }
}

function usageIn(tokens: unknown): Usage | null {
  const [found = {}] = objectsOf([tokens])
  return usageOf({ all: found.input, out: [found.output, found.thoughts], cacheRead: found.cached })
}
