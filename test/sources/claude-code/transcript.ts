import type { FileRead, TurnRow } from '../../../src/model/index.js'
import { claudeCode } from '../../../src/sources/claude-code/index.js'
import { readBytes } from '../read-bytes.js'

export type Json = Record<string, unknown>

const START = Date.parse('2026-03-02T10:00:00Z')

/** The moment so many seconds into a transcript, ms since 1970. */
export const second = (s: number): number => START + s * 1000

export const REJECTED =
  "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file)."
export const STOP = `${REJECTED} STOP what you are doing and wait for the user to tell you how to proceed.`
export const INSTEAD = `${REJECTED} To tell you how to proceed, the user said:\nuse the other file`

/** Writes a transcript record by record, each behind the one before; the first argument is the second it happens. */
export class Transcript {
  readonly records: Json[] = []
  private parent: string | null = null
  private count = 0

  /** @param session fields that every record of the transcript carries. */
  constructor(private readonly common: Json = {}) {}

  /** A record of the chain; returns its uuid (`r1`, `r2`, …). */
  add(at: number, type: string, fields: Json): string {
    const uuid = `r${++this.count}`
    this.records.push({
      parentUuid: this.parent,
      isSidechain: false,
      sessionId: 's1',
      version: '2.1.70',
      type,
      uuid,
      timestamp: new Date(second(at)).toISOString(),
      ...this.common,
      ...fields,
    })
    this.parent = uuid
    return uuid
  }

  /** A record outside of the chain, with a time where `at` is given. */
  beside(at: number | null, type: string, fields: Json): void {
    const timestamp = at === null ? {} : { timestamp: new Date(second(at)).toISOString() }
    this.records.push({ type, sessionId: 's1', ...timestamp, ...fields })
  }

  user(at: number, content: unknown, fields: Json = {}): string {
    return this.add(at, 'user', { message: { role: 'user', content }, ...fields })
  }

  /** An answer of one block: a text, or a call as [id, tool, input]. */
  agent(at: number, block: string | [string, string, Json?], fields: Json = {}, message: Json = {}): string {
    const content =
      typeof block === 'string'
        ? { type: 'text', text: block }
        : { type: 'tool_use', id: block[0], name: block[1], input: block[2] ?? {} }
    const id = `msg_${this.count + 1}`
    return this.add(at, 'assistant', {
      requestId: `req_${id}`,
      message: { id, role: 'assistant', model: 'claude-opus-4-6', content: [content], ...message },
      ...fields,
    })
  }

  result(at: number, call: string, content: unknown = 'ok', fields: Json = {}, error?: boolean): string {
    const block = {
      type: 'tool_result',
      tool_use_id: call,
      content,
      ...(error === undefined ? {} : { is_error: error }),
    }
    return this.user(at, [block], fields)
  }

  /** A call that a human turned down. */
  refusal(at: number, call: string, text: string): string {
    return this.result(at, call, text, { toolUseResult: 'User rejected tool use' }, true)
  }

  mark(at: number, forTool = false): string {
    const text = forTool ? '[Request interrupted by user for tool use]' : '[Request interrupted by user]'
    return this.user(at, [{ type: 'text', text }])
  }

  /** The next record follows another than the last one: the human went back there. */
  rewind(to: string | null): this {
    this.parent = to
    return this
  }

  read(): Promise<FileRead> {
    return readBytes(claudeCode, this.records.map((record) => `${JSON.stringify(record)}\n`).join(''), 's1.jsonl')
  }
}

/** A turn in short: who started it, how it ended, and from which second to which. */
export const brief = ({ turn, started_by, ended_by, interrupt_kind, started_at, ended_at, censored }: TurnRow) =>
  [
    turn,
    started_by,
    interrupt_kind === null ? ended_by : `${ended_by}/${interrupt_kind}`,
    (started_at - START) / 1000,
    (ended_at - START) / 1000,
    ...(censored ? ['censored'] : []),
  ].join(' ')

export const turnsOf = (read: FileRead): string[] => read.turns.map(brief)

/** Touches in short: what, at which second, about what, and whether with words. */
export const touchesOf = (read: FileRead): string[] =>
  read.touches.map(
    ({ kind, touched_at, about, feedback, turn }) =>
      `${(touched_at - START) / 1000} ${kind}${about === null ? '' : ` ${about}`}${feedback ? ' +words' : ''} @${turn}`,
  )

export const actionsOf = (read: FileRead): string[] =>
  read.actions.map(({ call, tool, status, approval, turn }) => `${call} ${tool} ${status} ${approval} @${turn}`)
