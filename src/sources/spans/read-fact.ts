import type { SpanEvent, SpanRecord } from '../../otlp/index.js'
import { definitionsIn } from '../message.js'
import { shortened, shortenedIn } from '../shorten.js'
import { inputOf, isObject, type Json, listOf, millisOf, objectOf, objectsOf, textOf } from '../values.js'
import { Said, writtenIn } from './attributes.js'
import type { SpanFact, SpanTexts } from './fact.js'
import { endOf, type Messages, messagesIn, resultText } from './messages.js'
import {
  ANSWERS,
  CALLS,
  DEFINITIONS,
  FINISH,
  GIVEN,
  HISTORY,
  INPUTS,
  RESPONSES,
  RESULTS,
  RETURNED,
  SESSIONS,
  TOOLS,
  USERS,
} from './names.js'
import { roleOf } from './role.js'
import { usageIn } from './usage.js'

/** Where a record stands, and what stands for ids that it has none of. */
export interface Place {
  line: number
  /** Names the record, the same in every copy. */
  name: string
  /** It is only a part of what is said of its span. */
  piece?: boolean
}

/** What a span says, by any of the conventions that are read. @returns it, and a kind of span that is not known. */
export function factOf(record: SpanRecord, place: Place): { fact: SpanFact; unknown: string | null } {
  const said = new Said(record.attributes)
  const { role, unknown } = roleOf(record, said)
  const tool = role === 'tool'
  const speaks = role === 'model' || role === 'agent' || role === 'turn'
  const told = speaks ? spoken(said, record.events) : null
  const call = tool ? said.id(...CALLS) : null
  const finish = told === null ? null : (finishIn(said) ?? told.answers.finish)
  const answers = told?.answers.messages ?? []
  const failed = record.failed || said.has('error.type')
  return {
    fact: {
      trace: record.trace ?? place.name,
      span: record.span ?? place.name,
      parent: record.parent === record.span ? null : record.parent,
      role,
      piece: place.piece ?? false,
      session: said.id(...SESSIONS) ?? textOf(record.resource['session.id']),
      user: said.id(...USERS) ?? textOf(record.resource['user.id']),
      line: place.line,
      started: millisOf(record.started),
      ended: millisOf(record.ended),
      failed,
      tool: tool ? (said.text(...TOOLS) ?? named(record.name)) : null,
      call: call ?? (tool ? calledIn(record.events) : null),
      response: role === 'model' ? said.id(...RESPONSES) : null,
      end:
        role !== 'model'
          ? null
          : failed
            ? 'failed'
            : answers.some(({ calls }) => calls.length > 0)
              ? 'calls'
              : endOf(finish),
      usage: speaks ? usageIn(said) : null,
      history: told?.history.messages ?? [],
      answers,
      texts: textsOf(said, record.events, tool, told),
    },
    unknown,
  }
}

const named = (name: string | null): string =>
  name?.replace(/^(?:execute_tool|tools\/call|load_skill)\s+/, '') ?? 'unknown'

const finishIn = (said: Said): string | null =>
  textOf(listOf(said.tree('gen_ai.response.finish_reasons')).at(-1)) ?? said.text(...FINISH)

interface Spoken {
  history: Messages
  answers: Messages
}

/** What was sent and answered: by attributes, else by the events of the span. */
function spoken(said: Said, events: readonly SpanEvent[]): Spoken {
  const merged = { history: messagesIn(said.tree(...HISTORY), 'caller'), answers: answersIn(said) }
  for (const event of [...events, ...writtenEvents(said)]) addEvent(event, merged, said)
  if (merged.history.messages.length === 0)
    merged.history = more(merged.history, messagesIn(promptIn(said.tree(...GIVEN)), 'caller'))
  if (merged.answers.messages.length === 0) merged.answers = messagesIn(said.tree(...RETURNED), 'agent')
  return merged
}

/** Some programs write the events of a span as JSON into an attribute. */
const writtenEvents = (said: Said): SpanEvent[] =>
  objectsOf(said.tree('events', 'all_messages_events')).map((event) => ({
    name: textOf(event['event.name']),
    at: null,
    attributes: event,
  }))

/** The AI SDK writes texts and calls of an answer apart. */
function answersIn(said: Said): Messages {
  const tree = said.tree(...ANSWERS)
  if (tree !== null) return messagesIn(tree, 'agent')
  const text = said.text('ai.response.text')
  const calls = listOf(said.tree('ai.response.toolCalls'))
  if (text === null && calls.length === 0) return messagesIn(said.text('ai.response.object'), 'agent')
  return messagesIn([{ role: 'assistant', content: text ?? '', tool_calls: calls }], 'agent')
}

