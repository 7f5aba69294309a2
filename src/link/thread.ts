import type { EndedBy, Mark, Speaker } from '../model/index.js'
import type { Link, LinkedSession, LinkedTurn } from './linked.js'
import type { Node, Origin } from './node.js'

/** A conversation with its branches: exchanges that continue each other, in the order of time. */
export interface Thread {
  nodes: readonly Node[]
  /** The subagent whose it is, or null. */
  subagent: string | null
  /** Where it comes from, if it is not a beginning. */
  origin: Origin | null
}

/** Where the work stands after an exchange. */
interface State {
  turn: LinkedTurn | null
  /** The agent has called tools and waits for what comes of them. */
  working: boolean
}

/**
 * Adds the exchanges, turns and actions of a thread to its session.
 * @param isExample whether a call that no answer made is one that histories of other sessions have, too.
 */
export function threadRows(thread: Thread, into: LinkedSession, isExample: (call: string) => boolean): void {
  new Threading(thread, into, isExample).go()
}

class Threading {
  private readonly states = new Map<Node, State>()
  private readonly turns = new Map<string, LinkedTurn>()
  private readonly results = new Map<string, number>()

  constructor(
    private readonly thread: Thread,
    private readonly into: LinkedSession,
    private readonly isExample: (call: string) => boolean,
  ) {}

  go(): void {
    const from = this.into.actions.length
    for (const node of this.thread.nodes) this.take(node)
    for (const action of this.into.actions.slice(from)) action.result_at = this.results.get(action.call) ?? null
    this.into.turns.push(...this.turns.values())
  }

  private take(node: Node): void {
    const before = node.link === null ? undefined : this.states.get(node.link.node)
    const state: State = { turn: before?.turn ?? null, working: before?.working ?? false }
    for (const mark of node.fresh) this.message(node, mark, state)
    state.turn ??= this.turnOf(`${node.id}/${node.from}`, null, node)
    state.turn.exchanges++
    state.turn.ended_at = Math.max(state.turn.ended_at, node.ended)
    this.calls(node, node.answer, 'answer', state)
    if (node.answer !== null) state.working = node.answer.calls.length > 0
    if (state.turn.ended_by !== 'interrupted') state.turn.ended_by = endOf(node)
    this.states.set(node, state)
    this.into.exchanges.push({
      ...{ id: node.id, at: node.at, ended: node.ended, link: this.linkOf(node) },
      ...{ subagent: this.thread.subagent, turn: state.turn.id, fresh: node.from, end: node.end },
    })
  }

  private message(node: Node, mark: Mark, state: State): void {
    if (mark.by === 'agent') {
      state.turn ??= this.turnOf(mark.prefix, null, node)
      this.calls(node, mark, 'history', state)
      state.working = mark.calls.length > 0
      return
    }
    for (const call of mark.results) this.results.set(call, Math.min(this.results.get(call) ?? node.at, node.at))
    if (mark.speaker === 'interrupt') {
      if (state.turn !== null) state.turn.ended_by = 'interrupted'
      state.working = false
    } else if (begins(mark) && !state.working) state.turn = this.turnOf(mark.prefix, mark.speaker, node)
  }

  private calls(node: Node, mark: Mark | null, made: 'answer' | 'history', { turn }: State): void {
    for (const { id, tool, unique } of mark?.calls ?? []) {
      if (made === 'history' && this.isExample(id)) continue
      this.into.actions.push({
        ...{ call: id, tool, unique, turn: turn?.id ?? null, subagent: this.thread.subagent },
        ...{ exchange: node.id, made, at: made === 'answer' ? node.ended : node.at, result_at: null },
      })
    }
  }

  /** A turn by what began it, so that a request that is sent again begins no other. */
  private turnOf(id: string, speaker: Speaker | null, { at }: Node): LinkedTurn {
    const known = this.turns.get(id)
    if (known !== undefined) return known
    const { subagent } = this.thread
    const made: LinkedTurn = { id, speaker, started_at: at, ended_at: at, ended_by: 'unknown', subagent, exchanges: 0 }
    this.turns.set(id, made)
    return made
  }

  private linkOf({ link }: Node): Link | null {
    const { origin } = this.thread
    if (link !== null) return { to: link.node.id, evidence: link.evidence, strength: link.strength }
    return origin === null ? null : { to: origin.node.id, evidence: origin.evidence, strength: 'fair' }
  }
}

const begins = ({ speaker, results }: Mark): boolean =>
  results.length === 0 && (speaker === 'human' || speaker === 'program' || speaker === 'unknown')

function endOf({ end }: Node): EndedBy {
  return end === null || end === 'calls' ? 'unknown' : end
}
