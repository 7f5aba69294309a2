import type { Sentence, Taxonomy, Use } from '../taxonomy.js'
import { readingOf } from '../vocabulary/index.js'
import { Counts } from './counts.js'
import { MOST_TERMS, type SentenceTerms, termsOf } from './terms.js'

/** Whoever says the same more often than this counts as saying it so often. */
const TIMES = 1_024

/** How much a group uses a term. */
export interface Usage {
  /** Contributors of the group who use it at all. */
  members: number
  /** The sum over contributors of the share of what they say in the group that has it: nobody adds more than 1. */
  mass: number
}

/** What the contributors of a group say. */
export interface Tally {
  contributors: number
  terms: Map<number, Usage>
}

/**
 * @returns what the contributors of each group use, by the group's number. How often somebody says something counts beside
 * what else they say, not beside what others do; the order of sentences and uses does not count.
 */
export function talliesOf(
  taxonomy: Taxonomy,
  sentences: readonly Sentence[],
  uses: readonly Use[],
  leaves: Int32Array,
): Map<number, Tally> {
  const { of: sense, senses } = readingOf(sentences)
  const terms = senses.map(termsOf)
  const ranks = ranksOf(uses)
  const tallies = new Map<number, Tally>()
  const count = tallying()
  // Who, what and how often in one number, below 2^53 for any list that memory holds.
  const saying = Float64Array.from(
    uses,
    (use, i) => (ranks[i]! * senses.length + sense[use.sentence]!) * TIMES + Math.min(use.n, TIMES - 1),
  )
  for (const level of [0, 1, 2] as const) {
    const above = aboveLeaves(taxonomy, level)
    const nodes = taxonomy.nodes.filter((node) => node.level === level)
    const places = new Map(nodes.map(({ number }, place) => [number, place]))
    const placeOf = new Map([...above].map(([leaf, number]) => [leaf, places.get(number)!]))
    const lots = lotsOf(
      Int32Array.from(uses, (use) => placeOf.get(leaves[use.sentence]!) ?? -1),
      saying,
      nodes.length,
    )
    nodes.forEach(({ number }, place) => {
      tallies.set(number, count(lots[place]!.sort(), terms, level === 0))
    })
  }
  return new Map(taxonomy.nodes.map(({ number }) => [number, tallies.get(number)!]))
}

/** Of each use the place of its contributor in the order of their names, so that sums of fractions are the same bits always. */
function ranksOf(uses: readonly Use[]): Int32Array {
  const ids = new Map<string, number>()
  const of = Int32Array.from(uses, ({ contributor }) => {
    const id = ids.get(contributor) ?? ids.size
    if (id === ids.size) ids.set(contributor, id)
    return id
  })
  const ranks = new Int32Array(ids.size)
  ;[...ids.keys()].sort().forEach((contributor, rank) => {
    ranks[ids.get(contributor)!] = rank
  })
  return of.map((id) => ranks[id]!)
}

/** Each leaf's group of a level, by number. */
function aboveLeaves({ nodes }: Taxonomy, level: 0 | 1 | 2): Map<number, number> {
  const parents = new Map(nodes.map(({ number, parent }) => [number, parent]))
  return new Map(
    nodes
      .filter((node) => node.level === 0)
      .map(({ number }) => {
        let above: number | null = number
        for (let step = 0; step < level && above !== null; step++) above = parents.get(above) ?? null
        return [number, above ?? 0]
      }),
  )
}

/** Values put together by place; those at places below 0 are left out. */
function lotsOf(places: Int32Array, values: Float64Array, count: number): Float64Array[] {
  const starts = new Int32Array(count + 1)
  for (const place of places) if (place >= 0) starts[place + 1]!++
  for (let place = 0; place < count; place++) starts[place + 1]! += starts[place]!
  const sorted = new Float64Array(starts[count]!)
  const next = starts.slice()
  places.forEach((place, i) => {
    if (place >= 0) sorted[next[place]!++] = values[i]!
  })
  return Array.from({ length: count }, (_, place) => sorted.subarray(starts[place]!, starts[place + 1]!))
}

/** @returns what tallies who says what: a contributor's senses stand beside each other, in order, some several times. */
function tallying() {
  const [own, members, mass] = [new Counts(MOST_TERMS), new Counts(MOST_TERMS), new Counts(MOST_TERMS)]
  return (saying: Float64Array, terms: readonly SentenceTerms[], leaf: boolean): Tally => {
    let contributors = 0
    for (let from = 0; from < saying.length; ) {
      const who = Math.floor(saying[from]! / TIMES / terms.length)
      let [to, all] = [from, 0]
      while (to < saying.length) {
        const what = Math.floor(saying[to]! / TIMES)
        if (Math.floor(what / terms.length) !== who) break
        let times = 0
        for (; to < saying.length && Math.floor(saying[to]! / TIMES) === what; to++) times += saying[to]! - what * TIMES
        all += times
        eachTerm(terms[what - who * terms.length]!, times, leaf, own)
      }
      own.take((term, times) => {
        members.add(term, 1)
        mass.add(term, times / all)
      })
      contributors++
      from = to
    }
    return { contributors, terms: usages(members, mass) }
  }
}

function eachTerm({ concepts, broader, pairs }: SentenceTerms, times: number, leaf: boolean, counts: Counts): void {
  for (const term of concepts) counts.add(term, times)
  for (const term of broader) counts.add(term, times)
  if (leaf) for (const term of pairs) counts.add(term, times)
}

/** What was counted of terms: who uses each, and how much. */
export function usages(members: Counts, mass: Counts): Map<number, Usage> {
  const found = new Map<number, Usage>()
  members.take((term, count) => found.set(term, { members: count, mass: 0 }))
  mass.take((term, sum) => {
    found.get(term)!.mass = sum
  })
  return found
}
