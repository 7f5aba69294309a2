/** Vectors of one width, one after the other. */
export interface Rows {
  readonly width: number
  readonly count: number
  readonly values: Float32Array
}

export const rowsOf = (values: Float32Array, width: number): Rows => ({ width, count: values.length / width, values })

/** Some rows, in the order of their places. */
export function pick({ width, values }: Rows, places: ArrayLike<number>): Rows {
  const picked = new Float32Array(places.length * width)
  for (let i = 0; i < places.length; i++) {
    const from = places[i]! * width
    picked.set(values.subarray(from, from + width), i * width)
  }
  return { width, count: places.length, values: picked }
}

/** The similarity of a row to a row: the cosine, as both have length 1. Summed in one order, on every machine alike. */
export function similarity(a: Rows, i: number, b: Rows, j: number): number {
  const { width, values } = a
  const others = b.values
  let from = i * width
  let other = j * width
  const end = from + width
  let [w, x, y, z] = [0, 0, 0, 0]
  for (; from + 3 < end; from += 4, other += 4) {
    w += values[from]! * others[other]!
    x += values[from + 1]! * others[other + 1]!
    y += values[from + 2]! * others[other + 2]!
    z += values[from + 3]! * others[other + 3]!
  }
  for (; from < end; from++, other++) w += values[from]! * others[other]!
  return w + x + (y + z)
}

/** Whether a row says nothing: all zeros. */
export function isZero({ width, values }: Rows, i: number): boolean {
  for (let at = i * width; at < (i + 1) * width; at++) if (values[at] !== 0) return false
  return true
}

/** Below 0, 0 or above it, as numbers compare, the first that differs deciding. */
export function compareRows(a: Rows, i: number, b: Rows, j: number): number {
  for (let at = 0; at < a.width; at++) {
    const difference = a.values[i * a.width + at]! - b.values[j * b.width + at]!
    if (difference !== 0) return difference
  }
  return 0
}

/** 52 bits of the bytes of each row and a seed: equal rows have equal ones, and others nearly always differ. */
export function hashes({ width, count, values }: Rows, seed: number): Float64Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const found = new Float64Array(count)
  for (let i = 0, at = 0; i < count; i++) {
    let a = 0x811c9dc5 ^ seed
    let b = 0x9e3779b9 + seed
    for (const end = at + width; at < end; at++) {
      // The two zeros are one number.
      const word = values[at] === 0 ? 0 : words[at]!
      a = Math.imul(a ^ word, 0x01000193) ^ (a >>> 15)
      b = Math.imul(b ^ (word + (b << 6)), 0x85ebca6b) ^ (b >>> 13)
    }
    a = Math.imul(a ^ (a >>> 16) ^ b, 0xc2b2ae35)
    b = Math.imul(b ^ (b >>> 16) ^ a, 0x27d4eb2f)
    found[i] = ((a ^ (a >>> 13)) >>> 0) * 0x100000 + ((b ^ (b >>> 15)) >>> 12)
  }
  return found
}

/** Means of weighted rows, brought to length 1; a group without a row, or whose rows cancel out, is all zeros. */
export function means(rows: Rows, weights: Float64Array, places: Int32Array, groups: number): Rows {
  const { width, count, values } = rows
  const sums = new Float64Array(groups * width)
  for (let i = 0; i < count; i++) {
    const weight = weights[i]!
    const to = places[i]! * width
    const from = i * width
    for (let d = 0; d < width; d++) sums[to + d]! += weight * values[from + d]!
  }
  const centres = new Float32Array(groups * width)
  for (let g = 0; g < groups; g++) {
    let square = 0
    for (let at = g * width; at < (g + 1) * width; at++) square += sums[at]! * sums[at]!
    if (square === 0) continue
    const length = Math.sqrt(square)
    for (let at = g * width; at < (g + 1) * width; at++) centres[at] = sums[at]! / length
  }
  return { width, count: groups, values: centres }
}
