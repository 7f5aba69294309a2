import type { Approval, Interactive, StartedBy, Words } from '../model/index.js'
import type { Denial, Setting } from './judging.js'
import type { Moment } from './turn.js'

/** What a source knows of a conversation as a whole; it may learn more while it reads. */
export interface Told {
  /** The log's own id of the session. */
  readonly id: string
  /** Keeps ids apart that begin anew in every part of a session, where the log comes in parts. */
  readonly part?: string
  interactive: Interactive
  /** Names of the program that wrote the log, and of its version, where the log has them. */
  entrypoint: string | null
  version: string | null
  /** Whether a person started this and could step in, as far as a judge is told. */
  operator: boolean
  /** What a judge is told of how the agent runs. */
  readonly setting: Setting
  /** The first time that the log says, ms since 1970 UTC; null where it says none, so that steps have only an order. */
  readonly start: number | null
  /** Whose it is, as the log names them; absent or null where it names nobody. {@link Reading.belongs} sets it. */
  user?: string | null
  /** The subagent whose conversation this is, with the call that started it, where the log says so. */
  readonly subagent?: { id: string; spawn: string | null }
}

/** What somebody put to the agent. */
export interface Prompt extends Moment {
  /** An id that is the same in every copy of the log: of the message, or of the turn. Null where there is none. */
  id: string | null
  /** Null where it is not in the log. */
  text: Words | null
  by: StartedBy
  /** A person's word counts as a touch; a program's does not. */
  human: boolean
  /** The log says of every turn how it ended: where it does not, nobody knows. */
  explicit?: boolean
  /** The log says that the agent took it up, even where it shows nothing of what was done. */
  taken?: boolean
}

/** One tool call. */
export interface Called extends Moment {
  /** The log's own id; what `inspect` shows as `call_id`. */
  id: string
  /** Its id names it in all of the session, whichever thread it is told of. */
  throughout?: true
  /** Where its id was there before, this is another call and no copy of that one. */
  another?: boolean
  tool: string
  /** Or what is left of it, and of the definition. */
  input: unknown
  /** What the tool says of itself, where the log has it. */
  definition?: Words | null
  approval: Approval
  /** What it puts to the human: the turn ends there, and the answer begins the next. */
  asks?: 'question' | 'plan' | null
}

/** What came of a call. */
export interface Returned extends Moment {
  call: string
  text: string | null
  failed: boolean
  denial?: Denial | null
  /** The log dates the refusal itself, and not only what came of the call. */
  decided?: boolean
  /** The log's own id of the subagent that the call started. */
  spawned?: string | null
}
