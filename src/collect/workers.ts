import type { Worker } from 'node:worker_threads'
import { type Batch, type Part, packed, type Worked, workBatch } from './batch.js'
import type { Limits } from './limits.js'
import { later, Refusal } from './refusal.js'
import type { Job, Outcome, WorkMeans } from './work.js'

/** Puts on the disk what is to be kept. @throws Refusal where it cannot, now. */
export type Keep = (parts: readonly Part[]) => Promise<void>

/** Looks at bodies, in this thread or in others. */
export interface Workers {
  /**
   * @param last whether it may wait until nothing else does.
   * @returns what came of a body, when what is to be kept of it is on the disk.
   * @throws Refusal where that cannot be, or the body was too much for a thread.
   */
  submit(job: Job, last?: boolean): Promise<Outcome>
  /** Whether a body that came now would have to wait. */
  crowded(): boolean
  /** For how long the body that came first has been waiting for a thread, or worked on by one, in milliseconds. */
  waited(): number
  close(): Promise<void>
}

/** What a thread is told, and what it says. */
export interface ToWorker {
  id: number
  batch: Batch
  /** How often something that this thread made could not be kept. */
  losses: number
}
export interface FromWorker {
  id: number
  worked: Worked
}

/** Looks at bodies in this thread, one after the other. */
export const inThisThread = (means: WorkMeans, keep: Keep): Workers => ({
  async submit(job) {
    const { outcomes, parts } = workBatch(packed([job]), means)
    await keep(parts).catch((error) => {
      means.reducer.startOver?.()
      throw error
    })
    return outcomes[0]!
  },
  crowded: () => false,
  waited: () => 0,
  close: async () => {},
})

/** Batches that a thread has at a time, so that it need not wait for the next one. */
const AHEAD = 2
/** Bodies of a batch, and bytes where they are more than one. */
const [MOST, MOST_BYTES] = [32, 1024 * 1024]
/** Bodies of a batch of those that may wait: others that come meanwhile wait for it. */
const MOST_LAST = 8
/** Bodies for each thread beyond which another one would have to wait. */
const CROWD = 4

/** Seconds after which a body may come again that followed on one that could not be kept. */
const LOST_S = 2

interface Waiting {
  job: Job
  since: number
  /** Whether it was in a batch that a thread did not survive. */
  suspect: boolean
  /** Whether it waits until nothing else does. */
  last: boolean
  resolve: (outcome: Outcome) => void
  reject: (error: unknown) => void
}

interface Thread {
  worker: Worker
  /** What it was given, in that order; it works on the first. */
  has: { id: number; waiting: Waiting[]; losses: number }[]
  /** Since when it works on the first. */
  since: number
  losses: number
}

/**
 * Looks at bodies in threads. Where a thread dies or does not end, another takes its place and looks at the bodies of its
 * batch one by one: a body that a thread does not survive alone is refused.
 */
export class Threads implements Workers {
  readonly #start: () => Worker
  readonly #keep: Keep
  readonly #workMs: number
  readonly #threads: Thread[] = []
  readonly #watch: NodeJS.Timeout
  #waiting: Waiting[] = []
  #last: Waiting[] = []
  /** Bodies that came and were not answered yet, without those that may wait. */
  #fresh = 0
  #giving = false
  #next = 0
  #closed = false

  constructor(start: () => Worker, count: number, keep: Keep, { workMs }: Pick<Limits, 'workMs'>) {
    this.#start = start
    this.#keep = keep
    this.#workMs = workMs
    for (let i = 0; i < count; i++) this.#threads.push(this.#thread())
    this.#watch = setInterval(() => this.#endHanging(), Math.max(50, workMs / 4)).unref()
  }

  async submit(job: Job, last = false): Promise<Outcome> {
    if (!last) this.#fresh++
    try {
      return await new Promise((resolve, reject) => {
        const waiting = { job, since: performance.now(), suspect: false, last, resolve, reject }
        ;(last ? this.#last : this.#waiting).push(waiting)
        this.#give()
      })
    } finally {
      if (!last) this.#fresh--
    }
  }

  crowded(): boolean {
    return this.#fresh >= CROWD * this.#threads.length
  }

  waited(): number {
    let first = this.#waiting[0]?.since ?? Number.POSITIVE_INFINITY
    for (const { has } of this.#threads)
      for (const { waiting } of has) for (const { last, since } of waiting) if (!last) first = Math.min(first, since)
    return Number.isFinite(first) ? performance.now() - first : 0
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#watch)
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()))
  }

