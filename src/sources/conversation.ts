import {
  type ActionRow,
  type AgentRow,
  type Approval,
  type Conceal,
  type EndedBy,
  type InterruptKind,
  type Mode,
  type Put,
  type Rows,
  type Rules,
  type SessionRow,
  type StartedBy,
  type TouchKind,
  type TouchRow,
  UNJUDGED_ACTION,
  type Words,
} from '../model/index.js'
import { Clock } from './clock.js'
import { Judging } from './judging.js'
import { refusedAs, statusOf } from './refusal.js'
import type { Tally } from './tally.js'
import type { Called, Prompt, Returned, Told } from './told.js'
import { type Moment, NO_TOKENS, Turn, tokenColumns, total, type Usage, usageIn } from './turn.js'

/**
 * Puts what a source tells of one conversation, in the order of the log, together to rows, by the rules of method.md 2.1.
 * The source decides what each of its records means; what follows from that for turns, touches and clocks stands here
 * once.
 */
export class Conversation {
  /** The mode that holds from here on. */
  mode: Mode | null = null
  readonly rows: Rows = { sessions: [], turns: [], actions: [], agents: [], touches: [] }
  private readonly session: string
  private readonly subagent: string | null
  /** What names things in it: pseudonyms, so that whoever knows no ids names them alike. */
  private readonly name: string
  private readonly clock: Clock
  private readonly judging: Judging | null
  private readonly byCall = new Map<string, { action: ActionRow; asks: 'question' | 'plan' | null; nth: number }>()
  private readonly helpers = new Map<string, Conversation>()
  private turn: Turn | null = null
  private lastEnd = 0
  private records = 0
  private line: number | null = null
  private unnamed = 0
  /** What turns of a subagent took. */
  private readonly spent: Usage[] = []

  constructor(
    readonly told: Told,
    private readonly conceal: Conceal,
    private readonly rules: Rules | null,
    private readonly tally: Tally,
    /** The conversation that a subagent's lies in, where both are in one log. */
    private readonly within: Conversation | null = null,
  ) {
    this.session = conceal('session', told.id)
    this.subagent = told.subagent === undefined ? null : conceal('agent', told.subagent.id)
    this.name = [this.session, told.part, this.subagent].filter((name) => name != null).join('/')
    this.clock = new Clock(told.start)
    this.judging = rules === null ? null : new Judging(rules, this.subagent !== null, told.setting)
    if (this.subagent !== null) this.judging?.begin(null, told.operator)
  }

  /** Every record of the conversation, whatever it says, before anything is told of it. */
  record({ at, line }: Moment): void {
    if (at === null) this.tally.note('untimed', line)
    if (this.holds(at, line)) this.tally.note('clock_back', line)
  }

  /** Takes in a record, also one of a conversation inside of this one. @returns whether the clock of the log was set back. */
  private holds(at: number | null, line: number): boolean {
    this.records++
    this.line ??= line
    const back = this.clock.record(at)
    return this.within === null ? back : this.within.holds(at, line)
  }

  /** Somebody puts something to the agent, which begins a turn; an answer goes on with what was asked for before. */
  prompt(prompt: Prompt): void {
    const before = this.turn
    const answers = before !== null && before.ended === 'asked' && prompt.human
    this.close(false, prompt.human ? prompt.text : null)
    const id = this.conceal('turn', prompt.id ?? this.nameless(prompt))
    const by = answers ? 'answer' : prompt.by
    this.begin(prompt, id, by, answers ? before.root : undefined, prompt.text)
    const taken = prompt.taken ?? false
    Object.assign(this.turn!, { explicit: prompt.explicit ?? false, worked: taken, answered: taken })
    if (prompt.human) this.touch(prompt, answers ? 'answer' : 'prompt', answers ? 'question' : null)
  }

  /** A human says something while the agent works. */
  steering(moment: Moment, text: Words): void {
    this.judging?.heard(text)
    this.touch(moment, 'steering')
  }

