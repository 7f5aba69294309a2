import {
  type ActionRow,
  type Conceal,
  type Mode,
  type Rows,
  type StartedBy,
  type TouchKind,
  type TouchRow,
  type TurnRow,
  UNJUDGED_ACTION,
} from '../../model/index.js'
import type { Ids } from '../ids.js'
import type { Judging } from '../judging.js'
import { Turn } from '../turn.js'
import { decide, mayStillAsk } from './approval.js'
import type { Call, Fact, Result, What } from './facts.js'
import { Queue } from './queue.js'
import { headlessEntry, type SessionFacts } from './session.js'
import { questionOf } from './tools.js'

type Of<K extends What['kind']> = Extract<What, { kind: K }>

/** A moment at which a later reading may start over: the turn that begins there and what was known before it. */
export interface Resumption {
  start: Fact
  mode: Mode | null
}

/**
 * Puts the records of a session's own thread together to turns, actions and touches, by the rules of method.md 2.1.
 * Facts are given in the order of time.
 */
export class Thread {
  readonly turns: TurnRow[] = []
  actions: ActionRow[] = []
  readonly touches: TouchRow[] = []
  /** Prompts that the agent never took up. */
  readonly unanswered: Fact[] = []
  readonly resumptions: Resumption[] = []
  private turn: Turn<Fact> | null = null
  /** A slash command or the answer to a declined question: it starts a turn if the agent goes to work on it. */
  private maybe: { fact: Fact; by: StartedBy; root?: string } | null = null
  private readonly queue = new Queue()
  private readonly byCall = new Map<string, ActionRow>()
  private readonly hooks = new Map<string, boolean>()
  /** Calls without a result. */
  private open = 0
  private scheduled = false
  private unnamedAt: { at: number | null; n: number } = { at: null, n: 0 }
  private lastWork = 0

  constructor(
    private readonly session: string,
    private readonly known: SessionFacts,
    private readonly conceal: Conceal,
    private mode: Mode | null = null,
    /** Calls whose actions were released, which may be those of many threads. */
    private readonly released: Ids | null = null,
    /** What is shown to a judge; null where there is none. */
    private readonly judging: Judging | null = null,
  ) {}

  add(fact: Fact): void {
    const { what } = fact
    const at = fact.at ?? 0
    switch (what.kind) {
      case 'human':
        return this.human(fact, what)
      case 'notification':
        return this.begin(fact, 'notification')
      case 'assistant':
        return this.assistant(fact, what)
      case 'results':
        for (const result of what.results) this.result(fact, result)
        return
      case 'mark':
        return this.mark(fact, what.text)
      case 'duration':
        if (this.turn === null || !this.turn.worked) return
        this.turn.reported += what.ms
        this.turn.reportedAfterWork = true
        return
      case 'mode':
        this.mode = what.mode ?? this.mode
        return
      case 'fire':
        this.scheduled = true
        return
      case 'limit':
        if (this.turn !== null) this.turn.limited = true
        return
      case 'hook-decision':
        this.hooks.set(what.call, what.allow)
        return
      case 'command-output':
        if (this.maybe?.by === 'prompt') this.maybe = null
        if (what.own && this.turn?.ended === 'interrupted') this.turn.took = true
        return
      case 'queue':
        if (what.op === 'enqueue') this.queue.enqueue(what.human ?? true, at, what.text)
        else if (what.op === 'dequeue') this.queue.dequeue()
        else if (what.op === 'popAll') this.queue.popAll()
        else if (this.queue.remove(what.human)) this.steer(fact, what.text ?? this.queue.removed)
        return
      case 'steering':
        if (this.queue.attach()) this.steer(fact, what.text)
    }
  }

  private steer(fact: Fact, text: string | null): void {
    this.touch(fact, 'steering')
    if (text !== null) this.judging?.heard(text)
  }

  /** Hands over the rows that nothing can change any more. Of their calls no more than that they were is remembered. */
  release(to: Rows): void {
    moveAll(this.turns, to.turns)
    moveAll(this.touches, to.touches)
    for (const [call, action] of this.byCall) {
      if (action.ended_at === null) continue
      this.released!.add(this.nameOf(call))
      this.byCall.delete(call)
      to.actions.push(action)
    }
    this.actions = [...this.byCall.values()]
  }

  private nameOf(call: string): string {
    return `${this.session}/${call}`
  }

  /** Ends the thread where the log ends. */
  end(): void {
    this.close(true)
  }

  private human(fact: Fact, what: Of<'human'>): void {
    this.mode = what.mode ?? this.mode
    const typed = this.queue.takeTyped()
    if (what.command) {
      this.maybe = { fact, by: 'prompt' }
      return
    }
    const busy = this.turn !== null && typed !== null && typed <= this.lastWork
    const headless = headlessEntry(fact.entrypoint ?? this.known.entrypoint)
    let by: StartedBy = 'prompt'
    if (what.source === 'schedule' || (this.scheduled && what.source === null)) by = 'schedule'
    else if (headless === true || (headless === null && what.source === 'sdk')) by = 'program'
    else if (what.source === 'queued' || (what.source === null && busy)) by = 'queued'
    this.scheduled = false
    this.begin(fact, by)
    if (by === 'prompt' || by === 'queued') this.touch(fact, 'prompt')
  }

