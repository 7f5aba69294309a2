import { closeSync, openSync, readSync } from 'node:fs'

const CHUNK = 4 * 1024 * 1024
const NEWLINE = 10

/** Kept from file to file: most logs are small, and a new buffer for each costs more than reading it. */
let spare: Buffer | null = null

/** One line of a file as bytes: `buffer[start, end)`, without its line break. Valid only until the next is asked for. */
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
 * Streams the lines of a file without ever holding more than one line and one chunk. Calls `each` for every line that
 * is not blank. A last line without a line break is given too. Reads without giving way to anything else in its thread.
 * @returns the byte offset behind the last byte read.
 */
export function forEachLine(path: string, from: { offset: number; line: number }, each: (line: Line) => void): number {
  const file = openSync(path, 'r')
  let buffer = spare ?? Buffer.allocUnsafe(CHUNK)
  spare = null
  try {
    let held = 0
    let base = from.offset
    let number = from.line
    const line: Line = { buffer, start: 0, end: 0, offset: 0, number }
    const give = (start: number, end: number) => {
      line.buffer = buffer
      line.start = start
      line.end = end
      line.offset = base + start
      line.number = number
      if (!blank(buffer, start, end)) each(line)
      number++
    }
    for (;;) {
      if (held === buffer.length) {
        const larger = Buffer.allocUnsafe(buffer.length * 2)
        buffer.copy(larger, 0, 0, held)
        buffer = larger
      }
      const bytesRead = readSync(file, buffer, held, buffer.length - held, base + held)
      const filled = held + bytesRead
      let start = 0
      // A break can only be in the bytes just read; those held before were searched already.
      let at = bytesRead === 0 ? -1 : buffer.subarray(0, filled).indexOf(NEWLINE, held)
      while (at !== -1) {
        give(start, at)
        start = at + 1
        at = start < filled ? buffer.subarray(0, filled).indexOf(NEWLINE, start) : -1
      }
      if (bytesRead === 0) {
        if (filled > start) give(start, filled)
        return base + filled
      }
      held = filled - start
      if (start > 0 && held > 0) buffer.copy(buffer, 0, start, filled)
      base += start
      if (buffer.length > CHUNK && held < CHUNK) {
        const smaller = Buffer.allocUnsafe(CHUNK)
        buffer.copy(smaller, 0, 0, held)
        buffer = smaller
      }
    }
  } finally {
    closeSync(file)
    if (buffer.length === CHUNK) spare = buffer
  }
}

function blank(buffer: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = buffer[i]
    if (byte !== 32 && byte !== 9 && byte !== 13) return false
  }
  return true
}
