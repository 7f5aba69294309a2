import type { Scene, Studio } from '../../src/attack/index.js'
import type { Release } from '../../src/release/index.js'

/**
 * A plain pipeline of the kind that the published attack broke, small: sentences as hashed words, k-means, groups of fewer
 * than so many people and sentences left out, names from the commonest words of the members, and an auditor by rules that reads the names.
 */
const LEAST_PEOPLE = 5
const LEAST_SENTENCES = 20
const SIZE = 64
const GROUPS = 6
const ROUNDS = 8
const WORDS_IN_A_NAME = 7
const COMMON = new Set(['the', 'a', 'an', 'of', 'to', 'for', 'about', 'agent', 'through'])

interface Said {
  who: string
  words: string[]
}

export const clioStudio = async (): Promise<Studio> => ({
  release: async (scene) => {
    const said = saidIn(scene)
    const leaf = kMeans(said.map(({ words }) => vectorOf(words)))
    const rows = Array.from({ length: GROUPS }, (_, group) => said.filter((__, i) => leaf[i] === group))
      .filter((own) => new Set(own.map(({ who }) => who)).size >= LEAST_PEOPLE && own.length >= LEAST_SENTENCES)
      .map((own, i) => ({ cluster: `action-${i + 1}`, name: nameOf(own), n: own.length }))
      .filter(({ name }) => isSafe(name))
    return { figures: [{ id: 'risk-autonomy', rows }] } as unknown as Release
  },
  close: async () => {},
})

const saidIn = ({ verdicts = [] }: Scene): Said[] =>
  verdicts.map(({ contributor, said }) => ({
    who: contributor,
    words: (JSON.parse(said!) as { action: string }).action.toLowerCase().match(/[a-z]+/g) ?? [],
  }))

function vectorOf(words: readonly string[]): number[] {
  const vector = Array<number>(SIZE).fill(0)
  for (const word of words) {
    let h = 7
    for (const char of word) h = (h * 31 + char.charCodeAt(0)) % 1_000_003
    vector[h % SIZE]! += COMMON.has(word) ? 0.1 : 1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

/** Spherical k-means from the first vectors that are far from each other. */
function kMeans(vectors: readonly number[][]): number[] {
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
  let centres: number[][] = [vectors[0]!]
  while (centres.length < GROUPS) {
    const nearness = vectors.map((one) => Math.max(...centres.map((centre) => dot(one, centre))))
    centres.push(vectors[nearness.indexOf(Math.min(...nearness))]!)
  }
  let leaf: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    leaf = vectors.map((one) => {
      const near = centres.map((centre) => dot(one, centre))
      return near.indexOf(Math.max(...near))
    })
    centres = centres.map((old, group) => {
      const own = vectors.filter((_, i) => leaf[i] === group)
      if (own.length === 0) return old
      const sum = old.map((_, i) => own.reduce((total, one) => total + one[i]!, 0))
      const length = Math.hypot(...sum)
      return sum.map((value) => value / length)
    })
  }
  return leaf
}

function nameOf(own: readonly Said[]): string {
  const counts = new Map<string, number>()
  for (const { words } of own) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .filter(([word]) => !COMMON.has(word))
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, WORDS_IN_A_NAME)
    .map(([word]) => word)
    .join(' ')
}

/** Looks for what rules can see: addresses, numbers, paths, names with a title. */
const isSafe = (name: string): boolean => !/[@/\\]|\d{3}|\b(?:mr|mrs|dr)\b/.test(name)
