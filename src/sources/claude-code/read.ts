import type { Checkpoint, Conceal, FileRead, ReadCounts, RowSink, Rules, Unreadable } from '../../model/index.js'
import { sizeOf } from '../contents.js'
import { Judging } from '../judging.js'
import { startCounts, Tally } from '../tally.js'
import { Agents } from './agents.js'
import type { Fact } from './facts.js'
import { readLarge } from './large.js'
import { inOrder } from './order.js'
import { readRecords, type Taker } from './records.js'
import { checkpointAt, emptyRead, gather, SHOWN, type State } from './result.js'
import { headlessEntry, startSession, widen } from './session.js'
import { type Resumption, Thread } from './thread.js'

interface Collected {
  facts: Fact[]
  /** Facts wrapped in a parent's record, with the call that started their subagent. */
  wrapped: Map<Fact, string | null>
  tally: Tally
}

/** From this size on, facts are not held: ten million of them do not fit. */
const LARGE = 16 * 1024 * 1024
const MUCH = 4

/**
 * Reads a transcript, or what it gained since a checkpoint. Never throws on what is in the file.
 * @param sink where rows of a large file may go while it is read.
 * @param rules judges what is read; null where nothing does.
 * @param large the size from which facts are put together while they come.
 */
export async function readTranscript(
  path: string,
  from: Checkpoint | null,
  conceal: Conceal,
  sink: RowSink | null = null,
  rules: Rules | null = null,
  large = LARGE,
): Promise<FileRead> {
  // What a file gained is held as long as that fits, because reading it is much less than reading the file.
  const most = from === null ? large : MUCH * large
  if (sizeOf(path) - (from?.offset ?? 0) >= most) {
    const read = await readLarge(path, conceal, sink, rules)
    if (read !== null) return read
  }
  const state = from === null ? null : (JSON.parse(from.state) as State)
  const collected = collect(path, from, state?.counts ?? startCounts(), rules?.context !== undefined)
  if (state !== null && !follows(collected.facts, state)) return readTranscript(path, null, conceal, sink, rules, large)
  return build(collected, state, conceal, rules)
}

/**
 * Whether what was gained says something only of what comes after the checkpoint. Otherwise it belongs before it, or
 * tells about the session what changes how its earlier records are read, and the whole file has to be read again.
 */
function follows(gained: readonly Fact[], state: State): boolean {
  const [start, ...rest] = gained
  if (start === undefined || start.at !== state.at) return false
  const uuids = new Set(gained.map((fact) => fact.uuid))
  return rest.every((fact) => {
    if (fact.session !== null && fact.session !== start.session) return false
    if (fact.entrypoint !== null && fact.entrypoint !== state.session.entrypoint && state.session.records > 0)
      return false
    if (fact.at === null) return fact.uuid === null
    // At the very same moment only the chain of records says what came first.
    return fact.at > state.at || (fact.at === state.at && fact.parent !== null && uuids.has(fact.parent))
  })
}

function collect(path: string, from: Checkpoint | null, before: ReadCounts, results: boolean): Collected {
  const tally = new Tally(before)
  const facts: Fact[] = []
  const wrapped = new Map<Fact, string | null>()
  const seen = new Set<string>()
  const taker: Taker = {
    record(fact) {
      if (fact.uuid !== null) {
        if (seen.has(fact.uuid)) return false
        seen.add(fact.uuid)
      }
      facts.push(fact)
      return true
    },
    wrapped(fact, spawn) {
      wrapped.set(fact, spawn)
      facts.push(fact)
    },
  }
  readRecords(path, from, tally, taker, results)
  return { facts, wrapped, tally }
}

function build(
  { facts, wrapped, tally }: Collected,
  state: State | null,
  conceal: Conceal,
  rules: Rules | null,
): FileRead {
  const ordered = inOrder(facts)
  for (const fact of ordered.clockBack) tally.note('clock_back', fact.line)
  const shown = [...(state?.unreadable ?? []), ...tally.unreadable(SHOWN)].slice(0, SHOWN)
  const read = emptyRead(shown, state !== null)
  const sessions = bySession(ordered.facts)
  for (const [id, own] of sessions) {
    const known = state === null ? startSession() : { ...state.session }
    const session = conceal('session', id)
    for (const fact of own) if (!wrapped.has(fact)) widen(known, fact)
    const judging = rules === null ? null : new Judging(rules, false)
    const thread = new Thread(session, known, conceal, state?.mode ?? null, null, judging)
    const agents = new Agents(session, conceal, null, rules, () => headlessEntry(known.entrypoint) !== true)
    for (const fact of own) {
      if (fact.agent !== null) agents.add(fact, wrapped.get(fact) ?? null)
      else thread.add(fact)
    }
    thread.end()
    for (const fact of thread.unanswered) tally.note('unanswered', fact.line)
    gather(read, session, known, thread, agents)
    if (sessions.size === 1 && own.every((fact) => fact.agent === null)) {
      const starts = thread.resumptions.filter(({ start }) => !ordered.moved.has(start))
      read.checkpoint = checkpoint(ordered.facts, starts, state, read.unreadable, tally)
    }
  }
  read.counts = tally.all
  return read
}

/** Records by session, in order. Records that name no session, such as summaries, say nothing about one. */
function bySession(facts: readonly Fact[]): Map<string, Fact[]> {
  const named = new Set<string>()
  for (const fact of facts) if (fact.ofSession && fact.session !== null) named.add(fact.session)
  const sessions = new Map<string, Fact[]>()
  for (const fact of facts) {
    if (fact.session === null || !named.has(fact.session)) continue
    const own = sessions.get(fact.session)
    if (own === undefined) sessions.set(fact.session, [fact])
    else own.push(fact)
  }
  return sessions
}

/**
 * The last turn from which reading can go on: everything before it in time stands before it in the file, and the other
 * way round. Null where there is none; then a file that grew is read again from its beginning.
 */
function checkpoint(
  facts: readonly Fact[],
  resumptions: readonly Resumption[],
  state: State | null,
  shown: readonly Unreadable[],
  tally: Tally,
): Checkpoint | null {
  const starts = new Map(resumptions.map((r) => [r.start, r]))
  const candidates: { index: number; resumption: Resumption }[] = []
  let before = -1
  facts.forEach((fact, index) => {
    const resumption = starts.get(fact)
    if (resumption !== undefined && before < fact.offset) candidates.push({ index, resumption })
    before = Math.max(before, fact.offset)
  })
  let after = Number.POSITIVE_INFINITY
  let index = facts.length
  for (const candidate of candidates.reverse()) {
    while (index > candidate.index) after = Math.min(after, facts[--index]!.offset)
    const { start, mode } = candidate.resumption
    if (after < start.offset || start.at === null) continue
    const session = state === null ? startSession() : { ...state.session }
    for (const fact of facts.slice(0, candidate.index)) if (fact.session === start.session) widen(session, fact)
    return checkpointAt(start, mode, session, shown, tally)
  }
  return null
}
