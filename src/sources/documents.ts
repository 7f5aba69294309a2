import { openContents, wholeOf } from './contents.js'
import type { Line } from './lines.js'
import { parseShortened } from './shorten.js'
import { type Contents, UnreadableFile } from './unpacked.js'

const CHUNK = 1024 * 1024
/** Bytes of one element, and of what stands around the array, at most: what is larger does not fit into a text. */
const LARGEST = 256 * 1024 * 1024
const MB = 1024 * 1024

const OPEN = 0x5b
const CLOSE = 0x5d
const CURLY = 0x7b
const CURLY_END = 0x7d
const COMMA = 0x2c
const COLON = 0x3a
const QUOTE = 0x22
const BACKSLASH = 0x5c
/** What some programs put before a text. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf])
/** White space, and that mark. */
const BLANK = new Set([0x20, 0x0a, 0x0d, 0x09, ...MARK])

/** What stands around the elements of an array. */
export interface Around {
  /** The document with the array empty; undefined where it ends too early or is no JSON. */
  rest: unknown
  /** Elements that were larger than can be read, by their numbers from 1. */
  tooLarge: number[]
}

/**
 * Gives the elements of an array in a JSON document one by one, cut out on the bytes, so that no more than one is held.
 * An element is given as a line is, with its number in the array, from 1; where a document is cut off, all that are whole.
 * @param at the keys that lead to the array; none where the document is the array.
 * @throws UnreadableFile where what stands around the array is larger than 256 MB.
 */
export function forEachElement(path: string, at: readonly string[], each: (element: Line) => void): Around {
  const elements = elementsOf(path, at)
  for (let step = elements.next(); ; step = elements.next()) {
    if (step.done) return step.value
    each(step.value)
  }
}

/** As {@link forEachElement}, and gives way after every few megabytes until `between` is done. */
export async function forEachElementInTurn(
  path: string,
  at: readonly string[],
  each: (element: Line) => void,
  between: () => Promise<void>,
): Promise<Around> {
  const elements = elementsOf(path, at)
  let passed = 0
  for (let step = elements.next(); ; step = elements.next()) {
    if (step.done) return step.value
    each(step.value)
    passed += step.value.end - step.value.start
    if (passed < 4 * MB) continue
    passed = 0
    await between()
  }
}

/**
 * A JSON document as a whole, its long strings cut as those of lines are.
 * @param whole leave them as they are, because they are to be known again.
 * @throws UnreadableFile where it is larger than 256 MB; SyntaxError where it is no JSON.
 */
export function documentOf(path: string, whole = false): unknown {
  const bytes = wholeOf(path, LARGEST, `a single document of more than ${LARGEST / MB} MB`)
  const from = bytes.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0
  return whole ? JSON.parse(bytes.toString('utf8', from)) : parseShortened(bytes, from, bytes.length)
}

function* elementsOf(path: string, at: readonly string[]): Generator<Line, Around> {
  const contents = openContents(path)
  try {
    const scan = new Scan(contents)
    const around: Around = { rest: undefined, tooLarge: [] }
    yield* descend(scan, at, around)
    around.rest = scan.rest()
    return around
  } finally {
    contents.close()
  }
}

function* descend(scan: Scan, at: readonly string[], around: Around): Generator<Line, void> {
  const first = scan.peek()
  if (at.length === 0) {
    if (first === OPEN) yield* array(scan, around)
    else scan.pass()
    return
  }
  if (first !== CURLY) return scan.pass()
  scan.take()
  for (let key = scan.peek(); key === QUOTE; key = scan.peek()) {
    const name = scan.text()
    if (scan.peek() !== COLON) return
    scan.take()
    if (name === at[0]) yield* descend(scan, at.slice(1), around)
    else scan.pass()
    if (scan.peek() !== COMMA) break
    scan.take()
  }
  if (scan.peek() === CURLY_END) scan.take()
}

function* array(scan: Scan, around: Around): Generator<Line, void> {
  scan.take()
  let number = 1
  for (let next = scan.peek(); next !== CLOSE && next !== -1; next = scan.peek()) {
    const element = scan.element(number)
    if (element === 'cut off') return
    if (element === 'too large') around.tooLarge.push(number)
    else yield element
    number++
    if (scan.peek() !== COMMA) break
    scan.skip()
  }
  if (scan.peek() === CLOSE) scan.take()
}

/** Goes through a document byte by byte, and keeps what stands around the array. */
class Scan {
  private buffer = Buffer.allocUnsafe(CHUNK)
  private at = 0
  private filled = 0
  /** Where what is held for later begins, or -1. */
  private mark = -1
  private offset = 0
  private readonly kept: Buffer[] = []
  private keptBytes = 0

