import { createHash, createHmac, randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Conceal } from '../model/index.js'
import { makeFolder } from './folder.js'

/** The key under which ids become pseudonyms: one per deployment, kept beside the store and never in it. */
export interface PseudonymKey {
  key: Buffer
  /** Names the key without giving it away. */
  mark: string
}

/** Reads the key of a home folder, or makes one that only its owner can read. */
export async function pseudonymKey(home: string): Promise<PseudonymKey> {
  const path = join(home, 'key')
  let key: Buffer
  try {
    key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await makeFolder(home)
    await makeKey(path)
    key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex')
  }
  if (key.length !== 32)
    throw new Error(`${path}: expected 64 hexadecimal digits; restore the file, or remove it and the store beside it`)
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

/** Characters of a pseudonym. */
const LENGTH = 22

/** Keyed pseudonyms of 128 bits: HMAC-SHA-256 over the kind and the id, cut and in base64url. */
export function concealer(key: Buffer): Conceal {
  const whole = Buffer.alloc(64)
  return (kind, id) => {
    whole.write(createHmac('sha256', key).update(`${kind}\0${id}`).digest('base64url'), 'latin1')
    // A text that is cut off another one holds on to it; this is one of its own.
    return whole.toString('latin1', 0, LENGTH)
  }
}
