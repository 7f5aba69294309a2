import type { Approval } from '../../model/index.js'
import type { Conversation } from '../conversation.js'
import type { Moment } from '../turn.js'
import { type Json, objectOf, saidIn, textOf } from '../values.js'
import type { Facts } from './ahead.js'
import type { Calls } from './calls.js'

/** Known, and nothing that a figure needs. */
const BESIDE = new Set([
  ...['Condensation', 'CondensationRequest', 'CondensationSummaryEvent', 'TokenEvent', 'LLMCompletionLogEvent'],
  ...['HookExecutionEvent', 'StreamingDeltaEvent', 'SecurityEvent', 'WarningEvent', 'ResumeTranscriptEvent'],
])

const RISKS = ['LOW', 'MEDIUM', 'HIGH']
/** What a person says who refuses without words. */
const WORDLESS = new Set(['', 'User rejected the action', 'User rejected the action.'])

/** Tells what events of the second design (V1, the software agent SDK) say, which have a kind. */
export class Second {
  /** Whether a person has to be asked; as the state says it that is kept beside the events. */
  private policy: Json | null = null

  constructor(
    private readonly conversation: Conversation,
    private readonly calls: Calls,
    private readonly facts: Facts,
  ) {
    this.follow(objectOf(facts.state?.confirmation_policy))
  }

  /** @returns the kind of the event, where it is not known, else null. */
  take(event: Json, moment: Moment, place: string | null): string | null {
    const kind = textOf(event.kind) ?? ''
    const take = Object.hasOwn(this.takes, kind) ? this.takes[kind] : undefined
    take?.(event, moment, place)
    return take === undefined && !BESIDE.has(kind) ? kind : null
  }

  private readonly takes: Readonly<Record<string, (event: Json, moment: Moment, place: string | null) => void>> = {
    SystemPromptEvent: (event) => {
      this.conversation.told.setting.system = textOf(objectOf(event.system_prompt)?.text)
      this.calls.defines(event.tools)
    },
    MessageEvent: (event, moment) => this.message(event, moment),
    ActionEvent: (event, moment, place) => this.action(event, moment, place),
    ObservationEvent: (event, moment) => this.observation(event, moment),
    UserRejectObservation: (event, moment) => {
      const reason = textOf(event.rejection_reason) ?? ''
      const denial = event.rejection_source === 'hook' ? 'rule' : WORDLESS.has(reason) ? 'stop' : 'feedback'
      this.calls.ends(keyOf(event), moment, reason, false, denial)
    },
    AgentErrorEvent: (event, moment) => this.calls.ends(keyOf(event), moment, textOf(event.error) ?? '', true),
    ACPToolCallEvent: (event, moment, place) => this.foreign(event, moment, place),
    PauseEvent: (event, moment) => this.halt(event, moment),
    InterruptEvent: (event, moment) => this.halt(event, moment),
    ConversationErrorEvent: ({ code, detail }, moment) => {
      const limit = /max(?:imum)?_?iteration|budget/i.test(`${textOf(code)} ${textOf(detail)}`)
      if (this.conversation.working) this.conversation.stop(moment, limit ? 'limit' : 'failed')
    },
    ConversationIterationLimitEvent: (_event, moment) => {
      if (this.conversation.working) this.conversation.stop(moment, 'limit')
    },
    ConversationStateUpdateEvent: ({ key, value }, moment) => {
      const all = key === 'full_state' ? (objectOf(value) ?? {}) : { [String(key)]: value }
      this.follow(objectOf(all.confirmation_policy))
      this.status(textOf(all.execution_status) ?? textOf(all.agent_status) ?? '', moment)
    },
  }

  private follow(policy: Json | null): void {
    if (policy === null || this.facts.evaluation) return
    this.policy = policy
    this.conversation.mode = policy.kind === 'NeverConfirm' ? 'bypassPermissions' : 'default'
  }

