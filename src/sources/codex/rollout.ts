import type { Conversation } from '../conversation.js'
import { CODING } from '../judging.js'
import type { Reading } from '../reading.js'
import type { Moment, Usage } from '../turn.js'
import { countOf, inputOf, isObject, type Json, secondsOf, textOf } from '../values.js'
import { Calls, nameOf } from './calls.js'
import type { Enveloped } from './envelope.js'
import type { Meta } from './meta.js'
import { modeOf, type Policy, policyOf, UNKNOWN_POLICY } from './policy.js'
import { isAborted, isReport, isTyped, proposesPlan, saidBy } from './texts.js'

/** Known, and nothing that a figure needs. */
const BESIDE = new Set([
  ...['compacted', 'state', 'session_meta', 'event_msg/agent_message', 'event_msg/agent_reasoning'],
  ...[
    'event_msg/agent_reasoning_raw_content',
    'event_msg/agent_reasoning_section_break',
    'event_msg/context_compacted',
  ],
  ...['event_msg/patch_apply_begin', 'event_msg/mcp_tool_call_begin', 'event_msg/web_search_begin'],
  ...['event_msg/thread_rolled_back', 'event_msg/entered_review_mode', 'event_msg/exited_review_mode'],
  ...['event_msg/undo_completed', 'event_msg/item_started', 'event_msg/thread_name_updated', 'event_msg/warning'],
  ...['event_msg/view_image_tool_call', 'event_msg/image_generation_end', 'event_msg/thread_goal_updated'],
  ...['event_msg/collab_agent_spawn_end', 'event_msg/collab_agent_interaction_end', 'event_msg/collab_waiting_end'],
  ...['event_msg/collab_close_end', 'event_msg/collab_resume_end', 'event_msg/dynamic_tool_call_request'],
  ...['event_msg/dynamic_tool_call_response', 'event_msg/model_reroute', 'event_msg/stream_error'],
  ...['response_item/ghost_snapshot', 'response_item/compaction', 'response_item/compaction_summary'],
  ...['response_item/context_compaction', 'response_item/other'],
])

const ENDINGS = { budget_limited: 'limit', review_ended: 'completed' } as const

/** What is known of a rollout before it is read. */
export interface Known {
  /** Its first time, ms since 1970 UTC. */
  start: number | null
  /** It says by events what a human typed; otherwise that is told by the words. */
  events: boolean
}

/** Tells a conversation what the records of one rollout say, in their order. */
export class Rollout {
  private readonly conversation: Conversation
  private readonly calls: Calls
  private policy: Policy = UNKNOWN_POLICY
  /** A turn that began, and of which nothing else came yet. */
  private started: (Moment & { id: string }) | null = null
  /** The log says where turns begin and end. */
  private bounded = false
  /** What comes now is a copy from another thread, whose turn was then, ms since 1970 UTC. */
  private replaying: boolean
  private copied: number | null = null
  /** How the turn will have ended, if nothing else happens. */
  private failure: 'failed' | 'limit' | null = null
  private planned = false
  private total: Counted = { in: 0, out: 0, cacheRead: 0, cacheWrite: 0 }

  constructor(
    reading: Reading,
    private readonly meta: Meta,
    private readonly known: Known,
  ) {
    const { session, subagent, entrypoint, version, interactive } = meta
    this.replaying = meta.forked
    this.conversation = reading.conversation(session, () => ({
      ...{ id: session, interactive, entrypoint, version, start: known.start },
      ...{ operator: interactive !== 'no', setting: { ...CODING } },
      ...(subagent === null ? {} : { subagent: { id: subagent, spawn: null } }),
    }))
    this.calls = new Calls(this.conversation, () => this.policy)
  }

