import { isUtf8 } from 'node:buffer'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { linesOf } from './json.js'
import type { Limits } from './limits.js'
import type { Job } from './work.js'

const unzip = promisify(gunzip)

/** Bytes of an unpacked body that are looked through in the thread that listens. */
const MOST = 1024 * 1024

/**
 * Whether a body holds together: brackets and texts of JSON are closed, and not too deep; messages of protobuf are as long as
 * they say, down to records. It is much less than reading it. What does not hold together, or is large, is false.
 */
export async function isFramed({ form, gzip, bytes }: Job, limits: Limits): Promise<boolean> {
  if (bytes.length > MOST) return false
  // The bound on growth is that of `unpack`, and lower.
  const maxOutputLength = Math.min(MOST, limits.plainBytes)
  const plain = gzip ? await unzip(bytes, { maxOutputLength }).catch(() => null) : bytes
  if (plain === null || plain.length === 0) return false
  if (form === 'protobuf') return isMessage(plain)
  if (!isUtf8(plain)) return false
  if (form === 'json') return isClosed(plain, limits.depth)
  for (const { line } of linesOf(plain)) if (!isClosed(line, limits.depth)) return false
  return true
}

/** Whether the two ends of a body are those of its form. It says little, and costs nothing. */
export function hasEnds({ form, gzip, bytes }: Job): boolean {
  if (gzip) return bytes[0] === 0x1f && bytes[1] === 0x8b
  if (form === 'protobuf') return bytes.length > 0
  const last = bytes.findLast((byte) => byte > 0x20)
  const first = bytes.find((byte) => byte > 0x20)
  return (first === 0x7b && last === 0x7d) || (first === 0x5b && last === 0x5d)
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Whether bytes are one object or array of JSON, as far as brackets and quotes tell. */
export function isClosed(bytes: Uint8Array, most: number): boolean {
  const open = new Uint8Array(most)
  let depth = 0
  let ended = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === QUOTE) {
      if (depth === 0) return false
      for (i++; bytes[i] !== QUOTE; i++) {
        if (bytes[i] === BACKSLASH) i++
        if (i >= bytes.length) return false
      }
    } else if (byte === 0x7b || byte === 0x5b) {
      if (ended || depth === most) return false
      open[depth++] = byte
    } else if (byte === 0x7d || byte === 0x5d) {
      // Closing brackets stand two behind opening ones.
      if (depth === 0 || open[--depth] !== byte - 2) return false
      ended = depth === 0
    } else if (depth === 0 && byte > 0x20) return false
  }
  return ended
}

/** Messages within each other above records: of a request, of a resource, of a scope. */
const ABOVE = 3

/** Whether bytes are messages that lie within each other as requests of OTLP do, down to the fields of records. */
export function isMessage(bytes: Uint8Array): boolean {
  const reader = new BinaryReader(bytes)
  try {
    return skims(reader, bytes.length, 0)
  } catch {
    return false
  }
}

function skims(reader: BinaryReader, end: number, level: number): boolean {
  while (reader.pos < end) {
    const [field, wire] = reader.tag()
    if (wire === WireType.StartGroup || wire === WireType.EndGroup) return false
    if (wire === WireType.LengthDelimited && level < ABOVE && field === (level === 0 ? 1 : 2)) {
      const length = reader.uint32()
      if (reader.pos + length > end || !skims(reader, reader.pos + length, level + 1)) return false
    } else reader.skip(wire)
  }
  return reader.pos === end
}
