import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { type Contents, Unpacked, UnreadableFile, unpackerOf } from './unpacked.js'
import { type Entry, entryIn } from './zip.js'

/** A part of an open file. */
class Plain implements Contents {
  constructor(
    private readonly file: number,
    private at: number,
    private readonly end: number,
  ) {}

  read(into: Uint8Array, at: number, length: number): number {
    const bytes = readSync(this.file, into, at, Math.min(length, this.end - this.at), this.at)
    this.at += bytes
    return bytes
  }

  close(): void {
    closeSync(this.file)
  }
}

/** Bytes by which a packed file is known. */
const MARK = 4

/**
 * Opens a log. What is packed with gzip or zstd is unpacked while it is read; a path may lead on into a zip file
 * (`logs.zip/a/b.jsonl`).
 * @param from byte of its contents at which reading begins.
 * @throws UnreadableFile where packed data are damaged, or far larger than any log, now or while reading.
 */
export function openContents(path: string, from = 0): Contents {
  const { file, start, end, entry } = opened(path)
  try {
    const mark = Buffer.alloc(MARK)
    const length = new Plain(file, start, end).read(mark, 0, MARK)
    const packing = entry?.packing ?? unpackerOf(mark.subarray(0, length))
    if (packing === null) return new Plain(file, Math.min(start + from, end), end)
    const size = Math.min(end, fstatSync(file).size) - start
    const unpacked = new Unpacked(new Plain(file, start, end), packing, size)
    skip(unpacked, from)
    return unpacked
  } catch (error) {
    closeSync(file)
    throw error
  }
}

/** The file of a path, or the part of one where the path leads into a zip file. */
function opened(path: string): { file: number; start: number; end: number; entry: Entry | null } {
  try {
    // A file that grows while it is read is read as far as it has grown.
    return { file: openSync(path, 'r'), start: 0, end: Number.POSITIVE_INFINITY, entry: null }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error
    const found = entryIn(path)
    if (found === null) throw error
    return { file: openSync(found.zip, 'r'), start: found.entry.start, end: found.entry.end, entry: found.entry }
  }
}

function skip(contents: Contents, bytes: number): void {
  const into = Buffer.allocUnsafe(64 * 1024)
  for (let left = bytes; left > 0; ) {
    const read = contents.read(into, 0, Math.min(left, into.length))
    if (read === 0) return
    left -= read
  }
}

/** A log's path without the ending that says how it is packed. */
export const unpackedName = (path: string): string => path.replace(/\.(?:gz|zst|zstd)$/i, '')

/** What packed logs are larger by, about. */
const PACKED = 8

/** The size of a log's contents, bytes; about, where it is packed. */
export function sizeOf(path: string): number {
  const found = entryIn(path)
  if (found !== null) return found.entry.size
  return isPacked(path) ? PACKED * statSync(path).size : statSync(path).size
}

/** Whether a file is packed, so that reading cannot go on in its middle. */
export function isPacked(path: string): boolean {
  const { file, start, end, entry } = opened(path)
  const plain = new Plain(file, start, end)
  try {
    const mark = Buffer.alloc(MARK)
    return entry !== null || unpackerOf(mark.subarray(0, plain.read(mark, 0, MARK))) !== null
  } finally {
    plain.close()
  }
}

/** The first bytes of a log, for telling what kind it is. */
export function headOf(path: string, bytes: number): Buffer {
  const contents = openContents(path)
  try {
    return filled(contents, bytes)
  } finally {
    contents.close()
  }
}

/** A whole log. @throws UnreadableFile where it is larger than `most` bytes. */
export function wholeOf(path: string, most: number, tooLarge: string): Buffer {
  const contents = openContents(path)
  try {
    const bytes = filled(contents, Math.min(most + 1, Math.max(sizeOf(path), MARK) + 1))
    const parts = [bytes]
    for (let held = bytes.length; ; ) {
      if (held > most) throw new UnreadableFile(tooLarge)
      const more = filled(contents, Math.min(most + 1 - held, 1024 * 1024))
      if (more.length === 0) return parts.length === 1 ? bytes : Buffer.concat(parts)
      parts.push(more)
      held += more.length
    }
  } finally {
    contents.close()
  }
}

/** As many bytes as there are, up to a number. */
function filled(contents: Contents, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes)
  let held = 0
  while (held < bytes) {
    const read = contents.read(buffer, held, bytes - held)
    if (read === 0) break
    held += read
  }
  return buffer.subarray(0, held)
}
