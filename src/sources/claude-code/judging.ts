import {
  type ActionVerdict,
  afterCall,
  type Circumstances,
  type EndedBy,
  type Mode,
  nothingSoFar,
  type Rules,
  type SoFar,
  type TurnVerdict,
} from '../../model/index.js'
import type { Call, Result } from './facts.js'

/** How a turn ended, as far as a thread knows. */
export interface Ending {
  ended: EndedBy
  /** A human broke it off, as a mark of the log says. */
  broken: boolean
  declined: 'question' | 'plan' | null
  /** What the human said next, or null. */
  next: string | null
}

const UNDO = ['Not applicable', 'Easily reversible', 'Reversible with effort', 'Irreversible']

/**
 * Shows a judge what one thread of a session, its own or a subagent's, does while its facts come. All that is told of an
 * action lies within its turn, so that reading may go on at any turn and comes to the same verdicts.
 */
export class Judging {
  private soFar: SoFar = nothingSoFar(null)
  private operator = true
  private failures = 0
  private lastFailed = false
  private corrected = false
  private risk = 1
  private undo = 0
  private last: string | null = null

  constructor(
    private readonly rules: Rules,
    private readonly subagent: boolean,
  ) {}

  /** @param goal what is asked for, or null where work goes on that was asked for before. */
  begin(goal: string | null, operator: boolean): void {
    this.soFar = nothingSoFar(goal)
    this.operator = operator
    this.restart()
  }

  /** The work goes on after an answer. */
  goOn(): void {
    this.restart()
  }

  private restart(): void {
    this.failures = 0
    this.lastFailed = false
    this.corrected = false
    this.risk = 1
    this.undo = 0
    this.last = null
  }

  call({ tool, input }: Call, mode: Mode | null): ActionVerdict {
    const circumstances = this.circumstances(mode)
    const verdict = this.rules.action({
      circumstances,
      soFar: this.soFar,
      before: [],
      tool,
      definition: null,
      input,
    })
    this.soFar = afterCall(this.soFar, verdict)
    this.risk = Math.max(this.risk, verdict.risk ?? 1)
    this.undo = Math.max(this.undo, UNDO.indexOf(verdict.reversibility ?? ''))
    return verdict
  }

  /** What a human refuses is no failure of the call. */
  result({ error, denial }: Result): void {
    const refused = denial === 'stop' || denial === 'feedback'
    const failed = error || denial !== null
    if (denial === 'feedback') this.corrected = true
    this.lastFailed = failed && !refused
    if (this.lastFailed) this.failures++
  }

  said(text: string): void {
    this.last = text
  }

  end(ending: Ending, mode: Mode | null): TurnVerdict {
    return this.rules.turn({
      ...ending,
      circumstances: this.circumstances(mode),
      soFar: this.soFar,
      failures: this.failures,
      lastFailed: this.lastFailed,
      corrected: this.corrected,
      risk: this.risk,
      reversibility: UNDO[this.undo]!,
      last: this.last,
      before: [],
    })
  }

  private circumstances(mode: Mode | null): Circumstances {
    return {
      kind: 'coding',
      evaluation: null,
      operator: this.operator,
      mode,
      sandbox: null,
      subagent: this.subagent,
      system: null,
    }
  }
}
