import type { Clustered, Engine, GroupPath, Private, SentenceUse, Telling, Window } from '../algebra/index.js'
import type { Checkpoint, JudgedRow, ReadCounts, Tables, Unreadable } from '../model/index.js'
import type { Scope } from './assemble.js'
import type { DrawWish } from './draw.js'
import type { JudgedWish, JudgeTotals } from './judged.js'
import type { UnitCounts } from './verdict-counts.js'

export { StoreError } from './store-error.js'

/** What the store remembers of a file, to know whether it has changed. */
export interface StoredFile {
  file: number
  path: string
  contributor: string
  customer: string | null
  source: string
  sourceVersion: number
  size: number
  mtime: string
  /** Fingerprint of the file's first bytes and of those before the checkpoint; tells growth from replacement. */
  head: string
  headBytes: number
  checkpointOffset: number | null
  checkpointLine: number | null
  state: string | null
}

/** Where a file's rows belong, and what they replace. */
export interface FileOwner {
  place: string
  path: string
  source: string
  contributor: string
  customer: string | null
  /** The stored file that this replaces or continues, or null for a new one. */
  known: StoredFile | null
}

/** A file that was just read, whole or from its checkpoint. */
export interface FileBatch extends FileOwner {
  sourceVersion: number
  size: number
  mtime: string
  head: string
  headBytes: number
  /** The line from which stored rows are replaced; 1 for all of them. */
  fromLine: number
  counts: ReadCounts
  unreadable: Unreadable[]
  checkpoint: Checkpoint | null
  tables: Tables
}

/** Counts of one source within a study. Whether a reader may see them is the gate's business. */
export interface SourceTotals {
  source: string
  files: number
  counts: ReadCounts
  /** Copies of turns and actions that were found and not counted again. */
  duplicates: number
  sessions: number
  turns: number
  actions: number
  contributors: number
}

/** What the ledger keeps of a figure, as JSON: a span of time or a window; by the definition of the data it is of. */
export interface Published {
  definition: string
  figure: string
  cell: string
  body: string
}

/** What later releases are held against. */
export interface Remembered {
  tellings: readonly Telling[]
  published: readonly Published[]
}

export type RowOf = Record<string, string | number | boolean | null>

/** The rows of one study, put together and counted once. */
export interface StudyRows extends Engine {
  /** Which kinds of logs there are: whoever names places knows that of them. */
  sources(): Promise<readonly string[]>
  totals(): Promise<Private<SourceTotals[]>>
  /** Sessions that the study leaves out by where they ran. */
  leftOut(): Promise<Private<number>>
  /** Start of the first and end of the last turn that started inside a window, ms since 1970 UTC; null where there is none. */
  observed(window: Window): Promise<Private<{ from: number | null; to: number | null }>>
  contributors(): Promise<Private<number>>
  /**
   * What the study's judge said of units inside a window, by kind of unit: a model where the study has one, else the
   * rules, also beside labels of a person.
   */
  judged(window: Window): Promise<Private<UnitCounts[]>>
  /**
   * Who has which sentence of a kind how often, in the order of keys and contributors: what the study's model said where it
   * has one, whose words are their own key, else what the rules say (`SENTENCES` in src/store/sentences.ts).
   */
  sentences(of: Clustered): Promise<Private<SentenceUse[]>>
  /**
   * Says in which groups the sentences of a kind lie, in the place of what was said before. From then on units have the
   * columns of `GROUPED` (src/algebra/units.ts): null where their sentence is not among these. Nothing of it is stored.
   */
  assign(of: Clustered, groups: Private<ReadonlyMap<string, GroupPath>>): Promise<void>
  /** What releases told of the data of a definition. */
  published(definition: string): Promise<Private<Published[]>>
  /** Keeps what a release tells of these rows, all or nothing; done before the release is let out. */
  remember(told: Private<Remembered>): Promise<void>
  /** First lines that could not be read, with their file; only the person at this machine may see them. */
  problems(): Promise<Private<{ path: string; lines: Unreadable[] }[]>>
  /** Single rows, for the terminal commands of the person whose logs they are. */
  rows(of: 'sessions' | 'turns' | 'actions'): Promise<Private<RowOf[]>>
  /**
   * Single rows that are drawn by chance, with `stratum`, the place of theirs in the wish, and `chance`: the same units on
   * every engine. `of_contributor` and `of_customer` are pseudonyms of whose log a row is from, as verdicts need them.
   */
  draw(of: 'turns' | 'actions', wish: DrawWish): Promise<Private<RowOf[]>>
}

