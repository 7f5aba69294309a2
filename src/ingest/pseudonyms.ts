import { createHash, hash, randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Conceal } from '../model/index.js'
import { makeFolder } from './folder.js'

/** The key under which ids become pseudonyms: one per deployment, kept in a file of its own and never in the store. */
export interface PseudonymKey {
  key: Buffer
  /** Names the key without giving it away. */
  mark: string
}

/**
 * Reads the key of a data folder, or makes one that only its owner can read.
 * @param path where the key lies, if it is not in that folder.
 */
export async function pseudonymKey(home: string, path = join(home, 'key')): Promise<PseudonymKey> {
  let key: Buffer
  try {
    key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await makeFolder(dirname(path))
    await makeKey(path)
    key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex')
  }
  if (key.length !== 32)
    throw new Error(
      `${path}: expected 64 hexadecimal digits; restore the file, or remove it and the store made with it`,
    )
  return { key, mark: createHash('sha256').update('mark').update(key).digest('hex').slice(0, 16) }
}

/** Writes a key that appears whole or not at all. Where another process was faster, its key holds. */
async function makeKey(path: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.new`
  try {
    await writeFile(unfinished, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    await link(unfinished, path).catch(async (error: NodeJS.ErrnoException) => {
      // Some file systems know no links.
      if (error.code !== 'EEXIST') await rename(unfinished, path)
    })
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** Bytes of a block of SHA-256, as HMAC needs them. */
const BLOCK = 64
/** Characters of a pseudonym. */
const LENGTH = 22

/** Keyed pseudonyms of 128 bits: HMAC-SHA-256 over the kind and the id, cut and in base64url. */
export function concealer(key: Buffer): Conceal {
  const padded = Buffer.alloc(BLOCK)
  ;(key.length > BLOCK ? createHash('sha256').update(key).digest() : key).copy(padded)
  let inner = Buffer.alloc(1024)
  const outer = Buffer.alloc(BLOCK + 32)
  for (const [i, byte] of padded.entries()) {
    inner[i] = byte ^ 0x36
    outer[i] = byte ^ 0x5c
  }
  const whole = Buffer.alloc(BLOCK)
  return (kind, id) => {
    const text = `${kind}\0${id}`
    // Three bytes are the most that a character of a string takes.
    const most = BLOCK + 3 * text.length
    if (most > inner.length) inner = Buffer.concat([inner.subarray(0, BLOCK)], most)
    const end = BLOCK + inner.write(text, BLOCK)
    // Both hashes in one call each: Node's own Hmac objects take three times as long for so little text.
    outer.write(hash('sha256', inner.subarray(0, end), 'hex'), BLOCK, 'hex')
    whole.write(hash('sha256', outer, 'base64url'), 'latin1')
    // A text that is cut off another one holds on to it; this is one of its own.
    return whole.toString('latin1', 0, LENGTH)
  }
}
