import { createHash } from 'node:crypto'

/** The first 60 bits of a text's MD5, as the engines number texts. */
export const numberOf = (text: string): bigint =>
  BigInt(`0x${createHash('md5').update(text).digest('hex').slice(0, 15)}`)
