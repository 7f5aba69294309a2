import { linesOf, longestOf, type Seal, VOLATILE } from './marks.js'
import type { Message } from './message.js'

/**
 * How agents' programs hand on, in the result of a call, what a human says who refuses the call: Claude Code, OpenCode,
 * and Cline with those that come from it.
 */
const REFUSED =
  /\bthe user (?:said|(?:denied this operation and )?provided the following (?:feedback|reason for the rejection)):|\buser rejected .{1,80} with the following feedback:/i
/** Characters of a result among which these words stand: what a tool reads may have them anywhere. */
const FIRST = 400
/** How they hand on what a human answers to questions: `"question"="answer", "question"="answer".` */
const ANSWERED = /^User has answered your questions:/
const TO_ANSWER = '"="'
const ANSWER_ENDS = /"(?=[,.\s]|$)/

/**
 * Sealed long lines of what is said in messages of the caller, in results of calls that a human refused or answered, too,
 * but for what programs add; of each message its longest first, so that a summary leaves room for what is said after it.
 */
export function saidOf(messages: readonly Message[], most: number, seal: Seal): string[] {
  const each = messages.map((message) => longestOf(wordsIn(message).flatMap(linesOf).map(unended), most, seal))
  const said = new Set<string>()
  for (let nth = 0; nth < most; nth++) for (const { [nth]: line } of each) if (line !== undefined) said.add(line)
  return [...said].slice(0, most)
}

const wordsIn = ({ texts, results }: Message): string[] => [
  ...texts.filter((text) => !VOLATILE.test(text)),
  ...results.flatMap(({ text }) => (text === null ? [] : handedOn(text))),
]

/** What a human says in the result of a call. */
function handedOn(result: string): string[] {
  if (ANSWERED.test(result)) {
    const [, ...answers] = result.split(TO_ANSWER)
    return answers.map((answer) => answer.slice(0, Math.max(0, answer.search(ANSWER_ENDS))))
  }
  const found = REFUSED.exec(result.slice(0, FIRST))
  return found === null ? [] : [result.slice(found.index + found[0].length)]
}

/** The beginning of an item of a list, and marks around what somebody said. */
const LISTED = /^(?:[-*•]|\d{1,3}[.)])\s+/
const OPENED = /^["'`“]/
const CLOSED = /["'`”]$/
const WITHIN = /["“]([^"“”]*)["”]/g

/**
 * Sealed long lines of messages that may be of somebody else, as they are without what stands around them: those in quotes,
 * and then items of lists; of both the longest first.
 */
export function quotesOf(messages: readonly Message[], most: number, seal: Seal): string[] {
  const [quoted, listed]: [string[], string[]] = [[], []]
  for (const line of messages.flatMap(({ texts }) => texts.flatMap(linesOf))) {
    const item = line.replace(LISTED, '')
    const plain = item.replace(OPENED, '').replace(CLOSED, '')
    if (plain !== item) quoted.push(unended(plain))
    else if (item !== line) listed.push(unended(item))
    for (const [, within] of item.matchAll(WITHIN)) quoted.push(unended(within!))
  }
  return [...new Set([...longestOf(quoted, most, seal), ...longestOf(listed, most, seal)])].slice(0, most)
}

const ENDS = new Set(' \t.,;:!?…')

/** Whoever quotes a line may leave out what ends it. */
function unended(line: string): string {
  let end = line.length
  while (end > 0 && ENDS.has(line[end - 1]!)) end--
  return line.slice(0, end)
}
