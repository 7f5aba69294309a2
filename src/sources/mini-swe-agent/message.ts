import { GAP } from '../shorten.js'
import type { Usage } from '../turn.js'
import { usageOf } from '../usage.js'
import { type Json, objectOf, objectsOf, saidIn, secondsOf, textOf } from '../values.js'

/** A message as any version writes it. */
export interface Message {
  role: string
  text: string
  /** When it came, ms since 1970 UTC. */
  at: number | null
  /** Commands in it. */
  commands: { id: string | null; command: string }[]
  /** The call that it is the result of, where it names one. */
  answers: string | null
  /** What kind of word of a human it is, where newer versions say so. */
  interrupt: string | null
  extra: Json
}

/** Null where a record is no message. */
export function messageOf(record: Json): Message | null {
  const extra = objectOf(record.extra) ?? {}
  const role = textOf(record.role) ?? roleOf(record)
  if (role === null) return null
  const text = saidIn(record.content) ?? saidIn(record.output) ?? answerIn(record) ?? ''
  return {
    ...{ role, text, extra },
    at: timeIn(record, extra),
    commands: commandsIn(role, text, extra),
    answers: textOf(record.tool_call_id) ?? textOf(record.call_id),
    interrupt: textOf(extra.interrupt_type),
  }
}

/** Answers and results of the Responses API have no role. */
function roleOf({ object, type }: Json): string | null {
  if (object === 'response') return 'assistant'
  return type === 'function_call_output' ? 'tool' : null
}

/** What an answer of the Responses API says. */
function answerIn({ output }: Json): string | null {
  const texts = objectsOf(output).map(({ content }) => saidIn(content) ?? '')
  return texts.length === 0 ? null : texts.filter((text) => text !== '').join('\n')
}

/** The agent's own time, or the one at which the model's provider began its answer. */
function timeIn(record: Json, extra: Json): number | null {
  return (
    secondsOf(extra.timestamp) ??
    secondsOf(record.completed_at) ??
    secondsOf(record.created_at) ??
    secondsOf(objectOf(extra.response)?.created)
  )
}

const FENCED = /```(?:mswea_bash_command|bash|sh)[^\S\n]*\n([\s\S]*?)\n?```/g

/**
 * Newer versions list the commands. Older ones have one in a fence, and take an answer with more, or with none, for one
 * that cannot be read.
 */
function commandsIn(role: string, text: string, extra: Json): Message['commands'] {
  if (Array.isArray(extra.actions))
    return objectsOf(extra.actions).flatMap(({ command, tool_call_id: id }) =>
      typeof command === 'string' ? [{ id: textOf(id), command }] : [],
    )
  if (role !== 'assistant') return []
  const found = [...text.matchAll(FENCED)]
  if (found.length === 1) return [{ id: null, command: found[0]![1]! }]
  // The fence may begin in the part that was cut out of a long answer.
  const [, end] = text.split(GAP)
  if (found.length > 0 || end === undefined) return []
  const closed = /^([\s\S]*?)\n```\s*$/.exec(end)
  return closed === null ? [] : [{ id: null, command: closed[1]! }]
}

/** Whether a command failed, as its result says. */
export function failedIn({ text, extra }: Message): boolean {
  if (typeof extra.returncode === 'number') return extra.returncode !== 0
  const code = /<returncode>(-?\d+)<\/returncode>/.exec(text)?.[1]
  if (code !== undefined) return Number(code) !== 0
  return /^\s*The last command [\s\S]{0,4000}timed out|^\s*<exception>/.test(text)
}

/** Whether a result says that its command never ran. */
export const wasSkipped = ({ text, extra }: Message): boolean =>
  /action was not executed/i.test(`${textOf(extra.exception_info) ?? ''}${text.slice(0, 400)}`)

/** What an answer took of the model. */
export function usageIn(record: Json, { extra }: Message): Usage | null {
  const usage = objectOf(record.usage) ?? objectOf(objectOf(extra.response)?.usage)
  const details = objectOf(usage?.prompt_tokens_details) ?? objectOf(usage?.input_tokens_details)
  return usageOf({
    all: usage?.prompt_tokens ?? usage?.input_tokens,
    out: [usage?.completion_tokens ?? usage?.output_tokens],
    cacheRead: details?.cached_tokens,
  })
}
