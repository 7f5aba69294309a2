import { openContents } from './contents.js'
import { squeeze } from './shorten.js'
import { type Contents, UnreadableFile } from './unpacked.js'

const CHUNK = 4 * 1024 * 1024
/** Bytes of the longest line, without the middle of its long strings: no text can be longer. */
const LONGEST = 512 * 1024 * 1024
const NEWLINE = 10

/** Kept from file to file: most logs are small, and a new buffer for each costs more than reading it. */
let spare: Buffer | null = null

/**
 * One line of a file as bytes: `buffer[start, end)`, without its line break. Valid only until the next is asked for. In a
 * line of many megabytes the middle of long strings is left out.
 */
export interface Line {
  buffer: Buffer
  start: number
  end: number
  /** Byte offset of the line in the file. */
  offset: number
  /** Number of the line, from 1. */
  number: number
}

/**
 * Streams the lines of a file, packed or not, without ever holding more than one line and one chunk. Calls `each` for every line that
 * is not blank. A last line without a line break is given too. Reads without giving way to anything else in its thread.
 * @returns the byte offset behind the last byte read.
 */
export function forEachLine(path: string, from: { offset: number; line: number }, each: (line: Line) => void): number {
  const chunks = new Chunks(path, from)
  try {
    while (chunks.next(each));
    return chunks.end
  } finally {
    chunks.close()
  }
}

/** As {@link forEachLine}, and gives way after each chunk until `between` is done. */
export async function forEachLineInTurn(
  path: string,
  from: { offset: number; line: number },
  each: (line: Line) => void,
  between: () => Promise<void>,
): Promise<void> {
  const chunks = new Chunks(path, from)
  try {
    while (chunks.next(each)) await between()
  } finally {
    chunks.close()
  }
}

/** An open file, whose lines are given chunk by chunk. */
class Chunks {
  private readonly contents: Contents
  private buffer: Buffer
  /** Bytes of a line that is not there as a whole yet. */
  private held = 0
  private base: number
  /** Bytes of that line that were left out. */
  private leftOut = 0
  private number: number
  private readonly line: Line

  constructor(path: string, from: { offset: number; line: number }) {
    this.contents = openContents(path, from.offset)
    this.buffer = spare ?? Buffer.allocUnsafe(CHUNK)
    spare = null
    this.base = from.offset
    this.number = from.line
    this.line = { buffer: this.buffer, start: 0, end: 0, offset: 0, number: from.line }
  }

  /** The byte offset behind the last byte read. */
  get end(): number {
    return this.base + this.leftOut + this.held
  }

  /** Reads on and gives the lines that are whole. @returns false at the end of the file. */
  next(each: (line: Line) => void): boolean {
    this.makeRoom()
    const { held } = this
    const bytesRead = this.contents.read(this.buffer, held, this.buffer.length - held)
    const filled = held + bytesRead
    if (bytesRead === 0) {
      if (filled > 0) this.give(0, filled, each)
      return false
    }
    const read = this.buffer.subarray(0, filled)
    let start = 0
    // A break can only be in the bytes just read; those held before were searched already.
    let at = read.indexOf(NEWLINE, held)
    while (at !== -1) {
      this.give(start, at, each)
      start = at + 1
      at = start < filled ? read.indexOf(NEWLINE, start) : -1
    }
    this.held = filled - start
    if (start > 0 && this.held > 0) this.buffer.copy(this.buffer, 0, start, filled)
    this.base += start
    return true
  }

  close(): void {
    this.contents.close()
    if (this.buffer.length === CHUNK) spare = this.buffer
  }

  /** Takes the middle out of strings where a line does not fit, else makes the buffer larger, and small again behind it. */
  private makeRoom(): void {
    const { buffer } = this
    const full = this.held === buffer.length
    if (full) {
      const left = squeeze(buffer, this.held)
      this.leftOut += this.held - left
      this.held = left
    }
    const { held } = this
    const size = full && held > buffer.length / 2 ? buffer.length * 2 : held < CHUNK ? CHUNK : buffer.length
    if (size === buffer.length) return
    if (size > LONGEST) throw new UnreadableFile(`line ${this.number} is longer than ${LONGEST / 2} bytes`)
    this.buffer = Buffer.allocUnsafe(size)
    buffer.copy(this.buffer, 0, 0, held)
  }

  private give(start: number, end: number, each: (line: Line) => void): void {
    const { line, buffer } = this
    line.buffer = buffer
    line.start = start
    line.end = end
    line.offset = this.base + start
    line.number = this.number++
    this.base += this.leftOut
    this.leftOut = 0
    if (!blank(buffer, start, end)) each(line)
  }
}

function blank(buffer: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = buffer[i]
    if (byte !== 32 && byte !== 9 && byte !== 13) return false
  }
  return true
}
