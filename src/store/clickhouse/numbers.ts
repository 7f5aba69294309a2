import { createHash } from 'node:crypto'
import { numberOf } from '../number-of.js'

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

/**
 * The shard where rows belong. Those of a customer lie together, whoever of its users they are of: a study protects
 * either, and neither crosses shards.
 */
export const shardOf = (contributor: string, customer: string | null, shards: number): number =>
  Number(numberOf(customer ?? contributor) % BigInt(shards))

/** The number of a file, 52 bits of its place and path: every machine gives a file the same one. */
export const fileNumber = (place: string, path: string): number => parseInt(md5(`${place}\0${path}`).slice(0, 13), 16)

let last = 0

/**
 * A number that no other writing of a file has and that grows with time: milliseconds, then 12 bits of chance.
 * @param above one that it must be larger than, whatever the clock says.
 */
export function newNumber(above = 0): number {
  const now = Date.now() * 4096 + Math.floor(Math.random() * 4096)
  last = Math.max(now, last + 1, above + 1)
  return last
}

/** The moment of a number, ms since 1970 UTC. */
export const momentOf = (number: number): number => Math.floor(number / 4096)