  /** @returns whether the record is of a kind that is known. */
  take({ type, payload, at }: Enveloped, line: number): boolean {
    const inner = type === 'event_msg' || type === 'response_item'
    const name = inner ? `${type}/${textOf(payload.type) ?? 'message'}` : type
    const take = Object.hasOwn(this.takes, name) ? this.takes[name] : undefined
    if (take === undefined && !BESIDE.has(name)) return false
    if (this.replaying && name === 'event_msg/task_started') this.replay(payload)
    // Of what a subagent was given of its parent's thread, all is the parent's.
    if (this.replaying && this.meta.subagent !== null) return true
    const moment = { at: this.replaying ? this.copied : at, line }
    this.conversation.record(moment)
    take?.(payload, moment)
    return true
  }

  private readonly takes: Readonly<Record<string, (payload: Json, moment: Moment) => void>> = {
    turn_context: (payload) => this.context(payload),
    'event_msg/task_started': (payload, moment) => this.start(payload, moment),
    'event_msg/turn_started': (payload, moment) => this.start(payload, moment),
    'event_msg/user_message': (payload, moment) => this.human(textOf(payload.message) ?? '', moment),
    'event_msg/task_complete': (payload, moment) => this.complete(payload, moment),
    'event_msg/turn_complete': (payload, moment) => this.complete(payload, moment),
    'event_msg/turn_aborted': (payload, moment) => this.abort(payload, moment),
    'event_msg/token_count': (payload, moment) => this.tokens(payload, moment),
    'event_msg/error': (payload) => {
      this.failure = JSON.stringify(payload.codex_error_info ?? '').includes('usage_limit') ? 'limit' : 'failed'
    },
    'event_msg/item_completed': (payload) => {
      this.planned ||= isObject(payload.item) && payload.item.type === 'Plan'
    },
    'event_msg/web_search_end': (payload) => this.calls.searched(payload),
    'event_msg/mcp_tool_call_end': (payload, moment) => this.calls.ended(payload, moment),
    'event_msg/patch_apply_end': (payload, moment) => this.calls.ended(payload, moment),
    'event_msg/exec_command_end': (payload, moment) => this.calls.ended(payload, moment),
    'event_msg/exec_command_begin': (payload, moment) => this.calls.begun(payload, moment),
    'event_msg/exec_approval_request': (payload, moment) => this.calls.asks(payload, moment),
    'event_msg/apply_patch_approval_request': (payload, moment) => this.calls.asks(payload, moment),
    'response_item/message': (payload, moment) => this.message(payload, moment),
    'response_item/reasoning': (_payload, moment) => this.works(moment, null),
    'response_item/function_call': (payload, moment) =>
      this.call(payload, moment, nameOf(payload), inputOf(payload.arguments)),
    'response_item/custom_tool_call': (payload, moment) => this.call(payload, moment, nameOf(payload), payload.input),
    'response_item/local_shell_call': (payload, moment) => this.call(payload, moment, 'local_shell', payload.action),
    'response_item/tool_search_call': (payload, moment) =>
      this.call(payload, moment, 'tool_search', inputOf(payload.arguments)),
    'response_item/web_search_call': (payload, moment) => this.served(payload, moment, 'web_search', payload.action),
    'response_item/image_generation_call': (payload, moment) =>
      this.served(payload, moment, 'image_generation', payload.revised_prompt),
    'response_item/function_call_output': (payload, moment) => this.calls.output(payload, moment),
    'response_item/custom_tool_call_output': (payload, moment) => this.calls.output(payload, moment),
    'response_item/tool_search_output': (payload, moment) => this.calls.output({ ...payload, output: '' }, moment),
  }

  /** A copied turn began before this thread did. */
  private replay(payload: Json): void {
    const began = secondsOf(payload.started_at)
    this.replaying = began !== null && this.meta.began !== null && began < this.meta.began - 1_000
    this.copied = this.replaying ? began : null
  }

  private context(payload: Json): void {
    this.policy = policyOf(payload)
    this.conversation.mode = modeOf(this.policy)
    this.conversation.told.setting.sandbox = this.policy.sandbox
  }

  private start(payload: Json, moment: Moment): void {
    this.bounded = true
    this.failure = null
    this.planned = false
    const id = textOf(payload.turn_id) ?? `${this.meta.session}/${moment.at ?? moment.line}`
    this.started = { ...moment, id }
  }

