import type { Clustered } from '../../algebra/index.js'
import type { ClusterName, ClusterNode, Sentence, Taxonomy, Use } from '../taxonomy.js'
import { broadWordings, leafWordings, ofRole, reasonWordings } from './compose.js'
import { type Told, together, toldBy } from './contrast.js'
import { type Tally, talliesOf } from './tally.js'
import { type Role, TERM_COUNT, term, termOf } from './terms.js'
import { joined, type Wording } from './wording.js'

export interface NamingOptions {
  /** Contributors of a group who must use a term, for the group's name or description to have it. */
  least: number
  /** Names of an earlier study: kept where enough contributors still use every term. */
  earlier?: ReadonlyMap<number, ClusterName>
}

/** Where a group has no terms that enough contributors use, and nothing above it has. */
const NAMELESS: Readonly<Record<Clustered, string>> = {
  action: 'Various actions',
  stop: 'Various reasons to stop',
  interrupt: 'Various reasons to interrupt',
}

/** How many terms of a role a description tells. */
const DESCRIBED = 4

/**
 * Names the groups of a taxonomy in terms that Leeway ships, from what their contributors say now. Narrow groups are
 * named first, so that they have the plainest names; those with too few common terms come last, with the name of what
 * is above them. The same sentences and uses, in any order, give the same names.
 *
 * @param leaves the leaf of each sentence, or 0.
 * @returns a name for every group of every level, no two alike.
 */
export function nameClusters(
  taxonomy: Taxonomy,
  sentences: readonly Sentence[],
  uses: readonly Use[],
  leaves: Int32Array,
  { least, earlier = new Map() }: NamingOptions,
): Map<number, ClusterName> {
  const tallies = talliesOf(taxonomy, sentences, uses, leaves)
  const names = new Map<number, ClusterName>()
  const taken = new Set<string>()
  const give = (number: number, name: ClusterName) => {
    names.set(number, name)
    taken.add(name.name)
  }
  const told = toldIn(taxonomy.nodes, tallies, least)
  const inOrder = [...taxonomy.nodes].sort((a, b) => a.level - b.level || a.number - b.number)
  const wordings = new Map(inOrder.map((node) => [node.number, wordingsOf(node, taxonomy.of, told.get(node.number)!)]))
  const spoken = inOrder.filter(({ number }) => wordings.get(number)!.length > 0)
  const silent = inOrder.filter(({ number }) => wordings.get(number)!.length === 0).reverse()
  for (const { number } of inOrder) {
    const kept = earlier.get(number)
    const known = new Set(told.get(number)!.map((one) => one.term))
    if (kept === undefined || kept.terms.length === 0 || taken.has(kept.name)) continue
    if (kept.terms.every((key) => known.has(termOf(key) ?? -1))) give(number, kept)
  }
  for (const node of [...spoken, ...silent]) {
    if (names.has(node.number)) continue
    const said = told.get(node.number)!
    const above = node.parent === null ? undefined : names.get(node.parent)
    const base = wordings.get(node.number)![0] ?? { name: above?.name ?? NAMELESS[taxonomy.of], terms: [] }
    const { name, terms } =
      wordings.get(node.number)!.find((one) => !taken.has(one.name)) ??
      furtherWording(base, said, taken, node.level > 0)
    const described = describedBy(said, taxonomy.of)
    const own = [...new Set(terms)]
    give(node.number, {
      name,
      description: described.name,
      terms: [...new Set([...own, ...described.terms])].map((number) => term(number).key),
      named: own.length,
    })
  }
  return names
}

/** The terms of each group, against its siblings and against all of its level. */
function toldIn(
  nodes: readonly ClusterNode[],
  tallies: ReadonlyMap<number, Tally>,
  least: number,
): Map<number, Told[]> {
  const sums = (of: (node: ClusterNode) => string): Map<string, Tally> => {
    const members = new Map<string, Tally[]>()
    for (const node of nodes) {
      const some = members.get(of(node)) ?? []
      members.set(of(node), some)
      some.push(tallies.get(node.number)!)
    }
    return new Map([...members].map(([key, some]) => [key, together(some)]))
  }
  const besides = ({ level, parent }: ClusterNode) => `${level} ${parent}`
  const near = sums(besides)
  const all = sums(({ level }) => String(level))
  // A group without others below its parent is held against all of its level.
  const nearOf = (node: ClusterNode): Tally => {
    const beside = near.get(besides(node))!
    return beside.contributors > tallies.get(node.number)!.contributors ? beside : all.get(String(node.level))!
  }
  return new Map(
    nodes.map((node) => [
      node.number,
      toldBy(tallies.get(node.number)!, nearOf(node), all.get(String(node.level))!, least),
    ]),
  )
}

function wordingsOf({ level }: ClusterNode, of: Clustered, told: readonly Told[]): Wording[] {
  if (of !== 'action') return reasonWordings(told, of, level > 0)
  return level === 0 ? leafWordings(told) : broadWordings(told)
}

function furtherWording(base: Wording, told: readonly Told[], taken: ReadonlySet<string>, broad: boolean): Wording {
  // A broad group may hold one group that says all it has to say. Else one more term sets it apart; and if no term does, its
  // place in the order of numbers.
  const general = `${base.name} in general`
  if (broad && !taken.has(general)) return { name: general, terms: base.terms }
  for (const { term: number } of told) {
    if (number >= TERM_COUNT || base.terms.includes(number)) continue
    const name = `${base.name}: ${term(number).phrase}`
    if (!taken.has(name)) return { name, terms: [...base.terms, number] }
  }
  for (let more = 1; ; more++) {
    const name = more === 1 ? base.name : `${base.name} (${more})`
    if (!taken.has(name)) return { name, terms: base.terms }
  }
}

const ROLES: Readonly<Record<Clustered, readonly (readonly [role: Role, what: string])[]>> = {
  action: [
    ['activity', 'Activities'],
    ['object', 'things'],
    ['environment', 'where'],
    ['tool', 'how'],
    ['domain', 'what for'],
  ],
  stop: [['stop', 'Why agents stopped']],
  interrupt: [['interrupt', 'Why humans interrupted']],
}

/** "What for: software engineering", though names say "for software engineering". */
const detail = (number: number): string => term(number).phrase.replace(/^for /, '')

/** All that enough contributors say, as a line. */
function describedBy(told: readonly Told[], of: Clustered): Wording {
  const parts = ROLES[of]
    .map(([role, what]) => ({ what, terms: ofRole(told, role).slice(0, DESCRIBED) }))
    .filter(({ terms }) => terms.length > 0)
  if (parts.length === 0) return { name: 'Too few contributors say the same of it to describe it.', terms: [] }
  return {
    name: `${parts.map(({ what, terms }) => `${what}: ${joined(terms.map(({ term: number }) => detail(number)))}`).join('; ')}.`,
    terms: parts.flatMap(({ terms }) => terms.map((one) => one.term)),
  }
}
