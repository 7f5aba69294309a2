import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanOf } from '../../../src/otlp/index.js'
import { factOf, gathered } from '../../../src/sources/spans/index.js'

const NAMES = [
  ...['gen_ai.operation.name', 'openinference.span.kind', 'gen_ai.input.messages', 'gen_ai.output.messages'],
  ...[
    'gen_ai.prompt.0.role',
    'gen_ai.prompt.0',
    'gen_ai.prompt',
    'llm.input_messages.0.message.contents.0.message_content',
  ],
  ...[
    'llm.input_messages.9999999999.message.role',
    'llm',
    'gen_ai',
    'ai.prompt',
    'ai.response.toolCalls',
    'input.value',
  ],
  ...[
    'gen_ai.usage.input_tokens',
    'gen_ai.tool.call.id',
    'gen_ai.tool.definitions',
    'session.id',
    '__proto__',
    'a..b',
    '.',
  ],
]
const VALUES = [
  'chat',
  'execute_tool',
  'invoke_agent',
  'LLM',
  'TOOL',
  '[{',
  '[{"role":"tool","parts":[{}]}]',
  '{"messages":5}',
  'null',
]
const value = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(...VALUES))
const attributes = fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string()), value)

describe('spans of anything', () => {
  it('are read as far as they go', () => {
    fc.assert(
      fc.property(attributes, (own) => {
        const record = { ...spanOf({}, {}, null), attributes: Object.assign(Object.create(null), own) }
        const { fact } = factOf(record, { line: 1, name: 'n' })
        expect(fact.trace).toBe('n')
        for (const { calls } of [...fact.history, ...fact.answers])
          for (const { id, tool } of calls)
            expect([typeof tool, id === null || typeof id === 'string']).toEqual(['string', true])
      }),
      { numRuns: 300 },
    )
    expect(({} as Record<string, unknown>).role).toBeUndefined()
  })

  it('are found in whatever there is', () => {
    const near = fc.oneof(
      value,
      fc.record({ resourceSpans: value }),
      fc.record({ resourceLogs: fc.array(fc.record({ scopeLogs: fc.array(fc.record({ logRecords: value })) })) }),
      fc.record({ traceId: value, attributes: value, events: value, status: value, parentSpanContext: value }),
      fc.record({ data: fc.array(fc.record({ context: value, attributes, startTime: value, duration: value })) }),
    )
    fc.assert(
      fc.property(near, (any) => {
        const found = gathered(any, 1)
        expect(found === null || found.records >= found.facts.length).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
