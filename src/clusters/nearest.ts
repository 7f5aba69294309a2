import { availableParallelism } from 'node:os'
import type { Index } from 'usearch'
import { type Rows, similarity } from './vectors.js'

/** The centre that is nearest to each row. */
export interface Nearest {
  /** Its place among the centres. */
  places: Int32Array
  /** -1 to 1; 1 is the same direction. */
  similarities: Float32Array
}

/** Up to so many multiplications every row is compared with every centre, which is exact, and about as fast. */
const EXACT = 1e8
/** What the index finds that is compared exactly. */
const CANDIDATES = 2
/** Rows that are looked up at a time. */
const BATCH = 65_536
/** How thoroughly the index is built and searched: neighbours of a node, and candidates on the way. */
export const SEARCHED = { connectivity: 16, expansion_add: 64, expansion_search: 32 } as const

/** Centres that may be the nearest of each row: places, so many for each; null where that is all centres. */
export type Candidates = { places: Uint32Array; each: number } | null

/** Finds the nearest centre of each row; of equally near ones the first. @param centres at least one */
export async function nearest(rows: Rows, centres: Rows): Promise<Nearest> {
  return among(rows, centres, await candidates(rows, centres, CANDIDATES))
}

/**
 * Finds the centres that may be nearest to each row, so many for each, in an approximate index of the centres (HNSW); all of
 * them where there are few.
 */
export async function candidates(rows: Rows, centres: Rows, each: number): Promise<Candidates> {
  if (rows.count * centres.count * rows.width <= EXACT || centres.count <= each) return null
  const threads = availableParallelism()
  const index = await indexOf(centres, threads)
  const places = new Uint32Array(rows.count * each)
  for (let from = 0; from < rows.count; from += BATCH) {
    const to = Math.min(rows.count, from + BATCH)
    const { keys } = index.search(rows.values.subarray(from * rows.width, to * rows.width), each, threads)
    // Places are below 2^32: the low half of a key is all of it.
    const halves = new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2)
    for (let i = 0; i < keys.length; i++) places[from * each + i] = halves[2 * i]!
  }
  return { places, each }
}

/** Compares rows with their candidates, exactly: what is found does not depend on how an index sums. */
export function among(rows: Rows, centres: Rows, few: Candidates): Nearest {
  const found = { places: new Int32Array(rows.count), similarities: new Float32Array(rows.count) }
  const each = few?.each ?? centres.count
  for (let i = 0; i < rows.count; i++) {
    let [best, closest] = [-1, Number.NEGATIVE_INFINITY]
    for (let at = 0; at < each; at++) {
      const place = few === null ? at : few.places[i * each + at]!
      const close = similarity(rows, i, centres, place)
      if (close > closest || (close === closest && place < best)) [best, closest] = [place, close]
    }
    found.places[i] = best
    found.similarities[i] = closest
  }
  return found
}

/**
 * An index of centres, with room for so many threads to search it. One thread builds it, in order, so that it is the same each
 * time.
 * @throws Error where this machine cannot load it.
 */
async function indexOf({ count, width, values }: Rows, threads: number): Promise<Index> {
  const { Index, MetricKind, ScalarKind } = await import('usearch').catch(() => {
    throw new Error(
      `usearch, which finds near groups, has no native code for ${process.platform} ${process.arch} here: run npm rebuild usearch, which takes a C++ compiler`,
    )
  })
  const settings = { dimensions: width, metric: MetricKind.IP, quantization: ScalarKind.F32, multi: false, ...SEARCHED }
  const index = new Index(settings)
  const keys = BigUint64Array.from({ length: count }, (_, place) => BigInt(place))
  index.add(keys, values, 1)
  // Room for threads comes only with room for more vectors. Keys that are there already are refused, and the room stays.
  const beyond = Math.max(1, Number(index.capacity()) - count)
  const again = new BigUint64Array(beyond)
  try {
    index.add(again, values.subarray(0, beyond * width), threads)
  } catch {
    return index
  }
  throw new Error('usearch took in a key twice: expected version 2.26.2, which refuses it; run npm ci')
}
