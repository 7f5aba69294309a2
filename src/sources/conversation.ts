import {
  type ActionRow,
  type Approval,
  type Conceal,
  type EndedBy,
  type Interactive,
  type InterruptKind,
  type Mode,
  type Rows,
  type Rules,
  type SessionRow,
  type StartedBy,
  type Status,
  type TouchKind,
  type TouchRow,
  type TurnRow,
  UNJUDGED_ACTION,
} from '../model/index.js'
import { type Denial, Judging, type Setting } from './judging.js'
import { type Moment, Turn, type Usage } from './turn.js'

/** What a source knows of a conversation as a whole. */
export interface Told {
  /** The log's own id of the session. */
  id: string
  interactive: Interactive
  /** Names of the program that wrote the log, and of its version, where the log has them. */
  entrypoint: string | null
  version: string | null
  /** Whether a person started this and could step in, as far as a judge is told. */
  operator: boolean
  /** What a judge is told of how the agent runs. */
  setting: Setting
}

/** What somebody put to the agent. */
export interface Prompt extends Moment {
  /** The log's own id of the message, or null. */
  id: string | null
  text: string
  by: StartedBy
  /** A person's word counts as a touch; a program's does not. */
  human: boolean
}

/** One tool call. */
export interface Called extends Moment {
  /** The log's own id of the call. */
  id: string
  tool: string
  input: unknown
  definition?: string | null
  approval: Approval
  mode?: Mode | null
  /** What it puts to the human: the turn ends there, and the answer begins the next. */
  asks?: 'question' | 'plan' | null
}

/** What came of a call. */
export interface Returned extends Moment {
  call: string
  text: string | null
  failed: boolean
  denial?: Denial | null
}

/**
 * Puts what a source tells of one conversation, in the order of the log, together to a session's rows, by the rules of
 * method.md 2.1. The source decides what each of its records means; what follows from that for turns, touches and clocks
 * stands here once.
 */
export class Conversation {
  mode: Mode | null = null
  readonly rows: Rows = { sessions: [], turns: [], actions: [], agents: [], touches: [] }
  private readonly session: string
  private readonly judging: Judging | null
  private readonly byCall = new Map<string, { action: ActionRow; asks: 'question' | 'plan' | null }>()
  private turn: Turn | null = null
  private firstAt: number | null = null
  private lastAt: number | null = null
  private records = 0
  private line: number | null = null
  private unnamed = 0

  constructor(
    private readonly told: Told,
    private readonly conceal: Conceal,
    rules: Rules | null,
  ) {
    this.session = conceal('session', told.id)
    this.judging = rules === null ? null : new Judging(rules, false, told.setting)
  }

  /** Every record of the session, whatever it says. */
  record({ at, line }: Moment): void {
    this.records++
    this.line ??= line
    if (at === null) return
    this.firstAt = Math.min(this.firstAt ?? at, at)
    this.lastAt = Math.max(this.lastAt ?? at, at)
  }

  /** Somebody puts something to the agent, which begins a turn; an answer goes on with what was asked for before. */
  prompt(prompt: Prompt): void {
    const before = this.turn
    const answers = before !== null && before.ended === 'asked'
    this.close(false, prompt.text)
    const id = this.conceal('turn', prompt.id ?? `${this.told.id}/${this.nameless(prompt)}`)
    const by = answers && prompt.human ? 'answer' : prompt.by
    this.begin(prompt, id, by, answers ? before.root : undefined, prompt.text)
    if (prompt.human) this.touch(prompt, by === 'answer' ? 'answer' : 'prompt', by === 'answer' ? 'question' : null)
  }

  /** A human says something while the agent works. */
  steering(moment: Moment, text: string): void {
    this.judging?.heard(text)
    this.touch(moment, 'steering')
  }

  /** The agent says something. @param key names the model's answer, which several records may be of. */
  agent(moment: Moment, text: string | null, usage: Usage | null = null, key: string | null = null): void {
    const turn = this.working(moment)
    turn.last = 'answer'
    if (text !== null && text.trim() !== '') this.judging?.said(text)
    if (usage !== null) turn.spend(key ?? `line ${moment.line}`, usage)
  }

  call(call: Called): void {
    if (this.byCall.has(call.id)) return
    const turn = this.working(call)
    const asks = call.asks ?? null
    const mode = call.mode ?? this.mode
    const at = call.at ?? turn.start
    turn.last = 'answer'
    turn.call(call.id, at)
    if (asks !== null) turn.asked.add(call.id)
    const name = this.conceal('call', call.id)
    const action: ActionRow = {
      session: this.session,
      action: this.conceal('action', `${this.told.id}/${call.id}`),
      call: name,
      turn: turn.id,
      tool: call.tool,
      status: 'pending',
      approval: call.approval,
      mode,
      started_at: at,
      ended_at: null,
      subagent: null,
      spawned: null,
      line: call.line,
      ...(this.judging?.call(call, mode) ?? UNJUDGED_ACTION),
    }
    this.byCall.set(call.id, { action, asks })
    this.rows.actions.push(action)
  }

