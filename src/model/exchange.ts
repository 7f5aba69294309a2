import { type Mark, marksOf, passagesOf, promptsOf, type Seal } from './marks.js'
import type { AnswerEnd, Asked } from './message.js'
import { quotesOf, saidOf } from './quotes.js'

/**
 * One request to a model and its answer, without their text: keyed hashes and keyed ids by which it is known again. All
 * that linking ever sees.
 */
export interface Exchange {
  /** Within whom links may be made: the customer or user whose request it is. */
  owner: string
  /** Names this exchange, the same in every copy of it. */
  id: string
  response: string | null
  previous: string | null
  conversation: string | null
  /** As in {@link Asked}. */
  at: number
  ended: number
  system: string | null
  history: readonly Mark[]
  answer: Mark | null
  end: AnswerEnd | null
  /** Long texts of the caller's first messages: another agent's call may have them. */
  prompts: readonly string[]
  /** Long lines of these texts: an answer that sums up a conversation may have them. */
  opening: readonly string[]
  /** Long lines of an answer that calls no tool. */
  passages: readonly string[]
  /** Long lines of what the caller says last, in results of calls, too, that a human refused or answered. */
  said?: readonly string[]
  /** Of the caller's first messages what is long and stands in quotes or in a list, without these. */
  quoted?: readonly string[]
}

/** Messages of the caller that may be what a conversation begins with: examples may stand before it. */
const FIRST = 4
/** Lines of an opening and of an answer that are kept. */
const OPENING = 96
const PASSAGES = 12
/** Messages at the end of a history in which what the caller says is looked for: the request that ends with it may be missing. */
const LATE = 6
/** Lines of what the caller says last, and of those in an opening that are quoted, that are kept. */
const SAID = 12
const QUOTED = 48

/**
 * What an exchange says without its text.
 * @param owner whose it is, as a pseudonym. @param seal a keyed hash; without its key nothing can be told from the result.
 */
export function exchangeOf(asked: Asked, owner: string, seal: Seal): Exchange {
  const history = marksOf(asked.history, seal)
  const last = history.at(-1) ?? null
  const answer = asked.answer === null ? null : marksOf([asked.answer], seal, last)[0]!
  const first = asked.history.filter(({ by, texts }) => by === 'caller' && texts.length > 0).slice(0, FIRST)
  const saying = asked.history.slice(-LATE).filter(({ by }) => by === 'caller')
  const sealed = (id: string | null) => (id === null ? null : seal(id))
  const quiet = asked.answer !== null && asked.answer.calls.length === 0
  return {
    owner,
    id: asked.response === null ? unnamedId(last, answer, asked.at, seal) : seal(`exchange/${asked.response}`),
    response: sealed(asked.response),
    previous: sealed(asked.previous),
    conversation: sealed(asked.conversation),
    at: asked.at,
    ended: Math.max(asked.at, asked.ended),
    system: sealed(asked.system),
    history,
    answer,
    end: asked.end,
    prompts: promptsOf(first, seal),
    opening: passagesOf(first, OPENING, seal),
    passages: quiet ? passagesOf([asked.answer!], PASSAGES, seal) : [],
    said: saidOf(saying, SAID, seal),
    quoted: quotesOf(first, QUOTED, seal),
  }
}

/** Names an exchange whose answer has no id: by what was said, and when. */
export const unnamedId = (last: Mark | null, answer: Mark | null, at: number, seal: Seal): string =>
  seal(`exchange/${last?.prefix ?? ''}/${answer?.hash ?? ''}/${at}`)
