const START = 1024
const FULL = 0.7
const NOWHERE = -1

/**
 * Where in a file each key was last written. Sixteen bytes an entry, so that millions fit; two keys with the same first
 * 64 bits get entries of their own only if they differ in what `same` reads at the place.
 */
export class KeyTable {
  #high = new Uint32Array(START)
  #low = new Uint32Array(START)
  #places = new Float64Array(START).fill(NOWHERE)
  #count = 0

  get size(): number {
    return this.#count
  }

  /**
   * The place of a key, or null.
   * @param key at least 11 characters of base64url, as of a hash.
   * @param same whether what stands at a place is of this key.
   */
  find(key: string, same: (place: number) => boolean): number | null {
    const [high, low] = halves(key)
    for (let at = this.#slot(low); this.#places[at] !== NOWHERE; at = (at + 1) % this.#places.length) {
      const place = this.#places[at]!
      if (this.#high[at] === high && this.#low[at] === low && same(place)) return place
    }
    return null
  }

  /** Notes a place; it stands in for an earlier one of the same key. */
  set(key: string, place: number, same: (place: number) => boolean): void {
    if (this.#count + 1 > this.#places.length * FULL) this.#grow()
    const [high, low] = halves(key)
    let at = this.#slot(low)
    for (; this.#places[at] !== NOWHERE; at = (at + 1) % this.#places.length)
      if (this.#high[at] === high && this.#low[at] === low && same(this.#places[at]!)) break
    if (this.#places[at] === NOWHERE) this.#count++
    this.#put(at, high, low, place)
  }

  #slot(low: number): number {
    return low % this.#places.length
  }

  #put(at: number, high: number, low: number, place: number): void {
    this.#high[at] = high
    this.#low[at] = low
    this.#places[at] = place
  }

  #grow(): void {
    const [high, low, places] = [this.#high, this.#low, this.#places]
    const size = places.length * 2
    this.#high = new Uint32Array(size)
    this.#low = new Uint32Array(size)
    this.#places = new Float64Array(size).fill(NOWHERE)
    for (let from = 0; from < places.length; from++) {
      if (places[from] === NOWHERE) continue
      let at = this.#slot(low[from]!)
      while (this.#places[at] !== NOWHERE) at = (at + 1) % size
      this.#put(at, high[from]!, low[from]!, places[from]!)
    }
  }
}

function halves(key: string): [number, number] {
  const bytes = Buffer.from(key.slice(0, 11), 'base64url')
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4)]
}
