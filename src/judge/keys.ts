import { createHash } from 'node:crypto'
import type { Inquiry, Item } from './question.js'

/**
 * The name under which a verdict is kept: a hash of who judges, what is asked, and the evidence. 128 bits of SHA-256,
 * with a salt of the folder, so that a stored key cannot be held against hashes made elsewhere.
 */
export function keyOf(
  salt: string,
  judge: string,
  version: string,
  { within = '', shared }: Pick<Inquiry, 'within' | 'shared'>,
  item: Item,
): string {
  const evidence = item.fingerprint === undefined ? [shared, item.text] : [item.fingerprint]
  const hash = createHash('sha256')
  for (const part of [salt, judge, version, within, String(evidence.length), ...evidence])
    hash.update(`${Buffer.byteLength(part)}:`).update(part)
  return hash.digest().subarray(0, 16).toString('base64url')
}
