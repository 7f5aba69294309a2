import { createHash } from 'node:crypto'
import { headOf, openContents } from '../sources/index.js'

const HEAD = 4096
const BEFORE = 1024

/**
 * A fingerprint by which a file that grew is told from one that was replaced: its first bytes, and those before the
 * checkpoint from which reading would go on.
 */
export function fingerprint(path: string, headBytes: number, checkpoint: number | null): string {
  const hash = createHash('sha256')
  hash.update(headOf(path, headBytes))
  if (checkpoint !== null && checkpoint > 0) {
    const before = Buffer.allocUnsafe(Math.min(BEFORE, checkpoint))
    const contents = openContents(path, checkpoint - before.length)
    try {
      hash.update(before.subarray(0, contents.read(before, 0, before.length)))
    } finally {
      contents.close()
    }
  }
  return hash.digest('hex').slice(0, 32)
}

export const headBytesOf = (size: number): number => Math.min(size, HEAD)
