import type { Conversation } from '../conversation.js'
import type { Moment } from '../turn.js'
import { inputOf, type Json, objectOf, objectsOf, textOf } from '../values.js'
import { answerIn, type Permissions, unaskedOf } from './permissions.js'
import { declines, failedIn, saidBy } from './texts.js'

const ASKS: Readonly<Record<string, 'question' | 'plan'>> = { ask_user: 'question', exit_plan_mode: 'plan' }

/** Tells a session's conversations of tool calls, of what came of them, and of who let them pass. */
export class Calls {
  /** Calls by their ids, with the conversation that they belong to. */
  private readonly known = new Map<string, { in: Conversation; asks: boolean }>()
  /** Commands that a person runs are no actions of the agent. */
  private readonly byUser = new Set<string>()
  /** Subagents by the calls that started them. */
  private readonly started = new Map<string, string>()
  /** Calls that somebody is asked about, by the request. */
  private readonly requests = new Map<string, { call: string; judged: boolean }>()

  /** Calls that were asked for and did not begin so far. */
  private readonly waiting = new Map<string, { name: string | null; input: unknown; of: Conversation; line: number }>()
  /** Questions and plans that nobody answered so far. */
  private readonly open = new Set<string>()

  constructor(private readonly permissions: () => Permissions) {}

  /** Whether a question or a plan waits for its answer. */
  get asking(): boolean {
    return this.open.size > 0
  }

  /** Whether somebody is asked to let a call pass. */
  get blocked(): boolean {
    return this.requests.size > 0
  }

  ofUser(data: Json): void {
    const call = textOf(data.toolCallId)
    if (call !== null) this.byUser.add(call)
  }

  starts(call: string, subagent: string): void {
    this.started.set(call, subagent)
  }

  /** The calls that an answer asks for; each is told when it begins. */
  requested(data: Json, of: Conversation, line: number): void {
    for (const { toolCallId, name, arguments: input } of objectsOf(data.toolRequests)) {
      const call = textOf(toolCallId)
      if (call !== null && !this.known.has(call)) this.waiting.set(call, { name: textOf(name), input, of, line })
    }
  }

  begins(data: Json, of: Conversation, moment: Moment): void {
    const call = textOf(data.toolCallId)
    if (call !== null) this.waiting.delete(call)
    this.call(call, textOf(data.toolName), data.arguments, of, moment)
  }

  /** What was asked for and did not begin by now never will. @param only of this conversation. */
  left(at: number | null, only: Conversation | null = null): void {
    for (const [call, { name, input, of, line }] of this.waiting) {
      if (only !== null && of !== only) continue
      this.waiting.delete(call)
      this.call(call, name, input, of, { at, line })
    }
  }

  private call(id: string | null, name: string | null, input: unknown, of: Conversation, moment: Moment): void {
    if (id === null || this.known.has(id) || this.byUser.has(id)) return
    const tool = name ?? 'unknown'
    const asks = Object.hasOwn(ASKS, tool) ? ASKS[tool]! : null
    if (asks !== null) this.open.add(id)
    this.known.set(id, { in: of, asks: asks !== null })
    of.call({ ...moment, id, tool, input: inputOf(input), approval: unaskedOf(tool, this.permissions()), asks })
  }

  ends(data: Json, moment: Moment): void {
    const call = textOf(data.toolCallId)
    if (call !== null && this.waiting.has(call)) this.left(moment.at)
    const known = call === null ? undefined : this.known.get(call)
    if (call === null || known === undefined) return
    this.open.delete(call)
    const text = saidBy(data)
    const denial = known.asks && declines(text) ? 'stop' : null
    const failed = denial === null && failedIn(data, text)
    known.in.result({ ...moment, call, text, failed, denial, spawned: this.started.get(call) ?? null })
  }

  asks(data: Json, moment: Moment): void {
    const request = objectOf(data.permissionRequest) ?? {}
    const call = textOf(request.toolCallId) ?? textOf(data.toolCallId)
    const id = textOf(data.requestId)
    if (call === null || id === null) return
    const judged = Object.values({ ...data, ...request }).some((of) => objectOf(of)?.recommendation === 'approve')
    this.requests.set(id, { call, judged })
    this.known.get(call)?.in.asks(call, moment)
  }

  answered(data: Json, moment: Moment): void {
    const id = textOf(data.requestId) ?? ''
    const request = this.requests.get(id)
    this.requests.delete(id)
    const call = request?.call ?? textOf(data.toolCallId)
    const of = call === null ? undefined : this.known.get(call)?.in
    if (call === null || of === undefined) return
    const answer = answerIn(objectOf(data.result) ?? {})
    // Of a refused call nothing else comes that says more.
    if (typeof answer === 'object')
      of.result({ ...moment, call, text: answer.feedback ?? '', failed: false, denial: answer.denial })
    else if (answer === 'approved') of.approved(call, moment, request?.judged !== true, 'classifier')
  }

  /** What was asked will not be answered any more. */
  over(): void {
    this.requests.clear()
    this.open.clear()
  }
}
