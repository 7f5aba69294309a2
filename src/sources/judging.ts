import {
  type ActionVerdict,
  afterCall,
  type Circumstances,
  type EndedBy,
  isBlank,
  type Mode,
  nothingSoFar,
  type Put,
  type Rules,
  type SoFar,
  type Step,
  type TurnVerdict,
  textIn,
  type Words,
} from '../model/index.js'
import { Steps } from './steps.js'

/** How a human, a rule or a classifier refused a call; `feedback`: a human said no and what to do instead. */
export type Denial = 'stop' | 'feedback' | 'rule' | 'classifier'

/** A call as a judge sees it. */
export interface ShownCall {
  tool: string
  input: unknown
  /** What the tool says of itself, where the log has it. */
  definition?: Words | null
}

/** The result of a call as a judge sees it. */
export interface ShownResult {
  error: boolean
  denial: Denial | null
  /** What it says, or null where no judge asked for that. */
  text: string | null
}

/** What a source knows of how the agent runs, but for its mode and who started it. */
export type Setting = Omit<Circumstances, 'mode' | 'operator' | 'subagent'>

/** A program that works on its person's code, of whose surroundings the log says nothing. */
export const CODING: Setting = { kind: 'coding', evaluation: null, sandbox: null, system: null }

/** How a turn ended, as far as a thread knows. */
export interface Ending {
  ended: EndedBy
  /** A human broke it off, as a mark of the log says. */
  broken: boolean
  declined: 'question' | 'plan' | null
  put: Put | null
  lull: number
  took: boolean
  /** The mark by which the log says so, or null. */
  mark: string | null
  /** What the human said next, or null. */
  next: Words | null
}

/** What a judge sees that asked for no steps. */
const NONE: readonly Step[] = []

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
  private last: Words | null = null
  /** Null where the judge asked for no steps. */
  private readonly steps: Steps | null

  constructor(
    private readonly rules: Rules,
    private readonly subagent: boolean,
    /** May change while the log is read. */
    private readonly setting: Setting = CODING,
  ) {
    this.steps = rules.context === undefined ? null : new Steps(rules.context)
  }

  /** @param goal what is asked for, or null where work goes on that was asked for before. */
  begin(goal: Words | null, operator: boolean): void {
    this.soFar = nothingSoFar(goal)
    this.operator = operator
    this.steps?.begin(textIn(goal))
    this.restart()
  }

  /** The work goes on after an answer. */
  goOn(): void {
    this.steps?.goOn()
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

  call({ tool, input, definition = null }: ShownCall, mode: Mode | null): ActionVerdict {
    const circumstances = this.circumstances(mode)
    const verdict = this.rules.action({
      circumstances,
      soFar: this.soFar,
      before: this.steps?.soFar ?? NONE,
      tool,
      definition,
      input,
    })
    this.steps?.add({ by: 'call', tool, input })
    this.soFar = afterCall(this.soFar, verdict)
    this.risk = Math.max(this.risk, verdict.risk ?? 1)
    this.undo = Math.max(this.undo, UNDO.indexOf(verdict.reversibility ?? ''))
    return verdict
  }

  result(result: ShownResult): void {
    if (result.denial === 'feedback') this.corrected = true
    this.lastFailed = failed(result)
    if (this.lastFailed) this.failures++
  }

  /** What a result says. @param declines it is the human's "no" to a question or a plan. */
  returned(result: ShownResult, declines = false): void {
    if (this.steps === null || result.text === null) return
    this.steps.add({ by: 'result', text: result.text, failed: failed(result) }, declines)
  }

  said(words: Words): void {
    if (isBlank(words)) return
    this.last = words
    this.step(words, (text) => ({ by: 'agent', text }))
  }

  /** What a human says to the working agent. */
  heard(words: Words): void {
    this.step(words, (text) => ({ by: 'human', text }))
  }

  /** What a background task or a teammate reports. */
  reported(words: Words): void {
    this.step(words, (text) => ({ by: 'result', text, failed: false }))
  }

  /** What was forgotten can be shown to nobody. */
  private step(words: Words, step: (text: string) => Step): void {
    const text = textIn(words)
    if (text !== null) this.steps?.add(step(text))
  }

  /** What was under way when a human broke the turn off stands behind the mark in the log, and before it here. */
  end({ mark, ...ending }: Ending, mode: Mode | null): TurnVerdict {
    if (mark !== null) this.heard(mark)
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
      before: this.steps?.ofTurn ?? NONE,
    })
  }

  private circumstances(mode: Mode | null): Circumstances {
    return { ...this.setting, operator: this.operator, mode, subagent: this.subagent }
  }
}

/** What a human refuses is no failure of the call. */
const failed = ({ error, denial }: ShownResult): boolean =>
  denial === null ? error : denial === 'rule' || denial === 'classifier'
