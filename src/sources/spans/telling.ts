import type { StartedBy, Words } from '../../model/index.js'
import type { Conversation } from '../conversation.js'
import type { Reading } from '../reading.js'
import type { Moment } from '../turn.js'
import type { CallFact, MessageFact, ResultFact, SpanFact } from './fact.js'
import type { Node } from './forest.js'
import { Pairing } from './pairing.js'
import type { Plan, Standing } from './plan.js'

/** Whether nothing in the file but a history shows the call of an id, so that it is missing otherwise. */
export type IsMissing = (id: string) => boolean

/** A call without a result that no tool's span shows. */
interface Open {
  key: string
  id: string | null
  conversation: Conversation
  thread: Node | null
  plan: Plan
}

/** Tells a conversation what the spans of one session say. */
export class Telling {
  private readonly main: Conversation
  private readonly pairing: Pairing
  private readonly definitions = new Map<string, Words>()
  private readonly keys = new Set<string>()
  private readonly told = new Set<string>()
  private readonly responses = new Set<string>()
  private open: Open[] = []
  /** There was a turn, and the last one may go on. */
  private begun = false
  private goesOn = false
  private nameless = 0
  private plan!: Plan
  private end: SpanFact['end'] = null
  /** Something of the turn stopped to ask a person. */
  private asked = false
  /** Calls whose tools did so, with these, and the tools that went on with them. */
  private readonly stopped = new Map<string, string>()
  private readonly resumed = new Map<Node, string>()

  constructor(
    private readonly reading: Reading,
    session: string,
    private readonly plans: readonly Plan[],
    private readonly isMissing: IsMissing,
  ) {
    this.pairing = new Pairing(plans)
    this.main = reading.conversation(session, () => ({
      ...{ id: session, interactive: 'unknown', entrypoint: null, version: null, operator: false },
      ...{ setting: { kind: 'api', evaluation: null, sandbox: null, system: null }, start: startOf(plans) },
    }))
  }

  /** @returns whether nothing is left that may still run. */
  all(): boolean {
    for (const plan of this.plans) this.turn(plan)
    return !this.goesOn
  }

  private turn(plan: Plan): void {
    this.plan = plan
    this.end = null
    this.asked = false
    for (const { node, ends } of plan.steps) {
      const standing = plan.standings.get(node)!
      if (ends) this.ends(node, standing)
      else this.begins(node, standing)
    }
  }

  private begins(node: Node, standing: Standing): void {
    const { fact } = node
    const conversation = this.conversationOf(standing.thread)
    const moment = { at: this.within(fact.started), line: fact.line }
    if (!node.missing) conversation.record(moment)
    this.reading.belongs(this.main, fact.user, fact.line)
    if (fact.evaluation === true) this.isEvaluation()
    if (fact.texts?.system != null) this.main.told.setting.system ??= fact.texts.system
    for (const [name, text] of fact.texts?.definitions ?? []) this.definitions.set(name, text)
    if (node === this.plan.work.top) this.prompt(moment)
    else if (standing.thread === node) {
      const { message } = askedIn(fact, this.inside(node))
      conversation.prompt({ ...moment, id: nameOf(fact), text: message?.text ?? null, by: 'program', human: false })
    }
    if (fact.role === 'model') this.carried(fact.history, conversation, standing, moment)
    if (fact.role === 'tool' && !standing.repeats) this.runs(node, conversation, moment)
  }

  private isEvaluation(): void {
    const { told } = this.main
    told.interactive = 'no'
    told.setting.evaluation = true
  }

  private ends(node: Node, standing: Standing): void {
    const { fact } = node
    const conversation = this.conversationOf(standing.thread)
    const moment = { at: fact.ended ?? fact.started, line: fact.line }
    if (fact.asked === true && standing.thread === null) this.asked = true
    if (fact.role === 'tool') {
      if (!standing.repeats) this.ran(node, conversation, moment)
    } else if (fact.response === null || !this.responses.has(fact.response)) {
      if (fact.response !== null) this.responses.add(fact.response)
      if (fact.role !== 'model') this.carried(fact.history, conversation, standing, moment)
      if (standing.answersBelow) this.carried(fact.answers, conversation, standing, moment)
      else this.answered(node, conversation, standing, moment)
      if (fact.usage !== null && !standing.usageBelow) conversation.spend(nameOf(fact), fact.usage)
    }
    if (standing.thread === node) conversation.agent(moment, null)
    if (node === this.plan.work.top) this.stop(moment)
  }

