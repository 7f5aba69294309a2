import { hkdfSync, randomBytes } from 'node:crypto'
import { Appender } from './appender.js'
import type { AppendFile } from './files.js'
import { groupsOf, HEAD, open, readHead, seal } from './sealing.js'
import type { Job } from './work.js'

/** Bytes of the salt that a file begins with. */
const SALT = 16

/** Bytes that are read at a time, at least. */
const AT_ONCE = 1024 * 1024

/** The fewest bytes of a group that one of its bodies takes: what it says of itself. */
const LEAST = 40

/** Bodies that were sealed together; `lost`: how many there are that cannot be opened. */
export interface Sealed {
  jobs: Job[]
  lost: number
}

/**
 * A file of sealed bodies, with AES-256-GCM under a key of its own: derived from the key of the data folder and the salt
 * that the file begins with. Bodies that came together are sealed together; such groups are numbered, and their numbers are the
 * nonces.
 */
export class Segment {
  readonly #file: AppendFile
  readonly #appender: Appender | null
  readonly #key: Buffer
  /** Where the file ends, if another process left it. */
  readonly #left: number
  #next = 0
  #at = SALT
  #read = Buffer.alloc(0)
  #readFrom = 0
  /** Whether nothing whole follows in a file that was left. */
  #broken = false
  /** Additions that are under way, and groups that were read and not settled yet. */
  appending = 0
  unsettled = 0
  /** Whether something in it could not be opened. */
  damaged = false

  private constructor(
    readonly path: string,
    file: AppendFile,
    appender: Appender | null,
    master: Buffer,
    salt: Uint8Array,
    left: number,
  ) {
    this.#file = file
    this.#appender = appender
    this.#left = left
    this.#key = Buffer.from(hkdfSync('sha256', master, salt, 'leeway collect', 32))
  }

  /** Begins a file that is new. */
  static async begin(path: string, file: AppendFile, master: Buffer): Promise<Segment> {
    const appender = await Appender.open(file)
    const salt = randomBytes(SALT)
    await appender.append(salt)
    return new Segment(path, file, appender, master, salt, 0)
  }

  /** Opens a file that another process left, to read what is in it. */
  static async left(path: string, file: AppendFile, master: Buffer): Promise<Segment> {
    return new Segment(path, file, null, master, await file.read(0, SALT), await file.size())
  }

  get size(): number {
    return this.#appender?.size ?? 0
  }

  /** Seals bodies together. @returns when they are on the disk. @throws Error where they cannot be written. */
  async add(jobs: readonly Job[]): Promise<void> {
    this.appending++
    try {
      await this.#appender!.append(...groupsOf(jobs).flatMap((group) => seal(this.#key, this.#next++, group)))
    } finally {
      this.appending--
    }
  }

  /** Whether nothing more can be read of it now. */
  get isRead(): boolean {
    return this.#broken || this.#at >= this.#end
  }

  get #end(): number {
    return this.#appender?.size ?? this.#left
  }

  /** @returns the next bodies that are on the disk; null where there are none, or they were broken off. */
  async read(): Promise<Sealed | null> {
    const end = this.#end
    if (this.#at + HEAD > end) return this.#nothing()
    const head = await this.#cut(this.#at, HEAD, end)
    const { length, bodies } = readHead(head)
    if (this.#at + HEAD + length > end) return this.#nothing()
    const sealed = await this.#cut(this.#at + HEAD, length, end)
    this.#at += HEAD + length
    this.unsettled++
    const jobs = open(this.#key, head, sealed)
    // A head that is damaged may say anything.
    return jobs === null ? { jobs: [], lost: Math.min(bodies, Math.ceil(length / LEAST)) } : { jobs, lost: 0 }
  }

  /** Bytes of the file, read many at a time. */
  async #cut(from: number, length: number, end: number): Promise<Buffer> {
    if (from + length > this.#readFrom + this.#read.length) {
      const most = Math.min(end - from, Math.max(length, AT_ONCE))
      const { buffer, byteOffset, byteLength } = await this.#file.read(from, most)
      this.#read = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)
      this.#readFrom = from
    }
    return this.#read.subarray(from - this.#readFrom, from - this.#readFrom + length)
  }

  #nothing(): null {
    this.#broken = this.#appender === null
    return null
  }

  async close(): Promise<void> {
    await (this.#appender ?? this.#file).close()
  }
}
