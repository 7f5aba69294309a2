import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'

const HEAD = 4096
const BEFORE = 1024

/** The first bytes of a file, for telling what kind of log it is. */
export function headOf(path: string, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes)
  return opened(path, (file) => buffer.subarray(0, readSync(file, buffer, 0, bytes, 0)))
}

/**
 * A fingerprint by which a file that grew is told from one that was replaced: its first bytes, and those before the
 * checkpoint from which reading would go on.
 */
export function fingerprint(path: string, headBytes: number, checkpoint: number | null): string {
  return opened(path, (file) => {
    const hash = createHash('sha256')
    const head = Buffer.allocUnsafe(headBytes)
    hash.update(head.subarray(0, readSync(file, head, 0, headBytes, 0)))
    if (checkpoint !== null && checkpoint > 0) {
      const before = Buffer.allocUnsafe(Math.min(BEFORE, checkpoint))
      hash.update(before.subarray(0, readSync(file, before, 0, before.length, checkpoint - before.length)))
    }
    return hash.digest('hex').slice(0, 32)
  })
}

export const headBytesOf = (size: number): number => Math.min(size, HEAD)

function opened<T>(path: string, work: (file: number) => T): T {
  const file = openSync(path, 'r')
  try {
    return work(file)
  } finally {
    closeSync(file)
  }
}
