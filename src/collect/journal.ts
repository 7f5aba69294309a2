import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Files, syncFolder } from './files.js'
import { Segment } from './segment.js'
import type { Job } from './work.js'

/** Bytes after which bodies go to another file. After a kill, as many may be looked at twice. */
const FULL = 16 * 1024 * 1024

/** Bytes of bodies that stay in memory as well, so that they need not be read. */
const HELD = 16 * 1024 * 1024

const NAME = /^bodies-\d{9}$/

/** A body of the journal. */
export interface Entry {
  /** Null where it cannot be opened, as with another key. */
  job: Job | null
  /** Says that it needs not be kept any longer. */
  settle(): Promise<void>
}

/** Bodies that wait for a thread on the disk, sealed, in the order in which they came. Files go as soon as all in them are settled. */
export class Journal {
  readonly #folder: string
  readonly #files: Files
  readonly #key: Buffer
  readonly #segments: Segment[] = []
  #current: Segment | null = null
  #beginning: Promise<void> | null = null
  #number = 0
  #held = 0
  /** Bytes of bodies that are not settled, of this process; what another left is not among them. */
  bytes = 0

  private constructor(folder: string, files: Files, key: Buffer) {
    this.#folder = folder
    this.#files = files
    this.#key = key
  }

  /** Opens a folder, with what another process left in it. */
  static async open(folder: string, files: Files, key: Buffer): Promise<Journal> {
    const journal = new Journal(folder, files, key)
    for (const name of (await files.names(folder)).filter((name) => NAME.test(name)).sort()) {
      const path = join(folder, name)
      journal.#segments.push(await Segment.left(path, await files.open(path), key))
      journal.#number = Number(name.slice(-9))
    }
    return journal
  }

  /** @returns when a body is on the disk. @throws Error where it cannot be written. */
  async add(job: Job): Promise<void> {
    // Nothing may come between finding a file and adding to it: what is read and settled goes.
    let segment = this.#usable()
    while (segment === null) {
      this.#beginning ??= this.#begin().finally(() => {
        this.#beginning = null
      })
      await this.#beginning
      segment = this.#usable()
    }
    const hold = this.#held + job.bytes.length <= HELD
    if (hold) this.#held += job.bytes.length
    try {
      const bytes = await segment.add(job, hold)
      this.bytes += bytes
    } catch (error) {
      if (hold) this.#held -= job.bytes.length
      throw error
    }
  }

  /** @returns the next body, or null where none is there now. */
  async next(): Promise<Entry | null> {
    for (const segment of [...this.#segments]) {
      const frame = await segment.read()
      this.#held -= segment.letGo()
      if (frame === null) {
        await this.#end(segment)
        continue
      }
      const { job, bytes } = frame
      const own = segment.size > 0
      const settle = async () => {
        segment.unsettled--
        if (own) this.bytes -= bytes
        if (job === null) segment.damaged = true
        await this.#end(segment)
      }
      return { job, settle }
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
    this.#held -= segment.letGo()
    if (this.#current === segment) this.#current = null
    await segment.close()
    if (segment.damaged) await rename(segment.path, `${segment.path}.unread`)
    else await rm(segment.path, { force: true })
  }
}
