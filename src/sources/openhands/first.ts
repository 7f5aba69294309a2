import type { Approval } from '../../model/index.js'
import type { Conversation } from '../conversation.js'
import type { Moment, Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { isObject, type Json, objectOf, objectsOf, textOf } from '../values.js'
import type { Facts } from './ahead.js'
import type { Calls } from './calls.js'

/** Actions that do nothing in the world, and observations that say nothing of a call. */
const BESIDE = new Set([
  'recall',
  'null',
  'condensation',
  'condensation_request',
  'condense',
  'loop_recovery',
  'agent_state_changed',
])
/** What the agent does by a tool, whether the log keeps the call that the model wrote or not. */
const TOOLS = new Set([
  ...[
    'run',
    'run_ipython',
    'read',
    'write',
    'edit',
    'browse',
    'browse_interactive',
    'call_tool_mcp',
    'mcp',
    'delegate',
  ],
  ...['task_tracking', 'add_task', 'modify_task', 'send_pr', 'push'],
])
/** Parts of an action that are no part of the call. */
const ASIDE = new Set([
  ...['thought', 'confirmation_state', 'security_risk', 'blocking', 'is_static', 'hidden', 'cwd', 'image_urls'],
  ...['wait_for_response', 'translated_ipython_code', 'impl_source', 'view_range', 'kernel_init_code', 'include_extra'],
])

/** Who let a call pass about which nobody was asked, by whether anybody ever is. */
const APPROVALS: Readonly<Record<string, Approval>> = { true: 'rules', false: 'bypass', null: 'unknown' }

/** What the states of an agent say of its turn. */
const ENDS: Readonly<Record<string, 'completed' | 'failed'>> = {
  ...{ finished: 'completed', awaiting_user_input: 'completed', rejected: 'completed', error: 'failed' },
}

/** Tells what events of the first design (V0) say, which have an action or an observation. */
export class First {
  constructor(
    private readonly conversation: Conversation,
    private readonly calls: Calls,
    private readonly facts: Facts,
  ) {
    const { evaluation, asks } = facts
    if (!evaluation && asks !== null) conversation.mode = asks ? 'default' : 'bypassPermissions'
  }

  /** @returns the kind of the event, where it is not known, else null. */
  take(event: Json, moment: Moment, place: string | null): string | null {
    const action = textOf(event.action)
    if (action !== null) return this.action(event, action, moment, place)
    return this.observation(event, textOf(event.observation) ?? '', moment)
  }

  private action(event: Json, action: string, moment: Moment, place: string | null): string | null {
    const args = objectOf(event.args) ?? {}
    if (action === 'message') this.message(event, args, moment)
    else if (action === 'system') this.system(args)
    else if (action === 'change_agent_state') this.changes(event, textOf(args.agent_state) ?? '', moment)
    else if (action === 'think') this.think(event, moment)
    else if (action === 'finish' || action === 'reject') this.finish(event, args, moment)
    else if (TOOLS.has(action) || (event.source === 'agent' && isObject(event.tool_call_metadata)))
      this.call(event, action, args, moment, place)
    else if (!BESIDE.has(action)) return `action ${action}`
    return null
  }

  private message(event: Json, args: Json, moment: Moment): void {
    const text = textOf(args.content) ?? textOf(event.message) ?? ''
    if (event.source === 'agent') {
      this.calls.refusedLast = false
      this.conversation.agent(moment, text)
      if (args.wait_for_response === true) this.conversation.stop(moment, 'completed')
    } else if (event.source === 'user') {
      const human = !this.facts.evaluation
      if (human && this.conversation.working && this.busy) this.conversation.steering(moment, text)
      else this.conversation.prompt({ ...moment, id: this.idOf(event), text, by: human ? 'prompt' : 'program', human })
      this.busy = true
    } else this.conversation.reports(text)
  }

  /** A message was put to the agent, and it has not stopped since. */
  private busy = false

  private idOf({ id }: Json): string | null {
    return id === undefined || id === null ? null : `${this.conversation.told.id}/${id}`
  }

  private system(args: Json): void {
    this.conversation.told.setting.system = textOf(args.content)
    this.calls.defines(args.tools)
  }

  private think(event: Json, moment: Moment): void {
    this.conversation.agent(moment, null)
    this.spend(event)
  }

  private finish(event: Json, args: Json, moment: Moment): void {
    const words = textOf(args.final_thought) ?? textOf(event.message) ?? textOf(args.thought) ?? ''
    this.conversation.agent(moment, words)
    this.spend(event)
    this.conversation.stop(moment, 'completed')
    this.busy = false
  }

  /** What a person, or the program, makes of the agent's state. */
  private changes({ source }: Json, state: string, moment: Moment): void {
    if (state === 'user_confirmed') this.calls.passes(null, moment)
    else if (state === 'user_rejected') this.calls.refused(moment)
    else if (source === 'user' && (state === 'stopped' || state === 'paused')) this.interrupt(moment)
  }

  private interrupt(moment: Moment): void {
    this.conversation.interrupt(moment, this.calls.blocked ? 'prompt' : 'working')
    this.busy = false
  }

  private call(event: Json, action: string, args: Json, moment: Moment, place: string | null): void {
    const made = objectOf(event.tool_call_metadata)
    const own = textOf(made?.tool_call_id)
    const keys = [...(own === null ? [] : [own]), ...(event.id === undefined ? [] : [`event ${event.id}`])]
    const { confirmation_state: confirmed } = args
    const [key] = keys
    // What somebody was asked about comes a second time, with the answer.
    if (own !== null && this.calls.has(own)) {
      if (confirmed === 'confirmed') this.calls.passes(own, moment)
      if (confirmed === 'rejected') this.calls.ends(own, moment, '', false, 'stop')
      return
    }
    const thought = textOf(args.thought)
    this.conversation.agent(moment, thought)
    this.spend(event)
    const tool = textOf(made?.function_name) ?? action
    const input = writtenIn(made, own) ?? rest(args)
    const asked = confirmed === 'awaiting_confirmation'
    const unasked = action === 'read' ? 'not-needed' : APPROVALS[String(this.facts.asks)]!
    const id = own ?? (event.id === undefined ? null : String(event.id))
    this.calls.begins({ id, keys, place, tool, input }, moment, asked ? 'unknown' : unasked)
    if (asked && key !== undefined) this.calls.asks(moment, key)
  }

  private observation(event: Json, kind: string, moment: Moment): string | null {
    const extras = objectOf(event.extras) ?? {}
    if (kind === 'agent_state_changed') {
      this.state(textOf(extras.agent_state) ?? '', textOf(extras.reason) ?? '', moment)
      return null
    }
    const cause = typeof event.cause === 'number' ? `event ${event.cause}` : null
    const made = textOf(objectOf(event.tool_call_metadata)?.tool_call_id)
    const key = [made, cause].find((one) => one !== null && this.calls.has(one))
    const text = textOf(event.content) ?? ''
    if (key !== undefined && key !== null) {
      if (kind === 'null') return null
      const denial = kind === 'user_rejected' ? 'stop' : null
      this.calls.ends(key, moment, text, denial === null && failedIn(event, kind, extras, text), denial)
    } else if (kind === 'error') this.conversation.reports(text)
    else if (cause === null && made === null && !BESIDE.has(kind)) return `observation ${kind}`
    return null
  }

  /** The agent's state, as it became. */
  private state(state: string, reason: string, moment: Moment): void {
    if (state === 'awaiting_user_confirmation') this.calls.asks(moment)
    else if (state === 'user_confirmed') this.calls.passes(null, moment)
    else if (state === 'user_rejected') this.calls.refused(moment)
    else if (/maximum (?:iteration|budget)|limit/i.test(reason) && (state === 'paused' || state === 'error'))
      this.ends('limit', moment)
    else if (state === 'paused' && !this.facts.evaluation) this.interrupt(moment)
    else if (Object.hasOwn(ENDS, state)) this.ends(ENDS[state]!, moment)
  }

  private ends(by: 'completed' | 'failed' | 'limit', moment: Moment): void {
    if (by === 'completed' && this.calls.refusedLast) return this.interrupt(moment)
    if (this.conversation.working && this.busy) this.conversation.stop(moment, by)
    this.busy = false
  }

  /** Every action of one answer repeats what it took. */
  private spend({ tool_call_metadata: made }: Json): void {
    const response = objectOf(objectOf(made)?.model_response)
    const id = textOf(response?.id)
    if (id !== null) this.conversation.spend(id, usageIn(objectOf(response?.usage)))
  }
}

/** The input of a call as the model wrote it. */
function writtenIn(made: Json | null, id: string | null): unknown {
  const [choice] = objectsOf(objectOf(made?.model_response)?.choices)
  const calls = objectsOf(objectOf(choice?.message)?.tool_calls)
  const call = calls.find((one) => id !== null && one.id === id)
  return textOf(objectOf(call?.function)?.arguments) ?? undefined
}

const rest = (args: Json): Json => Object.fromEntries(Object.entries(args).filter(([name]) => !ASIDE.has(name)))

function failedIn({ success }: Json, kind: string, extras: Json, text: string): boolean {
  const code = objectOf(extras.metadata)?.exit_code ?? extras.exit_code
  const failed = typeof code === 'number' && code !== 0 && code !== -1
  return kind === 'error' || success === false || failed || /^ERROR:/.test(text)
}

const usageIn = (usage: Json | null): Usage | null =>
  usageOf({
    all: usage?.prompt_tokens,
    out: [usage?.completion_tokens],
    cacheRead: objectOf(usage?.prompt_tokens_details)?.cached_tokens,
  })
