import { writtenOf } from '../values.js'
import { addTo } from './add-to.js'
import type { CallFact } from './fact.js'
import type { Node } from './forest.js'
import type { Plan } from './plan.js'

/** A call in an answer of a model. */
interface Asked {
  call: CallFact
  node: Node
  plan: Plan
}

/** Which call of an answer a tool ran for, in one session: each the other's. */
export class Pairing {
  private readonly byTool = new Map<Node, CallFact>()
  private readonly byCall = new Map<CallFact, Node>()

  constructor(plans: readonly Plan[]) {
    const asked = plans.flatMap(callsIn)
    const tools = plans.flatMap(toolsIn)
    this.stopped(asked, tools)
    this.byId(asked, tools)
    this.byName(asked, tools)
  }

  toolOf(call: CallFact): Node | undefined {
    return this.byCall.get(call)
  }

  callOf(tool: Node): CallFact | undefined {
    return this.byTool.get(tool)
  }

  private pair(call: CallFact, tool: Node): void {
    this.byTool.set(tool, call)
    this.byCall.set(call, tool)
  }

  /** A tool that stopped to ask runs again, in a later turn and under the same id; its call is that of its own turn. */
  private stopped(asked: readonly Asked[], tools: readonly Ran[]): void {
    for (const { node, plan } of tools) {
      if (node.fact.asked !== true) continue
      const fits = ({ call, plan: own, node: model }: Asked) =>
        own === plan && !this.byCall.has(call) && call.tool === node.fact.tool && model.from <= node.from
      const found = asked.find((one) => fits(one) && (node.fact.call === null || one.call.id === node.fact.call))
      if (found !== undefined) this.pair(found.call, node)
    }
  }

  /** Ids may recur: each call has the first tool that bears its id and did not run before the request. */
  private byId(asked: readonly Asked[], tools: readonly Ran[]): void {
    const open = new Map<string, Node[]>()
    for (const { node } of tools) if (node.fact.call !== null) addTo(open, node.fact.call, node)
    for (const { call, node } of asked) {
      if (this.byCall.has(call)) continue
      const those = call.id === null ? undefined : open.get(call.id)
      const at = those?.findIndex(({ from }) => from >= node.from) ?? -1
      if (those === undefined || at === -1) continue
      this.pair(call, those.splice(at, 1)[0]!)
    }
  }

  /**
   * Where one of them has no id: the first of that name in the turn, or in those after one that stopped to ask, rather with
   * the same input.
   */
  private byName(asked: readonly Asked[], tools: readonly Ran[]): void {
    const named = new Map<string, Ran[]>()
    for (const ran of tools)
      if (!this.byTool.has(ran.node)) addTo(named, `${ran.node.fact.call === null} ${ran.node.fact.tool}`, ran)
    for (const { call, node, plan } of asked) {
      if (this.byCall.has(call)) continue
      const goesOn = hasAsked(plan)
      const without = named.get(`true ${call.tool}`) ?? []
      const those = call.id === null ? [...without, ...(named.get(`false ${call.tool}`) ?? [])] : without
      const fitting = those.filter(
        (ran) =>
          !this.byTool.has(ran.node) &&
          ran.node.from >= node.from &&
          (ran.plan === plan || ran.plan.work.bare || goesOn),
      )
      const input = writtenOf(call.texts?.input)
      const same = fitting.find(({ node: { fact } }) => writtenOf(fact.texts?.input) === input)
      const found = same ?? fitting[0]
      if (found !== undefined) this.pair(call, found.node)
    }
  }
}

const hasAsked = ({ steps }: Plan): boolean => steps.some(({ node }) => node.fact.asked === true)

interface Ran {
  node: Node
  plan: Plan
}

const callsIn = (plan: Plan): Asked[] =>
  plan.steps.flatMap(({ node, ends }) =>
    ends && !plan.standings.get(node)!.answersBelow
      ? node.fact.answers.flatMap(({ calls }) => calls.map((call) => ({ call, node, plan })))
      : [],
  )

const toolsIn = (plan: Plan): Ran[] =>
  plan.steps.flatMap(({ node, ends }) =>
    !ends && node.fact.role === 'tool' && !plan.standings.get(node)!.repeats ? [{ node, plan }] : [],
  )
