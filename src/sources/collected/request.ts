import {
  type BareMark,
  type Conceal,
  chained,
  type Exchange,
  type Forget,
  Gist,
  type Mark,
  type Message,
  type MessageCall,
  type Seal,
  unnamedId,
  userName,
} from '../../model/index.js'
import type { Request } from '../exchanges.js'
import type { Spoken } from '../retelling.js'
import { sealed } from '../sealed.js'
import { shortened } from '../shorten.js'
import { KEPT_VERSION, type KeptCall, type KeptMark, type KeptMessage, type KeptRequest } from './kept.js'
import { nameKept } from './names.js'
import { usageKept, usageOf } from './values.js'

/** A request before its text is forgotten. */
export interface Whole extends Omit<Request, 'exchange'> {
  exchange: Exchange
  /** Whose token it was sent with. */
  customer: string | null
}

/** How ids are sealed and texts forgotten. */
export interface Means {
  conceal: Conceal
  forget: Forget
}

/** A request without its text. @param from the first message of its history that no earlier line tells. */
export function keptOf(
  { pair, call, exchange, at, ended, customer }: Whole,
  from: number,
  { conceal, forget }: Means,
): KeptRequest {
  const {
    id,
    response,
    previous,
    conversation,
    system,
    end,
    history,
    answer,
    passages,
    said = [],
    quoted = [],
  } = exchange
  const whole = (message: Message, mark: Mark): KeptMessage => messageKept(message, mark, pair, { conceal, forget })
  const told = pair.history.slice(from).map((message, i) => whole(message!, history[from + i]!))
  const prompt = typeof pair.system === 'string' ? forget.system(shortened(pair.system)).signs : null
  const name = pair.conversation ?? call ?? pair.response
  // What continues an earlier request is no beginning.
  const begins = from === 0
  return {
    ...{ collected: 'request', version: KEPT_VERSION },
    ...(at === null ? {} : { at, ended: ended ?? at }),
    ...(name === null ? {} : { session: conceal('session', name) }),
    ...(call === null || !begins ? {} : { agent: conceal('agent', call) }),
    ...(pair.user === null ? {} : { user: conceal('user', userName({ user: pair.user, customer })) }),
    ...(response === null ? {} : { id, response }),
    ...(previous === null ? {} : { previous }),
    ...(conversation === null ? {} : { conversation }),
    ...(system === null ? {} : { prompt: system }),
    ...(end === null ? {} : { end }),
    history: history.map(markKept),
    ...(answer === null ? {} : { answer: markKept(answer) }),
    ...(begins && exchange.prompts.length > 0 ? { prompts: exchange.prompts } : {}),
    ...(begins && exchange.opening.length > 0 ? { opening: exchange.opening } : {}),
    ...(passages.length > 0 ? { passages } : {}),
    ...(said.length > 0 ? { said } : {}),
    ...(begins && quoted.length > 0 ? { quoted } : {}),
    ...(prompt === null ? {} : { system: prompt }),
    from,
    told: pair.answer === null ? told : [...told, whole(pair.answer, answer!)],
    ...(pair.usage === null ? {} : { usage: usageKept(pair.usage) }),
  }
}

function markKept({ by, speaker, hash, size, calls, results }: Mark): KeptMark {
  const ids = calls.map(({ id, unique }) => (unique ? id : `?${id}`))
  const who = by === 'agent' ? by : (speaker ?? 'unknown')
  if (results.length > 0) return [who, hash, size, ids, results]
  return ids.length > 0 ? [who, hash, size, ids] : [who, hash, size]
}

