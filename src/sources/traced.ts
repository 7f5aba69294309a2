import { unpackedName } from './contents.js'
import { forEachRow } from './csv.js'
import type { Reading } from './reading.js'
import { shortened, shortenedIn } from './shorten.js'
import type { SpanFact, SpanTexts } from './spans/fact.js'
import { resultText } from './spans/messages.js'
import { type Gather, readSpans, throughValues } from './spans/read.js'
import { inputOf, isObject, type Json, listOf, textOf } from './values.js'

/** A span of which nothing but its ids is known yet, for platforms that keep traces in a form of their own. */
export const quietFact = (trace: string, span: string, line: number): SpanFact => ({
  ...{ trace, span, parent: null, role: 'other', piece: false, session: null, user: null, line },
  ...{ started: null, ended: null, failed: false, tool: null, call: null, response: null },
  ...{ end: null, usage: null, history: [], answers: [], texts: null },
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
