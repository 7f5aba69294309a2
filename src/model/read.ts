import type { ActionRow, AgentRow, SessionRow, TouchRow, TurnRow } from './rows.js'

/** Turns an id, or a text that is to be known again, into a keyed pseudonym. `kind` keeps different things apart. */
export type Conceal = (kind: IdKind, id: string) => string
export type IdKind = 'session' | 'turn' | 'call' | 'action' | 'agent' | 'touch' | 'user' | 'customer' | 'text'

/** What a user's pseudonym is made of, whether a template names them or a record: users of two customers are two. */
export const userName = ({ user, customer }: { user: string; customer: string | null }): string =>
  customer === null ? user : `${customer}/${user}`

/** A line that could not be understood. A bad record is data, never an exception. */
export interface Unreadable {
  line: number
  reason: string
}

/** Where reading can go on when a file has grown: the start of the last turn that can still change. */
export interface Checkpoint {
  /** Byte offset of that turn's first record. */
  offset: number
  /** Its line, from 1; rows of the file from this line on are replaced. */
  line: number
  /** What the reader must remember of everything before; holds no text. */
  state: string
}

/** What was met in a file besides rows, by name. Counts only. */
export interface ReadCounts {
  records: number
  unreadable: number
  /** Records of types this version does not know, by type. */
  unknown: Record<string, number>
  /** Records that stand in the same file twice. */
  duplicates: number
  /** Records without a usable time. */
  untimed: number
  /** Steps back of the clock by more than a second between a record and the one it follows. */
  clock_back: number
  /** Prompts that the agent never worked on. */
  unanswered: number
}

/** Rows by kind, of one person and one file. */
export interface Rows {
  /** Whose they are in the words of the log; absent where it names nobody: then they are whose the file is. */
  user?: string
  /** Which of several files that are read together they lie in, by its place among them; absent for the first. */
  file?: number
  sessions: SessionRow[]
  turns: TurnRow[]
  actions: ActionRow[]
  agents: AgentRow[]
  touches: TouchRow[]
}

/** Takes rows of a file that has too many to be held, while it is read (docs/decisions/0012). */
export interface RowSink {
  /** Takes rows that nothing in the file can change any more. The next come when these are taken. */
  add(rows: Rows): Promise<void>
  /** What was taken of the file is void, and it is read from its beginning. */
  startOver(): Promise<void>
}

/** What one file gives: everything, or what no {@link RowSink} was given. */
export interface FileRead extends Rows {
  /** Rows of people whom the log names, each by themselves. */
  others?: readonly Rows[]
  counts: ReadCounts
  /** The first few unreadable lines. */
  unreadable: Unreadable[]
  checkpoint: Checkpoint | null
  /** Whether reading went on from the checkpoint it was given; otherwise the file was read as a whole. */
  resumed: boolean
}
