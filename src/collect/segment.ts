import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Appender } from './appender.js'
import type { AppendFile } from './files.js'
import type { Job } from './work.js'

/** Bytes of the salt that a file begins with. */
const SALT = 16
/** Bytes before what is sealed: its number, its length, and the tag that it is known by. */
const HEAD = 4 + 4 + 16

/** Bytes that are read at a time, at least. */
const AT_ONCE = 1024 * 1024

/** A sealed body of a file; null where it cannot be opened. */
export interface Frame {
  job: Job | null
  bytes: number
}

/**
 * A file of sealed bodies, with AES-256-GCM under a key of its own: derived from the key of the data folder and the salt
 * that the file begins with. Bodies are numbered, and their numbers are the nonces.
 */
export class Segment {
  readonly #file: AppendFile
  readonly #appender: Appender | null
  readonly #key: Buffer
  /** Where the file ends, if another process left it. */
  readonly #left: number
  #next = 0
  #at = SALT
  /** Where the last body ends that was added. */
  #added = SALT
  readonly #held: { at: number; size: number; job: Job }[] = []
  #read = Buffer.alloc(0)
  #readFrom = 0
  /** Whether nothing whole follows in a file that was left. */
  #broken = false
  /** Bodies that are being appended, and that were read and not settled yet. */
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

  /**
   * @param hold whether the body stays in memory as well, until it is read.
   * @returns how many bytes it takes, once it is on the disk.
   */
  async add(job: Job, hold: boolean): Promise<number> {
    const { bytes, ...head } = job
    const text = Buffer.from(JSON.stringify(head))
    const number = this.#next++
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce(number))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(text.length)
    const sealed = [cipher.update(length), cipher.update(text), cipher.update(bytes), cipher.final()]
    const frame = Buffer.alloc(HEAD)
    frame.writeUInt32LE(number, 0)
    frame.writeUInt32LE(4 + text.length + bytes.length, 4)
    cipher.getAuthTag().copy(frame, 8)
    this.appending++
    try {
      await this.#appender!.append(frame, ...sealed.filter(({ length: bytes }) => bytes > 0))
      // They are on the disk in the order in which they came here.
      const size = HEAD + 4 + text.length + bytes.length
      if (hold) this.#held.push({ at: this.#added, size, job })
      this.#added += size
      return size
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

  /** @returns the next body that is on the disk; null where there is none, or it was broken off. */
  async read(): Promise<Frame | null> {
    const end = this.#end
    if (this.#at + HEAD > end) return this.#nothing()
    const held = this.#held[0]
    if (held?.at === this.#at) {
      this.#at += held.size
      this.unsettled++
      return { job: held.job, bytes: held.size }
    }
    const head = await this.#cut(this.#at, HEAD, end)
    const [number, length] = [head.readUInt32LE(0), head.readUInt32LE(4)]
    if (this.#at + HEAD + length > end) return this.#nothing()
    const sealed = await this.#cut(this.#at + HEAD, length, end)
    this.#at += HEAD + length
    this.unsettled++
    return { job: this.#opened(number, head.subarray(8), sealed), bytes: HEAD + length }
  }

  /** Forgets bodies in memory that were read. @returns how many bytes they had. */
  letGo(): number {
    let bytes = 0
    while (this.#held.length > 0 && this.#held[0]!.at < this.#at) bytes += this.#held.shift()!.job.bytes.length
    return bytes
  }

  /** Bytes of the file, read many at a time. */
  async #cut(from: number, length: number, end: number): Promise<Buffer> {
    if (from + length > this.#readFrom + this.#read.length) {
      this.#read = Buffer.from(await this.#file.read(from, Math.min(end - from, Math.max(length, AT_ONCE))))
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

  #opened(number: number, tag: Buffer, sealed: Uint8Array): Job | null {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce(number)).setAuthTag(tag)
      const plain = Buffer.concat([decipher.update(sealed), decipher.final()])
      const from = 4 + plain.readUInt32LE(0)
      const head = JSON.parse(plain.toString('utf8', 4, from)) as Omit<Job, 'bytes'>
      return { ...head, bytes: new Uint8Array(plain.subarray(from)) }
    } catch {
      return null
    }
  }
}

function nonce(number: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32LE(number)
  return bytes
}