  private message(event: Json, moment: Moment): void {
    const text = saidIn(objectOf(event.llm_message)?.content) ?? ''
    if (event.source === 'agent') {
      this.conversation.agent(moment, text)
      return this.conversation.stop(moment, 'completed')
    }
    if (event.source !== 'user' || textOf(event.sender) !== null) return this.conversation.reports(text)
    const human = !this.facts.evaluation
    if (human && this.conversation.working) return this.conversation.steering(moment, text)
    this.conversation.prompt({ ...moment, id: textOf(event.id), text, by: human ? 'prompt' : 'program', human })
  }

  private action(event: Json, moment: Moment, place: string | null): void {
    const tool = textOf(event.tool_name) ?? textOf(objectOf(event.tool_call)?.name) ?? 'unknown'
    const action = objectOf(event.action)
    const words = saidIn(event.thought)
    if (tool === 'think') return this.conversation.agent(moment, null)
    if (tool === 'finish') {
      this.conversation.agent(moment, textOf(action?.message) ?? words)
      return this.conversation.stop(moment, 'completed')
    }
    this.conversation.agent(moment, words)
    const { kind: _kind, ...input } = action ?? {}
    const written = textOf(objectOf(event.tool_call)?.arguments)
    const asks = this.asksAbout(event.security_risk)
    const keys = keysOf(event)
    const call = { id: keys[0] ?? null, keys, place, tool, input: action === null ? written : input }
    this.calls.begins(call, moment, this.approvalOf(asks))
    // Where the log does not say when the answer came, it is that something came of the call.
    if (asks && action !== null) this.calls.asks(moment, keyOf(event))
  }

  /** Whether a person has to be asked about a call of some risk. */
  private asksAbout(risk: unknown): boolean {
    const { policy } = this
    if (policy === null || policy.kind === 'NeverConfirm') return false
    if (policy.kind !== 'ConfirmRisky') return policy.kind === 'AlwaysConfirm'
    const found = RISKS.indexOf(String(risk))
    return found === -1 ? policy.confirm_unknown !== false : found >= RISKS.indexOf(textOf(policy.threshold) ?? 'HIGH')
  }

  private approvalOf(asks: boolean): Approval {
    if (this.policy === null || asks) return 'unknown'
    return this.policy.kind === 'NeverConfirm' ? 'bypass' : 'rules'
  }

  private observation(event: Json, moment: Moment): void {
    const seen = objectOf(event.observation) ?? {}
    const text = saidIn(seen.content) ?? textOf(seen.output) ?? textOf(seen.error) ?? ''
    const code = seen.exit_code ?? objectOf(seen.metadata)?.exit_code
    const failed = seen.is_error === true || textOf(seen.error) !== null
    this.calls.ends(keyOf(event), moment, text, failed || (typeof code === 'number' && code !== 0 && code !== -1))
  }

  /** A call of an agent that OpenHands only leads. */
  private foreign(event: Json, moment: Moment, place: string | null): void {
    const key = keyOf(event)
    const tool = textOf(event.tool_kind) ?? textOf(event.title) ?? 'unknown'
    if (!this.calls.has(key)) {
      const id = key === '' ? null : key
      this.calls.begins({ id, keys: [key], place, tool, input: event.raw_input }, moment, 'unknown')
    }
    const { status } = event
    if (status !== 'completed' && status !== 'failed') return
    this.calls.ends(key, moment, textOf(event.raw_output) ?? '', status === 'failed' || event.is_error === true)
  }

  private halt({ source }: Json, moment: Moment): void {
    if (source === 'user') this.conversation.interrupt(moment, this.calls.blocked ? 'prompt' : 'working')
  }

  private status(status: string, moment: Moment): void {
    if (status === 'waiting_for_confirmation') this.calls.asks(moment)
    else if (status === 'running') this.calls.passes(null, moment)
    else if (status === 'error' || status === 'stuck') {
      if (this.conversation.working) this.conversation.stop(moment, 'failed')
    }
  }
}

const keyOf = (event: Json): string => textOf(event.tool_call_id) ?? textOf(event.action_id) ?? ''

const keysOf = (event: Json): string[] =>
  [textOf(event.tool_call_id), textOf(event.id)].filter((key) => key !== null) as string[]