  /** Something in the background, or another agent, reports to the working agent. */
  reports(text: Words): void {
    this.judging?.reported(text)
  }

  /** The agent says something, or thinks: `text` is null. */
  agent(moment: Moment, text: Words | null): void {
    const turn = this.turnOf(moment)
    turn.last = 'answer'
    if (text !== null) this.judging?.said(text)
  }

  /** What one answer of the model took, null where its record does not say; records that repeat it bear the same key. */
  spend(key: string, usage: Usage | null): void {
    if (usage !== null) this.turn?.spend(key, usage)
  }

  call(call: Called): void {
    const before = this.byCall.get(call.id)
    if (before !== undefined && call.another !== true) return
    const nth = before === undefined ? 1 : before.nth + 1
    const turn = this.turnOf(call)
    const { asks = null } = call
    const [at, sealed] = [this.clock.at(call.at), this.conceal('call', call.id)]
    turn.last = 'answer'
    turn.call(call.id, at)
    if (asks !== null) turn.asks(call.id, { kind: asks, input: call.input })
    const action: ActionRow = {
      session: this.session,
      action: this.conceal(
        'action',
        `${call.throughout ? this.session : this.name}/${sealed}${nth === 1 ? '' : `#${nth}`}`,
      ),
      call: sealed,
      turn: this.subagent === null ? turn.id : null,
      tool: call.tool,
      status: 'pending',
      approval: call.approval === 'unknown' && this.subagent !== null ? 'inherit' : call.approval,
      mode: this.subagent === null ? this.mode : null,
      ...{ started_at: at, ended_at: null, asked_at: null, decided_at: null },
      subagent: this.subagent,
      spawned: null,
      line: call.line,
      ...(this.judging?.call(call, this.mode) ?? UNJUDGED_ACTION),
    }
    this.byCall.set(call.id, { action, asks, nth })
    this.rows.actions.push(action)
  }

  result(result: Returned): void {
    const known = this.byCall.get(result.call)
    if (known === undefined || known.action.ended_at !== null) return
    const { action, asks } = known
    const denial = result.denial ?? null
    const human = denial === 'stop' || denial === 'feedback'
    const at = this.clock.at(result.at)
    action.ended_at = at
    action.status = statusOf(denial, result.failed)
    if (denial !== null) action.approval = refusedAs(denial, asks)
    if (denial !== null && (result.decided === true || action.asked_at !== null)) action.decided_at = at
    if (result.spawned != null) action.spawned = this.conceal('agent', result.spawned)
    const turn = this.turn
    if (turn === null) return
    const shown = { error: result.failed, denial, text: result.text }
    this.judging?.result(shown)
    turn.result(result.call, at, !human)
    if (turn.asked.delete(result.call)) return this.answered(turn, result, asks!, human)
    this.judging?.returned(shown)
    if (turn.ended !== null) return
    turn.happened(at)
    turn.worked = true
    turn.last = 'results'
    if (denial === 'feedback') this.touch(result, 'rejection', 'action', true)
    if (denial === 'stop') turn.refused ??= { at, line: result.line }
  }

  /** The agent waits for somebody to let a call pass. */
  asks(call: string, moment: Moment): void {
    const at = this.clock.at(moment.at)
    Object.assign(this.byCall.get(call)?.action ?? {}, { asked_at: at })
    this.turn?.waits(call, at)
  }

  /** Somebody let a call pass. @param human whether a person did. @param otherwise who did where no person did. */
  approved(call: string, moment: Moment, human: boolean, otherwise: Approval = 'rules'): void {
    const known = this.byCall.get(call)
    if (known === undefined) return
    const at = this.clock.at(moment.at)
    this.turn?.goesOn(call, at)
    Object.assign(known.action, { decided_at: at, approval: human ? 'approved' : otherwise })
    if (human) this.touch(moment, 'approval', 'action')
  }