  private begin(fact: Fact, by: StartedBy, root?: string): void {
    this.close(false, fact)
    this.maybe = null
    this.show(fact, by)
    const id = this.conceal('turn', fact.uuid ?? `${this.session}/${fact.at}`)
    this.turn = new Turn(fact, id, by, this.mode, root)
    const alone = by === 'prompt' || by === 'program' || by === 'notification'
    if (alone && this.open === 0 && this.queue.empty) this.resumptions.push({ start: fact, mode: this.mode })
  }

  private show(fact: Fact, by: StartedBy): void {
    if (this.judging === null) return
    if (by === 'answer') return this.judging.goOn()
    const entry = headlessEntry(fact.entrypoint ?? this.known.entrypoint)
    const { what } = fact
    this.judging.begin(
      what.kind === 'human' ? what.text : null,
      by !== 'schedule' && by !== 'program' && entry !== true,
    )
    if (what.kind === 'notification') this.judging.reported(what.text)
  }

  /** Ends the open turn because another begins, with `next`, or the log ends. */
  private close(atEnd: boolean, next: Fact | null = null): void {
    const turn = this.turn
    this.turn = null
    if (turn === null) return
    if (turn.ended === null && turn.refused !== null) this.interrupt(turn, turn.refused, 'prompt')
    // A prompt that the agent never took up is no turn; at the end of the log it may still be waiting for its answer.
    if (!turn.worked && turn.ended === null && !atEnd) {
      this.unanswered.push(turn.first)
      return
    }
    const row = turn.row(this.session, atEnd)
    this.turns.push(row)
    if (this.judging === null) return
    const { ended_by: ended, mode } = row
    const broken = ended === 'interrupted' || turn.marked
    const said = next?.what.kind === 'human' ? next.what.text : null
    const { stopped, mark } = turn
    Object.assign(row, this.judging.end({ ended, broken, ...stopped, mark, next: said }, mode))
  }

  private assistant(fact: Fact, what: Of<'assistant'>): void {
    if (what.state === 'stub') return
    const at = fact.at ?? 0
    if (this.maybe !== null && (this.turn === null || this.turn.pending.size === 0)) {
      const { fact: start, by, root } = this.maybe
      this.begin(start, by, root)
      if (by === 'prompt') this.touch(start, 'prompt')
    }
    if (this.turn === null || (this.turn.ended !== null && this.turn.ended !== 'interrupted'))
      this.begin(fact, 'unknown')
    const turn = this.turn!
    if (turn.ended === 'interrupted') return this.afterInterrupt(turn, fact, what)
    if (turn.refused !== null) {
      // The agent went on all the same, so the "no" stopped a call and not the turn.
      this.touch(turn.refused, 'rejection', 'action')
      turn.refused = null
    }
    turn.worked = true
    turn.answered ||= what.state === 'ok'
    turn.reportedAfterWork = false
    turn.happened(at)
    turn.last = what.state === 'ok' ? 'answer' : what.state
    this.lastWork = Math.max(this.lastWork, at)
    if (what.text !== null && what.text.trim() !== '') this.judging?.said(what.text)
    if (what.usage !== null) turn.spend(what.message ?? what.request ?? fact.uuid ?? String(fact.line), what.usage)
    for (const call of what.calls) this.call(turn, fact, what, call)
  }

  /** What was under way when the human stopped the agent is written behind the mark; it is counted, and ends nothing anew. */
  private afterInterrupt(turn: Turn<Fact>, fact: Fact, what: Of<'assistant'>): void {
    if (what.usage !== null) turn.spend(what.message ?? what.request ?? String(fact.line), what.usage)
    for (const call of what.calls) this.call(turn, fact, what, call)
  }

  private call(turn: Turn<Fact>, fact: Fact, what: Of<'assistant'>, call: Call): void {
    if (this.byCall.has(call.id)) return
    if (this.released !== null && this.released.find(this.nameOf(call.id)) !== -1) return
    const at = fact.at ?? 0
    turn.call(call.id, at)
    const question = questionOf(call.tool)
    if (question !== null) turn.asks(call.id, { kind: question, input: call.input })
    const action: ActionRow = {
      session: this.session,
      action: this.conceal('action', `${fact.uuid ?? what.message ?? this.session}/${call.id}`),
      call: this.conceal('call', call.id),
      turn: turn.id,
      tool: call.tool,
      status: 'pending',
      approval: decide(call.tool, this.mode, null, this.hooks.get(call.id) ?? null),
      mode: this.mode,
      started_at: at,
      ended_at: null,
      asked_at: null,
      decided_at: null,
      subagent: null,
      spawned: null,
      line: fact.line,
      ...(this.judging?.call(call, this.mode) ?? UNJUDGED_ACTION),
    }
    this.open++
    this.byCall.set(call.id, action)
    this.actions.push(action)
  }

