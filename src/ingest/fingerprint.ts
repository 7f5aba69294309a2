import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

const HEAD = 4096
const BEFORE = 1024

/** The first bytes of a file, for telling what kind of log it is. */
export async function headOf(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(bytes)
    const { bytesRead } = await file.read(buffer, 0, bytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * A fingerprint by which a file that grew is told from one that was replaced: its first bytes, and those before the
 * checkpoint from which reading would go on.
 */
export async function fingerprint(path: string, headBytes: number, checkpoint: number | null): Promise<string> {
  const file = await open(path, 'r')
  try {
    const hash = createHash('sha256')
    const head = Buffer.alloc(headBytes)
    hash.update(head.subarray(0, (await file.read(head, 0, headBytes, 0)).bytesRead))
    if (checkpoint !== null && checkpoint > 0) {
      const from = Math.max(0, checkpoint - BEFORE)
      const before = Buffer.alloc(checkpoint - from)
      hash.update(before.subarray(0, (await file.read(before, 0, before.length, from)).bytesRead))
    }
    return hash.digest('hex').slice(0, 32)
  } finally {
    await file.close()
  }
}

export const headBytesOf = (size: number): number => Math.min(size, HEAD)
