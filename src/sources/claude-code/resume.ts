import type { Mode } from '../../model/index.js'
import type { Fact } from './facts.js'
import type { SessionFacts } from './session.js'
import type { Resumption } from './thread.js'
import type { Placed } from './window.js'

/** A turn from which reading may go on, with what was known of its session before it. */
export interface Candidate {
  start: Fact
  mode: Mode | null
  session: SessionFacts
}

interface Waiting {
  start: Fact
  session: SessionFacts
  /** Everything before it in time stands before it in the file. */
  clean: boolean
}

/** Turns that are remembered at least, should records come that belong before the latest ones. */
const KEPT = 1000

/**
 * Finds the turn from which reading can go on, while facts come in order: everything before it in time stands before it
 * in the file, and the other way round.
 */
export class Resumable {
  private readonly candidates: Candidate[] = []
  /** The highest offset that came before. */
  private before = -1
  /** A command that may begin a turn later, when the agent goes to work on it. */
  private command: Waiting | null = null
  private now: Waiting | null = null

  /** Before a fact is given to its thread. `session`: what was known of its session before it. */
  step({ fact, moved }: Placed, session: SessionFacts | undefined): void {
    while (this.candidates.length > 0 && this.candidates[this.candidates.length - 1]!.start.offset > fact.offset)
      this.candidates.pop()
    if (this.command !== null && this.command.start.offset > fact.offset) this.command = null
    const { kind } = fact.what
    this.now = null
    if (session !== undefined && (kind === 'human' || kind === 'notification')) {
      this.now = { start: fact, session: { ...session }, clean: !moved && this.before < fact.offset }
      if (fact.what.kind === 'human' && fact.what.command) this.command = this.now
    }
    this.before = Math.max(this.before, fact.offset)
  }

  /** After a fact was given to its thread: the turns that began with it. */
  began(resumptions: readonly Resumption[]): void {
    for (const { start, mode } of resumptions) {
      const found = this.now?.start === start ? this.now : this.command?.start === start ? this.command : null
      if (found?.clean && start.at !== null) this.candidates.push({ start, mode, session: found.session })
    }
    if (this.candidates.length > 2 * KEPT) this.candidates.splice(0, KEPT)
  }

  /** The last one of a session. */
  last(session: string): Candidate | null {
    for (let i = this.candidates.length - 1; i >= 0; i--)
      if (this.candidates[i]!.start.session === session) return this.candidates[i]!
    return null
  }
}
