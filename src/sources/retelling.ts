import type { LinkedExchange, LinkedSession } from '../link/index.js'
import { type Exchange, isBlank, type Mark, type Message, type MessageCall, type Words } from '../model/index.js'
import type { Conversation } from './conversation.js'
import type { Pair } from './pairs.js'
import type { Reading } from './reading.js'
import { shortened } from './shorten.js'
import type { Moment } from './turn.js'

/** What a request says, as far as it is told of here: what another record tells is null. */
export type Spoken = Omit<Pair, 'system' | 'history'> & { system: Words | null; history: readonly (Message | null)[] }

/** A request in its place in a file. */
export interface Placed {
  pair: Spoken
  exchange: Exchange
  line: number
  /** When it was sent and answered, ms since 1970 UTC, as far as the log knows. */
  at: number | null
  ended: number | null
}

/** One session of a file, while it is told. */
interface Open {
  linked: LinkedSession
  /** Its exchanges in their order, and how many of them were told. */
  order: readonly LinkedExchange[]
  told: number
  /** Those that came before their time. */
  early: Map<string, Placed>
  name: string | null
  /** Ids of calls, as the log has them. */
  calls: Map<string, string>
  /** Messages that were told, each by all up to it: a request that is sent again has nothing new. */
  said: Set<string>
  prompts: number
  /** Threads whose agent has called tools and waits. */
  working: Map<string, boolean>
}

/** Tells conversations what linked requests say, each message once. */
export class Retelling {
  private readonly bySession = new Map<string, Open>()
  private readonly places = new Map<string, { open: Open; linked: LinkedExchange }>()
  private nameless = 0

  /** @param timed the first time that the log says, ms since 1970 UTC, or null. */
  constructor(
    private readonly reading: Reading,
    sessions: readonly LinkedSession[],
    private readonly timed: number | null,
  ) {
    for (const linked of sessions) {
      const open = this.bySession.get(linked.session) ?? begun(linked)
      const order = [...open.order, ...linked.exchanges].sort((a, b) => a.at - b.at || a.fresh - b.fresh)
      Object.assign(open, { order })
      this.bySession.set(linked.session, open)
      for (const exchange of linked.exchanges) this.places.set(exchange.id, { open, linked: exchange })
    }
  }

  knows(id: string): boolean {
    return this.places.has(id)
  }

  /** Takes a request, and tells it when those before it in its session are told. */
  take(placed: Placed): void {
    const place = this.places.get(placed.exchange.id)
    if (place === undefined) return
    const { open } = place
    open.early.set(placed.exchange.id, placed)
    for (;;) {
      const next = open.order[open.told]
      const ready = next === undefined ? undefined : open.early.get(next.id)
      if (next === undefined || ready === undefined) return
      open.early.delete(next.id)
      open.told++
      this.tell(open, next, ready)
      if (open.told === open.order.length && open.name !== null) this.reading.over(open.name)
    }
  }

  /** Tells what waits for what never came. */
  end(): void {
    for (const open of this.bySession.values())
      for (const linked of open.order) {
        const placed = open.early.get(linked.id)
        if (placed !== undefined) this.tell(open, linked, placed)
      }
  }

  private tell(open: Open, linked: LinkedExchange, placed: Placed): void {
    const conversation = this.conversationOf(open, linked, placed)
    const thread = linked.subagent ?? ''
    const { pair, exchange, line } = placed
    const sent: Moment = { at: placed.at, line }
    const done: Moment = { at: placed.ended, line }
    conversation.record(sent)
    const isNew = (mark: Mark) => !open.said.has(mark.prefix) && open.said.add(mark.prefix)
    for (const [i, message] of pair.history.entries()) {
      const mark = exchange.history[i]!
      if (i < linked.fresh || !isNew(mark)) continue
      if (message === null) this.passed(open, conversation, thread, mark, sent)
      else this.message(open, conversation, thread, message, mark, sent, pair.definitions)
    }
    if (pair.answer !== null && isNew(exchange.answer!))
      this.message(open, conversation, thread, pair.answer, exchange.answer!, done, pair.definitions)
    if (pair.usage !== null) conversation.spend(exchange.id, pair.usage)
    if (pair.end === 'limit' || pair.end === 'failed') conversation.stop(done, pair.end)
  }

