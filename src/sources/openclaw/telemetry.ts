import type { Conversation } from '../conversation.js'
import type { Reading } from '../reading.js'
import type { Moment } from '../turn.js'
import { usageOf } from '../usage.js'
import { countOf, isObject, type Json, textOf, writtenOf } from '../values.js'
import { type Place, placeOf, starterOf, writtenAt } from './record.js'

/** Known, and nothing that a figure needs. */
const BESIDE = new Set([
  'llm.input',
  'session.start',
  'session.end',
  'telemetry.error',
  'gateway.start',
  'gateway.stop',
])

/** What is known of a file before it is read. */
export interface Known {
  /** A name for all that is in it. */
  name: string
  /** Its first time, ms since 1970 UTC; null where its records have none. */
  start: number | null
}

/** A thread of the agent, or one of a subagent. */
interface Thread {
  conversation: Conversation
  /** The prompt that was begun with last, until it comes again with what was said before, or anything is done. */
  begun: string | null
  /** Calls without a result. */
  open: { id: string | null; key: string; tool: string; call: string }[]
  /** The subagent it is of. */
  subagent: boolean
}

/** Tells conversations what the records of one file say. */
export class Telemetry {
  private readonly threads = new Map<string, Thread>()
  /** The place of the record among those of the file, from 0. */
  private place = 0
  /** What somebody wrote through a channel, until the agent takes it up. */
  private written: (Moment & { text: string }) | null = null
  /** What the agent was about to send last; when it is sent, that is said again. */
  private sending: string | null = null
  /** Tasks that were given to subagents, by the calls that did. */
  private readonly tasks: { call: string; task: string }[] = []

  constructor(
    private readonly reading: Reading,
    private readonly known: Known,
  ) {}

  /** @returns whether the record is of a kind that is known. */
  take(type: string, record: Json, { place, line }: { place: number; line: number }): boolean {
    const take = Object.hasOwn(this.takes, type) ? this.takes[type] : undefined
    if (take === undefined && !BESIDE.has(type)) return false
    const moment = { at: this.known.start === null ? null : writtenAt(record), line }
    this.place = place
    const thread = this.threadOf(placeOf(record), record)
    thread.conversation.record(moment)
    take?.(record, moment, thread)
    return true
  }

  /** What was written last may still wait for its answer. */
  end(): void {
    const main = [...this.threads.values()].find(({ subagent }) => !subagent)
    if (this.written !== null && main !== undefined) this.human(main, this.written, this.written.text)
  }

  private readonly takes: Readonly<Record<string, (record: Json, moment: Moment, thread: Thread) => void>> = {
    'message.in': (record, moment) => {
      this.written = { ...moment, text: textOf(record.content) ?? '' }
    },
    'agent.start': (record, moment, thread) => this.start(record, moment, thread),
    'agent.end': (record, moment, thread) => this.ended(record, moment, thread),
    'message.sending': (record, moment, thread) => {
      this.sending = textOf(record.content)
      this.said(this.sending, moment, thread)
    },
    'message.out': (record, moment, thread) => {
      const text = textOf(record.content)
      if (text !== this.sending) this.said(text, moment, thread)
      this.sending = null
    },
    'tool.start': (record, moment, thread) => this.call(record, moment, thread),
    'tool.end': (record, moment, thread) => this.result(record, moment, thread),
    'llm.usage': (record, { line }, { conversation }) =>
      conversation.spend(
        `line ${line}`,
        usageOf({
          fresh: record.inputTokens,
          out: [record.outputTokens],
          cacheRead: record.cacheTokens,
          cacheWrite: record.cacheWriteTokens,
        }),
      ),
    'system.prompt': (record, _moment, { conversation }) => {
      conversation.told.setting.system = textOf(record.text) ?? conversation.told.setting.system
    },
  }

