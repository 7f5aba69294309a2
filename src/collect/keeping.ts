import { dirname, join } from 'node:path'
import { Appender } from './appender.js'
import type { Part } from './batch.js'
import { type Files, syncFolder } from './files.js'
import type { Limits } from './limits.js'
import { later, Refusal } from './refusal.js'

/** Files that stay open at a time, where nothing is written to others. */
const OPEN = 64

/** Seconds after which a body may come again that the disk had no room for. */
const DISK_S = 10

interface Held {
  path: string
  appender: Promise<Appender>
}

/**
 * Where what was collected lies: `<folder>/<customer>/<name>-000001.jsonl`, or right in the folder where there is no
 * customer, with a new number when a file has its size.
 */
export class Keeping {
  readonly #folder: string
  readonly #limits: Pick<Limits, 'partBytes' | 'waitingBytes'>
  readonly #files: Files
  readonly #held = new Map<string, Held>()
  readonly #closing = new Set<Promise<void>>()
  #waiting = 0
  readonly #trouble: (error: Error | null) => void
  #failing = false

  /** @param trouble is told when the disk begins to refuse what comes, and with null when it takes it again. */
  constructor(
    folder: string,
    limits: Pick<Limits, 'partBytes' | 'waitingBytes'>,
    files: Files,
    trouble: (error: Error | null) => void = () => {},
  ) {
    this.#folder = folder
    this.#limits = limits
    this.#files = files
    this.#trouble = trouble
  }

  /** Whether the disk refused what came last. */
  get failing(): boolean {
    return this.#failing
  }

  /** @returns when all parts are on the disk. @throws Refusal where there is no room for them, now. */
  async keep(parts: readonly Part[]): Promise<void> {
    const bytes = parts.reduce((sum, part) => sum + part.bytes.length, 0)
    if (bytes === 0) return
    if (this.#waiting > 0 && this.#waiting + bytes > this.#limits.waitingBytes)
      throw later(503, 'the disk does not keep up', 2)
    this.#waiting += bytes
    try {
      await Promise.all(parts.map((part) => this.#append(part)))
      this.#fails(null)
    } catch (error) {
      if (error instanceof Refusal) throw error
      this.#fails(error as Error)
      throw later(503, 'this cannot be kept at present', DISK_S)
    } finally {
      this.#waiting -= bytes
    }
  }

  async close(): Promise<void> {
    for (const key of [...this.#held.keys()]) this.#release(key)
    await Promise.all(this.#closing)
  }

  #fails(error: Error | null): void {
    if (this.#failing !== (error !== null)) this.#trouble(error)
    this.#failing = error !== null
  }

  async #append({ customer, name, bytes }: Part): Promise<void> {
    const key = join(customer ?? '', name)
    const held = this.#held.get(key) ?? this.#open(key)
    // The last that were used stand last.
    this.#held.delete(key)
    this.#held.set(key, held)
    const appender = await held.appender.catch((error) => {
      if (this.#held.get(key) === held) this.#held.delete(key)
      throw error
    })
    await appender.append(bytes)
    if (appender.size >= this.#limits.partBytes && this.#held.get(key) === held) this.#release(key)
    if (this.#held.size > OPEN) this.#release(this.#held.keys().next().value!)
  }

  #open(key: string): Held {
    const held: Held = { path: '', appender: this.#take(key) }
    // Whoever appends is told.
    held.appender.catch(() => undefined)
    return held
  }

  async #take(key: string): Promise<Appender> {
    const stem = join(this.#folder, key)
    const folder = dirname(stem)
    const start = `${stem.slice(folder.length + 1)}-`
    const numbers = (await this.#files.names(folder))
      .filter((name) => name.startsWith(start) && /^\d{6}\.jsonl$/.test(name.slice(start.length)))
      .map((name) => Number(name.slice(start.length, -6)))
    const last = Math.max(1, ...numbers)
    const path = (number: number) => `${stem}-${String(number).padStart(6, '0')}.jsonl`
    const file = await this.#files.open(path(last))
    const full = (await file.size()) >= this.#limits.partBytes
    if (full) await file.close()
    const appender = await Appender.open(full ? await this.#files.open(path(last + 1)) : file)
    await syncFolder(folder)
    return appender
  }

  /** Closes a file once what waits for it is on the disk. */
  #release(key: string): void {
    const held = this.#held.get(key)!
    this.#held.delete(key)
    const closed = held.appender
      .then((appender) => appender.close())
      .catch(() => undefined)
      .then(() => {
        this.#closing.delete(closed)
      })
    this.#closing.add(closed)
  }
}
