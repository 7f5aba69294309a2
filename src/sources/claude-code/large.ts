import type { Conceal, FileRead } from '../../model/index.js'
import { startCounts, Tally } from '../tally.js'
import { Agents } from './agents.js'
import { readRecords } from './records.js'
import { checkpointAt, emptyRead, gather, SHOWN } from './result.js'
import { Resumable } from './resume.js'
import { headlessEntry, type SessionFacts, startSession, widen } from './session.js'
import { Thread } from './thread.js'
import { Disorder, OrderWindow, type Placed } from './window.js'

/** A session while its facts come. */
interface Live {
  known: SessionFacts
  thread: Thread
  agents: Agents
  /** Some record of its own names it; otherwise nothing is said of it. */
  named: boolean
  ownThread: boolean
  unanswered: number[]
  /** The entry point that the thread was told; it decides who starts a turn where a record does not name its own. */
  told: string | null
  asked: boolean
}

/**
 * Reads a large transcript without holding its facts: they are put in order and together while they come. The result is
 * that of reading it the other way; null where the records stand too far from their order for that.
 */
export function readLarge(path: string, conceal: Conceal): FileRead | null {
  try {
    const guessed = readWith(path, conceal, new Map())
    if (guessed.right) return guessed.read
    return readWith(path, conceal, guessed.entrypoints).read
  } catch (error) {
    if (error instanceof Disorder) return null
    throw error
  }
}

function readWith(path: string, conceal: Conceal, entrypoints: ReadonlyMap<string, string | null>) {
  const tally = new Tally(startCounts())
  const sessions = new Map<string, Live>()
  const resumable = new Resumable()
  const window = new OrderWindow(
    (placed) => give(placed),
    (fact) => tally.note('clock_back', fact.line),
  )
  const give = (placed: Placed) => {
    const { fact, wrappedBy } = placed
    if (fact.session !== null && !sessions.has(fact.session)) {
      const told = entrypoints.get(fact.session) ?? null
      sessions.set(fact.session, startLive(conceal('session', fact.session), told, conceal))
    }
    const live = fact.session === null ? undefined : sessions.get(fact.session)
    resumable.step(placed, live?.known)
    if (live === undefined) return
    live.named ||= fact.ofSession
    live.asked ||= fact.what.kind === 'human' && fact.entrypoint === null
    if (wrappedBy === undefined) widen(live.known, fact)
    if (fact.agent !== null) {
      live.ownThread = false
      live.agents.add(fact, wrappedBy ?? null)
      return
    }
    live.thread.add(fact)
    resumable.began(live.thread.resumptions)
    live.thread.resumptions.length = 0
    drain(live)
  }
  readRecords(path, null, tally, {
    record: (fact) => window.add(fact),
    wrapped: (fact, spawn) => window.addWrapped(fact, spawn),
  })
  window.end()
  return together(sessions, resumable, tally, conceal)
}

function startLive(session: string, told: string | null, conceal: Conceal): Live {
  return {
    known: startSession(),
    thread: new Thread(session, { ...startSession(), entrypoint: told }, conceal),
    agents: new Agents(session, conceal),
    named: false,
    ownThread: true,
    unanswered: [],
    told,
    asked: false,
  }
}

/** Prompts that nobody took up are remembered by their lines only. */
function drain({ thread, unanswered }: Live): void {
  for (const fact of thread.unanswered) unanswered.push(fact.line)
  thread.unanswered.length = 0
}

function together(sessions: ReadonlyMap<string, Live>, resumable: Resumable, tally: Tally, conceal: Conceal) {
  const named = [...sessions].filter(([, live]) => live.named)
  const read = emptyRead(tally.unreadable(SHOWN))
  for (const [id, live] of named) {
    live.thread.end()
    drain(live)
    for (const line of live.unanswered) tally.note('unanswered', line)
    gather(read, conceal('session', id), live.known, live.thread, live.agents)
  }
  const [only] = named
  const last = named.length === 1 && only![1].ownThread ? resumable.last(only![0]) : null
  if (last !== null) read.checkpoint = checkpointAt(last.start, last.mode, last.session, read.unreadable, tally)
  read.counts = tally.all
  const right = named.every(
    ([, { asked, known, told }]) => !asked || headlessEntry(known.entrypoint) === headlessEntry(told),
  )
  return { read, right, entrypoints: new Map(named.map(([id, live]) => [id, live.known.entrypoint])) }
}
