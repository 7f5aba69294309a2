import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { isPacked, wholeOf } from './contents.js'
import { committedIn } from './sqlite-wal.js'
import { UnreadableFile } from './unpacked.js'

const MB = 1024 * 1024
/** A packed database has to be held as a whole. */
const LARGEST_PACKED = 1024 * MB
/** Pages that are held at once. */
const HELD = 512

/** What a database of SQLite 3 begins with. */
export const SQLITE_MARK = Buffer.from('SQLite format 3\0', 'latin1')

/** Bytes at any place of a file. */
interface Bytes {
  readonly length: number
  read(at: number, length: number): Buffer
  /** Whether something wrote to it since it was opened. */
  changed(): boolean
  close(): void
}

/**
 * The pages of a database of SQLite 3, as they are after the last change that was committed: what stands in the log of
 * writes (`-wal`) beside it holds before what stands in the file. Nothing is ever written.
 */
export class Pages {
  /** Bytes of a page, and those of them that hold anything. */
  readonly size: number
  readonly usable: number
  private readonly bytes: Bytes
  private readonly written: ReadonlyMap<number, Buffer>
  private held = new Map<number, Buffer>()

  /** @throws UnreadableFile where it is no such database, of an encoding other than UTF-8, or a write to it was broken off. */
  constructor(path: string) {
    this.bytes = bytesOf(path)
    try {
      if (sizeOfFile(`${path}-journal`) > 0)
        throw new UnreadableFile(
          'a write to this database was broken off or is under way; open it with its program first',
        )
      const head = this.bytes.read(0, 100)
      if (!head.subarray(0, SQLITE_MARK.length).equals(SQLITE_MARK)) throw new UnreadableFile('no database of SQLite 3')
      const size = head.readUInt16BE(16)
      this.size = size === 1 ? 65_536 : size
      this.usable = this.size - head[20]!
      if (this.size < 512 || this.usable < 480) throw new UnreadableFile('a database whose first page is damaged')
      this.written = committedIn(`${path}-wal`, this.size)
      const encoding = this.page(1).readUInt32BE(56)
      if (encoding > 1) throw new UnreadableFile('a database whose texts are not UTF-8')
    } catch (error) {
      this.bytes.close()
      throw error
    }
  }

  /** How many pages there are, at most. */
  get count(): number {
    return Math.ceil(this.bytes.length / this.size) + this.written.size
  }

  /** A page, from 1. @throws UnreadableFile where there is none of that number. */
  page(number: number): Buffer {
    const known = this.written.get(number) ?? this.held.get(number)
    if (known !== undefined) return known
    const page = number < 1 ? null : this.bytes.read((number - 1) * this.size, this.size)
    if (page === null || page.length < this.size) throw new UnreadableFile('a database that is cut off or damaged')
    if (this.held.size >= HELD) this.held = new Map()
    this.held.set(number, page)
    return page
  }

  /** @throws UnreadableFile where something wrote to the database while it was read, so that its pages may not belong together. */
  close(): void {
    const changed = this.bytes.changed()
    this.bytes.close()
    if (changed) throw new UnreadableFile('a database that was written to while it was read; it is read the next time')
  }

  /** Lets go of the file, whatever was read of it. */
  abandon(): void {
    this.bytes.close()
  }
}

function bytesOf(path: string): Bytes {
  if (isPacked(path)) {
    const whole = wholeOf(path, LARGEST_PACKED, `a packed database of more than ${LARGEST_PACKED / MB} MB`)
    const read = (at: number, length: number) => whole.subarray(at, at + length)
    return { length: whole.length, read, changed: () => false, close: () => {} }
  }
  const file = openSync(path, 'r')
  const state = () => {
    const { size, mtimeNs } = fstatSync(file, { bigint: true })
    return `${size} ${mtimeNs}`
  }
  const opened = state()
  return {
    length: fstatSync(file).size,
    read(at, length) {
      const buffer = Buffer.allocUnsafe(length)
      return buffer.subarray(0, readSync(file, buffer, 0, length, at))
    },
    changed: () => state() !== opened,
    close: () => closeSync(file),
  }
}

function sizeOfFile(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}
