import { definitionsIn } from '../message.js'
import { parsed } from '../pairs.js'
import type { MessageFact, SpanFact, SpanRole } from '../spans/fact.js'
import { endOf, messagesIn } from '../spans/messages.js'
import { given, givenTo, quietFact, STOPPED, toolTexts } from '../traced.js'
import { isObject, type Json, listOf, objectOf, textOf } from '../values.js'
import { fieldOf, idOf, momentIn } from './record.js'
import { usageIn } from './usage.js'

const ROLES: Readonly<Record<string, SpanRole>> = {
  ...{ AGENT: 'agent', TOOL: 'tool', GENERATION: 'model', EVALUATOR: 'aside', GUARDRAIL: 'aside' },
  ...{ SPAN: 'other', EVENT: 'other', CHAIN: 'other', RETRIEVER: 'other', EMBEDDING: 'other' },
}

/** What is known of the trace that an observation lies in. */
export interface Around {
  trace: string
  session: string | null
  user: string | null
}

/** Whose a trace is, as it says itself, or one of its observations does. */
export const aroundOf = (record: Json): Omit<Around, 'trace'> => ({
  session: idOf(record, 'session_id'),
  user: idOf(record, 'user_id'),
})

/** A trace: all that was done on one input. @param inside what lies in it, by which its end is known where it says none. */
export function traceFact(record: Json, line: number, inside: readonly SpanFact[]): SpanFact {
  const trace = idOf(record, 'id')!
  const started = momentIn(fieldOf(record, 'timestamp'))
  const latency = Number(fieldOf(record, 'latency') ?? Number.NaN)
  const ends = inside.flatMap(({ ended }) => (ended === null ? [] : [ended]))
  const ended = started !== null && latency > 0 ? Math.round(started + latency * 1_000) : null
  return {
    ...quietFact(trace, trace, line),
    ...aroundOf(record),
    ...(isRated(record) ? { evaluation: true } : {}),
    ...{ role: 'turn', started, ended: ended ?? (ends.length === 0 ? null : Math.max(...ends)) },
    history: givenTo(parsed(record.input)),
    answers: messagesIn(given(parsed(record.output)), 'agent').messages,
  }
}

/** What the client library calls its runs of an experiment. */
const isRated = (record: Json): boolean => record.environment === 'sdk-experiment'

/** What an observation says of its trace, which may be nowhere else in the file. */
export const turnPiece = ({ trace, line, session, user, started, ended }: SpanFact): SpanFact => ({
  ...quietFact(trace, trace, line),
  ...{ role: 'turn', piece: true, session, user, started, ended },
})

/** An observation. @returns it, and its type where that is none that is known. */
export function observationFact(
  record: Json,
  around: Around,
  line: number,
): { fact: SpanFact; unknown: string | null } {
  const type = textOf(record.type) ?? 'none'
  const role = Object.hasOwn(ROLES, type) ? ROLES[type]! : 'other'
  const span = idOf(record, 'id') ?? ''
  const parent = idOf(record, 'parent_observation_id')
  const asked = STOPPED.test(`${record.status_message ?? record.statusMessage ?? ''}`)
  const failed = record.level === 'ERROR' && !asked
  const fact: SpanFact = {
    ...quietFact(around.trace, span, line),
    ...{ session: around.session, user: around.user, role, failed, ...(asked ? { asked } : {}) },
    ...(isRated(record) ? { evaluation: true } : {}),
    // The trace is named as what stands around all that lies in it.
    parent: parent === null || parent === span ? around.trace : parent,
    started: momentIn(fieldOf(record, 'start_time')),
    ended: momentIn(fieldOf(record, 'end_time')),
    ...(role === 'tool' ? toolIn(record) : {}),
    ...(role === 'model' ? modelIn(record, failed) : {}),
    ...(role === 'agent' ? spokenIn(record) : {}),
  }
  return { fact, unknown: Object.hasOwn(ROLES, type) ? null : type }
}

function toolIn(record: Json): Partial<SpanFact> {
  const output = parsed(record.output)
  const { attributes, ...metadata } = objectOf(parsed(record.metadata)) ?? {}
  const said = [output, metadata, parsed(attributes)].filter(isObject)
  const names = ['tool_call_id', 'toolCallId', 'gen_ai.tool.call.id', 'ai.toolCall.id', 'tool_call.id']
  const idIn = (one: Json) => names.map((name) => textOf(one[name]) ?? textOf(one[`attributes.${name}`]))
  const call = said.flatMap(idIn).find((id) => id !== null) ?? null
  return { tool: textOf(record.name) ?? 'unknown', call, texts: toolTexts(parsed(record.input), output) }
}

function modelIn(record: Json, failed: boolean): Partial<SpanFact> {
  const input = parsed(record.input)
  const { messages, system } = messagesIn(input, 'caller')
  const { answers, finish } = answeredIn(record)
  const calls = answers.some((answer) => answer.calls.length > 0)
  return {
    ...{ history: messages, answers, usage: usageIn(record), response: null },
    end: failed ? 'failed' : calls ? 'calls' : endOf(finish),
    texts: {
      ...{ input: null, result: null, definition: null, system },
      definitions: definedIn(parsed(fieldOf(record, 'tool_definitions')) ?? objectOf(input)?.tools),
    },
  }
}

/** What a model answered. Calls that stand beside the answer are those of its text, unless that has none. */
function answeredIn(record: Json): { answers: MessageFact[]; finish: string | null } {
  const { messages, finish } = messagesIn(parsed(record.output), 'agent')
  const beside = listOf(parsed(fieldOf(record, 'tool_calls'))).map(parsed)
  if (beside.length === 0 || messages.some(({ calls }) => calls.length > 0)) return { answers: messages, finish }
  const called = messagesIn([{ role: 'assistant', content: '', tool_calls: beside }], 'agent').messages
  return { answers: [...messages, ...called], finish }
}

const spokenIn = (record: Json): Partial<SpanFact> => ({
  history: givenTo(parsed(record.input)),
  answers: messagesIn(given(parsed(record.output)), 'agent').messages,
})

/** What tools say of themselves: a list of definitions, or by name, each as JSON inside of a text. */
function definedIn(value: unknown): Map<string, string> {
  if (!isObject(value)) return definitionsIn(value)
  return definitionsIn(Object.entries(value).map(([name, said]) => ({ ...objectOf(parsed(said)), name })))
}