/** A prompt alone, or around messages. */
const promptIn = (value: unknown): unknown =>
  isObject(value) ? (value.messages ?? value.prompt ?? value.input ?? value.query ?? value.question ?? value) : value

const more = (before: Messages, after: Messages): Messages => ({
  messages: [...before.messages, ...after.messages],
  system: after.system ?? before.system,
  finish: after.finish ?? before.finish,
})

const DETAILS = 'gen_ai.client.inference.operation.details'
const MESSAGE = /^gen_ai\.(system|user|assistant|tool)\.message$/

/** Whether an event, of a span or alone, says what a model was sent or answered. */
export const speaks = (name: string | null): boolean =>
  name !== null &&
  (name === DETAILS || name === 'gen_ai.choice' || MESSAGE.test(name) || /^gen_ai\.content\./.test(name))

function addEvent({ name, attributes }: SpanEvent, spoken: Spoken, span: Said): void {
  if (name === null || !speaks(name)) return
  const said = new Said(attributes)
  const inner = said.tree('gen_ai.event.content')
  const body: Json = isObject(inner) ? inner : attributes
  const role = MESSAGE.exec(name)?.[1]
  if (role !== undefined) {
    if (span.tree(...HISTORY) !== null) return
    spoken.history = more(
      spoken.history,
      messagesIn([{ role, ...parsedIn(body, ['content', 'tool_calls']) }], 'caller'),
    )
  } else if (name === 'gen_ai.choice') {
    if (span.tree(...ANSWERS) !== null) return
    const message = parsedIn(body, ['message', 'tool_calls']).message ?? body
    const choice = typeof message === 'string' || Array.isArray(message) ? { content: message } : objectOf(message)
    const own = { role: 'assistant', finish_reason: body.finish_reason, tool_calls: body.tool_calls, ...choice }
    spoken.answers = more(spoken.answers, messagesIn([parsedIn(own, ['content', 'tool_calls'])], 'agent'))
  } else {
    const history = messagesIn(said.tree(...HISTORY), 'caller')
    const answers = messagesIn(said.tree(...ANSWERS), 'agent')
    spoken.history.system ??= instructionsIn(said)
    if (spoken.history.messages.length === 0) spoken.history = more(spoken.history, history)
    if (spoken.answers.messages.length === 0) spoken.answers = more(spoken.answers, answers)
  }
}

/** Values of some keys, read where they are JSON inside of a text. */
function parsedIn(body: Json, keys: readonly string[]): Json {
  const found: Json = { ...body }
  for (const key of keys) if (typeof found[key] === 'string') found[key] = writtenIn(found[key])
  return found
}

const calledIn = (events: readonly SpanEvent[]): string | null => {
  for (const { name, attributes } of events)
    if (speaks(name) && textOf(attributes.id) !== null) return textOf(attributes.id)
  return null
}

function textsOf(said: Said, events: readonly SpanEvent[], tool: boolean, told: Spoken | null): SpanTexts {
  const asked = events.find(({ name }) => name === 'gen_ai.tool.message')?.attributes.content
  const came = events.find(({ name }) => name === 'gen_ai.choice')?.attributes.message
  const result = tool ? resultText(plain(said.tree(...RESULTS) ?? came)) : null
  const system = instructionsIn(said) ?? told?.history.system ?? said.text('llm.system_prompt')
  return {
    input: tool ? shortenedIn(inputOf(said.tree(...INPUTS) ?? asked ?? null)) : null,
    result: result === null ? null : shortened(result),
    definition: cut(said.text('gen_ai.tool.description', 'tool.description')),
    system: cut(system),
    definitions: tool ? new Map() : definitionsAt(said),
  }
}

const plain = (value: unknown): unknown => (typeof value === 'string' ? writtenIn(value) : value)
const cut = (text: string | null): string | null => (text === null ? null : shortened(text))

/** What a model is told of its use, where that stands apart from messages. */
function instructionsIn(said: Said): string | null {
  const { system, messages } = messagesIn(said.tree('gen_ai.system_instructions'), 'caller')
  const texts = messages.flatMap(({ text }) => (text === null ? [] : [text]))
  return system ?? (texts.length === 0 ? null : texts.join('\n'))
}

/** What tools say of themselves; a definition may be JSON inside of a text, or lie in what only says that it is one. */
function definitionsAt(said: Said): Map<string, string> {
  const tools = listOf(said.tree(...DEFINITIONS)).map((tool) => {
    const written = plain(tool)
    if (!isObject(written)) return null
    const inner = objectOf(written.tool) ?? written
    const schema = plain(inner.json_schema ?? inner['tool.json_schema'])
    return isObject(schema) ? { name: inner.name, description: inner.description, ...schema } : inner
  })
  const found = definitionsIn(tools)
  for (const [name, text] of found) found.set(name, shortened(text))
  return found
}