export interface Receipt {
  files: number
  rows: number
}

/** Writes a file whose rows come in parts. What was stored of it before holds until its end; what is broken off is gone. */
export interface FileWriter {
  add(tables: Tables): Promise<void>
  /** Writes the last rows and what is remembered of the file. */
  end(batch: FileBatch): Promise<Receipt>
  giveUp(): Promise<void>
}

/** A study's parts as keyed hashes, by name. */
export type Parts = Record<string, string>

/** Columns on disk. Every method may throw {@link StoreError}. */
export interface Store {
  /** Where a store of another schema or key was put aside when this one was made anew; null where there was none. */
  readonly replaced: string | null
  files(place: string): Promise<StoredFile[]>
  /**
   * Says that a machine fills a place, before it writes what it read there under paths that other machines may have too.
   * @throws StoreError where another machine fills it.
   */
  claim(place: string, machine: string): Promise<void>
  /** Writes a batch of files in one transaction. The same batch twice leaves what one leaves. */
  append(batch: readonly FileBatch[]): Promise<Receipt>
  /** Begins a file that is read as a whole and comes in parts; others may be written before its end, but no study made. */
  begin(owner: FileOwner): Promise<FileWriter>
  /**
   * Forgets everything of these files, and what judges said of those of whom no file is left then.
   * @param people pseudonyms of further ones who are left out: what judges said of them goes likewise.
   */
  forget(files: readonly number[], people?: readonly string[]): Promise<void>
  /**
   * Keeps what judges other than the rules say of units, each in the place of an earlier one of the same judge, run and
   * unit. The same again changes nothing. It stays when rows are read again, and when the store is made anew.
   */
  judge(rows: readonly JudgedRow[]): Promise<void>
  /** What judges said of single units, in the order of judge, run, unit, contributor and id. */
  judgments(wish: JudgedWish): Promise<Private<JudgedRow[]>>
  /** What there is of each judge. */
  judges(): Promise<Private<JudgeTotals[]>>
  /** @throws StoreError also where verdicts are to take the place of the rules' whose units were not drawn alike. */
  study(scope: Scope): Promise<StudyRows>
  /** Enters a study into the ledger and says the how-manieth of these data it is, with the one before it. */
  enter(data: string, hash: string, parts: Parts): Promise<{ analysis: number; before: Parts | null }>
  close(): Promise<void>
}

/** A file as another store takes it. Where it has too many rows for one batch, the others come in parts before it. */
export interface Copied {
  parts: AsyncIterable<Tables> | null
  batch: FileBatch
}

/** Some rows of a table that says what was let out. Units and contributors are 60-bit numbers, as text. */
export type LedgerPage =
  | { table: 'ledger'; rows: { nth: number; data: string; hash: string; parts: string }[] }
  | { table: 'told'; rows: { family: string; unit: string; who: string; told: number }[] }
  | { table: 'published'; rows: Published[] }

/** A store of one machine, which can move to a shared one. */
export interface EmbeddedStore extends Store {
  /** Everything that is stored of files. */
  copies(): AsyncIterable<Copied>
  /** Everything that is remembered of releases. */
  pages(): AsyncIterable<LedgerPage>
  /** Everything that judges other than the rules said. */
  verdicts(): AsyncIterable<JudgedRow[]>
}

/** A store that many machines fill. */
export interface SharedStore extends Store {
  /**
   * Takes over what an embedded store remembers of releases, all or nothing; done twice, it is there once.
   * @throws StoreError where releases were made of this store that the other one does not know.
   */
  inherit(pages: AsyncIterable<LedgerPage>): Promise<void>
}

/** How long to wait for a store that another process holds, or that does not answer. */
export interface Patience {
  ms: number
  /** Called once where it takes longer than a moment. @param why what is waited for, as a sentence without its end. */
  waits(why: string): void
}