  /** A human stops the agent. */
  interrupt(moment: Moment, kind: InterruptKind): void {
    const turn = this.turn
    if (turn === null || turn.ended !== null) return
    this.interrupted(turn, turn.refused === null ? kind : 'prompt', { ...moment, at: this.clock.at(moment.at) })
  }

  private interrupted(turn: Turn, kind: InterruptKind, moment: Moment & { at: number }): void {
    turn.refused = null
    turn.happened(moment.at)
    turn.ended = 'interrupted'
    turn.interruptKind = kind
    this.touch(moment, 'interrupt', kind === 'prompt' ? 'action' : null, false, moment.at)
  }

  /** The log says how the turn ended. @param put what was put to the human by it, where it was by no call. */
  stop(moment: Moment, ended: EndedBy, put: Put | null = null): void {
    const turn = this.turn
    if (turn === null || turn.ended !== null) return
    turn.happened(this.clock.at(moment.at))
    Object.assign(turn, { ended, put: put ?? turn.put })
  }

  /** The agent's own figure for the time that the turn took, ms. */
  reported(ms: number): void {
    if (this.turn === null || !this.turn.worked) return
    this.turn.reported += ms
    this.turn.reportedAfterWork = true
  }

  /** Whether a turn is open. */
  get working(): boolean {
    return this.turn !== null && this.turn.ended === null
  }

  /**
   * A subagent's own conversation inside of this one, which its records are told to.
   * @param spawn the call that started it, where the log says so.
   */
  helper(id: string, spawn: string | null): Conversation {
    const known = this.helpers.get(id)
    if (known !== undefined) return known
    const told = { ...this.told, start: this.told.start === null ? null : this.clock.now, subagent: { id, spawn } }
    const made = new Conversation(told, this.conceal, this.rules, this.tally, this)
    this.helpers.set(id, made)
    return made
  }

  /**
   * Where the log ends. @returns the rows; the session has one as soon as there was any record of it.
   * @param open whether more may come of it later, so that what is not over may still run.
   */
  end(open: boolean): Rows {
    if (this.records === 0) return this.rows
    this.close(open, null)
    const { rows } = this
    if (this.subagent !== null) rows.agents.push(this.agentRow(this.subagent))
    for (const helper of this.helpers.values()) {
      const own = helper.end(open)
      for (const name of ['actions', 'agents', 'touches'] as const) rows[name] = [...rows[name], ...own[name]] as never
    }
    rows.sessions.push(this.sessionRow())
    return rows
  }

  private sessionRow(): SessionRow {
    const { interactive, setting, entrypoint, version } = this.told
    const { timed, first, now } = this.clock
    return {
      session: this.session,
      interactive,
      setting: setting.evaluation === true ? 'evaluation' : null,
      entrypoint,
      version,
      first_at: timed ? first : null,
      last_at: timed && first !== null ? now : null,
      records: this.records,
      main: this.subagent === null,
      plan_at: null,
      line: this.line ?? 1,
    }
  }

  private agentRow(subagent: string): AgentRow {
    const spawn = this.told.subagent?.spawn ?? null
    return {
      session: this.session,
      subagent,
      spawn: spawn === null ? null : this.conceal('call', spawn),
      started_at: this.clock.first ?? this.clock.now,
      ended_at: this.clock.now,
      ...tokenColumns(this.spent.length === 0 ? NO_TOKENS : total(this.spent)),
      line: this.line ?? 1,
    }
  }

  private begin(moment: Moment, id: string, by: StartedBy, root: string | undefined, goal: Words | null): void {
    const { operator } = this.told
    if (by === 'answer') this.judging?.goOn()
    else this.judging?.begin(goal, operator && (this.subagent !== null || (by !== 'schedule' && by !== 'program')))
    // A turn may begin before the record that shows what it was about, but not before the last one ended.
    const at = Math.max(
      this.lastEnd,
      this.clock.first ?? 0,
      Math.min(moment.at ?? this.clock.now, this.clock.at(moment.at)),
    )
    this.turn = new Turn({ at, line: moment.line }, id, by, this.mode, root)
  }