  #thread(): Thread {
    const thread: Thread = { worker: this.#start(), has: [], since: 0, losses: 0 }
    thread.worker.on('message', (message: FromWorker) => this.#take(thread, message))
    thread.worker.on('error', (error: NodeJS.ErrnoException) => this.#replace(thread, error.code))
    thread.worker.on('exit', () => this.#replace(thread))
    return thread
  }

  /** Gives what waits to the threads that have least to do, once all that came together is there. */
  #give(): void {
    if (this.#giving) return
    this.#giving = true
    setImmediate(() => {
      this.#giving = false
      while (this.#waiting.length > 0 || this.#last.length > 0) {
        const fresh = this.#waiting.length > 0
        const free = this.#threads.filter(({ has }) => has.length < (fresh ? AHEAD : 1))
        if (free.length === 0) return
        const thread = free.reduce((idlest, other) => (other.has.length < idlest.has.length ? other : idlest))
        const queue = fresh ? this.#waiting : this.#last
        this.#send(thread, firstOf(queue, Math.min(fresh ? MOST : MOST_LAST, Math.ceil(queue.length / free.length))))
      }
    })
  }

  #send(thread: Thread, waiting: Waiting[]): void {
    const id = this.#next++
    if (thread.has.length === 0) thread.since = performance.now()
    const { losses } = thread
    thread.has.push({ id, waiting, losses })
    // The bodies stay here as well: another thread may have to take them.
    const batch = packed(waiting.map(({ job }) => job))
    thread.worker.postMessage({ id, batch, losses } satisfies ToWorker, [batch.bytes.buffer])
  }

  #take(thread: Thread, { id, worked }: FromWorker): void {
    if (thread.has[0]?.id !== id) return
    const { waiting, losses } = thread.has.shift()!
    thread.since = performance.now()
    this.#give()
    const refuse = (error: unknown) => {
      for (const { reject } of waiting) reject(error)
    }
    // It was made before the thread knew that something is lost, on which it may build.
    if (losses < thread.losses) return refuse(later(503, 'what came before this could not be kept', LOST_S))
    this.#keep(worked.parts).then(
      () => {
        for (const [i, { resolve }] of waiting.entries()) resolve(worked.outcomes[i]!)
      },
      (error) => {
        thread.losses++
        refuse(error)
      },
    )
  }

  #endHanging(): void {
    for (const thread of this.#threads)
      if (thread.has.length > 0 && performance.now() - thread.since > this.#workMs) this.#replace(thread)
  }

  /** Starts another thread in the place of one that is gone; what that one had waits again, before the rest. */
  #replace(gone: Thread, code?: string): void {
    const place = this.#threads.indexOf(gone)
    if (place < 0 || this.#closed) return
    const [begun = [], ...rest] = gone.has.map(({ waiting }) => waiting)
    gone.has = []
    if (begun.length === 1) begun.pop()!.reject(tooMuch(code))
    for (const waiting of begun) waiting.suspect = true
    const again = [...begun, ...rest.flat()]
    this.#waiting = [...again.filter(({ last }) => !last), ...this.#waiting]
    this.#last = [...again.filter(({ last }) => last), ...this.#last]
    this.#threads[place] = this.#thread()
    void gone.worker.terminate()
    this.#give()
  }
}

const tooMuch = (code: string | undefined): Refusal =>
  code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new Refusal(413, 'this body takes more memory than one may; send fewer records at a time')
    : new Refusal(500, 'this body took too long; it is not kept')

/** Takes so many from the front of a queue, and no more than fit a batch. */
function firstOf(queue: Waiting[], most: number): Waiting[] {
  let bytes = 0
  let many = 0
  for (const { job, suspect } of queue) {
    bytes += job.bytes.length
    if (many > 0 && (many === most || suspect || bytes > MOST_BYTES)) break
    many++
    if (suspect) break
  }
  return queue.splice(0, many)
}
