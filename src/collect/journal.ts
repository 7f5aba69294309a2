import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Files, syncFolder } from './files.js'
import { hasEnds, isFramed } from './framed.js'
import type { Limits } from './limits.js'
import { type Sealed, Segment } from './segment.js'
import type { Job } from './work.js'

/** Bytes after which bodies go to another file. After a kill, as many may be looked at twice. */
const FULL = 16 * 1024 * 1024

const NAME = /^bodies-\d{9}$/

/** Bodies of the journal that were kept together. */
export interface Group extends Sealed {
  /** Says that they need not be kept any longer. */
  settle(): Promise<void>
}

/** A body that comes, and whether it is believed to hold together. */
export interface Coming {
  job: Job
  believed: boolean
}

/** Bodies that wait for a thread on the disk, sealed, in the order in which they came. */
export interface Journal {
  /** Bytes of bodies that are not settled, of this process; what another left is not among them. */
  readonly bytes: number
  /**
   * Keeps a body that holds together. Its bytes must not be used any more.
   * @param believed whether it is enough that it looks so at its ends.
   * @returns null when it is on the disk, or the body where it does not hold together.
   * @throws Error where it cannot be written.
   */
  take(job: Job, believed: boolean): Promise<Job | null>
  /** @returns the next bodies, or null where none are there now. */
  next(): Promise<Group | null>
  close(): Promise<void>
}

/** A journal in files of a folder. Files go as soon as all in them is settled. */
export class FolderJournal implements Journal {
  readonly #folder: string
  readonly #files: Files
  readonly #key: Buffer
  readonly #limits: Limits
  readonly #segments: Segment[] = []
  #current: Segment | null = null
  #beginning: Promise<void> | null = null
  #number = 0
  bytes = 0

  private constructor(folder: string, files: Files, key: Buffer, limits: Limits) {
    this.#folder = folder
    this.#files = files
    this.#key = key
    this.#limits = limits
  }

  /** Opens a folder, with what another process left in it. @param key of the data folder. */
  static async open(folder: string, files: Files, key: Buffer, limits: Limits): Promise<FolderJournal> {
    const journal = new FolderJournal(folder, files, key, limits)
    for (const name of (await files.names(folder)).filter((name) => NAME.test(name)).sort()) {
      const path = join(folder, name)
      journal.#segments.push(await Segment.left(path, await files.open(path), key))
      journal.#number = Number(name.slice(-9))
    }
    return journal
  }

  async take(job: Job, believed: boolean): Promise<Job | null> {
    return (await this.takeAll([{ job, believed }]))[0]!
  }

  /** Keeps bodies that came together. @returns of each what `take` does. @throws Error where they cannot be written. */
  async takeAll(coming: readonly Coming[]): Promise<(Job | null)[]> {
    const holds = await Promise.all(
      coming.map(({ job, believed }) => (believed && hasEnds(job)) || isFramed(job, this.#limits)),
    )
    const kept = coming.filter((_, i) => holds[i]).map(({ job }) => job)
    if (kept.length > 0) await this.#add(kept)
    return coming.map(({ job }, i) => (holds[i] ? null : job))
  }

  async #add(jobs: readonly Job[]): Promise<void> {
    // Nothing may come between finding a file and adding to it: what is read and settled goes.
    let segment = this.#usable()
    while (segment === null) {
      this.#beginning ??= this.#begin().finally(() => {
        this.#beginning = null
      })
      await this.#beginning
      segment = this.#usable()
    }
    await segment.add(jobs)
    for (const { bytes } of jobs) this.bytes += bytes.length
  }

  async next(): Promise<Group | null> {
    for (const segment of [...this.#segments]) {
      const sealed = await segment.read()
      if (sealed === null) {
        await this.#end(segment)
        continue
      }
      // Whoever gets the bodies may hand their bytes on.
      const bytes = segment.size === 0 ? 0 : sealed.jobs.reduce((sum, job) => sum + job.bytes.length, 0)
      const settle = async () => {
        segment.unsettled--
        if (sealed.lost > 0) segment.damaged = true
        this.bytes -= bytes
        await this.#end(segment)
      }
      return { ...sealed, settle }
    }
    return null
  }

  async close(): Promise<void> {
    await Promise.all(this.#segments.map((segment) => segment.close()))
  }

  #usable(): Segment | null {
    return this.#current !== null && this.#current.size < FULL ? this.#current : null
  }

  async #begin(): Promise<void> {
    const path = join(this.#folder, `bodies-${String(++this.#number).padStart(9, '0')}`)
    const segment = await Segment.begin(path, await this.#files.open(path), this.#key)
    await syncFolder(this.#folder)
    this.#segments.push(segment)
    this.#current = segment
  }

  /** Removes a file of which all is settled. One with bodies that could not be opened is left under another name. */
  async #end(segment: Segment): Promise<void> {
    const place = this.#segments.indexOf(segment)
    if (place < 0 || segment.unsettled > 0 || segment.appending > 0 || !segment.isRead) return
    this.#segments.splice(place, 1)
    if (this.#current === segment) this.#current = null
    await segment.close()
    if (segment.damaged) await rename(segment.path, `${segment.path}.unread`)
    else await rm(segment.path, { force: true })
  }
}
