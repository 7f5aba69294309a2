import type { SpanFact } from './fact.js'

/** A span in its tree. */
export interface Node {
  fact: SpanFact
  parent: Node | null
  children: Node[]
  /** Where it stands among others, ms since 1970 UTC: its own times, or those of what it lies in or holds. */
  from: number
  until: number
  /** It stands for a span that is not in the file. */
  missing: boolean
}

/** One turn of an agent: what is done on one input. */
export interface Work {
  /** The span around it, or one that stands for what is not in the file. */
  top: Node
  /** What belongs to it and lies outside of that span. */
  beside: Node[]
  /** Its span is in the file. */
  whole: boolean
  /** It is a single request or call, which may go on with what was begun before. */
  bare: boolean
}

const earliest = (a: Node, b: Node): number => a.from - b.from || a.fact.line - b.fact.line

/** The turns in the spans of one trace, in the order of their beginnings. */
export function worksOf(facts: readonly SpanFact[]): Work[] {
  return rootsOf(facts)
    .flatMap(worksBelow)
    .sort((a, b) => earliest(a.top, b.top))
}

/** Spans below no other, each with those below it. What names a span that is not in the file hangs below the first root. */
function rootsOf(facts: readonly SpanFact[]): Node[] {
  const nodes = new Map<string, Node>()
  for (const fact of facts) {
    const from = fact.started ?? fact.ended ?? Number.NaN
    const until = fact.ended ?? fact.started ?? Number.NaN
    nodes.set(fact.span, { fact, parent: null, children: [], from, until, missing: false })
  }
  for (const node of nodes.values())
    node.parent = node.fact.parent === null ? null : (nodes.get(node.fact.parent) ?? null)
  openCircles(nodes.values())
  for (const node of nodes.values()) node.parent?.children.push(node)
  const tops = [...nodes.values()].filter(({ parent }) => parent === null)
  for (const top of tops) place(top)
  tops.sort(earliest)
  const roots = tops.filter(({ fact }) => fact.parent === null)
  const orphans = tops.filter(({ fact }) => fact.parent !== null)
  if (orphans.length === 0) return roots
  const root = roots[0] ?? standIn(orphans)
  for (const orphan of orphans) {
    orphan.parent = root
    root.children.push(orphan)
  }
  root.children.sort(earliest)
  return roots.length > 0 ? roots : [root]
}

/** Cuts chains of parents that run in a circle. */
function openCircles(nodes: Iterable<Node>): void {
  const passed = new Map<Node, Node>()
  for (const start of nodes)
    for (let at: Node | null = start; at !== null; at = at.parent) {
      const before = passed.get(at)
      if (before === start) at.parent = null
      if (before !== undefined) break
      passed.set(at, start)
    }
}

/** Gives times to what has none, below a root, and puts siblings in order. Trees may be as deep as they like. */
function place(root: Node): void {
  const order: Node[] = [root]
  for (let at = 0; at < order.length; at++) {
    const node = order[at]!
    if (Number.isNaN(node.from)) node.from = node.parent?.from ?? Number.NaN
    order.push(...node.children)
  }
  for (const node of order.reverse()) {
    for (const { from, until } of node.children) {
      if (Number.isNaN(node.from)) node.from = from
      if (Number.isNaN(node.until) || (node.fact.ended === null && until > node.until)) node.until = until
    }
    if (Number.isNaN(node.from)) node.from = 0
    if (Number.isNaN(node.until)) node.until = node.from
    node.children.sort(earliest)
  }
}

/** Stands for the span that the first of some spans names and that is not in the file. */
function standIn(orphans: readonly Node[]): Node {
  const [first] = orphans
  const { trace, parent, session, user, line } = first!.fact
  const fact: SpanFact = {
    ...{ trace, span: parent!, parent: null, role: 'other', piece: false, session, user, line },
    ...{ started: first!.fact.started, ended: null, failed: false, tool: null, call: null, response: null },
    ...{ end: null, usage: null, history: [], answers: [], texts: null },
  }
  const until = Math.max(...orphans.map((orphan) => orphan.until))
  return { fact, parent: null, children: [], from: first!.from, until, missing: true }
}

/** The spans below a node that an agent's turn can be made of, without those of what only watches it. */
function worksBelow(root: Node): Work[] {
  const tops: Node[] = []
  const loose: Node[] = []
  const open = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { role } = node.fact
    if (role === 'aside') continue
    if (role === 'agent' || role === 'turn') {
      tops.push(node)
      continue
    }
    if (role === 'model' || role === 'tool') loose.push(node)
    else open.push(...node.children)
  }
  if (tops.length === 0) {
    if (loose.length === 0) return []
    const whole = !root.missing && root.fact.ended !== null
    return [{ top: root, beside: [], whole, bare: root.missing || loose.includes(root) }]
  }
  tops.sort(earliest)
  const works = tops.map((top): Work => ({ top, beside: [], whole: top.fact.ended !== null, bare: false }))
  for (const node of loose) (works.find(({ top }) => top.until >= node.from) ?? works.at(-1)!).beside.push(node)
  for (const { beside } of works) beside.sort(earliest)
  return works
}
