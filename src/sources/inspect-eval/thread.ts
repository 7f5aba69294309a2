import type { Conversation } from '../conversation.js'
import type { Moment, Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { inputOf, type Json, objectOf, objectsOf, textOf, timeOf } from '../values.js'
import type { Approvals } from './approvals.js'
import type { Texts } from './texts.js'

/** Something that happened at a time at which other things were under way. */
interface Later {
  at: number | null
  tell(): void
}

/** Tells a conversation what one agent does in a sample: the agent itself, or one that a tool of it runs. */
export class Thread {
  private readonly later: Later[] = []
  private readonly definitions = new Map<string, string>()
  private readonly helpers = new Map<string, Thread>()
  /** What is said in the user's name behind what began the first turn, and how often it is still to come. */
  private readonly asked = new Map<string, number>()
  /** How often a call of an id was told. */
  private readonly told = new Map<string, number>()
  private answers = 0
  /** The last call hands in an answer. */
  private handsIn = false
  private human = false

  constructor(
    private readonly conversation: Conversation,
    private readonly texts: Texts,
    private readonly approvals: Approvals,
    private readonly messages: readonly Json[],
  ) {
    const users = messages.filter(({ role }) => role === 'user')
    const began = users.findIndex(({ source }) => source !== 'input')
    const first = users.some(({ source }) => source === 'input') ? (began === -1 ? users.length : began) : 1
    for (const message of users.slice(first)) {
      const name = this.nameOf(message)
      this.asked.set(name, (this.asked.get(name) ?? 0) + 1)
    }
  }

  /** What an agent does that runs inside of a call. */
  inside({ name, call }: { name: string; call: string | null }): Thread {
    const known = this.helpers.get(name)
    if (known !== undefined) return known
    const made = new Thread(this.conversation.helper(name, call), this.texts, this.approvals, [])
    this.helpers.set(name, made)
    return made
  }

  /** Something happened that says nothing of the agent. */
  passes(moment: Moment): void {
    this.conversation.record(moment)
    this.settle(moment.at)
  }

  model(event: Json, moment: Moment): void {
    const output = objectOf(event.output) ?? {}
    const message = objectOf(objectsOf(output.choices)[0]?.message)
    // An answer that never came, or of a model that plays another part.
    const other = textOf(event.role) !== null && objectsOf(message?.tool_calls).length === 0
    if (message === null || other) return this.passes(moment)
    this.passes(moment)
    for (const { name, description } of objectsOf(event.tools)) {
      const [tool, said] = [textOf(name), this.texts.text(description)]
      if (tool !== null && said !== null) this.definitions.set(tool, said)
    }
    for (const one of askedIn(this.texts.messages(event))) this.user(one, moment)
    const at = timeOf(event.completed) ?? moment.at
    this.conversation.agent({ ...moment, at }, this.texts.said(message.content))
    this.conversation.spend(`answer ${this.answers++}`, usageIn(output))
    this.served(message, { ...moment, at })
  }

  tool(event: Json, moment: Moment): void {
    this.passes(moment)
    const id = textOf(event.id) ?? `step${this.told.size}`
    this.call(id, textOf(event.function), this.texts.input(event.arguments), moment)
    const decision = this.approvals.next(id)
    if (decision?.human === true) this.conversation.asks(id, moment)
    if (decision?.passed === true)
      this.wait({
        at: decision.at,
        tell: () => this.conversation.approved(id, { ...moment, at: decision.at }, decision.human),
      })
    const error = objectOf(event.error)
    const at = timeOf(event.completed)
    this.wait({
      at,
      tell: () => {
        const text = (error === null ? null : this.texts.text(error.message)) ?? this.texts.said(event.result)
        const spawned = this.helperOf(id)
        this.conversation.result({
          ...{ ...moment, at, call: id, text, failed: error !== null, denial: decision?.denial ?? null, spawned },
        })
        if (decision?.terminates === true && decision.human) this.conversation.interrupt({ ...moment, at }, 'prompt')
      },
    })
  }

  /** Somebody typed something for the evaluation. */
  typed(moment: Moment): void {
    this.passes(moment)
    this.human = true
  }

  interrupt(moment: Moment): void {
    this.passes(moment)
    this.conversation.interrupt(moment, 'working')
  }

  /** A message of a sample whose events were not kept. */
  message(message: Json, line: number): void {
    const moment = { at: null, line }
    const { role } = message
    this.conversation.record(moment)
    if (role === 'user') return this.user(message, moment)
    if (role === 'assistant') {
      this.answers++
      this.conversation.agent(moment, this.texts.said(message.content))
      this.served(message, moment)
      for (const call of objectsOf(message.tool_calls)) this.offered(call, moment)
      return
    }
    const call = textOf(message.tool_call_id)
    if (role !== 'tool' || call === null) return
    const failed = objectOf(message.error) !== null
    this.conversation.result({ ...moment, call, text: this.texts.said(message.content), failed })
  }

  /** Calls in messages that no event tells of: they were never run. */
  leftOver(line: number): void {
    this.settle(null)
    const seen = new Map<string, number>()
    for (const message of this.messages.filter(({ role }) => role === 'assistant'))
      for (const call of objectsOf(message.tool_calls)) {
        const id = textOf(call.id) ?? ''
        const nth = (seen.get(id) ?? 0) + 1
        seen.set(id, nth)
        if (nth > (this.told.get(id) ?? 0)) this.offered(call, { at: null, line })
      }
  }

  /** Tells what came meanwhile. @param until what was over then; all where there is no time. */
  settle(until: number | null = null): void {
    this.later.sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
    while (this.later.length > 0 && (until === null || (this.later[0]!.at ?? 0) <= until)) this.later.shift()!.tell()
    for (const helper of this.helpers.values()) helper.settle(until)
  }

  private wait(later: Later): void {
    this.later.push(later)
  }

  /** Names of agents that a call runs. */
  private helperOf(call: string): string | null {
    for (const [name, helper] of this.helpers) if (helper.conversation.told.subagent?.spawn === call) return name
    return null
  }

  private user(message: Json, moment: Moment): void {
    const name = this.nameOf(message)
    const left = this.asked.get(name) ?? 0
    if (left === 0) return
    this.asked.set(name, left - 1)
    const operator = message.source === 'operator'
    const text = this.texts.said(message.content) ?? ''
    if (operator && message.steers === true) return this.conversation.steering(moment, text)
    const human = operator || this.human
    this.human = false
    // What is said before the first answer belongs to what the sample asks.
    if (this.answers === 0 && !human) return
    // An answer was handed in, and is turned down.
    if (this.handsIn) this.conversation.stop(moment, 'completed')
    this.handsIn = false
    const by = human ? 'prompt' : 'program'
    this.conversation.prompt({ ...moment, id: textOf(message.id), text, by, human })
  }

  private offered(call: Json, moment: Moment): void {
    const id = textOf(call.id) ?? `step${this.told.size}`
    this.call(id, textOf(call.function), this.texts.input(inputOf(call.arguments)), moment)
  }

  /** Calls that the model's provider ran inside of one answer. */
  private served(message: Json, moment: Moment): void {
    for (const block of objectsOf(message.content)) {
      const id = textOf(block.id)
      if (block.type !== 'tool_use' || id === null || this.told.has(id)) continue
      this.call(id, textOf(block.name) ?? textOf(block.tool_type), this.texts.input(inputOf(block.arguments)), moment)
      const failed = block.error !== undefined && block.error !== null
      this.conversation.result({ ...moment, call: id, text: this.texts.said(block.result), failed })
    }
  }

  private call(id: string, tool: string | null, input: unknown, moment: Moment): void {
    this.told.set(id, (this.told.get(id) ?? 0) + 1)
    const name = tool ?? 'unknown'
    this.handsIn = /^submit/.test(name)
    const definition = this.definitions.get(name) ?? null
    const approval = this.approvals.asks ? 'unknown' : 'bypass'
    this.conversation.call({ ...moment, id, tool: name, input, definition, approval, another: true })
  }

  private nameOf(message: Json): string {
    return textOf(message.id) ?? this.texts.said(message.content) ?? ''
  }
}

/** What was said in the user's name since the last answer. What comes behind results steers the working agent. */
function askedIn(messages: readonly Json[]): Json[] {
  const from = messages.findLastIndex(({ role }) => role === 'assistant') + 1
  const since = messages.slice(from)
  const results = since.some(({ role }) => role === 'tool')
  return since.filter(({ role }) => role === 'user').map((message) => ({ ...message, steers: results }))
}

function usageIn({ usage }: Json): Usage | null {
  const { input_tokens, output_tokens, input_tokens_cache_read, input_tokens_cache_write } = objectOf(usage) ?? {}
  return usageOf({
    fresh: input_tokens,
    out: [output_tokens],
    cacheRead: input_tokens_cache_read,
    cacheWrite: input_tokens_cache_write,
  })
}
