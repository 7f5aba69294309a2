import { isUtf8 } from 'node:buffer'
import { Refusal } from './refusal.js'

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Whether brackets lie deeper within each other than allowed. Looks at bytes and makes nothing, so that what is too deep is
 * never built.
 */
export function isDeeper(bytes: Uint8Array, most: number): boolean {
  let depth = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === QUOTE) {
      for (i++; i < bytes.length && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > most) return true
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return false
}

/**
 * Reads JSON of somebody else.
 * @param depth how many brackets may lie within each other.
 * @throws Refusal where it is no JSON, not UTF-8, or deeper. Its words hold nothing of the body.
 */
export function parseJson(bytes: Uint8Array, depth: number): unknown {
  if (!isUtf8(bytes)) throw new Refusal(400, 'this body is not in UTF-8')
  if (isDeeper(bytes, depth)) throw new Refusal(400, `this body has more than ${depth} brackets within brackets`)
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
  } catch {
    throw new Refusal(400, 'this body is no JSON')
  }
}

const LINE_END = 0x0a

/** Lines of a body that are not empty, each with its number from 1. */
export function* linesOf(bytes: Uint8Array): Generator<{ number: number; line: Uint8Array }> {
  let number = 1
  for (let from = 0; from < bytes.length; number++) {
    const end = bytes.indexOf(LINE_END, from)
    const to = end < 0 ? bytes.length : end
    const line = bytes.subarray(from, to)
    if (line.some((byte) => byte !== 0x20 && byte !== 0x0d && byte !== 0x09)) yield { number, line }
    from = to + 1
  }
}
