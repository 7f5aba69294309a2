import { readAnswer } from './answer.js'
import { type Amount, NOTHING } from './budget.js'
import type { Kept } from './entries.js'
import { costOf } from './prices.js'
import type { Known, Question } from './question.js'
import { type Reply, tokensOf } from './reply.js'
import type { Model } from './settings.js'

/** What a reply cost. Where that is not known, it is taken to be the most it can have been. */
export function spentOn(reply: Reply, most: Amount, { prices, share }: Model): Amount {
  if (reply.kind === 'answer' || reply.kind === 'refusal') {
    if (reply.usage === null) return most
    return { tokens: tokensOf(reply.usage), microUsd: costOf(reply.usage, prices, share) }
  }
  const unknown = reply.kind === 'again' ? reply.maybeAnswered : reply.kind === 'stop' && reply.pending === true
  return unknown ? most : NOTHING
}

/** What a reply says of each item that was asked. */
export interface Said<T> {
  /** Final: what is kept, and what is told. */
  values: { kept: Kept; value: T }[]
  refused: { kept: Kept; why: string }[]
  /** Keys that are still without an outcome, and why. */
  left: { key: string; why: string }[]
  /** Whether known answers were missed, so that nothing counts. */
  thrownOut: boolean
}

/**
 * Reads a reply.
 * @param asked labels with their keys.
 * @param known labels of known answers; null for one that is not known any more.
 */
export async function said<T>(
  question: Question<T>,
  reply: Reply,
  asked: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, Known<T> | null>,
): Promise<Said<T>> {
  const keys = [...asked.values()]
  const nothing = (why: string, thrownOut = false): Said<T> => ({
    values: [],
    refused: [],
    left: keys.map((key) => ({ key, why })),
    thrownOut,
  })
  if (reply.kind === 'refusal') {
    // Which of several items was meant is not said.
    if (keys.length > 1) return nothing(reply.why)
    return { ...nothing(''), refused: keys.map((key) => ({ kept: [key, 'r', reply.why], why: reply.why })), left: [] }
  }
  if (reply.kind !== 'answer') return nothing(reply.why)
  const { items, missed } = await readAnswer(question, reply.text, asked.keys(), known)
  if (missed.length > 0)
    return nothing(reply.cut ? CUT : 'items whose answer is known were answered wrongly beside it', !reply.cut)
  const found = nothing('')
  found.left = []
  for (const [label, checked] of items) {
    const key = asked.get(label)!
    if ('value' in checked) found.values.push({ kept: [key, 'v', checked.value], value: checked.value })
    else found.left.push({ key, why: reply.cut ? CUT : checked.wrong })
  }
  return found
}

const CUT = 'the answer was cut at its longest length'