  /** A run begins. Some versions say so twice, the second time with all that was said before. */
  private start(record: Json, moment: Moment, thread: Thread): void {
    const prompt = textOf(record.prompt) ?? ''
    const full = 'messages' in record || 'newMessages' in record
    const again = full && thread.begun === prompt
    thread.begun = full ? null : prompt
    if (again) return
    const { conversation, subagent } = thread
    const by = subagent ? 'program' : placeOf(record).scheduled ? 'schedule' : starterOf(record)
    if (by === 'human') this.human(thread, this.written ?? moment, prompt, true)
    else conversation.prompt({ ...moment, id: null, text: prompt, by, human: false, taken: true })
  }

  /** Somebody asks for something, through a channel or where the agent runs. */
  private human({ conversation }: Thread, { at, line }: Moment, text: string, taken = false): void {
    if (this.written !== null) conversation.told.interactive = 'yes'
    this.written = null
    conversation.prompt({ at, line, id: null, text, by: 'prompt', human: true, taken })
  }

  private ended(record: Json, moment: Moment, { conversation }: Thread): void {
    const ms = countOf(record.durationMs)
    if (ms !== null) conversation.reported(ms)
    conversation.stop(moment, record.success === false ? 'failed' : 'completed')
  }

  private said(text: string | null, moment: Moment, thread: Thread): void {
    thread.begun = null
    thread.conversation.agent(moment, text)
  }

  private call(record: Json, moment: Moment, thread: Thread): void {
    thread.begun = null
    if (!thread.subagent && this.written !== null) this.human(thread, this.written, this.written.text)
    const tool = textOf(record.toolName) ?? 'unknown'
    const call = `line${this.place}`
    const key = textOf(record.sessionKey) ?? ''
    thread.conversation.call({ ...moment, id: call, tool, input: record.params, approval: 'unknown' })
    thread.open.push({ id: textOf(record.toolCallId), key, tool, call })
    const task = isObject(record.params) ? textOf(record.params.task) : null
    if (task !== null) this.tasks.push({ call, task: startOf(task) })
  }

  /** A result belongs to the call of its id, or to the first one of its tool and key that has none. */
  private result(record: Json, moment: Moment, thread: Thread): void {
    const { toolCallId, toolName, sessionKey = '' } = record
    const found = thread.open.find(({ id, tool, key }) =>
      typeof toolCallId === 'string' ? id === toolCallId : tool === toolName && key === sessionKey,
    )
    if (found === undefined) return
    thread.open = thread.open.filter((open) => open !== found)
    const error = textOf(record.error)
    const text = error ?? (typeof record.result === 'string' ? record.result : (writtenOf(record.result) ?? ''))
    const failed = record.success === false || error !== null
    thread.conversation.result({ ...moment, call: found.call, text, failed })
  }

  private threadOf({ thread: name, subagent }: Place, record: Json): Thread {
    const main = this.known.name + (name === 'main' ? '' : `/${name}`)
    const key = subagent === null ? main : `${main}/${subagent}`
    const before = this.threads.get(key)
    if (before !== undefined) return before
    const conversation = this.reading.conversation(main, () => ({
      ...{ id: main, interactive: 'unknown', entrypoint: null, version: null, start: this.known.start },
      ...{ operator: true, setting: { kind: 'assistant', evaluation: null, sandbox: null, system: null } },
    }))
    const made: Thread = {
      conversation: subagent === null ? conversation : conversation.helper(subagent, this.spawnOf(record)),
      ...{ begun: null, open: [], subagent: subagent !== null },
    }
    this.threads.set(key, made)
    return made
  }

  /** The call that gave a subagent its task, whose words are in its prompt. */
  private spawnOf(record: Json): string | null {
    const prompt = textOf(record.prompt) ?? ''
    return this.tasks.find(({ task }) => task !== '' && prompt.includes(task))?.call ?? null
  }
}

/** Of a task as much as stays where a long text is cut. */
const startOf = (task: string): string => task.slice(0, 800)
