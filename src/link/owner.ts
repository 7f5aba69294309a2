import type { Exchange } from '../model/index.js'
import {
  BOTH,
  callsOf,
  carriedBy,
  type Group,
  groupOf,
  isQuote,
  type Node,
  nodeOf,
  quoteKey,
  SOME,
  type Token,
  tokensOf,
} from './node.js'

/** What is known of one token. */
interface Entry {
  made: Node[]
  waiting: { node: Node; token: Token }[]
}

/** By how much the clocks of two logs may differ, ms. */
const SKEW = 10 * 60_000
/** Requests that continue one answer, at most: what more of them carry is an example that many conversations begin with. */
const MOST_CHILDREN = 64
/** Calls or answers that a beginning is held against, at most. */
const MOST_OFFERS = 64
/** Calls that are remembered as examples, at most. */
const MOST_EXAMPLES = 10_000

/** The open exchanges of one owner. Nothing of another owner's is ever seen here. */
export class Owner {
  private readonly tokens = new Map<string, Entry>()
  private readonly copies = new Map<string, Node>()
  private readonly conversations = new Map<string, Node>()
  private readonly offers = new Map<string, Set<Node>>()
  private readonly seekers = new Map<string, Set<Node>>()
  /** When a request first had the result of a call. */
  private readonly returned = new Map<string, { node: Node; at: number }>()
  private readonly examples = new Set<string>()
  readonly groups = new Set<Group>()

  /** Takes an exchange in. @returns whether it was new; a copy only adds what it knows more. */
  add(exchange: Exchange): boolean {
    const copy = this.copies.get(exchange.id) ?? this.copyOf(exchange)
    if (copy !== undefined) {
      this.complete(copy, exchange)
      return false
    }
    const node = nodeOf(exchange)
    this.copies.set(node.id, node)
    this.groups.add(node.group)
    this.follow(node, exchange)
    this.note(node)
    if (exchange.response !== null)
      this.make(node, { key: `r${exchange.response}`, evidence: 'response-id', strength: 'strong' })
    if (node.answer !== null) for (const token of tokensOf(node.answer)) this.make(node, token)
    this.converse(node)
    if (node.link === null)
      this.seek(node, [...exchange.prompts, ...exchange.opening, ...(exchange.quoted ?? []).map(quoteKey)])
    this.offer(node, exchange)
    return true
  }

  /** Nodes whose call or answer has what a node begins with, and what each has. */
  offersTo(node: Node): Map<Node, string[]> {
    const found = new Map<Node, string[]>()
    for (const key of node.seeks) {
      const offering = this.offers.get(key)
      if (offering === undefined || offering.size > MOST_OFFERS) continue
      for (const one of offering) found.set(one, [...(found.get(one) ?? []), key])
    }
    return found
  }

  /** Nodes that begin with what a node's calls or answer have. */
  seekersOf(node: Node): Set<Node> {
    const found = new Set<Node>()
    for (const key of node.offers) {
      const seeking = this.seekers.get(key)
      if (seeking === undefined || seeking.size > MOST_OFFERS) continue
      for (const one of seeking) if (one.link === null) found.add(one)
    }
    return found
  }

  /** Lines that a node quotes and that were said in several conversations say nothing, whichever of these is closed first. */
  dispute(node: Node): void {
    const shared = node.seeks.filter(
      (key) => isQuote(key) && new Set([...(this.offers.get(key) ?? [])].map(groupOf)).size > 1,
    )
    drop(this.seekers, shared, node)
    node.seeks = node.seeks.filter((key) => !shared.includes(key))
  }

  /** Whether what a node is linked by could as well be another's. */
  doubtful(node: Node): boolean {
    const { link } = node
    if (link === null) return false
    if (link.node.children > MOST_CHILDREN) return true
    if (isCommon(link.node) && (link.evidence === 'prefix-hash' || link.evidence === 'answer-hash')) return true
    const made = this.tokens.get(link.key)?.made ?? []
    return made.some((one) => groupOf(one) !== groupOf(node))
  }

  /** When a request first had the result of a call, by its sealed id; null where none did. */
  resultAt(call: string): number | null {
    return this.returned.get(call)?.at ?? null
  }

  /** Whether histories outside of a group have a call, too, that no answer made: it is an example that they begin with. */
  isExample(call: string, group: Group): boolean {
    if (this.examples.has(call)) return true
    const { made = [], waiting = [] } = this.tokens.get(`i${call}`) ?? {}
    const others = [...made, ...waiting.map(({ node }) => node)].some((node) => groupOf(node) !== group)
    if (others && this.examples.size < MOST_EXAMPLES) this.examples.add(call)
    return others
  }

  /** Forgets a group. */
  forget(group: Group): void {
    this.groups.delete(group)
    for (const node of group.nodes) {
      this.copies.delete(node.id)
      if (node.conversation !== null) this.conversations.delete(node.conversation)
      this.dropWaits(node, Number.POSITIVE_INFINITY)
      for (const key of node.makes) {
        const entry = this.tokens.get(key)
        if (entry === undefined) continue
        entry.made = entry.made.filter((one) => one !== node)
        this.tidy(key, entry)
      }
      for (const call of node.returns) if (this.returned.get(call)?.node === node) this.returned.delete(call)
      drop(this.offers, node.offers, node)
      drop(this.seekers, node.seeks, node)
    }
  }

  get size(): number {
    return this.copies.size
  }

  /** An exchange that another log has, too, which knows no id of the answer: the same was asked, and the same calls made. */
  private copyOf({ history, answer }: Exchange): Node | undefined {
    const asked = history.at(-1)?.prefix
    for (const { id, unique } of answer?.calls ?? []) {
      const copy = unique ? this.tokens.get(`i${id}`)?.made.find((node) => node.asked === asked) : undefined
      if (copy !== undefined) return copy
    }
    return undefined
  }

