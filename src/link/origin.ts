import type { Node, Origin } from './node.js'
import { callsOf, groupOf, isQuote } from './node.js'
import type { Owner } from './owner.js'

/** By how much a beginning may seem to come before what it comes from, ms. */
const SKEW = 5_000
/** How long after an answer that sums it up a conversation goes on, at most, ms. */
const SUMMARY = 30 * 60_000
/** Lines that a beginning and a summary must have in common, and the share of the summary's. */
const LINES = 3
const SHARE = 0.5
/** Lines that were said in a conversation, in no other, and that a beginning quotes, at least. */
const QUOTES = 2
/** How long after its last request a conversation goes on whose summary was not logged, at most, ms. */
const DAY = 24 * 60 * 60_000
/** How long requests of what was summed up may still come, ms: a branch, or what was under way. */
const STILL = 5 * 60_000

/** What is known of the threads that nodes stand in. */
export interface Threads {
  root(node: Node): Node
  /** When a request first had the result of a call, by its sealed id. */
  resultAt(call: string): number | null
}

interface Candidate extends Origin {
  call: string
}

/** Where the thread that begins with a node comes from; null where nothing shows it, or it could be several. */
export function originOf(node: Node, owner: Owner, threads: Threads): Origin | null {
  if (node.seeks.length === 0) return null
  const offers = owner.offersTo(node)
  return spawnOf(node, offers, threads) ?? summaryOf(node, offers, threads) ?? quotesOf(node, offers, threads)
}

function spawnOf(node: Node, offers: Map<Node, string[]>, threads: Threads): Origin | null {
  const byCall = new Map<string, Candidate>()
  for (const [maker, keys] of offers) {
    if (threads.root(maker) === node) continue
    for (const { call, made } of callsOf(maker)) {
      // What only a later history has was called before that.
      if (made === 'answer' && maker.ended > node.at + SKEW) continue
      if (!call.long.some((text) => keys.includes(text))) continue
      if (made === 'answer' || !byCall.has(call.id))
        byCall.set(call.id, { node: maker, evidence: 'spawn', call: call.id })
    }
  }
  const all = [...byCall.values()]
  // Of several, those that were still running when the other agent began.
  const running = all.filter(({ call }) => {
    const over = threads.resultAt(call)
    return over === null || over >= node.at - SKEW
  })
  return oneOf(running, threads) ?? oneOf(all, threads)
}

/** The origin that all have in common; a call only where it is the only one. */
function oneOf(candidates: readonly Candidate[], threads: Threads): Origin | null {
  const [first] = candidates
  if (first === undefined) return null
  if (candidates.some(({ node }) => threads.root(node) !== threads.root(first.node))) return null
  return candidates.length === 1 ? first : { ...first, call: null }
}

function summaryOf(node: Node, offers: Map<Node, string[]>, threads: Threads): Origin | null {
  const summaries = [...offers].filter(([maker, found]) => {
    const keys = found.filter((key) => !isQuote(key))
    const quiet = maker.answer !== null && maker.answer.calls.length === 0 && maker.link !== null
    if (!quiet || maker.ended > node.at + SKEW || node.at - maker.ended > SUMMARY) return false
    const root = threads.root(maker)
    if (root === node || !sameProgram(node, maker)) return false
    return keys.length >= LINES && keys.length >= SHARE * maker.lines
  })
  const [first] = summaries
  if (first === undefined) return null
  if (summaries.some(([maker]) => threads.root(maker) !== threads.root(first[0]))) return null
  return { node: first[0], evidence: 'summary', call: null }
}

/** The conversation of which a beginning quotes what was said in it, where its summary is in no answer that was logged. */
function quotesOf(node: Node, offers: Map<Node, string[]>, threads: Threads): Origin | null {
  const byRoot = new Map<Node, Set<string>>()
  for (const [maker, keys] of offers) {
    const quotes = keys.filter(isQuote)
    if (quotes.length === 0 || maker.at > node.at + SKEW || !sameProgram(node, maker)) continue
    const root = threads.root(maker)
    if (root === node) continue
    const known = byRoot.get(root) ?? new Set<string>()
    byRoot.set(root, known)
    for (const quote of quotes) known.add(quote)
  }
  const sayers = new Map<string, Set<string>>()
  for (const [root, quotes] of byRoot)
    for (const quote of quotes) sayers.set(quote, (sayers.get(quote) ?? new Set()).add(beginningOf(root, threads)))
  const enough = [...byRoot].flatMap(([root, quotes]) => {
    const own = [...quotes].filter((quote) => sayers.get(quote)!.size === 1)
    const last = own.length < QUOTES ? null : lastBefore(node, root, threads)
    return last === null ? [] : [{ root, last }]
  })
  // What goes on from another of them quotes what that quoted.
  const before = new Set(
    enough.flatMap(({ root }) => (root.adopted === null ? [] : [threads.root(root.adopted.origin.node)])),
  )
  const [one, another] = enough.filter(({ root }) => !before.has(root))
  if (one === undefined || another !== undefined) return null
  return { node: one.last, evidence: 'summary', call: null }
}

/** The last exchange of a thread before a beginning; null where it was long ago, or the thread goes on beside that. */
function lastBefore(node: Node, root: Node, threads: Threads): Node | null {
  let last: Node | null = null
  for (const one of groupOf(root).nodes) {
    if (threads.root(one) !== root) continue
    if (one.at > node.at + STILL) return null
    if (one.at <= node.at + SKEW && (last === null || one.at > last.at)) last = one
  }
  return last !== null && node.at - last.ended <= DAY ? last : null
}

/** What a conversation began with, before it was ever summed up: the same where its first request was sent again. */
function beginningOf(root: Node, threads: Threads): string {
  const seen = new Set<Node>()
  let at = root
  while (at.adopted?.origin.evidence === 'summary' && !seen.has(at)) {
    seen.add(at)
    at = threads.root(at.adopted.origin.node)
  }
  return at.fresh[0]?.prefix ?? at.id
}

/** Whether some request of the summed up conversation had the same system prompt. */
function sameProgram(node: Node, maker: Node): boolean {
  for (let at: Node | undefined = maker, steps = 0; at !== undefined && steps < 10_000; at = at.link?.node, steps++)
    if (at.system === node.system) return true
  return false
}
