import type { LinkedExchange, LinkedSession } from '../link/index.js'
import {
  type Exchange,
  isBlank,
  isUnique,
  type Mark,
  type Message,
  type MessageCall,
  type Words,
} from '../model/index.js'
import type { Conversation } from './conversation.js'
import type { Pair } from './pairs.js'
import type { Reading } from './reading.js'
import { shortened } from './shorten.js'
import { fileOf } from './tally.js'
import type { Moment } from './turn.js'

/** What a request says, as far as it is told of here: what another record tells is null. */
export type Spoken = Omit<Pair, 'system' | 'history'> & { system: Words | null; history: readonly (Message | null)[] }

/** A request in its place in one of the files that are read. */
export interface Placed {
  pair: Spoken
  /** The first call in it that bears an id of its own. */
  call: string | null
  exchange: Exchange
  line: number
  /** When it was sent and answered, ms since 1970 UTC, as far as the log knows. */
  at: number | null
  ended: number | null
}

/** Names a request: of two people who send the same at the same time each has one. */
export const keyOf = ({ owner, id }: { owner: string; id: string }): string => `${id}${owner}`

/** What a request has that no earlier one of its session has. Of what waits to be told, no more is held. */
interface Fresh {
  id: string
  line: number
  at: number | null
  ended: number | null
  user: string | null
  /** The first call in it that bears an id of its own. */
  call: string | null
  system: Words | null
  messages: readonly { message: Message | null; mark: Mark }[]
  answer: { message: Message; mark: Mark } | null
  /** What the tools that it calls say of themselves. */
  definitions: ReadonlyMap<string, string>
  usage: Pair['usage']
  end: Pair['end']
}

/** One session, while it is told. */
interface Open {
  linked: LinkedSession
  /** Its exchanges in their order, and how many of them were told. */
  order: readonly LinkedExchange[]
  told: number
  /** Those that came before their time. */
  early: Map<string, Fresh>
  name: string
  /** What tells it apart while the files are read. */
  key: string
  /** Ids of calls, as the log has them. */
  calls: Map<string, string>
  /** What subagents are called, by the exchanges that begin them. */
  agents: Map<string, string>
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
  /** Calls without an id, by file. */
  private readonly nameless = new Map<number, number>()

  /**
   * @param timed the first time that the log says, ms since 1970 UTC, or null.
   * @param nameOf what a session is called after a request, by its {@link keyOf}.
   * @param set tells these sessions apart from those of the same names that other files of the reading have.
   */
  constructor(
    private readonly reading: Reading,
    sessions: readonly LinkedSession[],
    private readonly timed: number | null,
    nameOf: (request: string) => string,
    set: number,
  ) {
    for (const linked of sessions) {
      const { owner, session, exchanges } = linked
      const key = `${set}/${session}/${owner}`
      const open = this.bySession.get(key) ?? begun(linked, key)
      if (open.linked !== linked) open.linked.agents.push(...linked.agents)
      Object.assign(open, { order: [...open.order, ...exchanges] })
      this.bySession.set(key, open)
      for (const exchange of exchanges) this.places.set(keyOf({ owner, id: exchange.id }), { open, linked: exchange })
    }
    for (const [, open] of this.bySession) {
      const order = [...open.order].sort(inTime)
      const first = order.find(({ subagent }) => subagent === null) ?? order[0]!
      Object.assign(open, { order, name: nameOf(keyOf({ owner: open.linked.owner, id: first.id })) })
    }
  }

  knows(exchange: Exchange): boolean {
    return this.places.has(keyOf(exchange))
  }

  /** Takes a request, and tells it when those before it in its session are told. */
  take(placed: Placed): void {
    const place = this.places.get(keyOf(placed.exchange))
    if (place === undefined) return
    const { open, linked } = place
    open.early.set(linked.id, freshOf(placed, linked))
    for (;;) {
      const next = open.order[open.told]
      const ready = next === undefined ? undefined : open.early.get(next.id)
      if (next === undefined || ready === undefined) return
      open.early.delete(next.id)
      open.told++
      this.tell(open, next, ready)
      if (open.told === open.order.length) this.reading.over(open.key)
    }
  }

  /** Tells what waits for what never came. */
  end(): void {
    for (const open of this.bySession.values())
      for (const linked of open.order) {
        const fresh = open.early.get(linked.id)
        if (fresh !== undefined) this.tell(open, linked, fresh)
      }
  }

