import { type FileHandle, open } from 'node:fs/promises'

/**
 * Appends lines to a file. What is appended while earlier lines are on their way to the disk goes with the next write,
 * so that many requests share one wait for it.
 */
export class Appender {
  #file: FileHandle
  #end: number
  #lines: string[] = []
  #next = later()
  #busy = false
  #broken: Error | null = null

  private constructor(file: FileHandle, end: number) {
    this.#file = file
    this.#end = end
  }

  /** @param end where the file's last whole line ends; what stands behind it was broken off and is removed. */
  static async open(path: string, end: number): Promise<Appender> {
    const file = await open(path, 'a', 0o600)
    await file.truncate(end)
    return new Appender(file, end)
  }

  /**
   * Appends a line. @returns where it begins, once it is on the disk.
   * @throws Error where it cannot be written; nothing can be appended after that.
   */
  async append(entry: unknown): Promise<number> {
    if (this.#broken !== null) throw this.#broken
    const line = `${JSON.stringify(entry)}\n`
    const at = this.#end
    this.#end += Buffer.byteLength(line)
    this.#lines.push(line)
    const written = this.#next.promise
    if (!this.#busy) void this.#write()
    await written
    return at
  }

  async close(): Promise<void> {
    while (this.#busy) await this.#next.promise.catch(() => undefined)
    await this.#file.close()
  }

  async #write(): Promise<void> {
    this.#busy = true
    await Promise.resolve()
    while (this.#lines.length > 0) {
      const lines = this.#lines
      const done = this.#next
      this.#lines = []
      this.#next = later()
      try {
        if (this.#broken !== null) throw this.#broken
        await this.#file.appendFile(lines.join(''))
        await this.#file.datasync()
        done.resolve()
      } catch (error) {
        this.#broken = new Error(`the journal of verdicts cannot be written: ${(error as Error).message}`)
        done.reject(this.#broken)
      }
    }
    this.#busy = false
  }
}

interface Later {
  promise: Promise<void>
  resolve(): void
  reject(error: Error): void
}

function later(): Later {
  let resolve!: () => void
  let reject!: (error: Error) => void
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}
