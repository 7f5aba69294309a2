import type { Conversation } from '../conversation.js'
import { type Happening, tellInOrder } from '../in-order.js'
import type { Moment, Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { type Json, millisOf, objectOf, objectsOf, textOf } from '../values.js'
import { Calls } from './calls.js'

/** Parts that are known, and in which nothing stands that a figure needs. */
const BESIDE = new Set([
  ...['step-start', 'step-finish', 'snapshot', 'patch', 'file', 'agent', 'retry', 'compaction', 'subtask'],
])

/** Tells a conversation what the messages of a session say, in their order. */
export class Messages {
  private readonly calls: Calls
  /** The last answer ended in an error. */
  private failed: Moment | null = null
  /** When the last answer ended, ms since 1970 UTC. */
  private over: number | null = null

  constructor(
    private readonly conversation: Conversation,
    private readonly unknown: (line: number, kind: string) => void,
  ) {
    this.calls = new Calls(conversation)
  }

  take(info: Json, parts: unknown, line: number): void {
    const role = textOf(info.role)
    const moment = { at: millisOf(objectOf(info.time)?.created), line }
    if (role === 'user') this.asked(info, objectsOf(parts), moment)
    else if (role === 'assistant') this.answered(info, objectsOf(parts), moment)
    else this.unknown(line, `role ${role ?? 'none'}`)
  }

  end(): void {
    this.giveUp()
  }

  /** What a program puts into the session in the person's name goes on with what was asked for before. */
  private asked(info: Json, parts: readonly Json[], moment: Moment): void {
    const typed = parts.filter((part) => part.type === 'text' && part.synthetic !== true && part.ignored !== true)
    const commands = parts.filter((part) => part.type === 'subtask')
    const texts = [...typed.map(({ text }) => textOf(text)), ...commands.map(({ prompt }) => textOf(prompt))]
    const text = texts.filter((one) => one !== null).join('\n')
    const asks = text !== '' || parts.some((part) => part.type === 'file')
    if (asks) this.giveUp()
    this.conversation.record(moment)
    this.count(parts, moment.line)
    if (!asks) return
    const waited = moment.at !== null && this.over !== null && moment.at < this.over
    const by = waited ? 'queued' : 'prompt'
    this.conversation.prompt({ ...moment, id: textOf(info.id), text, by, human: true })
  }

  private answered(info: Json, parts: readonly Json[], moment: Moment): void {
    const { conversation } = this
    const { line } = moment
    const error = objectOf(info.error)
    conversation.record(moment)
    this.count(parts, line)
    this.failed = null
    conversation.mode = info.mode === 'plan' || info.agent === 'plan' ? 'plan' : null
    conversation.agent(moment, null)
    conversation.spend(textOf(info.id) ?? `line ${line}`, usageIn(info.tokens))
    const completed = millisOf(objectOf(info.time)?.completed)
    const happenings = parts.flatMap((part) => this.happeningsIn(part, moment, info.summary === true))
    tellInOrder(happenings)
    const times = [moment.at, completed, ...happenings.map(({ at }) => at)].filter((at) => at !== null)
    const at = times.length === 0 ? null : Math.max(...times)
    this.over = at
    if (error?.name === 'MessageAbortedError') conversation.interrupt({ at, line }, 'working')
    else if (error !== null) this.failed = { at, line }
    else if (completed !== null && isLast(info, parts)) conversation.agent({ at, line }, null)
  }

  private happeningsIn(part: Json, { at: created, line }: Moment, summary: boolean): Happening[] {
    const time = objectOf(part.time)
    const at = millisOf(time?.end) ?? millisOf(time?.start) ?? created
    if (part.type === 'tool') return this.calls.happeningsIn(part, { at: created, line })
    if (part.type === 'reasoning') return [{ at, tell: (when) => this.conversation.agent({ at: when, line }, null) }]
    // What sums the session up is not said to the person.
    if (part.type !== 'text' || summary || part.synthetic === true) return []
    return [{ at, tell: (when) => this.conversation.agent({ at: when, line }, textOf(part.text)) }]
  }

  private count(parts: readonly Json[], line: number): void {
    for (const { type } of parts) {
      const name = textOf(type) ?? 'none'
      if (!BESIDE.has(name) && !['text', 'tool', 'reasoning'].includes(name)) this.unknown(line, `part ${name}`)
    }
  }

  /** Where nothing came after an error, the turn ended with it. */
  private giveUp(): void {
    if (this.failed !== null) this.conversation.stop(this.failed, 'failed')
    this.failed = null
  }
}

/** Whether an answer asks for nothing that it would wait for. */
function isLast({ finish }: Json, parts: readonly Json[]): boolean {
  return textOf(finish) === null ? !parts.some(({ type }) => type === 'tool') : finish !== 'tool-calls'
}

function usageIn(tokens: unknown): Usage | null {
  const found = objectOf(tokens)
  const cache = objectOf(found?.cache)
  return usageOf({
    fresh: found?.input,
    out: [found?.output, found?.reasoning],
    cacheRead: cache?.read,
    cacheWrite: cache?.write,
  })
}
