/** A small seeded generator of numbers in [0, 1): mulberry32. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Roughly normal, mean 0 and deviation 1: the sum of twelve uniforms. */
export function normal(next: () => number): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += next()
  return sum
}

/** Four significant digits, so that goldens and files stay readable. */
export const round = (value: number): number => Number(value.toPrecision(4))

const START = Date.UTC(2026, 0, 5)

/** `count` days from 5 January 2026, as ISO dates. */
export const days = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => new Date(START + i * 86_400_000).toISOString().slice(0, 10))