  /** A clock that is a little behind, or what lies beside the turn's span, begins nothing before the turn. */
  private within(at: number | null): number | null {
    const { started } = this.plan.work.top.fact
    return at === null || started === null ? at : Math.max(at, started)
  }

  /** What begins the turn, unless it goes on with what was begun before. */
  private prompt(moment: Moment): void {
    const { top, bare } = this.plan.work
    const { message, resumes, silent } = askedIn(top.fact, this.inside(null))
    const follows = top.fact.role === 'tool' || resumes || (silent && this.open.length > 0)
    if (bare && this.goesOn && follows) return
    // What a first request goes on with began in its own history.
    const speaker = resumes && this.begun ? null : (message?.speaker ?? null)
    this.begun = true
    const by: StartedBy = speaker === 'human' ? 'prompt' : speaker === 'program' ? 'program' : 'unknown'
    // A span that has begun and has no end is of a turn that still goes on.
    const explicit = top.fact.started !== null && top.fact.ended === null && !top.missing
    this.main.prompt({
      ...{ ...moment, id: nameOf(top.fact), text: message?.text ?? null },
      ...{ by, human: speaker === 'human', taken: true, explicit },
    })
  }

  /** How the turn ended, as far as its spans say. One that may go on is left open. */
  private stop(moment: Moment): void {
    const { top, bare, whole } = this.plan.work
    const failed = top.fact.failed || (this.end === 'failed' && (bare || !whole))
    this.goesOn = bare || !whole
    if (failed) this.main.stop(moment, 'failed')
    else if (this.asked) this.main.stop(moment, 'asked')
    else if (this.end === 'limit') this.main.stop(moment, 'limit')
    else if (!this.goesOn && !this.waits()) this.main.stop(moment, 'completed')
    if (failed || this.asked || this.end === 'limit') this.goesOn = false
  }

  /** Whether a call of the main agent in this turn has no result. */
  private waits(): boolean {
    return this.open.some(({ thread, plan }) => thread === null && plan === this.plan)
  }

  /** A tool runs: the call of the answer that asked for it, if there is one. */
  private runs(node: Node, conversation: Conversation, moment: Moment): void {
    const { fact } = node
    const asked = this.pairing.callOf(node)
    const tool = fact.tool ?? asked?.tool ?? 'unknown'
    if (this.goesOnWith(node, tool)) return
    const key = this.keyOf(node)
    this.call(conversation, moment, key, {
      tool,
      input: fact.texts?.input ?? asked?.texts?.input ?? null,
      definition: fact.texts?.definition ?? null,
    })
  }

  /** Whether a tool runs again that had stopped to ask: it is the same call. */
  private goesOnWith(node: Node, tool: string): boolean {
    const { call } = node.fact
    for (const [key, stopped] of this.stopped) {
      if (stopped !== tool || (call !== null && call !== key)) continue
      this.stopped.delete(key)
      this.resumed.set(node, key)
      return true
    }
    return false
  }

  private ran(node: Node, conversation: Conversation, moment: Moment): void {
    const { fact } = node
    if (fact.asked === true) return void this.stopped.set(this.keyOf(node), fact.tool ?? 'unknown')
    // A span that has begun and has no end is of a tool that still runs.
    if (fact.ended === null && fact.started !== null) return
    const spawned = this.plan.spawned.get(node)?.fact.span ?? null
    conversation.result({
      ...{ ...moment, call: this.keyOf(node), text: fact.texts?.result ?? null, failed: fact.failed, spawned },
    })
  }

  private keyOf(node: Node): string {
    return this.resumed.get(node) ?? node.fact.call ?? this.pairing.callOf(node)?.id ?? node.fact.span
  }

