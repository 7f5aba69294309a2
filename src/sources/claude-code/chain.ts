/** Records per block: typed arrays grow block by block, so that growing never copies them. */
const BLOCK = 1 << 16

interface Block {
  low: Uint32Array
  high: Uint32Array
  depth: Uint32Array
  moment: Float64Array
  /** 1: the id is that of a record of its own, not only of one that another wraps. */
  own: Uint8Array
}

/**
 * Where each record stands in the chain of records, by its id: its moment and how many records it follows. Ids are kept
 * as 64 bits of hash, so that ten million records take some 300 MB less than their texts would.
 */
export class Chain {
  private readonly blocks: Block[] = []
  private slots = new Int32Array(1 << 10).fill(-1)
  private size = 0
  /** Times of records' own that are not their moments. */
  private readonly stamps = new Map<number, number>()
  private low = 0
  private high = 0

  /** The record of an id, or -1. */
  find(id: string): number {
    this.hash(id)
    return this.slots[this.slot()]!
  }

  /** Takes an id in. @returns its record, and whether it was new. */
  add(id: string): { record: number; fresh: boolean } {
    this.hash(id)
    const slot = this.slot()
    const known = this.slots[slot]!
    if (known !== -1) return { record: known, fresh: false }
    const record = this.size++
    const [block, i] = this.at(record)
    block.low[i] = this.low
    block.high[i] = this.high
    block.moment[i] = Number.NaN
    this.slots[slot] = record
    if (this.size * 4 > this.slots.length * 3) this.grow()
    return { record, fresh: true }
  }

  /** Notes that a record of its own has this id. @returns whether one had it before. */
  own(record: number): boolean {
    const [block, i] = this.at(record)
    const before = block.own[i] === 1
    block.own[i] = 1
    return before
  }

  /** @param stamp the record's own time, where it has one. */
  place(record: number, moment: number, depth: number, stamp: number): void {
    const [block, i] = this.at(record)
    block.moment[i] = moment
    block.depth[i] = depth
    if (stamp !== moment) this.stamps.set(record, stamp)
  }

  /** NaN where the record was not placed yet. */
  moment(record: number): number {
    const [block, i] = this.at(record)
    return block.moment[i]!
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
      low: new Uint32Array(BLOCK),
      high: new Uint32Array(BLOCK),
      depth: new Uint32Array(BLOCK),
      moment: new Float64Array(BLOCK),
      own: new Uint8Array(BLOCK),
    }
    return [this.blocks[index]!, record % BLOCK]
  }

  /** The slot that holds the hashed id, or the empty one where it would be. */
  private slot(): number {
    const mask = this.slots.length - 1
    for (let slot = this.low & mask; ; slot = (slot + 1) & mask) {
      const record = this.slots[slot]!
      if (record === -1) return slot
      const block = this.blocks[Math.floor(record / BLOCK)]!
      const i = record % BLOCK
      if (block.low[i] === this.low && block.high[i] === this.high) return slot
    }
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1)
    const mask = this.slots.length - 1
    for (let record = 0; record < this.size; record++) {
      let slot = this.blocks[Math.floor(record / BLOCK)]!.low[record % BLOCK]! & mask
      while (this.slots[slot] !== -1) slot = (slot + 1) & mask
      this.slots[slot] = record
    }
  }

  /** Two hashes of 32 bits with constants of their own; turning brings what is in the high bits into the low ones. */
  private hash(id: string): void {
    let a = 0x9747b28c
    let b = 0x41c6ce57
    for (let i = 0; i < id.length; i++) {
      const code = id.charCodeAt(i)
      a = Math.imul(a ^ code, 0xcc9e2d51)
      a = (a << 13) | (a >>> 19)
      b = Math.imul(b ^ code, 0x1b873593)
      b = (b << 17) | (b >>> 15)
    }
    a = Math.imul(a ^ (a >>> 16), 0x85ebca6b)
    b = Math.imul(b ^ (b >>> 15), 0xc2b2ae35)
    this.low = (a ^ (a >>> 13)) >>> 0
    this.high = (b ^ (b >>> 16)) >>> 0
  }
}