  result(result: Returned): void {
    const known = this.byCall.get(result.call)
    if (known === undefined || known.action.ended_at !== null) return
    const { action, asks } = known
    const denial = result.denial ?? null
    const human = denial === 'stop' || denial === 'feedback'
    const at = Math.max(result.at ?? action.started_at, action.started_at)
    action.ended_at = at
    action.status = statusOf(denial, result.failed)
    if (denial !== null) action.approval = refusedAs(denial, asks)
    const turn = this.turn
    if (turn === null) return
    const shown = { error: result.failed, denial, text: result.text }
    this.judging?.result(shown)
    this.judging?.returned(shown, asks !== null && human)
    turn.result(result.call, at, !human)
    turn.happened(at)
    turn.worked = true
    if (turn.asked.delete(result.call)) return this.answered(turn, result, asks!, human)
    if (turn.ended !== null) return
    turn.last = 'results'
    if (human) this.touch(result, 'rejection', 'action', denial === 'feedback')
    if (denial === 'stop') this.interrupt(result, 'prompt')
  }

  /** Somebody let a call pass. @param human whether a person did. */
  approved(call: string, moment: Moment, human: boolean): void {
    const known = this.byCall.get(call)
    if (known === undefined) return
    known.action.approval = human ? 'approved' : 'rules'
    if (human) this.touch(moment, 'approval', 'action')
  }

  /** A human stops the agent. */
  interrupt(moment: Moment, kind: InterruptKind): void {
    const turn = this.turn
    if (turn === null || turn.ended !== null) return
    if (moment.at !== null) turn.happened(moment.at)
    turn.ended = 'interrupted'
    turn.interruptKind = kind
    this.touch(moment, 'interrupt', kind === 'prompt' ? 'action' : null)
  }

  /** The log says how the turn ended. */
  stop(moment: Moment, ended: EndedBy): void {
    const turn = this.turn
    if (turn === null || turn.ended !== null) return
    if (moment.at !== null) turn.happened(moment.at)
    turn.ended = ended
  }

  /** The agent's own figure for the time that the turn took, ms. */
  reported(ms: number): void {
    if (this.turn === null || !this.turn.worked) return
    this.turn.reported += ms
    this.turn.reportedAfterWork = true
  }

  /** Where the log ends. @returns the rows; the session has one, whatever was in it. */
  end(): Rows {
    this.close(true, null)
    this.rows.sessions.push(this.row())
    return this.rows
  }

  private row(): SessionRow {
    const { interactive, entrypoint, version } = this.told
    return {
      session: this.session,
      interactive,
      entrypoint,
      version,
      first_at: this.firstAt,
      last_at: this.lastAt,
      records: this.records,
      main: true,
      plan_at: null,
      line: this.line ?? 1,
    }
  }

  private begin(moment: Moment, id: string, by: StartedBy, root: string | undefined, goal: string | null): void {
    if (by === 'answer') this.judging?.goOn()
    else this.judging?.begin(goal, this.told.operator && by !== 'schedule' && by !== 'program')
    this.turn = new Turn(moment, id, by, this.mode, root)
  }

  /** The turn that the agent works in; where nothing shows who began it, one of its own. */
  private working(moment: Moment): Turn {
    if (this.turn === null || (this.turn.ended !== null && this.turn.ended !== 'interrupted')) {
      this.close(false, null)
      this.begin(moment, this.conceal('turn', `${this.told.id}/${this.nameless(moment)}`), 'unknown', undefined, null)
    }
    const turn = this.turn!
    turn.worked = true
    turn.reportedAfterWork = false
    if (moment.at !== null) turn.happened(moment.at)
    return turn
  }

  private answered(turn: Turn, result: Returned, asks: 'question' | 'plan', declined: boolean): void {
    if (result.failed && !declined) {
      // The call itself failed, so nobody was asked.
      turn.last = 'results'
      return
    }
    turn.ended ??= 'asked'
    if (declined) {
      turn.declined = asks
      this.touch(result, 'rejection', asks, result.denial === 'feedback')
      return
    }
    this.touch(result, 'answer', asks)
    this.close(false, result.text)
    this.begin(result, this.conceal('turn', `${this.told.id}/${result.call}/answer`), 'answer', turn.root, null)
  }

  private close(atEnd: boolean, next: string | null): void {
    const turn = this.turn
    this.turn = null
    if (turn === null || (!turn.worked && turn.ended === null && !atEnd)) return
    const row: TurnRow = turn.row(this.session, atEnd)
    this.rows.turns.push(row)
    if (this.judging === null) return
    const { ended_by: ended, mode } = row
    const { declined } = turn
    const ending = { ended, broken: ended === 'interrupted', declined, mark: null, next }
    Object.assign(row, this.judging.end(ending, mode))
  }

  private touch(moment: Moment, kind: TouchKind, about: TouchRow['about'] = null, feedback = false): void {
    this.rows.touches.push({
      session: this.session,
      touch: this.conceal('touch', `${this.told.id}/${this.nameless(moment)}/${kind}`),
      turn: this.turn?.id ?? null,
      kind,
      touched_at: moment.at ?? this.turn?.start ?? 0,
      feedback,
      about,
      line: moment.line,
    })
  }

  /** Names what has no id: by its time where it has one, so that a copy of the log says the same. */
  private nameless({ at }: Moment): string {
    return `${at ?? ''}#${this.unnamed++}`
  }
}

function statusOf(denial: Denial | null, failed: boolean): Status {
  if (denial === 'stop' || denial === 'feedback') return 'rejected'
  return denial !== null ? 'denied' : failed ? 'error' : 'ok'
}

function refusedAs(denial: Denial, asks: 'question' | 'plan' | null): Approval {
  if (denial === 'rule') return 'rule-denied'
  if (denial === 'classifier') return 'classifier-denied'
  return asks === null ? 'rejected' : 'declined'
}
