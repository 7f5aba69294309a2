import { setTimeout as pause } from 'node:timers/promises'
import type { Counts } from './counts.js'
import { isFramed } from './framed.js'
import type { Journal } from './journal.js'
import type { Limits } from './limits.js'
import { later, Refusal } from './refusal.js'
import type { Job } from './work.js'
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
   * @returns whether it is on the disk; where it is not, threads must look at it now.
   * @throws Refusal where it should be and cannot be written.
   */
  async takes(job: Job): Promise<boolean> {
    if (!this.#workers.crowded() || this.#journal.bytes + job.bytes.length > this.#limits.backlogBytes) return false
    if (!(await isFramed(job, this.#limits))) return false
    await this.#journal.add(job).catch(() => {
      throw later(503, 'this cannot be kept at present', 10)
    })
    this.#wake()
    return true
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
      const entry = await this.#journal.next()
      if (entry === null) return
      this.#under++
      void this.#look(entry.job)
        .then((settled) => (settled ? entry.settle() : undefined))
        // A file that cannot be removed is looked at once more by the next process.
        .catch(() => undefined)
        .finally(() => {
          this.#under--
          this.#wake()
        })
    }
  }

  /** @returns whether nothing more is to be done with a body. */
  async #look(job: Job | null): Promise<boolean> {
    if (job === null) {
      this.#counts.lost()
      return true
    }
    while (!this.#stopped)
      try {
        const outcome = await this.#workers.submit(job, true)
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
