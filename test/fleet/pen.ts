import type { Counters, Feature } from './features.js'
import { Ledger } from './ledger.js'
import type { Random } from './random.js'
import { type Frame, type Json, Transcript, type Written } from './transcript.js'
import type { StartedBy, Touches } from './truth.js'

/** A subagent's own file. */
export interface ChildFile {
  agentId: string
  place: 'sibling' | 'nested'
  lines: Json[]
}

/** A background agent that still has to report. */
export interface Background {
  agentId: string
  callId: string
  until: number
}

export interface Habits {
  /** What the agent is really allowed to do; the log may not say it. */
  mode: string
  readOnly: boolean
  repeatedToolIds: boolean
}

/** Everything one session writes and everything that is true of it. */
export class Pen {
  readonly transcript: Transcript
  readonly ledgers: Ledger[] = []
  readonly children: ChildFile[] = []
  readonly touches: Touches = { interrupts: 0, rejections: 0, answers: 0, steering: 0, feedback: 0 }
  readonly mode: { real: string; known: string | null }
  /** A prompt typed while the agent works, waiting for its turn. */
  queued: string | null = null
  background: Background | null = null
  now: number
  /** How many tool ids have been given out. */
  calls = 0

  constructor(
    readonly random: Random,
    readonly frame: Frame,
    readonly contributor: string,
    readonly folder: string,
    readonly habits: Habits,
    readonly counters: Counters,
    start: number,
  ) {
    this.transcript = new Transcript(random, frame)
    this.mode = { real: habits.mode, known: null }
    this.now = start
  }

  get version() {
    return this.frame.version
  }

  get session(): string {
    return this.frame.sessionId
  }

  count(feature: Feature): void {
    this.counters[feature]++
  }

  callId(): string {
    this.calls++
    if (this.habits.repeatedToolIds) return `toolu_${String(this.calls).padStart(4, '0')}`
    return `toolu_01${this.random.letters(22)}`
  }

  /** What a record of a prompt says of the mode, and notes it as known. */
  modeField(): Json {
    if (!this.version.permissionMode) return {}
    this.mode.known = this.mode.real
    return { permissionMode: this.mode.real }
  }

  begin(start: Written, startedBy: StartedBy, line: number, parent: string | null): Ledger {
    const ledger = new Ledger(this.session, this.contributor, start, startedBy, this.mode.known)
    ledger.line = line
    ledger.parent = parent
    this.ledgers.push(ledger)
    this.now = start.at
    return ledger
  }
}
