/** A seeded source of randomness (sfc32). A text seed gives every user, session and agent a stream of its own. */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(seed: string) {
    this.a = hash(seed, 0x9e3779b9)
    this.b = hash(seed, 0x243f6a88)
    this.c = hash(seed, 0xb7e15162)
    for (let round = 0; round < 15; round++) this.bits()
  }

  private bits(): number {
    const sum = (this.a + this.b + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** Uniform in [0, 1). */
  next(): number {
    return this.bits() / 4294967296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** An integer from low to high, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!
  }

  /** One of the keys, in proportion to its weight. */
  weighted<T extends string>(weights: Partial<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][]
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of entries) {
      left -= weight
      if (left < 0) return key
    }
    return entries[entries.length - 1]![0]
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal())
  }

  hex(length: number): string {
    let text = ''
    while (text.length < length) text += this.bits().toString(16).padStart(8, '0')
    return text.slice(0, length)
  }

  letters(length: number): string {
    const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
    let text = ''
    for (let at = 0; at < length; at++) text += alphabet[Math.floor(this.next() * alphabet.length)]!
    return text
  }

  uuid(): string {
    const hex = this.hex(32)
    const variant = '89ab'[this.int(0, 3)]!
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list]
    for (let last = copy.length - 1; last > 0; last--) {
      const other = this.int(0, last)
      const kept = copy[last]!
      copy[last] = copy[other]!
      copy[other] = kept
    }
    return copy
  }
}

function hash(text: string, start: number): number {
  let value = start | 0
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 2654435761)
    value = (value << 13) | (value >>> 19)
  }
  value = Math.imul(value ^ (value >>> 16), 2246822507)
  value = Math.imul(value ^ (value >>> 13), 3266489909)
  return (value ^ (value >>> 16)) | 0
}
