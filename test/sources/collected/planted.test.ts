import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureOf } from '../fixture.js'
import { readKept, recordsIn, reduced, reducing } from './both-ways.js'
import { hasMarks, isFound, planted } from './planted.js'

const API = ['anthropic-messages', 'openai-chat', 'openai-responses', 'litellm']

describe('texts that are planted in records', () => {
  it.each(API)('of %s are in no line that is kept', async (id) => {
    const { name, bytes, expected } = fixtureOf(id)
    const records = planted(recordsIn(name, bytes.toString('utf8'))) as unknown[]
    const lines = reduced(records)
    expect(hasMarks(records)).toBeGreaterThan(20)
    expect(lines).toHaveLength(records.length)
    expect(isFound(Buffer.from(lines.join('\n')))).toBe(false)
    expect(isFound(Buffer.from(JSON.stringify(records)))).toBe(true)
    const kept = await readKept(lines)
    expect(kept.actions).toHaveLength(expected.actions.length)
    expect(isFound(Buffer.from(JSON.stringify(kept)))).toBe(false)
  })

  it('would be found in any form', () => {
    const text = `${planted('abc')}`
    for (const before of ['', 'a', 'ab'])
      for (const form of ['base64', 'base64url', 'hex', 'latin1'] as const)
        expect(isFound(Buffer.from(Buffer.from(before + text).toString(form))), form).toBe(true)
    expect(isFound(Buffer.from(text, 'utf16le'))).toBe(true)
    expect(isFound(Buffer.from('nothing of it'))).toBe(false)
  })
})

/** Any JSON, and records that look like requests but for what stands in them. */
const json = fc.jsonValue({ maxDepth: 4 })
const message = fc.record(
  {
    role: fc.constantFrom('user', 'assistant', 'tool', 'system', 'developer', 'x'),
    content: fc.oneof(
      json,
      fc.array(
        fc.record(
          {
            type: fc.constantFrom('text', 'tool_use', 'tool_result', 'image', 'x'),
            text: json,
            id: json,
            name: json,
            input: json,
          },
          { requiredKeys: [] },
        ),
      ),
    ),
    tool_calls: json,
    type: fc.constantFrom('message', 'function_call', 'function_call_output', 'reasoning', 'web_search_call'),
    call_id: json,
    arguments: json,
    output: json,
  },
  { requiredKeys: ['role'] },
)
const answer = fc.oneof(
  json,
  fc.record({ type: fc.constant('message'), id: json, content: fc.array(message), stop_reason: json, usage: json }),
  fc.record({ id: json, choices: fc.array(fc.record({ message, finish_reason: json })), usage: json }),
  fc.record({ object: fc.constant('response'), id: json, output: fc.array(message), usage: json, status: json }),
)
const request = fc.oneof(
  fc.record({ messages: fc.array(message), system: json, tools: json, metadata: json, max_tokens: json }),
  fc.record({ input: fc.oneof(json, fc.array(message)), previous_response_id: json, instructions: json }),
)
const record = fc.oneof(
  json,
  fc.record(
    { request, response: answer, timestamp: json, uri: fc.constantFrom('', '/v1/messages', '/responses') },
    { requiredKeys: ['request', 'response'] },
  ),
  fc.record({ messages: fc.array(message), response: answer, kwargs: json, startTime: json, session_id: json }),
)

const attributes = fc.array(
  fc.record({
    key: fc.constantFrom(
      ...['session.id', 'event.name', 'tool_name', 'tool_input', 'tool_parameters', 'prompt', 'decision', 'source'],
      ...[
        'gen_ai.operation.name',
        'gen_ai.input.messages',
        'gen_ai.tool.name',
        'gen_ai.tool.call.arguments',
        'user.id',
      ],
      ...['openinference.span.kind', 'input.value', 'llm.input_messages.0.message.content', 'prompt.id', 'error'],
    ),
    value: fc.oneof(
      json,
      fc.record({
        stringValue: fc.oneof(
          fc.string(),
          fc.constantFrom(
            'user_prompt',
            'tool_decision',
            'tool_result',
            'accept',
            'config',
            'chat',
            'TOOL',
            'LLM',
            'execute_tool',
          ),
        ),
      }),
    ),
  }),
)
const span = fc.record({
  traceId: fc.oneof(json, fc.constant('a'.repeat(32))),
  spanId: fc.oneof(json, fc.constant('b'.repeat(16))),
  parentSpanId: json,
  name: fc.oneof(json, fc.constantFrom('claude_code.tool', 'claude_code.interaction', 'chat m')),
  startTimeUnixNano: fc.oneof(json, fc.constant('1771000001000000000')),
  attributes,
  events: fc.array(fc.record({ name: json, attributes }), { maxLength: 1 }),
  status: json,
})
const log = fc.record({ timeUnixNano: json, eventName: json, body: json, attributes })
const resource = fc.constantFrom({}, { attributes: [{ key: 'service.name', value: { stringValue: 'claude-code' } }] })
const exported = fc.oneof(
  json,
  fc.record({
    resourceSpans: fc.array(
      fc.record({ resource, scopeSpans: fc.array(fc.record({ spans: fc.array(span, { maxLength: 3 }) })) }),
    ),
  }),
  fc.record({
    resourceLogs: fc.array(
      fc.record({ resource, scopeLogs: fc.array(fc.record({ logRecords: fc.array(log, { maxLength: 3 }) })) }),
    ),
  }),
)

describe('reducing', () => {
  it('never throws, and lets no text through, whatever is exported', () => {
    const by = reducing()
    let kept = 0
    fc.assert(
      fc.property(exported, (value) => {
        const lines = by.telemetry(planted(value), 'firm')
        kept += lines.length
        for (const line of lines) expect(isFound(Buffer.from(line))).toBe(false)
      }),
      { numRuns: 60 },
    )
    expect(kept).toBeGreaterThan(10)
  })

  it('never throws, and lets no text through, whatever a record is', () => {
    const by = reducing()
    let kept = 0
    fc.assert(
      fc.property(record, (value) => {
        const lines = by.request(planted(value), null)
        kept += lines.length
        for (const line of lines) expect(isFound(Buffer.from(line))).toBe(false)
      }),
      { numRuns: 300 },
    )
    expect(kept).toBeGreaterThan(50)
  })

  it('gives lines that are read without a word about them', async () => {
    const by = reducing()
    const lines = fc.sample(record, { numRuns: 200, seed: 7 }).flatMap((value) => by.request(value, null))
    const { counts } = await readKept(lines)
    expect(counts.records + counts.duplicates).toBeGreaterThanOrEqual(lines.length)
    expect(counts.unreadable).toBe(0)
  })
})