  /** Somebody typed something, or the prompt of a program came. */
  private human(text: string, moment: Moment): void {
    if (this.started === null && this.conversation.working && (this.known.events || this.bounded))
      return this.conversation.steering(moment, text)
    const human = this.meta.interactive !== 'no'
    const begin = this.started ?? { ...moment, id: null }
    this.started = null
    const by = human ? 'prompt' : 'program'
    this.conversation.prompt({ ...begin, text, by, human, explicit: this.bounded })
  }

  /** A turn that began goes to work although nobody typed anything. */
  private open(): void {
    const { started } = this
    this.started = null
    if (started !== null)
      this.conversation.prompt({ ...started, text: null, by: 'unknown', human: false, explicit: true })
  }

  private works(moment: Moment, text: string | null): void {
    this.open()
    this.failure = null
    this.conversation.agent(moment, text)
  }

  private call(payload: Json, moment: Moment, tool: string, input: unknown): void {
    this.open()
    this.calls.call(payload, moment, tool, input)
  }

  private served(payload: Json, moment: Moment, tool: string, input: unknown): void {
    this.open()
    this.calls.served(payload, moment, tool, input)
  }

  private message(payload: Json, moment: Moment): void {
    const text = saidBy(payload)
    if (payload.role === 'assistant') {
      this.planned ||= this.policy.plan && proposesPlan(text)
      return this.works(moment, text)
    }
    if (payload.role !== 'user') return
    if (isReport(text)) this.conversation.reports(text)
    if (isAborted(text) && !this.bounded) this.conversation.interrupt(moment, 'working')
    if (!this.known.events && isTyped(text)) this.human(text, moment)
  }

  private complete(payload: Json, moment: Moment): void {
    this.started = null
    this.end(payload)
    const at = this.replaying ? secondsOf(payload.completed_at) : moment.at
    const plans = this.failure === null && this.planned
    const put = plans ? ({ kind: 'plan', input: null } as const) : null
    this.conversation.stop({ ...moment, at }, this.failure ?? (plans ? 'asked' : 'completed'), put)
  }

  private abort(payload: Json, moment: Moment): void {
    this.open()
    this.end(payload)
    const at = this.replaying ? secondsOf(payload.completed_at) : moment.at
    const reason = textOf(payload.reason) ?? ''
    if (reason === 'interrupted') this.conversation.interrupt({ ...moment, at }, 'working')
    else
      this.conversation.stop(
        { ...moment, at },
        Object.hasOwn(ENDINGS, reason) ? ENDINGS[reason as keyof typeof ENDINGS] : 'unknown',
      )
  }

  private end(payload: Json): void {
    const ms = countOf(payload.duration_ms)
    if (ms !== null) this.conversation.reported(ms)
  }

  /** What was used is told as a sum that grows; where it begins anew, as that of the last answer. */
  private tokens({ info }: Json, { line }: Moment): void {
    const total = isObject(info) ? countedIn(info.total_token_usage) : null
    if (!isObject(info) || total === null) return
    const less = (Object.keys(total) as (keyof Usage)[]).some((name) => total[name] < this.total[name])
    const last = countedIn(info.last_token_usage) ?? total
    this.conversation.spend(`line ${line}`, less ? last : without(total, this.total))
    this.total = total
  }
}

/** Tokens of a record that says all of them. */
type Counted = Record<keyof Usage, number>

function countedIn(usage: unknown): Counted | null {
  if (!isObject(usage)) return null
  const [all, out] = [countOf(usage.input_tokens), countOf(usage.output_tokens)]
  const cached = countOf(usage.cached_input_tokens) ?? 0
  return all === null || out === null ? null : { in: Math.max(0, all - cached), out, cacheRead: cached, cacheWrite: 0 }
}

const without = (a: Counted, b: Counted): Counted => ({
  in: a.in - b.in,
  out: a.out - b.out,
  cacheRead: a.cacheRead - b.cacheRead,
  cacheWrite: 0,
})
