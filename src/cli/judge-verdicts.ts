import { judgedOf, UNSAID } from '../facets/index.js'
import type { Verdict } from '../judge/index.js'
import type { JudgedRow } from '../model/index.js'
import type { AskedUnit } from './judge-asking.js'
import type { DrawnUnit } from './judge-drawn.js'
import type { Author } from './judge-stored.js'

/**
 * A verdict as it is stored. Facts of the log stand in it in the place of what contradicts them.
 * @param chance with which the unit was drawn, where all that were drawn with it have been asked; else null.
 */
export function rowOf(
  { judge, questions, unit }: Author,
  { drawn, facts }: AskedUnit,
  verdict: Pick<Verdict<unknown>, 'cost'> & ({ value: unknown } | { refused: string } | { failed: string }),
  chance: number | null,
  at: number,
): JudgedRow {
  const { id, contributor, customer } = drawn
  const { cost } = verdict
  return {
    judge,
    run: '',
    questions,
    unit,
    id,
    contributor,
    customer,
    outcome: 'value' in verdict ? 'judged' : 'refused' in verdict ? 'refused' : 'failed',
    chance,
    at,
    tokens: cost === null ? null : Math.round(cost.tokens),
    micro_usd: cost === null || cost.usd === null ? null : Math.round(cost.usd * 1e6),
    ...('value' in verdict ? judgedOf(unit, verdict.value as never, facts) : UNSAID),
  }
}

/** Counts of what became of units of one kind. */
export class Tally {
  judged = 0
  refused = 0
  failed = 0
  /** Verdicts from before, and those given for equal evidence. */
  kept = 0
  repeats = 0
  /** Units that no log shows any more. */
  gone = 0
  /** For want of budget. */
  unasked = 0
  readonly reasons = new Map<string, number>()
  /** Facts that won over the judge, by dimension. */
  readonly disagreed = new Map<string, number>()

  add(
    row: JudgedRow,
    { from, ...verdict }: { from: Verdict<unknown>['from']; refused?: string; failed?: string },
  ): void {
    this[row.outcome]++
    if (from === 'kept') this.kept++
    if (from === 'repeat') this.repeats++
    const why = verdict.refused ?? verdict.failed
    if (why !== undefined) count(this.reasons, `${row.outcome}: ${ours(why)}`)
    for (const dimension of row.disagreed.split('|')) if (dimension !== '') count(this.disagreed, dimension)
  }
}

const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)

/** The part of a reason that is in words of our own: what an endpoint says may quote evidence. */
const ours = (why: string): string => why.split(': ', 1)[0]!.replace(/^evidence of \d+ bytes/, 'evidence')

/** A unit whose evidence cannot be had any more, as it is stored. */
export const goneRow = (author: Author, drawn: DrawnUnit, chance: number | null, at: number): JudgedRow =>
  rowOf(author, { drawn, facts: {} }, { failed: 'its log is gone', cost: null }, chance, at)
