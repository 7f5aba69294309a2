import type { Conversation } from '../conversation.js'
import { CODING } from '../judging.js'
import type { Reading } from '../reading.js'
import type { Moment, Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { type Json, textOf } from '../values.js'
import { isBeside } from './beside.js'
import { Calls } from './calls.js'
import { modeOf, type Permissions, permissionsAfter, permissionsAtFirst } from './permissions.js'

/** A record of the log. */
export interface Event {
  type: string
  data: Json
  /** The subagent that it is about. */
  agent: string | null
  id: string | null
}

/** What is known of a session before its log is read. */
export interface Known {
  session: string
  version: string | null
  start: number | null
  /** The log keeps requests for permission. */
  asks: boolean
  /** The first change of permissions, which says what they were before. */
  before: Json | null
}

/** Tells what the records of one session's log say, in their order. */
export class Log {
  private readonly main: Conversation
  private readonly calls: Calls
  private permissions: Permissions
  private plans = false
  /** The last answer asks for no calls, and its round is over. */
  private idle = true
  private wantsMore = false
  /** What woke the idle agent that is no person. */
  private woken: (Moment & { text: string }) | null = null

  constructor(reading: Reading, known: Known) {
    this.permissions = permissionsAtFirst(known.before, known.asks)
    this.main = reading.conversation(known.session, () => ({
      ...{ id: known.session, interactive: 'unknown', entrypoint: null, version: known.version },
      ...{ start: known.start, operator: true, setting: { ...CODING } },
    }))
    this.main.mode = modeOf(this.permissions, false)
    this.calls = new Calls(() => this.permissions)
  }

  /** @returns whether the record is of a kind that is known. */
  take(event: Event, moment: Moment): boolean {
    const take = Object.hasOwn(this.takes, event.type) ? this.takes[event.type] : undefined
    if (take === undefined && !isBeside(event.type)) return false
    const of = this.conversationOf(event)
    of.record(moment)
    take?.(event, moment, of)
    return true
  }

  private readonly takes: Readonly<Record<string, (event: Event, moment: Moment, of: Conversation) => void>> = {
    'user.message': (event, moment, of) => {
      if (of === this.main) this.message(event, moment)
    },
    'system.notification': ({ data }, moment, of) => this.notified(textOf(data.content) ?? '', moment, of),
    'assistant.turn_start': (_event, moment, of) => {
      if (of === this.main) this.works(moment)
    },
    'assistant.reasoning': (_event, moment, of) => of.agent(moment, null),
    'assistant.message': ({ data, id }, moment, of) => {
      if (of === this.main) this.works(moment)
      this.wantsMore = of === this.main ? Array.isArray(data.toolRequests) && data.toolRequests.length > 0 : true
      this.calls.left(moment.at, of)
      of.agent(moment, textOf(data.content))
      of.spend(textOf(data.apiCallId) ?? id ?? `line ${moment.line}`, usageIn(data))
      this.calls.requested(data, of, moment.line)
    },
    'assistant.usage': ({ data, id }, _moment, of) => of.spend(textOf(data.apiCallId) ?? id ?? '', usageIn(data)),
    'assistant.turn_end': (_event, moment, of) => {
      this.calls.left(moment.at, of)
      if (of === this.main) this.idle = !this.wantsMore
    },
    'tool.user_requested': ({ data }) => this.calls.ofUser(data),
    'tool.execution_start': ({ data }, moment, of) => this.calls.begins(data, of, moment),
    'tool.execution_complete': ({ data }, moment) => this.calls.ends(data, moment),
    'permission.requested': ({ data }, moment) => this.calls.asks(data, moment),
    'permission.completed': ({ data }, moment) => this.calls.answered(data, moment),
    'session.permissions_changed': ({ data }) => {
      this.permissions = permissionsAfter(data) ?? this.permissions
      this.main.mode = modeOf(this.permissions, this.plans)
    },
    'session.mode_changed': ({ data }) => {
      this.plans = data.newMode === 'plan'
      this.main.mode = modeOf(this.permissions, this.plans)
    },
    'session.error': ({ data }, moment) => {
      this.main.stop(moment, /quota|rate_?limit/.test(textOf(data.errorType) ?? '') ? 'limit' : 'failed')
      this.rests()
    },
    abort: ({ data }, moment) => this.abort(data, moment),
    'session.resume': () => this.rests(),
    'session.shutdown': (_event, moment) => {
      // What the agent was at ends here, but for what it asked and nobody answered.
      if (!this.idle && !this.calls.asking) this.main.stop(moment, 'unknown')
      this.rests()
    },
    'subagent.started': ({ data, agent }) => {
      const call = textOf(data.toolCallId)
      if (call !== null) this.calls.starts(call, agent ?? call)
    },
  }

  /** A subagent's records bear its id; those of older versions the call that started it. */
  private conversationOf({ type, data, agent }: Event): Conversation {
    const call = textOf(data.parentToolCallId)
    if (type === 'subagent.started')
      return this.main.helper(agent ?? textOf(data.toolCallId) ?? '', textOf(data.toolCallId))
    if (agent !== null) return this.main.helper(agent, call)
    return call === null ? this.main : this.main.helper(call, call)
  }

  /** Where the log ends. */
  end(): void {
    this.calls.left(null)
  }

  private message({ data, id }: Event, moment: Moment): void {
    const text = textOf(data.content) ?? ''
    const source = textOf(data.source) ?? 'user'
    // The agent goes on with what it was asked before.
    if (data.isAutopilotContinuation === true || source.startsWith('skill-')) return
    if (source.startsWith('schedule')) return this.begin(moment, id, text, 'schedule')
    if (source !== 'user') return this.notified(text, moment, this.main)
    const { delivery } = data
    if (delivery === 'steering' || (delivery === undefined && !this.idle && this.main.working))
      return this.main.steering(moment, text)
    this.begin(moment, id, text, delivery === 'queued' ? 'queued' : 'prompt')
  }

  private begin(moment: Moment, id: string | null, text: string, by: 'prompt' | 'queued' | 'schedule'): void {
    this.woken = null
    this.idle = false
    this.main.prompt({ ...moment, id, text, by, human: by !== 'schedule' })
  }

  private notified(text: string, moment: Moment, of: Conversation): void {
    if (of === this.main && this.idle) this.woken = { ...moment, text }
    else of.reports(text)
  }

  /** The agent goes to work, perhaps because something woke it. */
  private works(moment: Moment): void {
    const woken = this.idle ? this.woken : null
    this.woken = null
    if (woken !== null)
      this.main.prompt({
        at: moment.at,
        line: woken.line,
        id: null,
        text: woken.text,
        by: 'notification',
        human: false,
      })
    this.idle = false
  }

  private abort({ reason }: Json, moment: Moment): void {
    this.calls.left(moment.at)
    if (reason === 'autopilot_credit_limit') this.main.stop(moment, 'limit')
    else this.main.interrupt(moment, this.calls.blocked ? 'prompt' : 'working')
    this.rests()
  }

  private rests(): void {
    this.calls.over()
    this.idle = true
  }
}

/** The log keeps what an answer took to write; what it took to read only where its usage is recorded as well. */
const usageIn = (data: Json): Usage | null =>
  usageOf({
    all: data.inputTokens,
    out: [data.outputTokens],
    cacheRead: data.cacheReadTokens,
    cacheWrite: data.cacheWriteTokens,
  })
