import type { Message, Written } from './transcript.js'
import { iso } from './transcript.js'
import type { ActionTruth, Approval, EndedBy, StartedBy, Status, TurnTruth } from './truth.js'

const gapCap = 5 * 60_000

/** The plan of one turn as it is carried out: what the truth is made of. */
export class Ledger {
  readonly actions: ActionTruth[] = []
  endedBy: EndedBy = 'unknown'
  interruptKind: TurnTruth['interrupt_kind'] = null
  censored = false
  reported: number | null = null
  /** Where in the transcript its starting record is, and what that record's parent was. */
  line = 0
  parent: string | null = null
  private readonly points: number[] = []
  private readonly runs: [number, number][] = []
  private readonly messages = new Map<string, Message>()

  constructor(
    readonly session: string,
    readonly contributor: string,
    readonly start: Written,
    readonly startedBy: StartedBy,
    /** The permission mode as far as the log says it. */
    readonly mode: string | null,
  ) {
    this.points.push(start.at)
  }

  /** A main-thread record that the clocks look at. */
  point(at: number): void {
    this.points.push(at)
  }

  /** A tool ran on the main thread in this interval. */
  ran(from: number, to: number): void {
    this.runs.push([from, to])
  }

  spend(message: Message): void {
    this.messages.set(message.id, message)
  }

  act(
    callId: string,
    tool: string,
    at: number,
    end: number | null,
    status: Status,
    approval: Approval,
    subagent: string | null,
  ): ActionTruth {
    const action: ActionTruth = {
      session: this.session,
      contributor: this.contributor,
      turn: this.start.uuid,
      call_id: callId,
      tool,
      status,
      approval,
      started_at: iso(at),
      ended_at: end === null ? null : iso(end),
      subagent,
    }
    this.actions.push(action)
    return action
  }

  end(endedBy: EndedBy, kind: TurnTruth['interrupt_kind'] = null): void {
    this.endedBy = endedBy
    this.interruptKind = kind
  }

  /** The last moment of the turn's own records. */
  get last(): number {
    return Math.max(...this.points)
  }

  get wall(): number {
    return this.last - this.start.at
  }

  get work(): number {
    const sorted = [...this.points].sort((a, b) => a - b)
    let total = 0
    for (let at = 1; at < sorted.length; at++) {
      const from = sorted[at - 1]!
      const to = sorted[at]!
      const running = this.runs.some(([start, end]) => start <= from && to <= end)
      total += running ? to - from : Math.min(to - from, gapCap)
    }
    return total
  }

  truth(turn: number): TurnTruth {
    const sum = (of: (message: Message) => number) => [...this.messages.values()].reduce((all, one) => all + of(one), 0)
    const silent = this.startedBy === 'answer' || this.endedBy === 'asked'
    return {
      session: this.session,
      contributor: this.contributor,
      turn,
      start_id: this.start.uuid,
      started_at: iso(this.start.at),
      started_by: this.startedBy,
      ended_by: this.endedBy,
      interrupt_kind: this.interruptKind,
      wall_s: this.wall / 1000,
      work_s: this.work / 1000,
      reported_s: silent || this.reported === null ? null : this.reported / 1000,
      mode: this.mode,
      actions: this.actions.length,
      main_actions: this.actions.filter((action) => action.subagent === null).length,
      censored: this.censored,
      tokens_in: sum((message) => message.usage.input),
      tokens_out: sum((message) => message.usage.output),
      cache_read: sum((message) => message.usage.cacheRead),
      cache_write: sum((message) => message.usage.cacheWrite),
    }
  }
}
