import { type Call, MODEL } from './calls.js'
import type { Random } from './random.js'

/** What all records of one session share. */
export interface Envelope {
  sessionId: string
  cwd: string
  version: string
  entrypoint: string
  /** Set in the records of a subagent. */
  agentId?: string
}

/** Writes the lines of one transcript file, chaining each record to the one before. */
export class Transcript {
  readonly lines: string[] = []
  private parent: string | null = null
  private tokens = 9000

  constructor(
    private readonly envelope: Envelope,
    private readonly random: Random,
  ) {}

  /** A prompt of a human, a program, or (in a subagent's file) of the agent above. */
  prompt(at: number, text: string, extra: object = {}): void {
    this.user(at, text, extra)
  }

  /** What the agent says on its way. */
  remark(at: number, text: string): void {
    this.assistant(at, { type: 'text', text }, null)
  }

  /** What the agent says when it is done. */
  reply(at: number, text: string): void {
    this.assistant(at, { type: 'text', text }, 'end_turn')
  }

  call(at: number, call: Call): void {
    this.assistant(at, { type: 'tool_use', id: call.id, name: call.name, input: call.input }, 'tool_use')
  }

  result(at: number, call: Call, content: string, toolUseResult?: unknown): void {
    this.user(at, [{ tool_use_id: call.id, type: 'tool_result', content }], { toolUseResult })
  }

  refusal(at: number, call: Call, content: string): void {
    const block = { type: 'tool_result', content, is_error: true, tool_use_id: call.id }
    this.user(at, [block], { toolUseResult: 'User rejected tool use' })
  }

  interrupt(at: number, mark: string): void {
    this.user(at, [{ type: 'text', text: mark }], {})
  }

  /** A message typed while the agent works: queued, then taken out of the queue into the running turn. */
  steering(at: number, operation: 'enqueue' | 'remove', content?: string): void {
    const timestamp = new Date(at).toISOString()
    this.lines.push(
      JSON.stringify({ type: 'queue-operation', operation, timestamp, sessionId: this.envelope.sessionId, content }),
    )
  }

  compaction(at: number, summary: string): void {
    const logicalParentUuid = this.parent
    this.parent = null
    this.push(at, 'system', {
      logicalParentUuid,
      subtype: 'compact_boundary',
      content: 'Conversation compacted',
      isMeta: false,
      level: 'info',
      compactMetadata: { trigger: 'auto', preTokens: this.tokens },
    })
    this.tokens = 9000
    this.user(at, summary, { isVisibleInTranscriptOnly: true, isCompactSummary: true })
  }

  turnDuration(at: number, durationMs: number): void {
    this.push(at, 'system', { subtype: 'turn_duration', durationMs, isMeta: false })
  }

  private user(at: number, content: unknown, extra: object): void {
    this.push(at, 'user', { message: { role: 'user', content }, ...extra })
  }

  private assistant(at: number, block: object, stop_reason: string | null): void {
    const output_tokens = this.random.whole(40, 600)
    const usage = { input_tokens: this.random.whole(3, 40), cache_read_input_tokens: this.tokens, output_tokens }
    this.tokens += output_tokens + this.random.whole(100, 2500)
    const message = {
      id: `msg_${this.random.hex(10)}`,
      role: 'assistant',
      model: MODEL,
      content: [block],
      stop_reason,
      usage,
    }
    this.push(at, 'assistant', { message, requestId: `req_${this.random.hex(8)}` })
  }

  private push(at: number, type: string, rest: object): void {
    const { sessionId, cwd, version, entrypoint, agentId } = this.envelope
    const uuid = this.random.uuid()
    const record = {
      parentUuid: this.parent,
      isSidechain: agentId !== undefined,
      userType: 'external',
      cwd,
      sessionId,
      version,
      gitBranch: 'main',
      entrypoint,
      agentId,
      type,
      ...rest,
      uuid,
      timestamp: new Date(at).toISOString(),
    }
    this.parent = uuid
    this.lines.push(JSON.stringify(record))
  }
}
