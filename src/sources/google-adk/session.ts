import type { Conversation } from '../conversation.js'
import type { Reading } from '../reading.js'
import type { Moment } from '../turn.js'
import { isObject, objectOf, textOf } from '../values.js'
import type { Event, Part } from './event.js'

/** What is known of a session before its events are read. */
export interface Known {
  id: string
  /** Its first time, ms since 1970 UTC. */
  start: number | null
  /** Whose it is, where it says so. */
  user: string | null
  /** Calls so far in the file. */
  steps: { count: number }
}

/** Calls by which the kit itself asks the user: to let a call pass, and to answer a question. */
const CONFIRM = 'adk_request_confirmation'
const ASK = 'adk_request_input'
/** What the kit answers for a tool until the user has let it pass. */
const WAITS = /requires confirmation/i

type Called = Extract<Part, { kind: 'call' }>
type Answered = Extract<Part, { kind: 'response' }>

interface Open {
  id: string | null
  tool: string
  key: string
}

/** Tells a conversation what the events of a session say, in their order. */
export class Session {
  private readonly conversation: Conversation
  private open: Open[] = []
  /** Calls that the user is asked about, by the id of the question. */
  private readonly confirms = new Map<string, string>()
  private invocation: string | null = null
  private failed = false
  private last: Moment = { at: null, line: 1 }

  constructor(
    private readonly reading: Reading,
    private readonly known: Known,
  ) {
    const { id, start, user } = known
    this.conversation = reading.conversation(`${user ?? ''}/${id}`, () => ({
      ...{ id, interactive: 'unknown', entrypoint: null, version: null, start, user, operator: false },
      setting: { kind: 'api', evaluation: null, sandbox: null, system: null },
    }))
  }

  take(event: Event, line: number): void {
    const moment = { at: event.at, line }
    this.last = moment
    this.conversation.record(moment)
    const texts = event.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []))
    if (event.author === 'user') this.user(event, texts.join('\n'), moment)
    else this.agent(event, texts.join('\n'), moment)
    for (const part of event.parts)
      if (part.kind === 'unknown') this.reading.tally.note('unknown', line, `part ${part.name}`)
  }

  end(): void {
    this.close()
  }

  private user({ invocation, parts }: Event, text: string, moment: Moment): void {
    for (const part of parts) {
      if (part.kind !== 'response') continue
      // What the user is asked about goes on, under whatever id.
      this.response(part, moment)
      this.invocation = invocation
    }
    if (text === '' && !parts.some(({ kind }) => kind === 'data')) return
    this.close()
    this.invocation = invocation
    this.conversation.prompt({ ...moment, id: this.nameOf(invocation), text, by: 'prompt', human: true })
  }

  private agent(
    { id, invocation, parts, partial, failed, interrupted, usage }: Event,
    text: string,
    moment: Moment,
  ): void {
    if (invocation !== this.invocation) this.another(invocation, moment)
    if (!partial && parts.some(({ kind }) => kind === 'text' || kind === 'thought'))
      this.conversation.agent(moment, text === '' ? null : text)
    if (!partial) for (const part of parts) this.did(part, moment)
    if (usage !== null) this.conversation.spend(id ?? `line ${moment.line}`, usage)
    this.failed = failed
    if (interrupted) this.conversation.interrupt(moment, 'working')
  }

  private did(part: Part, moment: Moment): void {
    if (part.kind === 'call') this.call(part, moment)
    else if (part.kind === 'response') this.response(part, moment)
    else if (part.kind === 'code')
      this.call({ kind: 'call', id: null, tool: 'code_execution', input: part.input }, moment)
    else if (part.kind === 'code-result') this.result(null, 'code_execution', part.text, part.failed, moment)
  }

  private call({ id, tool, input }: Called, moment: Moment): void {
    if (tool === CONFIRM) return this.asks(id, input, moment)
    const key = id ?? `step${this.known.steps.count}`
    this.known.steps.count++
    const asks = tool === ASK ? 'question' : null
    this.conversation.call({
      ...moment,
      id: key,
      tool,
      input,
      approval: asks === null ? 'unknown' : 'not-needed',
      asks,
    })
    this.open.push({ id, tool, key })
  }

  /** The kit asks the user whether a call may pass. */
  private asks(id: string | null, input: unknown, moment: Moment): void {
    const original = objectOf(isObject(input) ? (input.originalFunctionCall ?? input.original_function_call) : null)
    const call = textOf(original?.id)
    if (id === null || call === null) return
    this.confirms.set(id, call)
    this.conversation.asks(call, moment)
  }

  private response({ id, tool, response, text, failed }: Answered, moment: Moment): void {
    const confirms = id === null ? undefined : this.confirms.get(id)
    if (confirms !== undefined) {
      if (response.confirmed === true) this.conversation.approved(confirms, moment, true)
      else this.refused(confirms, moment)
      return
    }
    if (failed && WAITS.test(text)) return
    this.result(id, tool, text, failed, moment)
  }

  private refused(call: string, moment: Moment): void {
    this.open = this.open.filter(({ key }) => key !== call)
    this.conversation.result({ ...moment, call, text: null, failed: false, denial: 'stop' })
  }

  /** A result belongs to the call of its id, or to the first one of its tool that has none. */
  private result(id: string | null, tool: string, text: string, failed: boolean, moment: Moment): void {
    const found = this.open.find((open) => (id === null ? open.id === null && open.tool === tool : open.id === id))
    if (found === undefined) return
    this.open = this.open.filter((open) => open !== found)
    this.conversation.result({ ...moment, call: found.key, text, failed })
  }

  /** The agent goes to work although the user said nothing. */
  private another(invocation: string | null, moment: Moment): void {
    this.close()
    this.invocation = invocation
    const id = this.nameOf(invocation)
    this.conversation.prompt({ ...moment, id, text: null, by: 'unknown', human: false })
  }

  /** The turn ended with an error, if it is the last that was heard of it. */
  private close(): void {
    if (this.failed) this.conversation.stop({ ...this.last, at: null }, 'failed')
    this.failed = false
  }

  private nameOf(invocation: string | null): string | null {
    return invocation === null ? null : `${this.known.id}/${invocation}`
  }
}
