import { readFileSync, statSync } from 'node:fs'
import { UnreadableFile } from './unpacked.js'

const MB = 1024 * 1024
/** A log is held as a whole. Programs merge theirs into the database each few megabytes, unless something keeps them from it. */
const LARGEST = 256 * MB

/** Bytes before the first page of a log of writes, and before each. */
const HEADER = 32
const FRAME = 24
/** What a log begins with; its last bit says in which order the bytes of a checksum stand. */
const MAGIC = 0x377f0682

/**
 * Pages that a log of writes of SQLite (`-wal`) holds, by their numbers, as of the last change in it that was committed;
 * none where there is no log, or it is of another database. Each page is checked as SQLite does
 * (https://www.sqlite.org/fileformat2.html#walformat): what follows the first that does not fit is of an earlier time.
 * @throws UnreadableFile where the log is larger than 256 MB.
 */
export function committedIn(path: string, pageSize: number): Map<number, Buffer> {
  const committed = new Map<number, Buffer>()
  const log = logAt(path)
  if (log === null || log.length < HEADER || log.readUInt32BE(0) >>> 1 !== MAGIC >>> 1) return committed
  const sums = new Sums((log[3]! & 1) === 1)
  sums.add(log, 0, 24)
  if (!sums.are(log, 24) || log.readUInt32BE(8) !== pageSize) return committed
  const salts = log.subarray(16, 24)
  let open = new Map<number, Buffer>()
  for (let at = HEADER; at + FRAME + pageSize <= log.length; at += FRAME + pageSize) {
    if (!log.subarray(at + 8, at + 16).equals(salts)) break
    sums.add(log, at, at + 8)
    sums.add(log, at + FRAME, at + FRAME + pageSize)
    if (!sums.are(log, at + 16)) break
    open.set(log.readUInt32BE(at), log.subarray(at + FRAME, at + FRAME + pageSize))
    if (log.readUInt32BE(at + 4) === 0) continue
    for (const [number, page] of open) committed.set(number, page)
    open = new Map()
  }
  return committed
}

function logAt(path: string): Buffer | null {
  try {
    if (statSync(path).size <= LARGEST) return readFileSync(path)
  } catch {
    return null
  }
  throw new UnreadableFile(
    `a database beside which more than ${LARGEST / MB} MB of changes wait to be merged into it; end its program first`,
  )
}

/** The two running sums of 32 bits that guard a log, over words of 4 bytes. */
class Sums {
  private first = 0
  private second = 0

  constructor(private readonly bigEndian: boolean) {}

  add(bytes: Buffer, from: number, to: number): void {
    const word = (at: number) => (this.bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))
    for (let at = from; at < to; at += 8) {
      this.first = (this.first + word(at) + this.second) >>> 0
      this.second = (this.second + word(at + 4) + this.first) >>> 0
    }
  }

  /** Whether these are the sums that stand at a place. */
  are(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.first && bytes.readUInt32BE(at + 4) === this.second
  }
}
