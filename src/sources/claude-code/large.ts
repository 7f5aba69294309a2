import type { Conceal, FileRead, RowSink, Rows, Rules } from '../../model/index.js'
import { Ids } from '../ids.js'
import { Judging } from '../judging.js'
import { startCounts, Tally } from '../tally.js'
import { Agents } from './agents.js'
import { readRecordsInTurn, type Taker } from './records.js'
import { checkpointAt, emptyRead, emptyRows, gather, SHOWN } from './result.js'
import { Resumable } from './resume.js'
import { headlessEntry, type SessionFacts, startSession, widen } from './session.js'
import { Thread } from './thread.js'
import { Disorder, OrderWindow, type Placed } from './window.js'

/** Rows that are handed over at once, about. */
const PART_ROWS = 4_000

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
 * @param sink where rows go while the file is read; without one they all are in the result.
 */
export async function readLarge(
  path: string,
  conceal: Conceal,
  sink: RowSink | null = null,
  rules: Rules | null = null,
): Promise<FileRead | null> {
  try {
    const guessed = await new LargeReading(conceal, sink, rules, new Map()).read(path)
    if (guessed.right) return guessed.read
    await sink?.startOver()
    return (await new LargeReading(conceal, sink, rules, guessed.entrypoints).read(path)).read
  } catch (error) {
    if (!(error instanceof Disorder)) throw error
    await sink?.startOver()
    return null
  }
}

class LargeReading {
  private readonly tally = new Tally(startCounts())
  private readonly sessions = new Map<string, Live>()
  private readonly resumable = new Resumable()
  /** Calls whose actions were handed over. */
  private readonly released: Ids | null
  /** Sessions that something was said of since rows were last released. */
  private readonly heard = new Set<Live>()
  private rows = emptyRows()
  private readonly window = new OrderWindow(
    (placed) => this.give(placed),
    (fact) => this.tally.note('clock_back', fact.line),
  )

  /** @param entrypoints what an earlier reading found of each session. */
  constructor(
    private readonly conceal: Conceal,
    private readonly sink: RowSink | null,
    private readonly rules: Rules | null,
    private readonly entrypoints: ReadonlyMap<string, string | null>,
  ) {
    this.released = sink === null ? null : new Ids()
  }

  async read(path: string) {
    const taker: Taker = {
      record: (fact) => this.window.add(fact),
      wrapped: (fact, spawn) => this.window.addWrapped(fact, spawn),
    }
    await readRecordsInTurn(path, this.tally, taker, this.rules?.context !== undefined, () => this.handOver())
    this.window.end()
    return this.together()
  }

  private give(placed: Placed): void {
    const { fact, wrappedBy } = placed
    const live = fact.session === null ? undefined : this.live(fact.session)
    this.resumable.step(placed, live?.known)
    if (live === undefined) return
    this.heard.add(live)
    live.named ||= fact.ofSession
    live.asked ||= fact.what.kind === 'human' && fact.entrypoint === null
    if (wrappedBy === undefined) widen(live.known, fact)
    if (fact.agent !== null) {
      live.ownThread = false
      live.agents.add(fact, wrappedBy ?? null)
      return
    }
    live.thread.add(fact)
    this.resumable.began(live.thread.resumptions)
    live.thread.resumptions.length = 0
    drain(live)
  }

  private live(id: string): Live {
    const known = this.sessions.get(id)
    if (known !== undefined) return known
    const session = this.conceal('session', id)
    const told = this.entrypoints.get(id) ?? null
    const judging = this.rules === null ? null : new Judging(this.rules, false)
    const operator = () => headlessEntry(made.told ?? made.known.entrypoint) !== true
    const made: Live = {
      known: startSession(),
      thread: new Thread(session, { ...startSession(), entrypoint: told }, this.conceal, null, this.released, judging),
      agents: new Agents(session, this.conceal, this.released, this.rules, operator),
      named: false,
      ownThread: true,
      unanswered: [],
      told,
      asked: false,
    }
    this.sessions.set(id, made)
    return made
  }

  /** Hands over the rows that are final, once there are enough of them. */
  private async handOver(): Promise<void> {
    const { rows } = this
    if (this.sink === null) return
    for (const live of this.heard) {
      // A session that no record of its own names is left out, as far as is known by now.
      if (!live.named) continue
      live.thread.release(rows)
      live.agents.release(rows)
    }
    this.heard.clear()
    if (count(rows) < PART_ROWS) return
    this.rows = emptyRows()
    await this.sink.add(rows)
  }

  private together() {
    const { sessions, tally } = this
    const named = [...sessions].filter(([, live]) => live.named)
    const read: FileRead = { ...emptyRead(tally.unreadable(SHOWN)), ...this.rows }
    for (const [id, live] of named) {
      live.thread.end()
      drain(live)
      for (const line of live.unanswered) tally.note('unanswered', line)
      gather(read, this.conceal('session', id), live.known, live.thread, live.agents)
    }
    const [only] = named
    const resumes = named.length === 1 && only![1].ownThread && this.window.inOneOrder
    const last = resumes ? this.resumable.last(only![0]) : null
    if (last !== null) read.checkpoint = checkpointAt(last.start, last.mode, last.session, read.unreadable, tally)
    read.counts = tally.all
    const right = named.every(
      ([, { asked, known, told }]) => !asked || headlessEntry(known.entrypoint) === headlessEntry(told),
    )
    return { read, right, entrypoints: new Map(named.map(([id, live]) => [id, live.known.entrypoint])) }
  }
}

/** Prompts that nobody took up are remembered by their lines only. */
function drain({ thread, unanswered }: Live): void {
  for (const fact of thread.unanswered) unanswered.push(fact.line)
  thread.unanswered.length = 0
}

const count = (rows: Rows): number => rows.turns.length + rows.actions.length + rows.touches.length
