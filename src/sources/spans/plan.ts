import type { SpanFact } from './fact.js'
import type { Node, Work } from './forest.js'

/** A span begins or ends, in its place among all that is done in a turn. */
export interface Step {
  node: Node
  ends: boolean
  at: number
}

/** What is known of a span by where it lies in its turn. */
export interface Standing {
  /** The subagent in whose work it lies; null for the main agent's. */
  thread: Node | null
  /** Of a subagent: the tool that started it. */
  spawn: Node | null
  /** It repeats the call that it lies in. */
  repeats: boolean
  /** Something that lies in it says more closely what was answered, and what that took. */
  answersBelow: boolean
  usageBelow: boolean
}

/** A turn, in the order in which it is told. */
export interface Plan {
  work: Work
  steps: Step[]
  standings: Map<Node, Standing>
  /** The subagents that tools started, by these. */
  spawned: Map<Node, Node>
}

interface Context {
  thread: Node | null
  /** The innermost agent. */
  agent: Node | null
  tool: Node | null
}

/** Puts what is done in a turn in order, and tells subagents apart. */
export function planOf(work: Work): Plan {
  const standings = new Map<Node, Standing>()
  const steps: Step[] = []
  const works = new Map<Node, boolean>()
  const visit = (top: Node, outside: Context) => {
    const open: { node: Node; context: Context; ends: boolean }[] = [{ node: top, context: outside, ends: false }]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { node, context, ends } = next
      steps.push({ node, ends, at: ends ? node.until : node.from })
      if (ends) continue
      const standing = standingOf(node, context, works)
      standings.set(node, standing)
      open.push({ node, context, ends: true })
      const inside = insideOf(node, context, standing)
      for (const child of [...node.children].reverse())
        if (child.fact.role !== 'aside') open.push({ node: child, context: inside, ends: false })
    }
  }
  const main: Context = { thread: null, agent: null, tool: null }
  visit(work.top, main)
  for (const node of work.beside) visit(node, main)
  for (const { node, ends } of steps) if (ends) passUp(node, standings)
  const spawned = new Map<Node, Node>()
  for (const [node, { thread, spawn }] of standings) if (spawn !== null && thread === node) spawned.set(spawn, node)
  return { work, steps: inOrder(steps, work.top), standings, spawned }
}

/** The turn's own span stands around everything, whatever clocks say. */
function inOrder(steps: readonly Step[], top: Node): Step[] {
  const inner = steps.filter(({ node }) => node !== top)
  const [first, last] = steps.filter(({ node }) => node === top)
  return [first!, ...inner.sort((a, b) => a.at - b.at), last!]
}

function standingOf(node: Node, { thread, agent, tool }: Context, works: Map<Node, boolean>): Standing {
  const { role } = node.fact
  const starts = role === 'agent' && agent !== null && worksItself(agent, works)
  return {
    thread: starts ? node : thread,
    spawn: starts ? tool : null,
    repeats: role === 'tool' && tool !== null && isSame(tool.fact, node.fact),
    answersBelow: false,
    usageBelow: false,
  }
}

function insideOf(node: Node, { agent, tool }: Context, { thread }: Standing): Context {
  if (node.fact.role === 'agent') return { thread, agent: node, tool: thread === node ? null : tool }
  return { thread, agent, tool: node.fact.role === 'tool' ? node : tool }
}

/** Whether an agent asks models or calls tools, and not only other agents: else it is the frame of their work. */
function worksItself(agent: Node, known: Map<Node, boolean>): boolean {
  const before = known.get(agent)
  if (before !== undefined) return before
  const open = [...agent.children]
  let found = false
  for (let node = open.pop(); node !== undefined && !found; node = open.pop()) {
    const { role } = node.fact
    if (role === 'model' || role === 'tool') found = true
    else if (role !== 'agent' && role !== 'aside') open.push(...node.children)
  }
  known.set(agent, found)
  return found
}

/** One call that two programs saw: the library's span, and inside of it that of the protocol or the tool itself. */
const isSame = (outer: SpanFact, inner: SpanFact): boolean =>
  outer.call !== null && inner.call !== null ? outer.call === inner.call : outer.tool === inner.tool

/** Ends come from the inside out, so what lies further in was passed up before. */
function passUp(node: Node, standings: Map<Node, Standing>): void {
  const above = node.parent === null ? undefined : standings.get(node.parent)
  if (above === undefined) return
  const own = standings.get(node)!
  above.answersBelow ||= own.answersBelow || node.fact.answers.length > 0
  above.usageBelow ||= own.usageBelow || node.fact.usage !== null
}
