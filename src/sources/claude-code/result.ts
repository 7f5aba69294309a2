import type { Checkpoint, FileRead, Mode, ReadCounts, Rows, Unreadable } from '../../model/index.js'
import { startCounts, type Tally } from '../tally.js'
import type { Agents } from './agents.js'
import type { Fact } from './facts.js'
import { type SessionFacts, sessionRow } from './session.js'
import type { Thread } from './thread.js'

/** What is remembered at a checkpoint. Holds no text and no id. */
export interface State {
  at: number
  mode: Mode | null
  session: SessionFacts
  counts: ReadCounts
  unreadable: Unreadable[]
}

/** Unreadable lines that are shown. */
export const SHOWN = 5

export const emptyRows = (): Rows => ({ sessions: [], turns: [], actions: [], agents: [], touches: [] })

export const emptyRead = (unreadable: Unreadable[], resumed = false): FileRead => ({
  ...emptyRows(),
  counts: startCounts(),
  unreadable,
  checkpoint: null,
  resumed,
})

/** Adds the rows of a session. */
export function gather(read: FileRead, session: string, known: SessionFacts, thread: Thread, agents: Agents): void {
  read.sessions.push(sessionRow(session, known))
  append(read.turns, thread.turns)
  append(read.actions, thread.actions, agents.actions)
  append(read.agents, agents.rows)
  append(read.touches, thread.touches, agents.touches)
}

function append<T>(to: T[], ...lists: readonly T[][]): void {
  for (const list of lists) for (const item of list) to.push(item)
}

/** The checkpoint at the start of a turn. */
export function checkpointAt(
  start: Fact,
  mode: Mode | null,
  session: SessionFacts,
  shown: readonly Unreadable[],
  tally: Tally,
): Checkpoint {
  const unreadable = shown.filter(({ line }) => line < start.line)
  const remembered: State = { at: start.at!, mode, session, counts: tally.until(start.line), unreadable }
  return { offset: start.offset, line: start.line, state: JSON.stringify(remembered) }
}
