import type { LinkedAgent, LinkedSession } from './linked.js'
import { type Group, groupOf, type Node, type Origin } from './node.js'
import { originOf, type Threads } from './origin.js'
import type { Owner } from './owner.js'
import { type Thread, threadRows } from './thread.js'

/** Puts the exchanges of a group that nothing more is expected of together to sessions. */
export function settle(group: Group, name: string, owner: Owner): LinkedSession[] {
  const nodes = [...group.nodes].sort((a, b) => a.at - b.at || a.history - b.history || (a.id < b.id ? -1 : 1))
  // Judged together, so that no link is lost because another was.
  const doubtful = nodes.filter((node) => owner.doubtful(node))
  for (const node of doubtful) node.link = null
  const threads = new Roots(owner)
  const begins = nodes.filter((node) => threads.root(node) === node)
  for (const node of begins) node.adopted ??= adoption(node, originOf(node, owner, threads), threads)
  const sessions = new Map<string, LinkedSession>()
  const members = new Map<Node, Node[]>(begins.map((node) => [node, []]))
  for (const node of nodes) members.get(threads.root(node))?.push(node)
  for (const [root, own] of members) {
    const session = threads.session(root)
    const found = sessions.get(session) ?? empty(name, session)
    sessions.set(session, found)
    const agent = agentOf(root)
    if (agent !== null) found.agents.push(agent)
    const thread: Thread = { nodes: own, subagent: threads.agent(root), origin: root.adopted?.origin ?? null }
    threadRows(thread, found, (call) => owner.isExample(call, group))
  }
  adoptLater(nodes, group, owner, threads)
  for (const session of sessions.values()) tidy(session)
  return [...sessions.values()]
}

const empty = (owner: string, session: string): LinkedSession => ({
  owner,
  session,
  exchanges: [],
  turns: [],
  actions: [],
  agents: [],
})

/** Threads that are still open may have been started by what is closed now. */
function adoptLater(nodes: readonly Node[], group: Group, owner: Owner, threads: Roots): void {
  for (const node of nodes)
    for (const seeker of owner.seekersOf(node)) {
      if (groupOf(seeker) === group || seeker.adopted !== null) continue
      const origin = originOf(seeker, owner, threads)
      if (origin === null) owner.dispute(seeker)
      else if (groupOf(origin.node) === group) seeker.adopted = adoption(seeker, origin, threads)
    }
}

function adoption(node: Node, origin: Origin | null, threads: Roots): Node['adopted'] {
  return origin === null ? null : { session: threads.session(threads.root(origin.node), node), origin }
}

function agentOf(root: Node): LinkedAgent | null {
  const origin = root.adopted?.origin
  if (origin?.evidence !== 'spawn') return null
  return { id: root.id, link: { to: origin.node.id, evidence: 'spawn', strength: 'fair' }, spawn: origin.call }
}

/** An action is one, whichever of a session's exchanges have it; what an answer made is known better. */
function tidy(session: LinkedSession): void {
  const made = new Map<string, LinkedSession['actions'][number]>()
  const kept: LinkedSession['actions'] = []
  for (const action of session.actions) {
    const known = action.unique ? made.get(action.call) : undefined
    if (known === undefined) {
      kept.push(action)
      if (action.unique) made.set(action.call, action)
    } else {
      if (known.made === 'history' && action.made === 'answer') Object.assign(known, { ...action })
      known.result_at ??= action.result_at
    }
  }
  session.actions = kept
}

/** The threads of nodes, found by what each continues. */
class Roots implements Threads {
  private readonly roots = new Map<Node, Node>()

  constructor(private readonly owner: Owner) {}

  root(node: Node): Node {
    const path: Node[] = []
    const seen = new Set<Node>()
    let at = node
    for (;;) {
      const known = this.roots.get(at)
      if (known !== undefined) {
        at = known
        break
      }
      path.push(at)
      seen.add(at)
      // What is still open is held to the same as what is closed.
      if (at.link === null || this.owner.doubtful(at)) break
      // Requests that say they continue each other continue nothing.
      if (seen.has(at.link.node)) at.link = null
      else at = at.link.node
    }
    for (const one of path) this.roots.set(one, at)
    return at
  }

  resultAt(call: string): number | null {
    return this.owner.resultAt(call)
  }

  /** The session that a thread belongs to: that of the log, of the thread it comes from, or its own. */
  session(root: Node, from: Node | null = null): string {
    const seen = new Set<Node>(from === null ? [] : [from])
    let at = root
    for (;;) {
      if (at.conversation !== null) return at.conversation
      if (at.adopted === null && !seen.has(at)) {
        seen.add(at)
        at.adopted = adoption(at, originOf(at, this.owner, this), this)
      }
      if (at.adopted === null) return at.id
      if (groupOf(at.adopted.origin.node) !== groupOf(at) || seen.has(at)) return at.adopted.session
      seen.add(at)
      at = this.root(at.adopted.origin.node)
    }
  }

  /** The subagent whose thread this is; null for a session's own, and for what goes on after a summary of that. */
  agent(root: Node): string | null {
    const seen = new Set<Node>()
    for (let at = root; !seen.has(at); at = this.root(at.adopted.origin.node)) {
      seen.add(at)
      if (at.adopted === null) return null
      if (at.adopted.origin.evidence === 'spawn') return at.id
    }
    return null
  }
}
