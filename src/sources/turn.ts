import {
  type EndedBy,
  type InterruptKind,
  type Mode,
  type Put,
  type StartedBy,
  type TurnRow,
  UNJUDGED_TURN,
} from '../model/index.js'

/** Tokens of one model answer; every line of one answer repeats them. Null: its log does not say. */
export interface Usage {
  in: number | null
  out: number | null
  cacheRead: number | null
  cacheWrite: number | null
}

/** Nothing was asked of a model. */
export const NO_TOKENS: Usage = { in: 0, out: 0, cacheRead: 0, cacheWrite: 0 }

/** The columns of rows that tell tokens. */
export const tokenColumns = ({ in: read, out, cacheRead, cacheWrite }: Usage) => ({
  tokens_in: read,
  tokens_out: out,
  tokens_cache_read: cacheRead,
  tokens_cache_write: cacheWrite,
})

/** What the columns of a row tell. */
export const usageIn = (row: ReturnType<typeof tokenColumns>): Usage => ({
  in: row.tokens_in,
  out: row.tokens_out,
  cacheRead: row.tokens_cache_read,
  cacheWrite: row.tokens_cache_write,
})

/** Where something happened in a log, and when, ms since 1970 UTC. */
export interface Moment {
  readonly at: number | null
  readonly line: number
}

const MINUTE = 60_000
/** What is written while an agent stops, such as results of calls that were broken off, takes no longer than this, ms. */
const STOPPING = 2_000

/** A tool that ran from its call to its result; a refused one never ran. */
interface Run {
  start: number
  end: number | null
  ran: boolean
}

/**
 * One turn while it is being put together.
 * @typeParam M what a source knows of a moment.
 */
export class Turn<M extends Moment = Moment> {
  readonly id: string
  root: string
  readonly first: M
  readonly start: number
  readonly startedBy: StartedBy
  readonly mode: Mode | null
  /** Set once something ended the turn for good. */
  ended: EndedBy | null = null
  interruptKind: InterruptKind | null = null
  /** A call was refused with "stop" and nothing has happened since. */
  refused: M | null = null
  /** A question or plan that the human turned down, and whether the log marks that as an interrupt. */
  declined: 'question' | 'plan' | null = null
  marked = false
  /** What the agent put to its human last. */
  put: Put | null = null
  /** Having interrupted the agent, the human ran a command of their own. */
  took = false
  /** The interrupt mark, where the log has one. */
  mark: string | null = null
  /** Its log says of every turn how it ended. */
  explicit = false
  /** Human contacts so far. */
  contacts = 0
  /** The agent did something. */
  worked = false
  /** A model answered, whether or not the log says what that took. */
  answered = false
  last: 'start' | 'answer' | 'results' | 'error' | 'limit' = 'start'
  limited = false
  /** The agent wrote its own figure for the time since the last answer. */
  reportedAfterWork = false
  reported = 0
  /** Calls without a result yet, by id. */
  readonly pending = new Map<string, Run>()
  /** Questions and plans put to the human and not answered yet, by call id. */
  readonly asked = new Set<string>()
  private readonly times: number[]
  private readonly runs: Run[] = []
  /** Waits for somebody to let a call pass. */
  private readonly waiting: Run[] = []
  private readonly usage = new Map<string, Usage>()

  constructor(first: M, id: string, startedBy: StartedBy, mode: Mode | null, root?: string) {
    this.id = id
    this.root = root ?? id
    this.start = first.at ?? 0
    this.first = first
    this.startedBy = startedBy
    this.mode = mode
    this.times = [this.start]
  }

  /** Notes that something of the turn happened at a moment. */
  happened(at: number): void {
    this.times.push(at)
  }

  call(id: string, at: number): void {
    const run = { start: at, end: null, ran: true }
    this.pending.set(id, run)
    this.runs.push(run)
  }

  /** A call puts a question or a plan to the human. */
  asks(id: string, put: Put): void {
    this.asked.add(id)
    this.put = put
  }

  result(id: string, at: number, ran: boolean): void {
    const run = this.pending.get(id)
    if (run === undefined) return
    run.end = at
    // What was waited for took that long, whatever the answer was.
    run.ran = ran || this.waiting.includes(run)
    this.pending.delete(id)
  }

  /** A call waits for somebody to let it pass, and does not run meanwhile. */
  waits(id: string, at: number): void {
    const run = this.pending.get(id)
    if (run === undefined) return
    this.happened(at)
    run.end = at
    this.await(id, { start: at, end: null, ran: true })
  }

  /** It was let pass. */
  goesOn(id: string, at: number): void {
    const wait = this.pending.get(id)
    if (wait === undefined || !this.waiting.includes(wait)) return
    this.happened(at)
    wait.end = at
    this.call(id, at)
  }

