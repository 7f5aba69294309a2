import { unpackedName } from './contents.js'
import { forEachRow } from './csv.js'
import { parsed } from './pairs.js'
import type { Reading } from './reading.js'
import { shortened, shortenedIn } from './shorten.js'
import type { MessageFact, SpanFact, SpanTexts } from './spans/fact.js'
import { messagesIn, resultText } from './spans/messages.js'
import { type Gather, readSpans, throughValues } from './spans/read.js'
import { inputOf, isObject, type Json, listOf, objectOf, textOf, writtenOf } from './values.js'

/** A span of which nothing but its ids is known yet, for platforms that keep traces in a form of their own. */
export const quietFact = (trace: string, span: string, line: number): SpanFact => ({
  trace,
  span,
  parent: null,
  role: 'other',
  piece: false,
  session: null,
  user: null,
  line,
  started: null,
  ended: null,
  failed: false,
  tool: null,
  call: null,
  response: null,
  end: null,
  usage: null,
  history: [],
  answers: [],
  texts: null,
})

/** Reads what a platform for traces exported, as JSON or as a table. */
export const readExport = (path: string, reading: Reading, gather: Gather): Promise<void> =>
  readSpans(path, reading, gather, unpackedName(path).endsWith('.csv') ? forEachRow : throughValues)

/** What a tool was called with, and what came of it. */
export function toolTexts(input: unknown, output: unknown): SpanTexts {
  const result = resultText(isObject(output) && 'content' in output ? output.content : output)
  return {
    ...{ input: shortenedIn(inputOf(input)), result: result === null ? null : shortened(result) },
    ...{ definition: null, system: null, definitions: new Map() },
  }
}

/**
 * LangGraph ends what a node does by an error where the agent stops to ask a person; some write down only what the error
 * says, and not what it is.
 */
export const STOPPED = /\b(?:GraphInterrupt|NodeInterrupt)\b|^[([]*Interrupt\(value=/

/** What was put to an agent or a program around one, in what it was given. */
export function givenTo(value: unknown): MessageFact[] {
  const answer = isObject(value) ? resumedWith(value) : null
  if (answer === null) return messagesIn(given(value), 'caller').messages
  return [{ by: 'caller', speaker: 'human', calls: [], results: [], text: shortened(answer) }]
}

/** What a person answered when the agent had stopped to ask: LangGraph goes on with a command that has it. */
function resumedWith(inputs: Json): string | null {
  for (const around of [inputs, objectOf(parsed(inputs.input)), objectOf(parsed(inputs.command))])
    if (around?.resume != null) return textOf(around.resume) ?? writtenOf(around.resume) ?? ''
  return null
}

/** Keys under which programs put what they were asked, or what they say in the end. */
const ASKED = [
  'messages',
  'input',
  'prompt',
  'query',
  'question',
  'message',
  'text',
  'output',
  'answer',
  'response',
  'result',
]

/**
 * The messages or the words in what a program was given or gives back. Decorators write the arguments of a function
 * (`args`, `kwargs`); of these the words count that stand among them.
 */
export function given(value: unknown, depth = 0): unknown {
  if (!isObject(value) || depth > 2) return value
  if (Array.isArray(value.args) && isObject(value.kwargs)) {
    const words = [...listOf(value.args), ...Object.values(value.kwargs)].filter((one) => textOf(one) !== null)
    const named = asked(value.kwargs) ?? value.args.find((one) => isObject(one) && asked(one) !== undefined)
    return named === undefined ? words : given(named, depth + 1)
  }
  if ('role' in value || 'content' in value || 'parts' in value) return value
  const found = asked(value)
  return found === undefined ? value : given(found, depth + 1)
}

const asked = (value: Json): unknown => ASKED.map((key) => value[key]).find((one) => one != null && one !== '')
