import type { Random } from './random.js'
import type { Version } from './version.js'

export type Json = Record<string, unknown>

export interface Frame {
  sessionId: string
  cwd: string
  branch: string
  version: Version
  entrypoint: string | null
  /** Set in a subagent's own file. */
  agentId: string | null
  slug: string | null
  /** The id of the current process; differs from sessionId after some resumes. */
  processId: string | null
}

export interface Usage {
  input: number
  output: number
  cacheRead: number
  cacheWrite: number
}

/** One message of the model; it becomes one line per content block. */
export interface Message {
  id: string
  requestId: string
  model: string
  usage: Usage
  stop: 'tool_use' | 'end_turn'
}

export interface Written {
  uuid: string
  at: number
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}

/** A file in the making: its lines in file order and the chain of parents. */
export class Transcript {
  readonly lines: Json[] = []
  parent: string | null = null

  constructor(
    readonly random: Random,
    readonly frame: Frame,
  ) {}

  /** Appends an enveloped record and makes it the parent of the next one. */
  write(at: number, record: Json, parent: string | null = this.parent): Written {
    const { frame } = this
    const uuid = this.random.uuid()
    this.lines.push({
      parentUuid: parent,
      isSidechain: frame.agentId !== null,
      userType: 'external',
      cwd: frame.cwd,
      sessionId: frame.sessionId,
      version: frame.version.name,
      gitBranch: frame.branch,
      ...(frame.agentId === null ? {} : { agentId: frame.agentId }),
      ...(frame.slug === null ? {} : { slug: frame.slug }),
      ...(frame.entrypoint === null ? {} : { entrypoint: frame.entrypoint }),
      ...(frame.processId === null ? {} : { session_id: frame.processId }),
      ...record,
      uuid,
      timestamp: iso(at),
    })
    this.parent = uuid
    return { uuid, at }
  }

  /** Appends a record without envelope. */
  loose(record: Json): void {
    this.lines.push(record)
  }

  queue(at: number, operation: 'enqueue' | 'dequeue' | 'remove' | 'popAll', content?: string): void {
    const { sessionId } = this.frame
    this.loose({
      type: 'queue-operation',
      operation,
      timestamp: iso(at),
      sessionId,
      ...(content === undefined ? {} : { content }),
    })
  }

  user(at: number, content: unknown, more: Json = {}, parent: string | null = this.parent): Written {
    return this.write(at, { type: 'user', message: { role: 'user', content }, ...more }, parent)
  }

  system(at: number, subtype: string, more: Json = {}): Written {
    return this.write(at, { type: 'system', subtype, isMeta: false, level: 'info', ...more })
  }

  attachment(at: number, attachment: Json): Written {
    return this.write(at, { type: 'attachment', attachment })
  }

  /** One line of a message. `share` of its output tokens have been counted so far; the last line has 1. */
  assistant(at: number, message: Message, block: Json, share: number): Written {
    const { usage } = message
    return this.write(at, {
      type: 'assistant',
      requestId: message.requestId,
      message: {
        model: message.model,
        id: message.id,
        type: 'message',
        role: 'assistant',
        content: [block],
        stop_reason: this.frame.version.stopReason ? message.stop : null,
        stop_sequence: null,
        usage: {
          input_tokens: usage.input,
          cache_creation_input_tokens: usage.cacheWrite,
          cache_read_input_tokens: usage.cacheRead,
          output_tokens: Math.max(1, Math.round(usage.output * share)),
          service_tier: 'standard',
        },
      },
    })
  }

  /** A stub or error that Claude Code writes in the model's place. */
  synthetic(at: number, text: string, error: boolean): Written {
    return this.write(at, {
      type: 'assistant',
      message: {
        id: this.random.uuid(),
        model: '<synthetic>',
        role: 'assistant',
        stop_reason: 'stop_sequence',
        stop_sequence: '',
        type: 'message',
        usage: { input_tokens: 0, output_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
        content: [{ type: 'text', text }],
      },
      isApiErrorMessage: error,
      ...(error ? { error: 'server_error' } : {}),
    })
  }

  toolResult(at: number, callId: string, content: unknown, isError: boolean, more: Json, parent: string): Written {
    const block = { tool_use_id: callId, type: 'tool_result', content, ...(isError ? { is_error: true } : {}) }
    return this.user(at, [block], { ...more, sourceToolAssistantUUID: parent }, parent)
  }

  message(stop: Message['stop']): Message {
    const { random } = this
    return {
      id: `msg_01${random.letters(22)}`,
      requestId: `req_011C${random.letters(20)}`,
      model: random.pick(['claude-opus-4-5-20251101', 'claude-sonnet-4-5-20250929', 'claude-haiku-4-5-20251001']),
      usage: {
        input: random.int(1, 40),
        output: random.int(20, 900),
        cacheRead: random.int(0, 60000),
        cacheWrite: random.int(0, 4000),
      },
      stop,
    }
  }
}