  private await(id: string, wait: Run): void {
    this.waiting.push(wait)
    this.pending.set(id, wait)
  }

  /** How long nothing had happened when a human stopped the working agent, ms; 0 where that did not happen. */
  private get lull(): number {
    if (this.ended !== 'interrupted' || this.interruptKind !== 'working') return 0
    const end = latest(this.times)
    return end - latest(this.times.filter((time) => time < end - STOPPING))
  }

  /** What else a judge is told of how the turn was stopped. */
  get stopped() {
    return { declined: this.declined, put: this.put, lull: this.lull, took: this.took }
  }

  /** Counts the tokens of one model answer, however many lines repeat them: the largest figures hold. */
  spend(message: string, usage: Usage): void {
    this.usage.set(message, larger(this.usage.get(message), usage))
  }

  /** The row, once nothing more can happen. `atEnd`: the log ends here. */
  row(session: string, atEnd: boolean): TurnRow {
    const end = latest(this.times)
    const [ended, censored] = this.ending(atEnd)
    const tokens = this.answered || this.usage.size > 0 ? total(this.usage.values()) : NO_TOKENS
    const whole = this.startedBy !== 'answer' && ended !== 'asked'
    return {
      session,
      turn: this.id,
      root: this.root,
      started_at: this.start,
      ended_at: end,
      started_by: this.startedBy,
      ended_by: ended,
      interrupt_kind: ended === 'interrupted' ? this.interruptKind : null,
      censored,
      wall_ms: end - this.start,
      work2_ms: this.work(2 * MINUTE),
      work5_ms: this.work(5 * MINUTE),
      work15_ms: this.work(15 * MINUTE),
      reported_ms: whole && this.reported > 0 ? this.reported : null,
      mode: this.mode,
      ...tokenColumns(tokens),
      line: this.first.line,
      ...UNJUDGED_TURN,
    }
  }

  private ending(atEnd: boolean): [EndedBy, censored: boolean] {
    if (this.ended !== null) return [this.ended, false]
    if (this.asked.size > 0) return ['asked', false]
    if (this.limited || this.last === 'limit') return ['limit', false]
    if (this.last === 'error') return ['failed', false]
    const idle = !this.explicit && this.pending.size === 0 && (this.last === 'answer' || this.reportedAfterWork)
    return idle ? ['completed', false] : ['unknown', atEnd]
  }

  /** Wall time in which each gap without a running tool counts at most `cap` ms, and waits not at all (method.md 2.1). */
  private work(cap: number): number {
    const runs = changesOf(this.runs)
    const waits = changesOf(this.waiting)
    // What a clock that was set back puts before the start is no part of the wall time either.
    const times = this.times.filter((time) => time >= this.start).sort((a, b) => a - b)
    let sum = 0
    for (let i = 0; i + 1 < times.length; i++) {
      const gap = times[i + 1]! - times[i]!
      if (runs.until(times[i]!) > 0) sum += gap
      else if (waits.until(times[i]!) === 0) sum += Math.min(gap, cap)
    }
    return sum
  }
}

/** How many of some runs are under way, asked from moment to moment. */
function changesOf(runs: readonly Run[]): { until(at: number): number } {
  const changes = runs.flatMap((run) =>
    run.ran
      ? [
          [run.start, 1],
          [run.end ?? Number.POSITIVE_INFINITY, -1],
        ]
      : [],
  ) as [number, number][]
  changes.sort((a, b) => a[0] - b[0])
  let running = 0
  let next = 0
  return {
    until(at) {
      while (next < changes.length && changes[next]![0] <= at) running += changes[next++]![1]
      return running
    },
  }
}

/** The latest of the recorded times; times may run back where a clock was set. */
function latest(times: readonly number[]): number {
  let found = times[0] ?? 0
  for (const time of times) if (time > found) found = time
  return found
}

/** Of two records of one answer, the larger figures; what one of them does not say, the other may. */
export const larger = (a: Usage | undefined, b: Usage): Usage => (a === undefined ? b : byKind(a, b, Math.max))

/** What several answers took together, of those whose records say it; null where none of them does. */
export function total(usages: Iterable<Usage>): Usage {
  let sum: Usage = { in: null, out: null, cacheRead: null, cacheWrite: null }
  for (const usage of usages) sum = byKind(sum, usage, (a, b) => a + b)
  return sum
}

function byKind(a: Usage, b: Usage, both: (a: number, b: number) => number): Usage {
  const of = (kind: keyof Usage): number | null => {
    const [x, y] = [a[kind], b[kind]]
    return x === null ? y : y === null ? x : both(x, y)
  }
  return { in: of('in'), out: of('out'), cacheRead: of('cacheRead'), cacheWrite: of('cacheWrite') }
}