  private result(fact: Fact, result: Result): void {
    const action = this.byCall.get(result.call)
    const turn = this.turn
    if (action === undefined || action.ended_at !== null) return
    const at = fact.at ?? 0
    const human = result.denial === 'stop' || result.denial === 'feedback'
    this.open--
    // A clock that was set back in between gives no time, not a negative one.
    action.ended_at = Math.max(at, action.started_at)
    action.status = human ? 'rejected' : result.denial !== null ? 'denied' : result.error ? 'error' : 'ok'
    action.approval = decide(action.tool, action.mode, result.denial, this.hooks.get(result.call) ?? null)
    this.hooks.delete(result.call)
    if (result.agent !== null) action.spawned = this.conceal('agent', result.agent)
    const question = questionOf(action.tool)
    if (
      question === 'plan' &&
      !result.error &&
      result.denial === null &&
      this.mode !== null &&
      mayStillAsk(this.mode)
    ) {
      // Approving a plan also picks how the work goes on, and the log does not say which way.
      this.mode = null
    }
    if (turn === null) return
    this.judging?.result(result)
    if (turn.asked.has(result.call)) return this.answered(turn, fact, result, question!)
    this.judging?.returned(result)
    turn.result(result.call, at, !human)
    if (turn.ended !== null) return
    turn.happened(at)
    turn.worked = true
    turn.last = 'results'
    turn.reportedAfterWork = false
    this.lastWork = Math.max(this.lastWork, at)
    if (result.denial === 'feedback') this.touch(fact, 'rejection', 'action', true)
    if (result.denial === 'stop') turn.refused ??= fact
  }

  private answered(turn: Turn<Fact>, fact: Fact, result: Result, about: 'question' | 'plan'): void {
    const declined = result.denial === 'stop' || result.denial === 'feedback'
    turn.asked.delete(result.call)
    turn.result(result.call, fact.at ?? 0, false)
    if (result.denial === null && result.error) {
      // The call itself failed, so nobody was asked.
      turn.happened(fact.at ?? 0)
      turn.last = 'results'
      this.judging?.returned(result)
      return
    }
    turn.ended ??= 'asked'
    if (declined) {
      turn.declined = about
      this.judging?.returned(result, true)
      this.touch(fact, 'rejection', about, result.denial === 'feedback')
      this.maybe = { fact, by: 'answer', root: turn.root }
      return
    }
    this.touch(fact, 'answer', about)
    this.begin(fact, 'answer', turn.root)
    this.judging?.returned(result)
  }

  private mark(fact: Fact, text: string): void {
    if (this.maybe?.by === 'prompt') {
      const { fact: start, by } = this.maybe
      this.begin(start, by)
      this.touch(start, 'prompt')
    }
    const declined = this.maybe?.by === 'answer'
    this.maybe = null
    const turn = this.turn
    if (turn !== null) turn.mark ??= text
    if (turn !== null && (turn.declined !== null || turn.asked.size > 0)) turn.marked = true
    if (turn === null || declined || turn.ended !== null) return
    if (turn.asked.size > 0) {
      turn.ended = 'asked'
      const [asked] = turn.asked
      turn.declined = questionOf(this.byCall.get(asked!)!.tool)
      this.touch(fact, 'rejection', turn.declined)
      return
    }
    turn.happened(fact.at ?? 0)
    this.interrupt(turn, fact, turn.refused === null ? 'working' : 'prompt')
  }

  private interrupt(turn: Turn<Fact>, fact: Fact, kind: 'working' | 'prompt'): void {
    turn.ended = 'interrupted'
    turn.interruptKind = kind
    turn.refused = null
    this.touch(fact, 'interrupt', kind === 'prompt' ? 'action' : null, false, turn)
  }

  private touch(
    fact: Fact,
    kind: TouchKind,
    about: TouchRow['about'] = null,
    feedback = false,
    turn = this.turn,
  ): void {
    this.touches.push({
      session: this.session,
      touch: this.conceal('touch', `${fact.uuid ?? this.unnamed(fact)}/${kind}`),
      turn: turn?.id ?? null,
      kind,
      touched_at: fact.at ?? 0,
      feedback,
      about,
      line: fact.line,
    })
  }

  /** Names a record without an id; several of the same moment are told apart by their order. */
  private unnamed(fact: Fact): string {
    if (fact.at !== this.unnamedAt.at) this.unnamedAt = { at: fact.at, n: 0 }
    return `${this.session}/${fact.at}/${this.unnamedAt.n++}`
  }
}

function moveAll<T>(from: T[], to: T[]): void {
  for (const item of from) to.push(item)
  from.length = 0
}
