import {
  type ActionRow,
  type AgentRow,
  type Conceal,
  type Rows,
  type Rules,
  type TouchRow,
  UNJUDGED_ACTION,
} from '../../model/index.js'
import type { Ids } from '../ids.js'
import { Judging } from '../judging.js'
import { larger, NO_TOKENS, tokenColumns, total, type Usage } from '../turn.js'
import { decide } from './approval.js'
import type { Fact } from './facts.js'

interface Agent {
  id: string
  spawn: string | null
  first: Fact
  start: number
  end: number
  usage: Map<string, Usage>
  /** A model answered, whether or not the log says what that took. */
  answered: boolean
  byCall: Map<string, ActionRow>
  judging: Judging | null
}

/** Subagents' records, from files of their own or wrapped in their parent's. Facts are given in the order of time. */
export class Agents {
  actions: ActionRow[] = []
  readonly touches: TouchRow[] = []
  private readonly agents = new Map<string, Agent>()
  /** Agents that were heard of since rows were released. */
  private readonly heard = new Set<Agent>()

  constructor(
    private readonly session: string,
    private readonly conceal: Conceal,
    /** Calls whose actions were released. */
    private readonly released: Ids | null = null,
    /** Who judges what they do, and whether a person started the session. */
    private readonly rules: Rules | null = null,
    private readonly operator: () => boolean = () => true,
  ) {}

  /** @param spawn the call that started the subagent, where the record names it. */
  add(fact: Fact, spawn: string | null): void {
    if (fact.what.kind === 'other') return
    const agent = this.agent(fact, spawn)
    if (this.released !== null) this.heard.add(agent)
    const at = fact.at ?? agent.end
    agent.start = Math.min(agent.start, at)
    agent.end = Math.max(agent.end, at)
    if (fact.what.kind === 'human') agent.judging?.begin(fact.what.text, this.operator())
    else if (fact.what.kind === 'mark') agent.judging?.heard(fact.what.text)
    else if (fact.what.kind === 'notification') agent.judging?.reported(fact.what.text)
    else if (fact.what.kind === 'assistant') this.assistant(agent, fact, at)
    else if (fact.what.kind === 'results') this.results(agent, fact, at)
  }

  /** Hands over the rows that nothing can change any more, as a thread does. */
  release(to: Rows): void {
    for (const touch of this.touches) to.touches.push(touch)
    this.touches.length = 0
    const open: ActionRow[] = []
    for (const action of this.actions)
      if (action.ended_at === null) open.push(action)
      else to.actions.push(action)
    this.actions = open
    for (const agent of this.heard) {
      for (const [call, action] of agent.byCall) {
        if (action.ended_at === null) continue
        this.released!.add(this.nameOf(agent, call))
        agent.byCall.delete(call)
      }
    }
    this.heard.clear()
  }

  private nameOf(agent: Agent, call: string): string {
    return `${this.session}/${agent.id}/${call}`
  }

  get rows(): AgentRow[] {
    return [...this.agents.values()].map((agent) => {
      const unasked = !agent.answered && agent.usage.size === 0
      return {
        session: this.session,
        subagent: agent.id,
        spawn: agent.spawn,
        started_at: agent.start,
        ended_at: agent.end,
        ...tokenColumns(unasked ? NO_TOKENS : total(agent.usage.values())),
        line: agent.first.line,
      }
    })
  }

  private agent(fact: Fact, spawn: string | null): Agent {
    const name = fact.agent ?? '?'
    let agent = this.agents.get(name)
    if (agent === undefined) {
      const at = fact.at ?? 0
      agent = {
        id: this.conceal('agent', name),
        spawn: null,
        first: fact,
        start: at,
        end: at,
        usage: new Map(),
        answered: false,
        byCall: new Map(),
        judging: this.judge(),
      }
      this.agents.set(name, agent)
    }
    if (spawn !== null) agent.spawn ??= this.conceal('call', spawn)
    return agent
  }

  private judge(): Judging | null {
    if (this.rules === null) return null
    const judging = new Judging(this.rules, true)
    judging.begin(null, this.operator())
    return judging
  }

  private assistant(agent: Agent, fact: Fact, at: number): void {
    if (fact.what.kind !== 'assistant' || fact.what.state === 'stub') return
    const { message, request, usage, calls, text } = fact.what
    agent.answered ||= fact.what.state === 'ok'
    if (text !== null && text.trim() !== '') agent.judging?.said(text)
    const key = message ?? request ?? fact.uuid ?? String(fact.line)
    if (usage !== null) agent.usage.set(key, larger(agent.usage.get(key), usage))
    for (const call of calls) {
      if (agent.byCall.has(call.id)) continue
      if (this.released !== null && this.released.find(this.nameOf(agent, call.id)) !== -1) continue
      const approval = decide(call.tool, null, null, null)
      const action: ActionRow = {
        session: this.session,
        // The same message stands in the subagent's file and, wrapped, in its parent's; its message id is the same.
        action: this.conceal('action', `${message ?? fact.uuid ?? `${this.session}/${agent.id}`}/${call.id}`),
        call: this.conceal('call', call.id),
        turn: null,
        tool: call.tool,
        status: 'pending',
        approval: approval === 'unknown' ? 'inherit' : approval,
        mode: null,
        started_at: at,
        ended_at: null,
        asked_at: null,
        decided_at: null,
        subagent: agent.id,
        spawned: null,
        line: fact.line,
        ...(agent.judging?.call(call, null) ?? UNJUDGED_ACTION),
      }
      agent.byCall.set(call.id, action)
      this.actions.push(action)
    }
  }

  private results(agent: Agent, fact: Fact, at: number): void {
    if (fact.what.kind !== 'results') return
    for (const result of fact.what.results) {
      const action = agent.byCall.get(result.call)
      if (action === undefined || action.ended_at !== null) continue
      agent.judging?.returned(result)
      const human = result.denial === 'stop' || result.denial === 'feedback'
      // A clock that was set back in between gives no time, not a negative one.
      action.ended_at = Math.max(at, action.started_at)
      action.status = human ? 'rejected' : result.denial !== null ? 'denied' : result.error ? 'error' : 'ok'
      if (result.denial !== null) action.approval = decide(action.tool, null, result.denial, null)
      if (result.agent !== null) action.spawned = this.conceal('agent', result.agent)
      if (human) this.refuse(action, fact, at, result.denial === 'feedback')
    }
  }

  private refuse(action: ActionRow, fact: Fact, at: number, feedback: boolean): void {
    const touch = this.conceal('touch', `${action.action}/rejection`)
    this.touches.push({
      session: this.session,
      touch,
      turn: null,
      kind: 'rejection',
      touched_at: at,
      feedback,
      about: 'action',
      line: fact.line,
    })
  }
}