function messageKept(message: Message, mark: Mark, { definitions }: Spoken, { conceal, forget }: Means): KeptMessage {
  const { by, speaker, texts, calls, results } = message
  const words = shortened(texts.join('\n'))
  const speaks = by === 'agent' || speaker === 'human' || speaker === 'program' || speaker === 'unknown'
  const callKept = ({ id, tool, input }: MessageCall, nth: number): KeptCall => {
    const { long } = mark.calls[nth]!
    const definition = shortened(definitions.get(tool) ?? '') || null
    return {
      ...(id === '' ? {} : { id: conceal('call', id) }),
      ...{ tool: nameKept(tool), gist: forget.call(tool, input, definition).signs },
      ...(long.length === 0 ? {} : { long }),
    }
  }
  return {
    ...(speaks ? { gist: (by === 'agent' ? forget.said(words) : forget.asked(words)).signs } : {}),
    ...(calls.length === 0 ? {} : { calls: calls.map(callKept) }),
    ...(results.length === 0
      ? {}
      : { results: results.map(({ call, failed }) => [conceal('call', call), failed] as const) }),
  }
}

/** A request as it was kept. */
export function requestOf(kept: KeptRequest): Request {
  const { from, told, usage, session, agent, user, at = null, ended = null, end = null } = kept
  const toldAt = (place: number): KeptMessage | undefined => told[place - from]
  const answered = toldAt(kept.history.length)
  return {
    pair: {
      ...{ response: null, previous: null, conversation: session === undefined ? null : sealed(session) },
      user: user === undefined ? null : sealed(user),
      system: kept.system === undefined ? null : new Gist(kept.system),
      history: kept.history.map((mark, i) => messageOf(mark, toldAt(i))),
      answer: kept.answer === undefined ? null : messageOf(kept.answer, answered),
      ...{ end, definitions: new Map<string, string>(), at: null },
      usage: usage === undefined ? null : usageOf(usage),
    },
    call: agent === undefined ? null : sealed(agent),
    ...{ at, ended },
    exchange: (at, over, seal) => exchangeKept(kept, at, over, seal),
  }
}

function exchangeKept(kept: KeptRequest, at: number, over: number, seal: Seal): Exchange {
  const { from, told } = kept
  const history = chained(
    kept.history.map((mark, i) => bareMark(mark, told[i - from])),
    seal,
  )
  const last = history.at(-1) ?? null
  const answered = told[kept.history.length - from]
  const answer = kept.answer === undefined ? null : chained([bareMark(kept.answer, answered)], seal, last)[0]!
  return {
    owner: kept.user ?? '',
    id: kept.id ?? unnamedId(last, answer, at, seal),
    ...{ response: kept.response ?? null, previous: kept.previous ?? null, conversation: kept.conversation ?? null },
    ...{ at, ended: Math.max(at, over), system: kept.prompt ?? null, history, answer, end: kept.end ?? null },
    ...{ prompts: kept.prompts ?? [], opening: kept.opening ?? [], passages: kept.passages ?? [] },
    ...{ said: kept.said ?? [], quoted: kept.quoted ?? [] },
  }
}

const speakerIn = (who: KeptMark[0]): Pick<Message, 'by' | 'speaker'> =>
  who === 'agent' ? { by: who, speaker: null } : { by: 'caller', speaker: who }

function bareMark([who, hash, size, calls = [], results = []]: KeptMark, told: KeptMessage | undefined): BareMark {
  return {
    ...speakerIn(who),
    ...{ hash, size, results },
    calls: calls.map((id, nth) => ({
      ...(id.startsWith('?') ? { id: id.slice(1), unique: false } : { id, unique: true }),
      ...{ tool: told?.calls?.[nth]?.tool ?? '', long: told?.calls?.[nth]?.long ?? [] },
    })),
  }
}

/** What a message says, as far as it is told here. */
function messageOf([who]: KeptMark, told: KeptMessage | undefined): Message | null {
  if (told === undefined) return null
  const { gist, calls = [], results = [] } = told
  return {
    ...speakerIn(who),
    texts: [],
    ...(gist === undefined ? {} : { gist: new Gist(gist) }),
    calls: calls.map((call) => ({
      ...{ id: call.id === undefined ? '' : sealed(call.id), tool: call.tool, input: new Gist(call.gist) },
    })),
    results: results.map(([call, failed]) => ({ call: sealed(call), failed, text: null })),
  }
}