  private message(
    open: Open,
    conversation: Conversation,
    thread: string,
    message: Message,
    mark: Mark,
    moment: Moment,
    definitions: ReadonlyMap<string, string>,
  ): void {
    const text = message.gist ?? shortened(message.texts.join('\n'))
    const returned = () => {
      for (const { call, text, failed } of message.results)
        conversation.result({ ...moment, call, text: text === null ? null : shortened(text), failed })
    }
    if (message.by === 'agent') {
      if (!isBlank(text)) conversation.agent(moment, text)
      for (const [n, call] of message.calls.entries()) this.call(open, conversation, call, mark, n, moment, definitions)
      returned()
      const over = new Set(message.results.map(({ call }) => call))
      open.working.set(
        thread,
        message.calls.some(({ id }) => !over.has(id)),
      )
      return
    }
    returned()
    if (message.speaker === 'interrupt') {
      conversation.interrupt(moment, 'working')
      open.working.set(thread, false)
      return
    }
    if (message.speaker === 'results' || message.speaker === null) return
    if (message.results.length > 0 || open.working.get(thread) === true) {
      if (message.speaker === 'human') conversation.steering(moment, text)
      else conversation.reports(text)
      return
    }
    this.prompt(open, conversation, message.speaker, text, moment)
  }

  /** A message that was told elsewhere: where the work stands after it, and in which turn. */
  private passed(
    open: Open,
    conversation: Conversation,
    thread: string,
    { by, speaker, calls, results }: Mark,
    moment: Moment,
  ): void {
    if (by === 'agent')
      open.working.set(
        thread,
        calls.some(({ id }) => !results.includes(id)),
      )
    else if (speaker === 'interrupt') open.working.set(thread, false)
    else if (speaker !== 'results' && speaker !== null && results.length === 0 && open.working.get(thread) !== true)
      this.prompt(open, conversation, speaker, null, moment)
  }

  private prompt(
    open: Open,
    conversation: Conversation,
    speaker: 'human' | 'program' | 'unknown',
    text: Words | null,
    moment: Moment,
  ): void {
    const id = `${this.reading.conceal('session', open.name!)}#${open.prompts++}`
    const human = speaker === 'human'
    conversation.prompt({ ...moment, id, text, by: human ? 'prompt' : speaker, human })
  }

  private call(
    open: Open,
    conversation: Conversation,
    { id, tool, input }: MessageCall,
    mark: Mark,
    nth: number,
    moment: Moment,
    definitions: ReadonlyMap<string, string>,
  ): void {
    const own = id === '' ? `step${this.nameless++}` : id
    const sealed = mark.calls[nth]!
    open.calls.set(sealed.id, own)
    // An id that others bear, too, is another call each time.
    conversation.call({
      ...{
        ...moment,
        id: own,
        tool,
        input,
        definition: shortened(definitions.get(tool) ?? '') || null,
        another: !sealed.unique,
      },
      approval: SERVED.test(tool) ? 'rules' : 'unknown',
    })
  }

  private conversationOf(open: Open, { subagent }: LinkedExchange, placed: Placed): Conversation {
    const { pair, exchange } = placed
    open.name ??= nameOf(pair, exchange) ?? exchange.id
    const setting = {
      kind: 'api' as const,
      evaluation: null,
      sandbox: null,
      system: typeof pair.system === 'string' ? shortened(pair.system) : pair.system,
    }
    const main = this.reading.conversation(open.name, () => ({
      ...{ id: open.name!, interactive: 'unknown', entrypoint: null, version: null, operator: false },
      ...{ setting, start: this.timed },
    }))
    if (subagent === null) return main
    const agent = open.linked.agents.find(({ id }) => id === subagent)
    return main.helper(subagent, (agent?.spawn == null ? null : open.calls.get(agent.spawn)) ?? null)
  }
}

const SERVED =
  /^(?:web_search|file_search|code_interpreter|image_generation|mcp__.+|bash_code_execution|text_editor_code_execution|web_fetch|advisor)$/

const begun = (linked: LinkedSession): Open => ({
  ...{ linked, order: [], told: 0, early: new Map(), name: null, calls: new Map() },
  ...{ said: new Set<string>(), prompts: 0, working: new Map() },
})

/**
 * What a session is called: by the log; where that gives it no name, its first call whose id no other bears, which requests
 * of the same session in other files have first, too; else the answer. Null where none of them has one.
 */
export function nameOf({ conversation, history, answer, response }: Spoken, exchange: Exchange): string | null {
  if (conversation !== null) return conversation
  const marks = exchange.answer === null ? exchange.history : [...exchange.history, exchange.answer]
  for (const [i, message] of [...history, answer].entries())
    for (const [n, { id }] of (message?.calls ?? []).entries()) if (marks[i]!.calls[n]!.unique) return id
  return response
}
