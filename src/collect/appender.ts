import type { AppendFile } from './files.js'

const LINE_END = 0x0a
/** Bytes looked at in one go for where the last whole line ends. */
const STEP = 65_536

/**
 * Appends whole lines to a file. What is appended while earlier lines are on their way to the disk goes with the next
 * write, so that many bodies share one wait for it. Where the disk refuses, nothing of them stays in the file, nor is what
 * waits behind them written: it may build on them. What comes later is tried anew.
 */
export class Appender {
  readonly #file: AppendFile
  /** Where the last line ends that is on the disk. */
  #end: number
  #waiting: Uint8Array[] = []
  #next = later()
  #writing: Promise<void> | null = null
  /** Whether the file may hold more than it should. */
  #torn = false

  private constructor(file: AppendFile, end: number) {
    this.#file = file
    this.#end = end
  }

  /** Takes a file over; what a process that was killed had not written to its line's end is removed. */
  static async open(file: AppendFile): Promise<Appender> {
    const size = await file.size()
    let end = size
    for (let found = false; end > 0 && !found; ) {
      const from = Math.max(0, end - STEP)
      const last = (await file.read(from, end - from)).lastIndexOf(LINE_END)
      found = last >= 0
      end = found ? from + last + 1 : from
    }
    if (end < size) await file.truncate(end)
    return new Appender(file, end)
  }

  /** Bytes of the file that are on the disk. */
  get size(): number {
    return this.#end
  }

  get busy(): boolean {
    return this.#writing !== null
  }

  /**
   * Appends lines. @returns when they are on the disk.
   * @throws Error where they cannot be written; they are not in the file then.
   */
  append(...lines: Uint8Array[]): Promise<void> {
    this.#waiting.push(...lines)
    const { promise } = this.#next
    this.#writing ??= this.#write()
    return promise
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
  }

  async #write(): Promise<void> {
    // What comes in the same turn of the event loop goes along.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const lines = this.#waiting
      const done = this.#next
      this.#waiting = []
      this.#next = later()
      try {
        if (this.#torn) await this.#file.truncate(this.#end)
        this.#torn = true
        await this.#file.append(lines)
        await this.#file.sync()
        this.#torn = false
        this.#end += lines.reduce((sum, { length }) => sum + length, 0)
        done.resolve()
      } catch (error) {
        await this.#file.truncate(this.#end).then(
          () => {
            this.#torn = false
          },
          () => undefined,
        )
        done.reject(error)
        this.#refuseWaiting(error)
      }
    }
    this.#writing = null
  }

  #refuseWaiting(error: unknown): void {
    this.#next.reject(error)
    this.#waiting = []
    this.#next = later()
  }
}

interface Later {
  promise: Promise<void>
  resolve(): void
  reject(error: unknown): void
}

function later(): Later {
  let resolve!: () => void
  let reject!: (error: unknown) => void
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  // The process does not end for lines that nobody waits for any more.
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}