  /** The turn that the agent works in; where nothing shows who began it, one of its own. */
  private turnOf(moment: Moment): Turn {
    if (this.turn === null || (this.turn.ended !== null && this.turn.ended !== 'interrupted')) {
      this.close(false, null)
      this.begin(moment, this.conceal('turn', this.nameless(moment)), 'unknown', undefined, null)
    }
    const turn = this.turn!
    if (turn.refused !== null) {
      // The agent went on all the same, so the "no" stopped a call and not the turn.
      this.touch(turn.refused, 'rejection', 'action', false, turn.refused.at)
      turn.refused = null
    }
    turn.worked = true
    turn.answered = true
    turn.reportedAfterWork = false
    // What was under way when a human stopped the agent belongs to the turn, and does not prolong it.
    if (turn.ended === null) turn.happened(this.clock.at(moment.at))
    return turn
  }

  private answered(turn: Turn, result: Returned, asks: 'question' | 'plan', declined: boolean): void {
    const shown = { error: result.failed, denial: result.denial ?? null, text: result.text }
    if (result.failed && !declined) {
      // The call itself failed, so nobody was asked.
      turn.happened(this.clock.at(result.at))
      turn.last = 'results'
      this.judging?.returned(shown)
      return
    }
    turn.ended ??= 'asked'
    if (declined) {
      turn.declined = asks
      this.judging?.returned(shown, true)
      this.touch(result, 'rejection', asks, result.denial === 'feedback')
      return
    }
    this.touch(result, 'answer', asks)
    this.close(false, null)
    const id = this.conceal('turn', `${this.name}/${this.conceal('call', result.call)}/answer`)
    this.begin(result, id, 'answer', turn.root, null)
    this.turn!.explicit = turn.explicit
    this.judging?.returned(shown)
  }

  /** Ends the open turn because another begins, or at the end of a log that may go on. @param next what the human says. */
  private close(atEnd: boolean, next: Words | null): void {
    const turn = this.turn
    if (turn === null) return
    const { refused } = turn
    if (turn.ended === null && refused !== null)
      this.interrupted(turn, 'prompt', { ...refused, at: refused.at ?? turn.start })
    this.turn = null
    const row = turn.row(this.session, atEnd)
    this.lastEnd = row.ended_at
    if (this.subagent !== null) {
      this.spent.push(usageIn(row))
      return
    }
    // A prompt that the agent never took up is no turn; at the end of the log it may still be waiting for its answer.
    if (!turn.worked && turn.ended === null && !atEnd) return this.tally.note('unanswered', turn.first.line)
    this.rows.turns.push(row)
    if (this.judging === null) return
    const { ended_by: ended, mode } = row
    const ending = { ended, broken: ended === 'interrupted', ...turn.stopped, mark: null, next }
    Object.assign(row, this.judging.end(ending, mode))
  }

  /** A subagent's human contacts are its main agent's, but for a "no" to what it does itself. */
  private touch(
    moment: Moment,
    kind: TouchKind,
    about: TouchRow['about'] = null,
    feedback = false,
    at: number | null = null,
  ): void {
    if (this.subagent !== null && kind !== 'rejection') return
    this.rows.touches.push({
      session: this.session,
      touch: this.conceal('touch', `${this.placeOf(moment)}/${kind}`),
      turn: this.subagent === null ? (this.turn?.id ?? null) : null,
      kind,
      touched_at: at ?? this.clock.at(moment.at),
      feedback,
      about,
      line: moment.line,
    })
  }

  /** Names a contact by its turn and its number in there, so that it is the same in every copy. */
  private placeOf(moment: Moment): string {
    return this.turn === null ? this.nameless(moment) : `${this.turn.id}/${this.turn.contacts++}`
  }

  /** Names what has no id: by its time where it has one, so that a copy of the log says the same. */
  private nameless({ at }: Moment): string {
    return `${this.name}/${at ?? ''}#${this.unnamed++}`
  }
}
