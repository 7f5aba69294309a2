import type { Conversation } from '../conversation.js'
import type { Happening } from '../in-order.js'
import type { Denial } from '../judging.js'
import type { Moment } from '../turn.js'
import { type Json, millisOf, objectOf, textOf } from '../values.js'

/** Tools that read, plan, ask or manage other agents. */
const NEEDS_NONE = new Set([
  ...['read', 'grep', 'glob', 'list', 'lsp', 'lsp_hover', 'lsp_diagnostics', 'todowrite', 'todoread', 'todo', 'skill'],
  ...['question', 'plan_enter', 'plan_exit', 'task', 'invalid', 'StructuredOutput'],
])

const ASKS: Readonly<Record<string, 'question' | 'plan'>> = { question: 'question', plan_exit: 'plan' }

/** How opencode says that a person refused a call, and with words; how that a rule did; how that they left a question. */
const REFUSED = /^(?:Error: )?The user rejected permission to use this specific tool call/
const WITH_WORDS = /with the following feedback:/
const RULED = /^(?:Error: )?The user has specified a rule which prevents you from using this specific tool call/
const DISMISSED = /^(?:Error: )?The user (?:dismissed|rejected) this/

/** Tells a conversation of the tool calls of a session. */
export class Calls {
  private count = 0

  constructor(private readonly conversation: Conversation) {}

  /** @param answer when the answer was begun that the call is part of. */
  happeningsIn(part: Json, { at: answer, line }: Moment): Happening[] {
    const state = objectOf(part.state) ?? {}
    const time = objectOf(state.time)
    const id = textOf(part.callID) ?? textOf(part.id) ?? `step${this.count}`
    this.count++
    const tool = textOf(part.tool) ?? 'unknown'
    const start = millisOf(time?.start) ?? answer
    const begins = { at: start, tell: (at: number | null) => this.begins({ at, line }, id, tool, state.input) }
    if (state.status !== 'completed' && state.status !== 'error') return [begins]
    const end = millisOf(time?.end) ?? start
    return [begins, { at: end, tell: (at: number | null) => this.ends({ at, line }, id, tool, state) }]
  }

  private begins(moment: Moment, id: string, tool: string, input: unknown): void {
    const asks = Object.hasOwn(ASKS, tool) ? ASKS[tool]! : null
    const approval = NEEDS_NONE.has(tool) ? 'not-needed' : 'unknown'
    this.conversation.call({ ...moment, id, tool, input, approval, asks })
  }

  private ends(moment: Moment, id: string, tool: string, state: Json): void {
    const error = state.status === 'error' ? (textOf(state.error) ?? '') : null
    const metadata = objectOf(state.metadata)
    const denial = error === null ? null : denialIn(error, Object.hasOwn(ASKS, tool))
    const { exit } = metadata ?? {}
    this.conversation.result({
      ...{ ...moment, call: id, text: error ?? textOf(state.output) ?? '', denial },
      failed: denial === null && (error !== null || (typeof exit === 'number' && exit !== 0)),
      spawned: tool === 'task' ? textOf(metadata?.sessionId) : null,
    })
  }
}

function denialIn(error: string, asks: boolean): Denial | null {
  if (REFUSED.test(error)) return WITH_WORDS.test(error) ? 'feedback' : 'stop'
  if (RULED.test(error)) return 'rule'
  return asks && DISMISSED.test(error) ? 'stop' : null
}
