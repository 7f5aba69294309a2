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

/** Up to so many multiplications every row is compared with every centre, which is exact and as fast as an index. */
const EXACT = 4e8
/** Candidates of the index that are compared exactly. */
const CANDIDATES = 4
/** Rows that are looked up at a time. */
const BATCH = 65_536
/** How thoroughly the index is built and searched: neighbours of a node, and candidates on the way. */
const INDEX = { connectivity: 16, expansion_add: 64, expansion_search: 32 } as const

/**
 * Finds the nearest centre of each row; of equally near ones the first. Many rows are looked up in an approximate index of
 * the centres (HNSW), and what it finds is compared exactly, so that the answer does not depend on how it sums.
 * @param centres at least one
 */
export async function nearest(rows: Rows, centres: Rows): Promise<Nearest> {
  const found = { places: new Int32Array(rows.count), similarities: new Float32Array(rows.count) }
  if (rows.count * centres.count * rows.width <= EXACT) {
    const all = Uint32Array.from({ length: centres.count }, (_, place) => place)
    for (let i = 0; i < rows.count; i++) choose(rows, i, centres, all, 0, all.length, found)
    return found
  }
  const threads = availableParallelism()
  const index = await indexOf(centres, threads)
  for (let from = 0; from < rows.count; from += BATCH) {
    const to = Math.min(rows.count, from + BATCH)
    const values = rows.values.subarray(from * rows.width, to * rows.width)
    const { keys } = index.search(values, CANDIDATES, threads)
    // Places are below 2^32: the low half of a key is all of it. There are more centres than candidates, so none is missing.
    const halves = new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2)
    const candidates = new Uint32Array(keys.length)
    for (let i = 0; i < candidates.length; i++) candidates[i] = halves[2 * i]!
    for (let i = from; i < to; i++) {
      const begin = (i - from) * CANDIDATES
      choose(rows, i, centres, candidates, begin, begin + CANDIDATES, found)
    }
  }
  return found
}

/** The candidate that is nearest to a row; the first of equally near ones. */
function choose(
  rows: Rows,
  row: number,
  centres: Rows,
  candidates: Uint32Array,
  from: number,
  to: number,
  found: Nearest,
): void {
  let [best, closest] = [-1, Number.NEGATIVE_INFINITY]
  for (let at = from; at < to; at++) {
    const place = candidates[at]!
    const close = similarity(rows, row, centres, place)
    if (close > closest || (close === closest && place < best)) [best, closest] = [place, close]
  }
  found.places[row] = best
  found.similarities[row] = closest
}

/**
 * An index of centres, with room for so many threads to search it. One thread builds it, in order, so that it is the same each
 * time.
 * @throws Error where this machine cannot load it.
 */
async function indexOf({ count, width, values }: Rows, threads: number): Promise<Index> {
  const { Index, MetricKind, ScalarKind } = await import('usearch')
  const settings = { dimensions: width, metric: MetricKind.IP, quantization: ScalarKind.F32, multi: false, ...INDEX }
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
