import type { FigureEstimate, FigureSpec, Private, Taxa } from '../algebra/index.js'
import type { SourceCount, Study } from '../release/index.js'
import type { JudgeDone } from './judge.js'
import type { Told } from './ledger.js'
import type { Regrouped } from './regrouped.js'

/** A source's counts as they were counted, none of them withheld. */
export type ExactSource = { [K in keyof SourceCount]: NonNullable<SourceCount[K]> }

/** What the gate is asked to let out: the frame of the release, and data nobody has read. */
export interface Candidate {
  study: Omit<Study, 'policy' | 'sources' | 'observed' | 'judge'>
  judge: Pick<Study['judge'], 'id' | 'questions'>
  /** What that judge did, by kind of unit. */
  judged: Private<readonly JudgeDone[]>
  sources: Private<ExactSource[]>
  /** Sessions that the study leaves out because an evaluation harness ran them, where it leaves out such. */
  leftOut?: Private<number>
  observed: Private<{ from: string | null; to: string | null }>
  figures: readonly Private<FigureEstimate>[]
  /** The groups that sentences lie in, where figures are of such. */
  taxa?: Private<Taxa>
  /** What became of groups of sentences since they were found, where they were found in an earlier study. */
  regrouped?: Private<readonly Regrouped[]>
  /** What earlier releases told, under policies that are held against it. */
  earlier?: Private<Told>
  /** Words of the program itself that stand in the frame: ids of sources, what they carry, parts of a study. */
  words: readonly string[]
}

/** What is known of a release beside itself: what its figures declare, and words of the program in its frame. */
export interface Declared {
  figures: readonly FigureSpec[]
  words: readonly string[]
  /** Groups of sentences and how they are called (`nameOfGroup`). */
  groups: ReadonlySet<string>
}

/** A policy whose promise cannot be kept: by this version, or by this release. */
export class PolicyError extends Error {
  override name = 'PolicyError'
}
