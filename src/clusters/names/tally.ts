import type { Sentence, Taxonomy, Use } from '../taxonomy.js'
import { type SentenceTerms, termsIn } from './terms.js'

/** How much a group uses a term. */
export interface Usage {
  /** Contributors of the group who use it at all. */
  members: number
  /** The sum over contributors of the share of their senses in the group that have it: nobody adds more than 1. */
  mass: number
}

/** What the contributors of a group say. */
export interface Tally {
  contributors: number
  terms: Map<number, Usage>
}

/** The senses that a contributor has in a group. */
type Own = Map<number, Set<SentenceTerms>>

/**
 * @returns what the contributors of each group use, by the group's number. It depends on who has which sense, not on how
 * often, and not on the order of sentences or uses.
 */
export function talliesOf(
  taxonomy: Taxonomy,
  sentences: readonly Sentence[],
  uses: readonly Use[],
  leaves: Int32Array,
): Map<number, Tally> {
  const nodes = new Map(taxonomy.nodes.map((node) => [node.number, node]))
  const tallies = new Map([...nodes.keys()].map((number) => [number, { contributors: 0, terms: new Map() } as Tally]))
  const senses = new Map<string, SentenceTerms>()
  const said = sentences.map(({ text }) => {
    const terms = termsIn(text)
    const sense = terms.concepts.join(' ')
    if (!senses.has(sense)) senses.set(sense, terms)
    return senses.get(sense)!
  })
  const owned = new Map<string, Own>()
  for (const { sentence, contributor } of uses) {
    const own = owned.get(contributor) ?? new Map<number, Set<SentenceTerms>>()
    owned.set(contributor, own)
    for (let node = nodes.get(leaves[sentence]!); node !== undefined; node = nodes.get(node.parent ?? 0)) {
      own.set(node.number, (own.get(node.number) ?? new Set()).add(said[sentence]!))
    }
  }
  // In the order of names, so that sums of fractions are the same bits whatever came first.
  for (const contributor of [...owned.keys()].sort()) {
    for (const [number, own] of owned.get(contributor)!)
      enter(tallies.get(number)!, own, nodes.get(number)!.level === 0)
  }
  return tallies
}

function enter(tally: Tally, own: ReadonlySet<SentenceTerms>, leaf: boolean): void {
  tally.contributors++
  const [first] = own
  // Most contributors have one sense in a leaf, and each of its terms once.
  if (own.size === 1) {
    eachTerm(first!, leaf, (term) => use(tally, term, 1))
    return
  }
  const counts = new Map<number, number>()
  for (const sense of own) eachTerm(sense, leaf, (term) => counts.set(term, (counts.get(term) ?? 0) + 1))
  for (const [term, count] of counts) use(tally, term, count / own.size)
}

function eachTerm({ concepts, broader, pairs }: SentenceTerms, leaf: boolean, take: (term: number) => void): void {
  for (const term of concepts) take(term)
  for (const term of broader) take(term)
  if (leaf) for (const term of pairs) take(term)
}

function use({ terms }: Tally, term: number, mass: number): void {
  const usage = terms.get(term)
  if (usage === undefined) terms.set(term, { members: 1, mass })
  else {
    usage.members++
    usage.mass += mass
  }
}