  private tell(open: Open, linked: LinkedExchange, fresh: Fresh): void {
    const conversation = this.conversationOf(open, linked, fresh)
    const thread = linked.subagent ?? ''
    const { line, answer, definitions } = fresh
    const sent: Moment = { at: fresh.at, line }
    const done: Moment = { at: fresh.ended, line }
    conversation.record(sent)
    const isNew = (mark: Mark) => !open.said.has(mark.prefix) && open.said.add(mark.prefix)
    for (const { message, mark } of fresh.messages) {
      if (!isNew(mark)) continue
      if (message === null) this.passed(open, conversation, thread, mark, sent)
      else this.message(open, conversation, thread, message, mark, sent, definitions)
    }
    if (answer !== null && isNew(answer.mark))
      this.message(open, conversation, thread, answer.message, answer.mark, done, definitions)
    conversation.spend(fresh.id, fresh.usage)
    if (fresh.end === 'limit' || fresh.end === 'failed') conversation.stop(done, fresh.end)
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
    const id = `${this.reading.conceal('session', open.name)}#${open.prompts++}`
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
    const own = id === '' ? this.step(moment.line) : id
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

  private step(line: number): string {
    const file = fileOf(line)
    const count = this.nameless.get(file) ?? 0
    this.nameless.set(file, count + 1)
    return `step${count}`
  }

  private conversationOf(open: Open, { subagent }: LinkedExchange, fresh: Fresh): Conversation {
    const setting = { kind: 'api' as const, evaluation: null, sandbox: null, system: fresh.system }
    const main = this.reading.conversation(open.key, () => ({
      ...{ id: open.name, interactive: 'unknown', entrypoint: null, version: null, operator: false },
      ...{ setting, start: this.timed, user: fresh.user },
    }))
    if (subagent === null) return main
    const agent = open.linked.agents.find(({ id }) => id === subagent)
    const name = open.agents.get(subagent) ?? fresh.call ?? subagent
    open.agents.set(subagent, name)
    return main.helper(name, (agent?.spawn == null ? null : open.calls.get(agent.spawn)) ?? null)
  }
}

const SERVED =
  /^(?:web_search|file_search|code_interpreter|image_generation|mcp__.+|bash_code_execution|text_editor_code_execution|web_fetch|advisor)$/

const inTime = (a: LinkedExchange, b: LinkedExchange): number =>
  a.at - b.at || a.fresh - b.fresh || (a.id < b.id ? -1 : 1)

const begun = (linked: LinkedSession, key: string): Open => ({
  ...{ linked, order: [], told: 0, early: new Map(), name: '', key, calls: new Map(), agents: new Map() },
  ...{ said: new Set<string>(), prompts: 0, working: new Map() },
})

function freshOf(placed: Placed, { fresh: from }: LinkedExchange): Fresh {
  const { pair, call, exchange, line, at, ended } = placed
  const messages = pair.history.slice(from).map((message, i) => ({ message, mark: exchange.history[from + i]! }))
  const answer = pair.answer === null ? null : { message: pair.answer, mark: exchange.answer! }
  const called = new Set(
    [...messages, ...(answer === null ? [] : [answer])].flatMap(({ message }) =>
      (message?.calls ?? []).map(({ tool }) => tool),
    ),
  )
  return {
    ...{ id: exchange.id, line, at, ended, user: pair.user, messages, answer, usage: pair.usage, end: pair.end },
    call,
    system: typeof pair.system === 'string' ? shortened(pair.system) : pair.system,
    definitions: new Map([...pair.definitions].filter(([tool]) => called.has(tool))),
  }
}

/**
 * What a session is called after its first request, that of a subagent only where there is no other: as the log calls it,
 * else by its first call whose id no other bears, which is the same where earlier requests are missing as long as the
 * history is whole.
 */
export const nameAfter = ({ pair, call, exchange }: Placed): string =>
  pair.conversation ?? call ?? pair.response ?? exchange.id

/** The first call of a request whose id no other bears. */
export function firstCallIn({ history, answer }: Spoken): string | null {
  for (const message of [...history, answer]) for (const { id } of message?.calls ?? []) if (isUnique(id)) return id
  return null
}
