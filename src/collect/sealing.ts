import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Job } from './work.js'

const TAG = 16
/** Bytes of a group before what is sealed: its number, how long it is, how many bodies it has, and its tag. */
export const HEAD = 4 + 4 + 4 + TAG

/** Bytes that are sealed in one go, unless one body has more. */
const TOGETHER = 1024 * 1024

/** What a group says of itself before it is opened. */
export interface GroupHead {
  number: number
  /** Bytes that are sealed. */
  length: number
  bodies: number
}

/** Where bodies are put together; larger ones have a place of their own. */
const common = Buffer.allocUnsafeSlow(TOGETHER)

/** Cuts bodies into groups that are sealed in one go. */
export function groupsOf(jobs: readonly Job[]): Job[][] {
  const groups: Job[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const job of jobs) {
    bytes += job.bytes.length
    if (bytes > TOGETHER) {
      groups.push([])
      bytes = job.bytes.length
    }
    groups.at(-1)!.push(job)
  }
  return groups
}

/**
 * Seals bodies with AES-256-GCM.
 * @param number the nonce: never given twice under one key.
 * @returns the group's head, and what is sealed.
 */
export function seal(key: Buffer, number: number, jobs: readonly Job[]): [head: Buffer, sealed: Buffer] {
  const list = Buffer.from(JSON.stringify(jobs.map(({ bytes, ...head }) => ({ ...head, length: bytes.length }))))
  const length = jobs.reduce((sum, { bytes }) => sum + bytes.length, 4 + list.length)
  const plain = length <= common.length ? common.subarray(0, length) : Buffer.allocUnsafeSlow(length)
  plain.writeUInt32LE(list.length)
  let at = 4 + list.copy(plain, 4)
  for (const { bytes } of jobs) {
    plain.set(bytes, at)
    at += bytes.length
  }
  const head = Buffer.alloc(HEAD)
  head.writeUInt32LE(number, 0)
  head.writeUInt32LE(length, 4)
  head.writeUInt32LE(jobs.length, 8)
  const cipher = createCipheriv('aes-256-gcm', key, nonce(number)).setAAD(head.subarray(0, HEAD - TAG))
  const sealed = cipher.update(plain)
  cipher.final()
  cipher.getAuthTag().copy(head, HEAD - TAG)
  return [head, sealed]
}

export const readHead = (head: Buffer): GroupHead => ({
  number: head.readUInt32LE(0),
  length: head.readUInt32LE(4),
  bodies: head.readUInt32LE(8),
})

/** @returns the bodies of a group; null where it cannot be opened, as with another key. */
export function open(key: Buffer, head: Buffer, sealed: Uint8Array): Job[] | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(head.readUInt32LE(0)))
      .setAAD(head.subarray(0, HEAD - TAG))
      .setAuthTag(head.subarray(HEAD - TAG))
    const plain = decipher.update(sealed)
    decipher.final()
    const heads = JSON.parse(plain.toString('utf8', 4, 4 + plain.readUInt32LE(0)))
    let at = 4 + plain.readUInt32LE(0)
    return heads.map(({ length, ...head }: Omit<Job, 'bytes'> & { length: number }) => {
      const bytes = new Uint8Array(plain.buffer as ArrayBuffer, plain.byteOffset + at, length)
      at += length
      return { ...head, bytes }
    })
  } catch {
    return null
  }
}

function nonce(number: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32LE(number)
  return bytes
}
