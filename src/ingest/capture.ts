import { RULES } from '../facets/index.js'
import type { ActionEvidence, ActionVerdict, Context, Rules, TurnEvidence, TurnVerdict } from '../model/index.js'

/** What the judge of a row was shown, what the rules say of it, and its place among all. */
export type Captured = { nth: number } & (
  | { unit: 'action'; evidence: ActionEvidence; verdict: ActionVerdict }
  | { unit: 'turn'; evidence: TurnEvidence; verdict: TurnVerdict }
)

/**
 * Judges by the rules while a source reads, and remembers what they were shown. A source does not say to its judge which
 * row it is about, so each verdict bears a mark, in place of its reason, by which the row that comes back with it is known.
 */
export class Capture implements Rules {
  readonly version = RULES.version
  private readonly held = new Map<string, Captured>()
  private count = 0

  constructor(readonly context: Context) {}

  // The rules ask for no steps. What they say is what they said when the log was read for the store.
  action(evidence: ActionEvidence): ActionVerdict {
    const verdict = RULES.action({ ...evidence, before: [] })
    return { ...verdict, why: this.hold({ nth: this.count, unit: 'action', evidence, verdict }) }
  }

  turn(evidence: TurnEvidence): TurnVerdict {
    const verdict = RULES.turn({ ...evidence, before: [] })
    return { ...verdict, why: this.hold({ nth: this.count, unit: 'turn', evidence, verdict }) }
  }

  /** Gives what belongs to a row, by what stands there as its reason, and forgets it; undefined where nothing does. */
  take(mark: string | null): Captured | undefined {
    if (mark === null) return undefined
    const captured = this.held.get(mark)
    this.held.delete(mark)
    return captured
  }

  forget(): void {
    this.held.clear()
  }

  private hold(captured: Captured): string {
    const mark = String(this.count++)
    this.held.set(mark, captured)
    return mark
  }
}