  /** What a model, or an agent of whose models nothing is known, answered. */
  private answered(node: Node, conversation: Conversation, standing: Standing, moment: Moment): void {
    const { fact } = node
    if (fact.role === 'model' || fact.answers.length > 0) {
      if (standing.thread === null) this.end = fact.end
      if (!fact.failed && fact.answers.length === 0) conversation.agent(moment, null)
    }
    for (const message of fact.answers) {
      if (message.text !== null) conversation.agent(moment, message.text)
      for (const call of message.calls)
        if (this.pairing.toolOf(call) === undefined) this.asks(call, conversation, standing, moment)
      for (const result of message.results) this.returned(result, standing, moment)
    }
  }

  /** A call that no tool's span shows. */
  private asks(call: CallFact, conversation: Conversation, { thread }: Standing, moment: Moment): void {
    const key = call.id ?? `step${this.nameless++}`
    const { input = null, definition = null } = call.texts ?? {}
    this.call(conversation, moment, key, { tool: call.tool, input, definition })
    this.open.push({ key, id: call.id, conversation, thread, plan: this.plan })
  }

  private call(
    conversation: Conversation,
    moment: Moment,
    id: string,
    called: { tool: string; input: unknown; definition: Words | null },
  ): void {
    const another = this.keys.has(id)
    this.keys.add(id)
    const definition = called.definition ?? this.definitions.get(called.tool) ?? null
    conversation.call({ ...moment, ...called, id, another, definition, approval: 'unknown' })
  }

  /** What a history, or what an agent gave back, shows that nothing else does: calls, and results of calls. */
  private carried(
    messages: readonly MessageFact[],
    conversation: Conversation,
    standing: Standing,
    moment: Moment,
  ): void {
    for (const { calls, results } of messages) {
      for (const call of calls) {
        if (call.id === null || this.told.has(call.id) || !this.isMissing(call.id)) continue
        this.told.add(call.id)
        this.asks(call, conversation, standing, moment)
      }
      for (const result of results) this.returned(result, standing, moment)
    }
  }

  /** A result belongs to the call that it names, or to the first that has no id either. */
  private returned({ call, failed, text }: ResultFact, { thread }: Standing, moment: Moment): void {
    const found = this.open.find((open) =>
      call === null ? open.id === null && open.thread === thread : open.id === call,
    )
    if (found === undefined) return
    this.open = this.open.filter((open) => open !== found)
    found.conversation.result({ ...moment, call: found.key, text, failed })
  }

  private conversationOf(thread: Node | null): Conversation {
    if (thread === null) return this.main
    const spawn = this.plan.standings.get(thread)?.spawn ?? null
    return this.main.helper(thread.fact.span, spawn === null ? null : this.keyOf(spawn))
  }

  /** Models of a thread, in their order. */
  private inside(thread: Node | null): SpanFact[] {
    return this.plan.steps.flatMap(({ node, ends }) =>
      !ends && node.fact.role === 'model' && this.plan.standings.get(node)!.thread === thread ? [node.fact] : [],
    )
  }
}

const nameOf = ({ trace, span }: SpanFact): string => `${trace}/${span}`

/** The first time that spans say. */
function startOf(plans: readonly Plan[]): number | null {
  let first: number | null = null
  for (const { steps } of plans)
    for (const { node } of steps) {
      const { started } = node.fact
      if (started !== null && (first === null || started < first)) first = started
    }
  return first
}

/** What was put to an agent: the last words of its caller in what it, or the first of its models, was given. */
function askedIn(
  fact: SpanFact,
  models: readonly SpanFact[],
): { message: MessageFact | null; resumes: boolean; silent: boolean } {
  const first = [fact, ...models].find(({ history }) => history.some(({ by }) => by === 'caller'))
  if (first === undefined) return { message: null, resumes: false, silent: true }
  const last = first.history.at(-1)
  const spoken = first.history.filter(
    ({ by, speaker }) => by === 'caller' && speaker !== 'results' && speaker !== 'interrupt',
  )
  return { message: spoken.at(-1) ?? null, resumes: last?.speaker === 'results', silent: false }
}