  /** Finds what a node continues: whoever made the latest of what it carries. It waits for what nobody has made yet. */
  private follow(node: Node, exchange: Exchange): void {
    for (const token of carriedBy(exchange)) {
      const entry = this.tokens.get(token.key)
      const maker = entry === undefined ? null : makerFor(node, entry)
      if (maker !== null) return this.link(node, token, maker)
      if (entry === undefined) this.tokens.set(token.key, { made: [], waiting: [{ node, token }] })
      else entry.waiting.push({ node, token })
      node.waits.push(token)
    }
  }

  private note(node: Node): void {
    node.returns = node.fresh.flatMap(({ results }) => results)
    for (const call of node.returns) {
      const known = this.returned.get(call)
      if (known === undefined || node.at < known.at) this.returned.set(call, { node, at: node.at })
    }
  }

  private make(node: Node, token: Omit<Token, 'covers'>): void {
    const { key } = token
    node.makes.push(key)
    const entry = this.tokens.get(key) ?? { made: [], waiting: [] }
    this.tokens.set(key, entry)
    entry.made.push(node)
    for (const { node: carrier, token: carried } of [...entry.waiting]) {
      const maker = makerFor(carrier, entry)
      if (maker === null || (carrier.link !== null && carrier.link.covers >= carried.covers)) continue
      this.link(carrier, carried, maker)
    }
  }

  private link(node: Node, token: Token, maker: Node): void {
    if (maker.children > MOST_CHILDREN) return
    if (node.link !== null) node.link.node.children--
    node.link = { ...token, node: maker }
    node.fresh = node.fresh.slice(Math.max(0, token.covers - node.from))
    node.from = Math.max(node.from, token.covers)
    maker.children++
    this.dropWaits(node, token.covers)
    drop(this.seekers, node.seeks, node)
    node.seeks = []
    this.join(node, maker)
  }

  private converse(node: Node): void {
    if (node.conversation === null) return
    const known = this.conversations.get(node.conversation)
    if (known === undefined) this.conversations.set(node.conversation, node)
    else this.join(node, known)
  }

  private seek(node: Node, keys: readonly string[]): void {
    node.seeks = [...new Set(keys)]
    for (const key of node.seeks) put(this.seekers, key, node)
  }

  private offer(node: Node, { passages, said = [] }: Exchange): void {
    const long = callsOf(node).flatMap(({ call }) => call.long)
    drop(this.offers, node.offers, node)
    // An answer that sums up a conversation ends one that was continued before.
    const lines = node.history > 2 ? passages : []
    node.lines = lines.length
    node.offers = [...new Set([...long, ...lines, ...said.map(quoteKey)])]
    for (const key of node.offers) put(this.offers, key, node)
  }

  /** A copy may have come before its answer was whole. */
  private complete(node: Node, exchange: Exchange): void {
    const { answer, ended, end } = exchange
    node.ended = Math.max(node.ended, ended)
    const group = groupOf(node)
    group.last = Math.max(group.last, node.ended)
    const more = (answer?.calls.length ?? 0) - (node.answer?.calls.length ?? 0)
    if (answer === null || more < 0 || (more === 0 && answer.size <= (node.answer?.size ?? -1))) return
    node.answer = answer
    node.end = end ?? node.end
    for (const token of tokensOf(answer)) if (!node.makes.includes(token.key)) this.make(node, token)
    this.offer(node, exchange)
  }

  private join(a: Node, b: Node): void {
    const [one, two] = [groupOf(a), groupOf(b)]
    if (one === two) return
    const [into, from] = one.nodes.length < two.nodes.length ? [two, one] : [one, two]
    from.into = into
    for (const node of from.nodes) into.nodes.push(node)
    from.nodes = []
    into.last = Math.max(into.last, from.last)
    this.groups.delete(from)
  }

  private dropWaits(node: Node, covered: number): void {
    const [over, still]: [Token[], Token[]] = [[], []]
    for (const token of node.waits) (token.covers <= covered ? over : still).push(token)
    node.waits = still
    for (const { key } of over) {
      const entry = this.tokens.get(key)
      if (entry === undefined) continue
      entry.waiting = entry.waiting.filter((one) => one.node !== node)
      this.tidy(key, entry)
    }
  }

  private tidy(key: string, { made, waiting }: Entry): void {
    if (made.length === 0 && waiting.length === 0) this.tokens.delete(key)
  }
}

/** Whether an exchange begins a conversation in a few words, and more than one goes on from there. */
const isCommon = ({ link, answer, children }: Node): boolean =>
  link === null && answer !== null && answer.size < SOME && answer.length < BOTH && children > 1

/** Who made what a node carries; null where nobody did, or it is not certain who. */
function makerFor(node: Node, { made }: Entry): Node | null {
  const able = made.filter(
    (maker) =>
      maker !== node &&
      maker.at <= node.at + SKEW &&
      (maker.conversation === null || node.conversation === null || maker.conversation === node.conversation),
  )
  const [first] = able
  if (first === undefined) return null
  return able.every((maker) => groupOf(maker) === groupOf(first)) ? first : null
}

function put(sets: Map<string, Set<Node>>, key: string, node: Node): void {
  const known = sets.get(key)
  if (known === undefined) sets.set(key, new Set([node]))
  else known.add(node)
}

function drop(sets: Map<string, Set<Node>>, keys: readonly string[], node: Node): void {
  for (const key of keys) {
    const known = sets.get(key)
    known?.delete(node)
    if (known?.size === 0) sets.delete(key)
  }
}
