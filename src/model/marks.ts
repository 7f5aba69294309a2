import type { Message, MessageCall, Speaker } from './message.js'

/** A keyed hash of a text. */
export type Seal = (text: string) => string

/** A tool call without its text. */
export interface CallMark {
  /** The call's id, sealed. */
  id: string
  /** Whether no other call is likely to bear that id; "call_1" is one that many do. */
  unique: boolean
  tool: string
  /** Its long arguments, sealed: what another agent may have been started with. */
  long: readonly string[]
}

/** A message without its text. */
export interface Mark {
  by: Message['by']
  speaker: Speaker | null
  /** Of who speaks and what is said. */
  hash: string
  /** Of all messages up to this one, and it. */
  prefix: string
  /** Of the message before it, and it; empty for what no agent said. */
  pair: string
  /** Characters of both. */
  length: number
  /** Characters of it, inputs of calls included. */
  size: number
  calls: readonly CallMark[]
  /** Ids of the calls whose results it has, sealed, as far as they are unique. */
  results: readonly string[]
}

/** Characters of the shortest text that is taken for a prompt that an agent was started with. */
const PROMPT = 40
/** Prompts of an opening, and arguments of a call, that are kept. */
const MOST = 12
/** Characters of the shortest line that is known again. */
const LINE = 48

/** A mark but for what follows from the marks before it. */
export type BareMark = Omit<Mark, 'prefix' | 'pair' | 'length'>

/** Marks of messages, each with those before it. @param before the mark that the first of them follows. */
export const marksOf = (messages: readonly Message[], seal: Seal, before: Mark | null = null): Mark[] =>
  chained(
    messages.map((message) => ({
      by: message.by,
      speaker: message.speaker,
      hash: seal(contentOf(message)),
      size: sizeOf(message),
      calls: message.calls.map((call) => callMark(call, seal)),
      results: message.results.filter(({ call }) => isUnique(call)).map(({ call }) => seal(call)),
    })),
    seal,
    before,
  )

/** Marks with what follows from those before them. @param before the mark that the first of them follows. */
export function chained(bare: readonly BareMark[], seal: Seal, before: Mark | null = null): Mark[] {
  let last = before
  return bare.map((one) => {
    const mark: Mark = {
      ...one,
      prefix: seal(`${last?.prefix ?? ''}/${one.hash}`),
      pair: one.by === 'agent' ? seal(`${last?.hash ?? ''}+${one.hash}`) : '',
      length: (last?.size ?? 0) + one.size,
    }
    last = mark
    return mark
  })
}

/** Whether an id looks drawn at random, so that two calls that bear it are one. */
export const isUnique = (id: string): boolean =>
  /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i.test(id) ||
  id.split(/[^A-Za-z0-9]/).some((part) => part.length >= 9 && /\d/.test(part) && /[A-Za-z]/.test(part))

/** Sealed texts of an opening, whole and block by block. */
export function promptsOf(first: readonly Message[], seal: Seal): string[] {
  const texts = first.flatMap(({ texts }) => (texts.length > 1 ? [...texts, texts.join('\n')] : texts))
  return longOf(texts, seal)
}

/** Sealed long lines of messages, the longest first. */
export const passagesOf = (messages: readonly Message[], most: number, seal: Seal): string[] =>
  longestOf(
    messages.flatMap(({ texts }) => texts.flatMap(linesOf)),
    most,
    seal,
  )

/** Lines of a text, without the space around them. */
export const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim())

/** Lines that are long enough to be known again, sealed; the longest first. */
export function longestOf(lines: readonly string[], most: number, seal: Seal): string[] {
  const long = [...new Set(lines.filter((line) => line.length >= LINE))].sort((a, b) => b.length - a.length)
  return long.slice(0, most).map((line) => seal(`line/${line}`))
}

function sizeOf({ texts, calls }: Message): number {
  const said = texts.reduce((sum, text) => sum + text.trim().length, 0)
  return calls.reduce((sum, { input }) => sum + (JSON.stringify(input)?.length ?? 0), said)
}

function callMark({ id, tool, input }: MessageCall, seal: Seal): CallMark {
  return { id: seal(id), unique: isUnique(id), tool, long: longOf(textsIn(input, 0), seal) }
}

function longOf(texts: readonly string[], seal: Seal): string[] {
  const long = [...new Set(texts.map((text) => text.trim()).filter((text) => text.length >= PROMPT))]
  return long
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST)
    .map((text) => seal(`prompt/${text}`))
}

/** The texts of an input, not deeper than arguments lie. */
function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > 3) return []
  return Object.values(value).flatMap((inner) => textsIn(inner, depth + 1))
}

/** What programs add to messages and change from request to request. */
export const VOLATILE = /^\s*<system-reminder>/

function contentOf({ by, texts, calls, results }: Message): string {
  const said = texts.map((text) => text.trim()).filter((text) => text !== '' && !VOLATILE.test(text))
  const called = calls.map(({ id, tool, input }) => [id, tool, ordered(input)])
  const returned = results.map(({ call, text }) => [call, text?.trim() ?? null])
  return JSON.stringify([by, said, called, returned])
}

/** A value with the keys of its objects in order, so that two programs write it alike. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  )
}
