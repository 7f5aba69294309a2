/** Numbers drawn by chance; the same seed gives the same ones. */
export interface Random {
  /** From 0 to below 1. */
  unit(): number
  /** A whole number from 0 to below `below`. */
  below(below: number): number
  pick<T>(of: readonly T[]): T
  /** Some of these, each once, in no order. */
  some<T>(of: readonly T[], many: number): T[]
}

/** Mulberry32 (Tommy Ettinger, public domain) over a hash of labels, which keeps what is drawn for one thing from moving another. */
export function randomOf(...labels: readonly (string | number)[]): Random {
  let state = hashOf(labels.join('/'))
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (most: number) => Math.floor(unit() * most)
  return {
    unit,
    below,
    pick: (of) => of[below(of.length)]!,
    some(of, many) {
      const left = [...of]
      for (let i = 0; i < Math.min(many, left.length); i++) {
        const at = i + below(left.length - i)
        ;[left[i], left[at]] = [left[at]!, left[i]!]
      }
      return left.slice(0, many)
    },
  }
}

/** FNV-1a, with its bits mixed once more, since labels differ in their last characters. */
function hashOf(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  return h ^ (h >>> 13)
}
