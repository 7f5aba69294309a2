import type { Conversation } from '../conversation.js'
import type { Moment } from '../turn.js'
import { isObject, type Json, textOf } from '../values.js'
import { approvalOf, type Policy } from './policy.js'
import { agentIn, outputOf } from './results.js'

/** Tells a conversation of tool calls, what came of them, and who let them pass. */
export class Calls {
  private readonly tools = new Map<string, string>()
  /** Calls that failed, or that a human refused, as events say of them before their output comes. */
  private readonly broken = new Set<string>()
  private readonly declined = new Set<string>()
  /** Calls that somebody was asked about, who has not answered yet. */
  private readonly asked = new Set<string>()
  /** The id of a search whose call comes next; the call itself has none. */
  private search: string | null = null
  private count = 0

  constructor(
    private readonly conversation: Conversation,
    private readonly policy: () => Policy,
  ) {}

  call(payload: Json, moment: Moment, tool: string, input: unknown): string {
    const id = textOf(payload.call_id) ?? textOf(payload.id) ?? `step${this.count}`
    this.count++
    this.tools.set(id, tool)
    const asks = tool === 'request_user_input' ? 'question' : null
    const approval = approvalOf(tool, input, this.policy())
    this.conversation.call({ ...moment, id, tool, input, approval, asks, another: true })
    return id
  }

  /** A call of a tool that the model's provider runs: it is there when it is over. */
  served(payload: Json, moment: Moment, tool: string, input: unknown): void {
    const call = this.call({ call_id: this.search, ...payload }, moment, tool, input)
    this.search = null
    this.conversation.result({ ...moment, call, text: null, failed: payload.status === 'failed' })
  }

  searched(payload: Json): void {
    this.search = textOf(payload.call_id)
  }

  output(payload: Json, moment: Moment): void {
    const call = textOf(payload.call_id)
    if (call === null) return
    const { text, failed, denial } = outputOf(payload.output)
    const refused = this.declined.delete(call) ? (denial ?? 'stop') : denial
    if (refused === null) this.passed(call, moment)
    this.conversation.result({
      ...{ ...moment, call, text, denial: refused, failed: failed || this.broken.delete(call) },
      spawned: this.tools.get(call) === 'spawn_agent' ? agentIn(text) : null,
    })
  }

  asks(payload: Json, moment: Moment): void {
    const call = textOf(payload.call_id)
    if (call === null) return
    this.asked.add(call)
    this.conversation.asks(call, moment)
  }

  /** An event says that a call is under way, so that whoever was asked let it pass. */
  begun(payload: Json, moment: Moment): void {
    const call = textOf(payload.call_id)
    if (call !== null) this.passed(call, moment)
  }

  /** An event says what came of a call. */
  ended(payload: Json, moment: Moment): void {
    const call = textOf(payload.call_id)
    if (call === null) return
    if (payload.status === 'declined') this.declined.add(call)
    else this.passed(call, moment)
    if (payload.status === 'failed' || (isObject(payload.result) && 'Err' in payload.result)) this.broken.add(call)
  }

  private passed(call: string, moment: Moment): void {
    if (this.asked.delete(call)) this.conversation.approved(call, moment, !this.policy().byModel)
  }
}

/** The name of a tool with that of the server that offers it. */
export function nameOf({ name, namespace }: Json): string {
  const [tool, server] = [textOf(name) ?? 'unknown', textOf(namespace)]
  if (server === null || tool.startsWith(server)) return tool
  return tool.startsWith('_') ? `${server}${tool}` : `${server}__${tool}`
}
