/** Ids per block: typed arrays grow block by block, so that growing never copies them. */
const BLOCK = 1 << 18
/** By how much the slots grow. Doubled, up to 60 of 100 would be empty. */
const GROWTH = 1.3

/**
 * Many ids, numbered as they came. They are kept as 64 bits of hash, so that ten million of them take some 150 MB instead
 * of the gigabyte of their texts.
 */
export class Ids {
  private readonly blocks: { low: Uint32Array; high: Uint32Array }[] = []
  /** By hash, the number of an id and 1; 0 is empty. */
  private slots = new Uint32Array(1 << 10)
  private low = 0
  private high = 0
  /** How many ids there are. */
  size = 0

  /** The number of an id, or -1. */
  find(id: string): number {
    this.hash(id)
    return this.slots[this.slot()]! - 1
  }

  /** Takes an id in. @returns its number, and whether it was new. */
  add(id: string): { number: number; fresh: boolean } {
    this.hash(id)
    const slot = this.slot()
    const known = this.slots[slot]! - 1
    if (known !== -1) return { number: known, fresh: false }
    const number = this.size++
    const at = Math.floor(number / BLOCK)
    this.blocks[at] ??= { low: new Uint32Array(BLOCK), high: new Uint32Array(BLOCK) }
    this.blocks[at].low[number % BLOCK] = this.low
    this.blocks[at].high[number % BLOCK] = this.high
    this.slots[slot] = number + 1
    if (this.size * 4 > this.slots.length * 3) this.grow()
    return { number, fresh: true }
  }

  /** The slot that holds the hashed id, or the empty one where it would be. */
  private slot(): number {
    const { length } = this.slots
    for (let slot = home(this.low, length); ; slot = slot + 1 === length ? 0 : slot + 1) {
      const number = this.slots[slot]! - 1
      if (number === -1) return slot
      const block = this.blocks[Math.floor(number / BLOCK)]!
      const i = number % BLOCK
      if (block.low[i] === this.low && block.high[i] === this.high) return slot
    }
  }

  private grow(): void {
    const length = Math.ceil(this.slots.length * GROWTH)
    this.slots = new Uint32Array(length)
    for (let number = 0; number < this.size; number++) {
      let slot = home(this.blocks[Math.floor(number / BLOCK)]!.low[number % BLOCK]!, length)
      while (this.slots[slot] !== 0) slot = slot + 1 === length ? 0 : slot + 1
      this.slots[slot] = number + 1
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

/** Where the search for a hash of 32 bits begins. */
const home = (hash: number, length: number): number => Math.floor((hash / 2 ** 32) * length)
