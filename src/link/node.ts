import type { AnswerEnd, CallMark, Exchange, Mark } from '../model/index.js'
import type { LinkEvidence, LinkStrength } from './linked.js'

/** What an answer leaves behind and a later history carries. */
export interface Token {
  key: string
  evidence: LinkEvidence
  strength: LinkStrength
  /** The first message of the carrying history that is new to whoever made this. */
  covers: number
}

/** The exchange that a node continues, and by what. */
export interface Found extends Token {
  node: Node
}

/** Where an agent's first message, or a conversation after it was summed up, comes from. */
export interface Origin {
  node: Node
  evidence: 'spawn' | 'summary'
  call: string | null
}

/** What is remembered of an exchange while its session is open. */
export interface Node {
  readonly id: string
  readonly at: number
  ended: number
  readonly system: string | null
  readonly conversation: string | null
  /** Messages of its history, and the hash of them all. */
  readonly history: number
  readonly asked: string | undefined
  end: AnswerEnd | null
  answer: Mark | null
  link: Found | null
  /** Messages of the history that no earlier exchange has, and where the first of them stands. */
  fresh: readonly Mark[]
  from: number
  /** Tokens that it carries and nobody has made yet. */
  waits: Token[]
  /** Keys that it made, that it seeks as a beginning, and that it offers to beginnings. */
  makes: string[]
  seeks: string[]
  offers: string[]
  /** How many of what it offers are lines of its answer. */
  lines: number
  /** Calls whose results it was the first to have, as far as was known when it came. */
  returns: string[]
  children: number
  group: Group
  /** The session that it belongs to, found when the one it comes from was closed. */
  adopted: { session: string; origin: Origin } | null
}

/** Exchanges that have to do with each other, and are closed together. */
export interface Group {
  into: Group | null
  nodes: Node[]
  last: number
}

/** The group that a node is in by now. */
export function groupOf(node: Node): Group {
  let group = node.group
  while (group.into !== null) group = group.into
  node.group = group
  return group
}

export function nodeOf(exchange: Exchange): Node {
  const node: Node = {
    id: exchange.id,
    at: exchange.at,
    ended: exchange.ended,
    system: exchange.system,
    conversation: exchange.conversation,
    history: exchange.history.length,
    asked: exchange.history.at(-1)?.prefix,
    end: exchange.end,
    answer: exchange.answer,
    link: null,
    fresh: exchange.history,
    from: 0,
    waits: [],
    makes: [],
    seeks: [],
    offers: [],
    lines: 0,
    returns: [],
    children: 0,
    group: { into: null, nodes: [], last: exchange.ended },
    adopted: null,
  }
  node.group.nodes.push(node)
  return node
}

/** Characters of an answer that is not likely to be given twice, and of one that is known by itself. */
export const SOME = 40
const LONG = 200
/** Characters of a message and the answer to it that are known by themselves. */
export const BOTH = 120

/** What a history carries, the latest first. */
export function* carriedBy({ history, previous }: Exchange): Generator<Token> {
  if (previous !== null) yield { key: `r${previous}`, evidence: 'response-id', strength: 'strong', covers: 0 }
  for (let i = history.length - 1; i >= 0; i--) {
    const mark = history[i]!
    if (mark.by === 'agent') for (const token of tokensOf(mark)) yield { ...token, covers: i + 1 }
    for (const call of mark.results) yield { key: `i${call}`, evidence: 'tool-use-id', strength: 'strong', covers: i }
  }
}

/** What an agent's message can be known by. */
export function tokensOf({ calls, prefix, hash, pair, size, length }: Mark): Omit<Token, 'covers'>[] {
  const ids = calls.filter(({ unique }) => unique)
  if (ids.length > 0) return ids.map(({ id }) => ({ key: `i${id}`, evidence: 'tool-use-id', strength: 'strong' }))
  const tokens: Omit<Token, 'covers'>[] = [{ key: `p${prefix}`, evidence: 'prefix-hash', strength: 'fair' }]
  if (size >= LONG) tokens.push({ key: `a${hash}`, evidence: 'answer-hash', strength: 'fair' })
  else if (length >= BOTH) tokens.push({ key: `n${pair}`, evidence: 'answer-hash', strength: 'fair' })
  return tokens
}

/** Calls of a node: those that its answer made, and those of its fresh history, whose answers are missing. */
export function callsOf({ answer, fresh }: Node): { call: CallMark; made: 'answer' | 'history' }[] {
  return [
    ...fresh.flatMap(({ by, calls }) =>
      by === 'agent' ? calls.map((call) => ({ call, made: 'history' as const })) : [],
    ),
    ...(answer?.calls ?? []).map((call) => ({ call, made: 'answer' as const })),
  ]
}

/** The key of a line that was said to an agent, and that a beginning may quote. */
export const quoteKey = (line: string): string => `q${line}`
export const isQuote = (key: string): boolean => key.startsWith('q')
