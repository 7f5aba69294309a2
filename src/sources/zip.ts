import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, sep } from 'node:path'
import { type Packing, UnreadableFile } from './unpacked.js'

/** A file inside a zip file. */
export interface Entry {
  /** Its path in there, as it is written. */
  name: string
  /** How it is packed; null where it is as it is. */
  packing: Packing | null
  /** Bytes of its contents, as the zip file says. */
  size: number
  /** Where its bytes lie. */
  start: number
  end: number
}

/** Numbers by which parts of a zip file are known, and their least sizes. */
const END = { mark: 0x06054b50, size: 22 }
const LARGE_END = { mark: 0x06064b50, size: 56 }
const LOCATOR = { mark: 0x07064b50, size: 20 }
const LISTED = { mark: 0x02014b50, size: 46 }
const LOCAL = { mark: 0x04034b50, size: 30 }
/** The longest remark behind the end. */
const REMARK = 0xffff
const BIG = 0xffffffff

/** Files in a zip file, at most, and bytes of their list. */
const MOST = 100_000
const MOST_LISTED = 64 * 1024 * 1024

const METHODS: Readonly<Record<number, Packing | null>> = { 0: null, 8: 'deflate', 93: 'zstd' }

/** Whether bytes are the beginning of a zip file. */
export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))

/** The list that was read last: whoever reads one file of a zip file mostly reads the next. */
let latest: { path: string; mark: string; entries: readonly Entry[] } | null = null

/**
 * The files in a zip file, in its order; folders are none.
 * @throws UnreadableFile where it is none, is cut off, encrypted, or names parts that are packed in a way nobody here knows.
 */
export function entriesOf(path: string): readonly Entry[] {
  const { size, mtimeMs, ino } = statSync(path)
  const mark = `${size}/${mtimeMs}/${ino}`
  if (latest?.path === path && latest.mark === mark) return latest.entries
  const file = openSync(path, 'r')
  try {
    const entries = listed(new Bytes(file, fstatSync(file).size))
    latest = { path, mark, entries }
    return entries
  } finally {
    closeSync(file)
  }
}

/** The zip file that a path leads into, and what it names in there; null where it leads into none. */
export function entryIn(path: string): { zip: string; entry: Entry } | null {
  for (let zip = dirname(path); zip !== dirname(zip); zip = dirname(zip)) {
    const isFile = isFileAt(zip)
    if (isFile === null) continue
    if (!isFile) return null
    const name = path
      .slice(zip.length + 1)
      .split(sep)
      .join('/')
    const entry = entriesOf(zip).find((one) => one.name === name)
    return entry === undefined ? null : { zip, entry }
  }
  return null
}

/** Whether a path leads to a file; null where it leads on from one, or to nothing. */
function isFileAt(path: string): boolean | null {
  try {
    return statSync(path).isFile()
  } catch {
    return null
  }
}

/** An open file of some size. */
class Bytes {
  constructor(
    private readonly file: number,
    readonly size: number,
  ) {}

  at(from: number, length: number): Buffer {
    if (from < 0 || length < 0 || from + length > this.size) throw new UnreadableFile('its zip data are cut off')
    const buffer = Buffer.allocUnsafe(length)
    for (let held = 0; held < length; ) {
      const read = readSync(this.file, buffer, held, length - held, from + held)
      if (read === 0) throw new UnreadableFile('its zip data are cut off')
      held += read
    }
    return buffer
  }
}

function listed(bytes: Bytes): Entry[] {
  const { count, from, length } = listOf(bytes)
  if (count > MOST || length > MOST_LISTED)
    throw new UnreadableFile(`a zip file of ${count} files; expected at most ${MOST}`)
  const list = bytes.at(from, length)
  const entries: Entry[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + LISTED.size > list.length || list.readUInt32LE(at) !== LISTED.mark)
      throw new UnreadableFile('its zip list is damaged')
    const nameLength = list.readUInt16LE(at + 28)
    const extraLength = list.readUInt16LE(at + 30)
    const name = list.toString('utf8', at + LISTED.size, at + LISTED.size + nameLength)
    const extra = list.subarray(at + LISTED.size + nameLength, at + LISTED.size + nameLength + extraLength)
    if (!name.endsWith('/')) entries.push(entryOf(bytes, name, list.subarray(at, at + LISTED.size), extra))
    at += LISTED.size + nameLength + extraLength + list.readUInt16LE(at + 32)
  }
  return entries
}

/** Where the list of files lies. */
function listOf(bytes: Bytes): { count: number; from: number; length: number } {
  const tail = bytes.at(Math.max(0, bytes.size - END.size - REMARK), Math.min(bytes.size, END.size + REMARK))
  let at = tail.length - END.size
  while (at >= 0 && tail.readUInt32LE(at) !== END.mark) at--
  if (at < 0) throw new UnreadableFile('its zip data are cut off: they have no list of files')
  const plain = {
    count: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    from: tail.readUInt32LE(at + 16),
  }
  if (plain.count !== 0xffff && plain.length !== BIG && plain.from !== BIG) return plain
  const locator = at - LOCATOR.size
  if (locator < 0 || tail.readUInt32LE(locator) !== LOCATOR.mark) return plain
  const end = bytes.at(whole(tail, locator + 8), LARGE_END.size)
  if (end.readUInt32LE(0) !== LARGE_END.mark) throw new UnreadableFile('its zip list is damaged')
  return { count: whole(end, 32), length: whole(end, 40), from: whole(end, 48) }
}

function entryOf(bytes: Bytes, name: string, item: Buffer, extra: Buffer): Entry {
  const method = item.readUInt16LE(10)
  if ((item.readUInt16LE(8) & 1) !== 0) throw new UnreadableFile('its zip data are encrypted')
  const packing = METHODS[method]
  if (packing === undefined) throw new UnreadableFile(`zip method ${method}; expected stored, deflate or zstd`)
  let [packed, size, from] = [item.readUInt32LE(20), item.readUInt32LE(24), item.readUInt32LE(42)]
  // Where a number does not fit, it stands in a field of its own, one behind the other.
  const large = fieldOf(extra, 1)
  let at = 0
  const next = () => {
    at += 8
    if (large === null || at > large.length) throw new UnreadableFile('its zip list is damaged')
    return whole(large, at - 8)
  }
  if (size === BIG) size = next()
  if (packed === BIG) packed = next()
  if (from === BIG) from = next()
  const local = bytes.at(from, LOCAL.size)
  if (local.readUInt32LE(0) !== LOCAL.mark) throw new UnreadableFile('its zip list is damaged')
  const start = from + LOCAL.size + local.readUInt16LE(26) + local.readUInt16LE(28)
  return { name, packing, size, start, end: start + packed }
}

function fieldOf(extra: Buffer, id: number): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
  return null
}

const whole = (buffer: Buffer, at: number): number => {
  if (at + 8 > buffer.length) throw new UnreadableFile('its zip list is damaged')
  return Number(buffer.readBigUInt64LE(at))
}