  constructor(private readonly contents: Contents) {}

  /** The next byte that is no white space, or -1 at the end. */
  peek(): number {
    for (;;) {
      if (this.at === this.filled && !this.more()) return -1
      const byte = this.buffer[this.at]!
      if (!BLANK.has(byte)) return byte
      this.at++
    }
  }

  /** Leaves a byte out. */
  skip(): void {
    this.at++
  }

  /** Keeps a byte. */
  take(): void {
    this.keep(Buffer.from([this.buffer[this.at++]!]))
  }

  /** Keeps a value. */
  pass(): void {
    const value = this.value()
    if (value === 'too large') throw new UnreadableFile(`a part of a document of more than ${LARGEST / MB} MB`)
    if (value !== 'cut off') this.keep(Buffer.from(value))
  }

  /** Keeps a string. @returns what it says, or null. */
  text(): string | null {
    const value = this.value()
    if (typeof value === 'string') return null
    this.keep(Buffer.from(value))
    try {
      return String(JSON.parse(value.toString('utf8')))
    } catch {
      return null
    }
  }

  element(number: number): Line | 'too large' | 'cut off' {
    const value = this.value()
    if (typeof value === 'string') return value
    const start = this.at - value.length
    return { buffer: this.buffer, start, end: this.at, offset: this.offset + start, number }
  }

  /** All that was kept, as a value. */
  rest(): unknown {
    const bytes = Buffer.concat(this.kept)
    try {
      return parseShortened(bytes, 0, bytes.length)
    } catch {
      return undefined
    }
  }

  private keep(bytes: Buffer): void {
    this.kept.push(bytes)
    this.keptBytes += bytes.length
    if (this.keptBytes > LARGEST)
      throw new UnreadableFile(`a document with more than ${LARGEST / MB} MB around its list`)
  }

  /** Goes to the end of the value that begins here. @returns its bytes, valid until more is read. */
  private value(): Buffer | 'too large' | 'cut off' {
    this.peek()
    this.mark = this.at
    const whole = this.goThrough()
    const from = this.mark
    this.mark = -1
    if (!whole) return 'cut off'
    return from === -2 ? 'too large' : this.buffer.subarray(from, this.at)
  }

  private goThrough(): boolean {
    let depth = 0
    for (;;) {
      if (this.at === this.filled && !this.more()) return depth === 0
      const byte = this.buffer[this.at]!
      if (byte === QUOTE) {
        this.at++
        if (!this.string()) return false
        if (depth === 0) return true
        continue
      }
      if (byte === OPEN || byte === CURLY) depth++
      else if (byte === CLOSE || byte === CURLY_END) {
        if (depth === 0) return true
        depth--
        if (depth === 0) {
          this.at++
          return true
        }
      } else if (depth === 0 && (byte === COMMA || byte <= 32)) return true
      this.at++
    }
  }

  /** Goes behind the quote that ends a string. */
  private string(): boolean {
    let from = this.at
    for (;;) {
      const found = this.buffer.indexOf(QUOTE, this.at)
      const end = found === -1 || found >= this.filled ? this.filled : found
      const escaped = this.slashes(from, end) % 2 === 1
      this.at = end
      if (end === this.filled) {
        if (!this.more()) return false
        if (escaped) this.at++
        from = this.at
        continue
      }
      this.at++
      if (!escaped) return true
      from = this.at
    }
  }

  /** Backslashes right before a place, of those from another on. */
  private slashes(from: number, end: number): number {
    let many = 0
    while (end - 1 - many >= from && this.buffer[end - 1 - many] === BACKSLASH) many++
    return many
  }

  /** Reads on; what is marked stays, as long as it is not too large. @returns false at the end. */
  private more(): boolean {
    if (this.mark >= 0 && this.filled - this.mark > LARGEST) this.mark = -2
    const from = this.mark >= 0 ? this.mark : this.at
    if (from > 0) this.buffer.copyWithin(0, from, this.filled)
    this.offset += from
    this.at -= from
    this.filled -= from
    if (this.mark >= 0) this.mark = 0
    if (this.filled > this.buffer.length / 2) {
      const larger = Buffer.allocUnsafe(this.buffer.length * 2)
      this.buffer.copy(larger, 0, 0, this.filled)
      this.buffer = larger
    }
    const read = this.contents.read(this.buffer, this.filled, this.buffer.length - this.filled)
    this.filled += read
    return read > 0
  }
}
