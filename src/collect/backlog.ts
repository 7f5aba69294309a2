import { setTimeout as pause } from 'node:timers/promises'
import { Belief } from './belief.js'
import type { Counts } from './counts.js'
import type { Group, Journal } from './journal.js'
import type { Limits } from './limits.js'
import { later, Refusal } from './refusal.js'
import type { Job, Outcome } from './work.js'
import type { Workers } from './workers.js'

/** Bodies that are with threads at a time. */
const AT_ONCE = 32
/** Milliseconds after which one is tried again that the disk had no room for. */
const AGAIN_MS = 1_000

/** Takes what threads cannot look at soon: it is kept sealed on the disk until they can. */
export class Backlog {
  readonly #journal: Journal
  readonly #workers: Workers
  readonly #counts: Counts
  readonly #limits: Limits
  readonly #belief = new Belief()
  #under = 0
  #reading: Promise<void> | null = null
  /** Whether something came, or ended, since it was last looked whether there is anything to read. */
  #woken = false
  #stopped = false

  constructor(journal: Journal, workers: Workers, counts: Counts, limits: Limits) {
    this.#journal = journal
    this.#workers = workers
    this.#counts = counts
    this.#limits = limits
    this.#wake()
  }

  /**
   * Keeps a body for later, if threads are crowded, there is room, and it holds together.
   * @returns null when it is on the disk, or the body that threads must look at now.
   * @throws Refusal where it should be kept and cannot be written.
   */
  async take(job: Job): Promise<Job | null> {
    if (!this.#workers.crowded() || this.#journal.bytes + job.bytes.length > this.#limits.backlogBytes) return job
    const back = await this.#journal.take(job, this.#belief.has(job)).catch(() => {
      throw later(503, 'this cannot be kept at present', 10)
    })
    if (back === null) this.#wake()
    return back
  }

  /** Takes note of what came of a body that threads looked at. */
  note(job: Omit<Job, 'bytes'>, outcome: Outcome): void {
    this.#belief.note(job, outcome)
  }

  /** Waits for so long until nothing is left, and leaves the rest to the next process. */
  async close(ms: number): Promise<void> {
    const until = performance.now() + ms
    while (!this.#stopped && performance.now() < until && (this.#under > 0 || this.#reading !== null)) await pause(20)
    this.#stopped = true
    await this.#reading
  }

  #wake(): void {
    this.#woken = true
    this.#reading ??= this.#read()
  }

  async #read(): Promise<void> {
    while (this.#woken && !this.#stopped) {
      this.#woken = false
      // What cannot be read now may be later.
      await this.#readOn().catch(() => undefined)
    }
    this.#reading = null
  }

  async #readOn(): Promise<void> {
    while (!this.#stopped && this.#under < AT_ONCE) {
      const group = await this.#journal.next()
      if (group === null) return
      void this.#lookAt(group)
    }
  }

  async #lookAt({ jobs, lost, settle }: Group): Promise<void> {
    if (lost > 0) this.#counts.lost(lost)
    this.#under += jobs.length
    const looked = jobs.map((job) =>
      this.#look(job).finally(() => {
        this.#under--
        if (this.#under < AT_ONCE) this.#wake()
      }),
    )
    // A file that cannot be removed is looked at once more by the next process.
    if ((await Promise.all(looked)).every((settled) => settled)) await settle().catch(() => undefined)
    this.#wake()
  }

  /** @returns whether nothing more is to be done with a body. */
  async #look(job: Job): Promise<boolean> {
    while (!this.#stopped)
      try {
        const outcome = await this.#workers.submit(job, true)
        this.note(job, outcome)
        if ('refused' in outcome) this.#counts.lost()
        else this.#counts.kept(outcome)
        return true
      } catch (error) {
        if (error instanceof Refusal && error.status !== 503) {
          this.#counts.lost()
          return true
        }
        await pause(AGAIN_MS)
      }
    return false
  }
}
