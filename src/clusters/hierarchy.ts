import { group } from './grouping.js'
import { nearest } from './nearest.js'
import type { Rows } from './vectors.js'

/** Groups of groups: their centres, and where each of the level below belongs. */
export interface Level {
  centres: Rows
  /** The place of the group above, for each group below. */
  above: Int32Array
}

/** Groups at the top at most, so that a reader sees all of them at once. */
export const MOST_TOPS = 12

/**
 * Two levels over leaves, each of about as many groups as the square root of those below it. Every group counts once, so
 * that what is done often does not push the rest together.
 */
export async function levelsOver(leaves: Rows, seed: number): Promise<readonly [middle: Level, top: Level]> {
  const middle = await levelOver(leaves, Math.ceil(Math.sqrt(leaves.count)), seed)
  const tops = Math.min(MOST_TOPS, Math.ceil(Math.sqrt(middle.centres.count)))
  return [middle, await levelOver(middle.centres, tops, seed)]
}

async function levelOver(below: Rows, wanted: number, seed: number): Promise<Level> {
  const { centres } = await group(below, new Float64Array(below.count).fill(1), wanted, seed)
  return { centres, above: (await nearest(below, centres)).places }
}
