import { Ids } from '../ids.js'

/** Records per block: typed arrays grow block by block, so that growing never copies them. */
const BLOCK = 1 << 18
const LOW = 2 ** 32

/** Bits beside the upper ones of a moment: the record was placed; its id is that of a record of its own. */
const PLACED = 1 << 15
const OWN = 1 << 14

interface Block {
  depth: Uint32Array
  /** The lower 32 bits of the moment, which is before the year 2100 and so has 42. */
  moment: Uint32Array
  upper: Uint16Array
}

/**
 * Where each record stands in the chain of records, by its id: its moment and how many records it follows. A record
 * takes some 25 bytes, its id included.
 */
export class Chain {
  private readonly ids = new Ids()
  private readonly blocks: Block[] = []
  /** Times of records' own that are not their moments. */
  private readonly stamps = new Map<number, number>()

  /** The record of an id, or -1. */
  find(id: string): number {
    return this.ids.find(id)
  }

  /** Takes an id in. @returns its record, and whether it was new. */
  add(id: string): { record: number; fresh: boolean } {
    const { number, fresh } = this.ids.add(id)
    return { record: number, fresh }
  }

  /** Notes that a record of its own has this id, and not only one that another wraps. @returns whether one had it before. */
  own(record: number): boolean {
    const [block, i] = this.at(record)
    const before = (block.upper[i]! & OWN) !== 0
    block.upper[i]! |= OWN
    return before
  }

  /** @param stamp the record's own time, where it has one. */
  place(record: number, moment: number, depth: number, stamp: number): void {
    const [block, i] = this.at(record)
    block.moment[i] = moment % LOW
    block.upper[i] = (block.upper[i]! & OWN) | PLACED | Math.floor(moment / LOW)
    block.depth[i] = depth
    if (stamp !== moment) this.stamps.set(record, stamp)
  }

  /** NaN where the record was not placed yet. */
  moment(record: number): number {
    const [block, i] = this.at(record)
    const upper = block.upper[i]!
    return (upper & PLACED) === 0 ? Number.NaN : (upper & (OWN - 1)) * LOW + block.moment[i]!
  }

  depth(record: number): number {
    const [block, i] = this.at(record)
    return block.depth[i]!
  }

  stamp(record: number): number {
    return this.stamps.get(record) ?? this.moment(record)
  }

  private at(record: number): [Block, number] {
    const index = Math.floor(record / BLOCK)
    this.blocks[index] ??= {
      depth: new Uint32Array(BLOCK),
      moment: new Uint32Array(BLOCK),
      upper: new Uint16Array(BLOCK),
    }
    return [this.blocks[index]!, record % BLOCK]
  }
}
