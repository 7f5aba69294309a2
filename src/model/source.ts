import type { Rules } from './evidence.js'
import type { Checkpoint, Conceal, FileRead, RowSink } from './read.js'

/** What a kind of log can say; `partly` is explained on the source's docs page. */
export interface Capabilities {
  turn_time: boolean | 'partly'
  work_time: boolean | 'partly'
  reported_time: boolean | 'partly'
  interrupts: boolean | 'partly'
  approvals: boolean | 'partly'
  questions: boolean | 'partly'
  headless: boolean | 'partly'
  user: boolean | 'partly'
  subagents: boolean | 'partly'
  tokens: boolean | 'partly'
  /** Whether its actions can be put together to sessions: the log names these, or requests carry what joins them. */
  linkable: boolean | 'partly'
}

/** Something that a kind of log can say, or not. */
export type Capability = keyof Capabilities

/** A file that may hold logs, and what its place says of it. */
export interface Located {
  path: string
  size: number
  /** Nanoseconds as text: more than a double holds. */
  mtime: string
  /** Values of `{customer}` and `{user}` in the place's template, or null. */
  customer: string | null
  user: string | null
}

/** One kind of log. Nothing outside `src/sources` knows what makes it special. */
export interface Source {
  id: string
  title: string
  /** Grows when the same bytes would give other rows; stored rows of an older version are read again. */
  version: number
  carries: Capabilities
  /** Set where such logs hold no text, so that there is nothing of them to show to anybody. */
  textless?: true
  /**
   * Set where such logs tell of sessions that an agent's own log may tell as well. Then that one tells the session, and this
   * one what it leaves open; of several, the lower number goes first.
   */
  companion?: number
  /** Folders and files on this machine where such logs lie by default. */
  homes(environment: Record<string, string | undefined>, home: string): string[]
  /** Whether a file may be such a log by its name; what may not is never opened. */
  named(path: string): boolean
  /** Whether a file lies beside such logs and holds nothing to measure: it is never opened, by no source. */
  beside?(path: string): boolean
  /** Whether the beginning of a file looks like this kind. */
  recognises(path: string, head: Buffer): boolean
  /**
   * Reads a file, or what it gained since the checkpoint.
   * @param sink where rows of a large file may go while it is read; without one they all are in the result.
   * @param rules judges what is read while its text is at hand; without one nothing is judged. Its verdicts stand in the
   *   rows as it gives them.
   */
  read(
    path: string,
    from: Checkpoint | null,
    conceal: Conceal,
    sink?: RowSink | null,
    rules?: Rules | null,
  ): Promise<FileRead>
}
