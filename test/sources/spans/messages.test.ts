import { describe, expect, it } from 'vitest'
import type { SpanRecord } from '../../../src/otlp/index.js'
import { writtenIn } from '../../../src/sources/spans/attributes.js'
import { factOf } from '../../../src/sources/spans/index.js'
import { messagesIn } from '../../../src/sources/spans/messages.js'

type Json = Record<string, unknown>

const record = (attributes: Json, events: SpanRecord['events'] = []): SpanRecord => ({
  ...{ trace: 't', span: 's', parent: null, name: null, started: null, ended: null, failed: false },
  ...{ attributes, events, resource: {}, scope: null },
})
const fact = (attributes: Json, events: SpanRecord['events'] = []) =>
  factOf(record(attributes, events), { line: 1, name: 'n' }).fact

/** What was sent and answered, in short: who speaks, what, calls, results. */
function short(attributes: Json, events: SpanRecord['events'] = []) {
  const { history, answers, end, texts } = fact(attributes, events)
  const of = (messages: typeof history) =>
    messages.map(({ by, text, calls, results }) => [
      by,
      text,
      calls.map(({ id, tool, texts: own }) => [id, tool, own?.input]),
      results.map(({ call, failed, text: said }) => [call, failed, said]),
    ])
  return { history: of(history), answers: of(answers), end, system: texts?.system }
}

const EXPECTED = {
  history: [
    ['caller', 'Weather?', [], []],
    ['agent', 'I look.', [['c1', 'get_weather', { city: 'Paris' }]], []],
    ['caller', null, [], [['c1', false, 'rainy']]],
  ],
  answers: [['agent', 'It rains.', [['c2', 'sleep', { s: 1 }]], []]],
  end: 'calls',
  system: 'Be brief.',
}

const parts = {
  history: [
    { role: 'user', parts: [{ type: 'text', content: 'Weather?' }] },
    {
      role: 'assistant',
      parts: [
        { type: 'reasoning', content: 'hm' },
        { type: 'text', content: 'I look.' },
        { type: 'tool_call', id: 'c1', name: 'get_weather', arguments: { city: 'Paris' } },
      ],
    },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: 'rainy' }] },
  ],
  answers: [
    {
      role: 'assistant',
      parts: [
        { type: 'text', content: 'It rains.' },
        { type: 'tool_call', id: 'c2', name: 'sleep', arguments: { s: 1 } },
      ],
      finish_reason: 'tool_call',
    },
  ],
}
const args = (value: unknown) => JSON.stringify(value)
const openai = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Weather?' },
  {
    role: 'assistant',
    content: 'I look.',
    tool_calls: [{ id: 'c1', type: 'function', function: { name: 'get_weather', arguments: args({ city: 'Paris' }) } }],
  },
  { role: 'tool', tool_call_id: 'c1', content: 'rainy' },
]
const answered = {
  role: 'assistant',
  content: 'It rains.',
  tool_calls: [{ id: 'c2', type: 'function', function: { name: 'sleep', arguments: args({ s: 1 }) } }],
}

const flat = (name: string, value: unknown): Json =>
  typeof value !== 'object' || value === null
    ? { [name]: value }
    : Object.assign({}, ...Object.entries(value).map(([key, inner]) => flat(`${name}.${key}`, inner)))

const inference = (messages: Json[]) =>
  messages.map(({ role, content, tool_calls, tool_call_id }) => ({
    message: {
      role,
      content,
      tool_call_id,
      tool_calls: (tool_calls as Json[] | undefined)?.map(({ id, function: called }) => ({
        tool_call: { id, function: called },
      })),
    },
  }))

const op = { 'gen_ai.operation.name': 'chat' }
const event = (name: string, attributes: Json) => ({ name, at: null, attributes })

describe('messages of spans', () => {
  it('are read as current conventions write them, as values and as JSON text', () => {
    const system = [{ type: 'text', content: 'Be brief.' }]
    const attributes = {
      ...op,
      'gen_ai.system_instructions': system,
      'gen_ai.input.messages': parts.history,
      'gen_ai.output.messages': parts.answers,
    }
    const written = Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    )
    expect(short(attributes)).toEqual(EXPECTED)
    expect(short(written)).toEqual(EXPECTED)
    expect(short(op, [event('gen_ai.client.inference.operation.details', written)])).toEqual(EXPECTED)
  })

  it('are read as OpenLLMetry flattens them', () => {
    expect(
      short({
        'llm.request.type': 'chat',
        ...flat(
          'gen_ai.prompt',
          openai.map(({ tool_calls, ...one }) => ({
            ...one,
            ...(tool_calls === undefined
              ? {}
              : { tool_calls: tool_calls.map(({ id, function: called }) => ({ id, ...called })) }),
          })),
        ),
        ...flat('gen_ai.completion', [
          {
            ...answered,
            tool_calls: [{ id: 'c2', name: 'sleep', arguments: args({ s: 1 }) }],
            finish_reason: 'tool_calls',
          },
        ]),
      }),
    ).toEqual(EXPECTED)
  })

  it('are read as OpenInference flattens them, and as Phoenix nests them', () => {
    const tree = { input_messages: inference(openai), output_messages: inference([answered]) }
    const kind = { 'openinference.span.kind': 'LLM' }
    expect(short({ ...kind, ...JSON.parse(JSON.stringify(flat('llm', tree))) })).toEqual(EXPECTED)
    expect(short({ openinference: { span: { kind: 'LLM' } }, llm: JSON.parse(JSON.stringify(tree)) })).toEqual(EXPECTED)
  })

  it('of OpenInference may be content in parts', () => {
    const content = [
      { message_content: { type: 'text', text: 'Weather?' } },
      { message_content: { type: 'image', image: {} } },
    ]
    const attributes = flat('llm.input_messages', [{ message: { role: 'user', contents: content } }])
    expect(short({ 'openinference.span.kind': 'LLM', ...attributes }).history).toEqual([
      ['caller', 'Weather?\n[image]', [], []],
    ])
  })

  it('are read from events of the span', () => {
    const [system, asked, called, came] = openai
    const json = (value: unknown) => JSON.stringify(value)
    const events = [
      event('gen_ai.system.message', { content: system!.content }),
      event('gen_ai.user.message', { content: asked!.content }),
      event('gen_ai.assistant.message', { content: called!.content, tool_calls: json(called!.tool_calls) }),
      event('gen_ai.tool.message', { content: came!.content, id: 'c1' }),
      event('gen_ai.choice', { index: 0, finish_reason: 'tool_calls', message: json(answered) }),
    ]
    expect(short(op, events)).toEqual(EXPECTED)
    const inside = events.map(({ name, attributes }) =>
      event(name, {
        'gen_ai.event.content': json({ ...attributes, ...(name === 'gen_ai.choice' ? { message: answered } : {}) }),
      }),
    )
    expect(short(op, inside)).toEqual(EXPECTED)
    const both = [
      event('gen_ai.content.prompt', { 'gen_ai.prompt': json(openai) }),
      event('gen_ai.content.completion', { 'gen_ai.completion': json([answered]) }),
    ]
    expect(short(op, both)).toEqual(EXPECTED)
  })

  it('are read as the AI SDK writes them', () => {
    const prompt = [
      openai[0],
      { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'I look.' },
          { type: 'tool-call', toolCallId: 'c1', toolName: 'get_weather', input: { city: 'Paris' } },
        ],
      },
      {
        role: 'tool',
        content: [
          { type: 'tool-result', toolCallId: 'c1', toolName: 'get_weather', output: { type: 'text', value: 'rainy' } },
        ],
      },
    ]
    const found = short({
      'ai.operationId': 'ai.streamText.doStream',
      'ai.prompt.messages': JSON.stringify(prompt),
      'ai.response.text': 'It rains.',
      'ai.response.toolCalls': JSON.stringify([{ toolCallId: 'c2', toolName: 'sleep', input: { s: 1 } }]),
      'ai.response.finishReason': 'tool-calls',
    })
    expect({ ...found, history: found.history.slice(0, 2) }).toEqual({
      ...EXPECTED,
      history: EXPECTED.history.slice(0, 2),
    })
    expect(found.history[2]).toEqual(['caller', null, [], [['c1', false, '{"type":"text","value":"rainy"}']]])
  })

  it('are read as Google and Anthropic write their parts', () => {
    const google = [
      { role: 'user', parts: [{ text: 'Weather?' }] },
      {
        role: 'model',
        parts: [
          { text: 'hm', thought: true },
          { text: 'I look.' },
          { functionCall: { id: 'c1', name: 'get_weather', args: { city: 'Paris' } } },
        ],
      },
      { role: 'user', parts: [{ functionResponse: { id: 'c1', name: 'get_weather', response: 'rainy' } }] },
    ]
    const anthropic = [
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'hm' },
          { type: 'text', text: 'I look.' },
          { type: 'tool_use', id: 'c1', name: 'get_weather', input: { city: 'Paris' } },
        ],
      },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'c1', content: [{ type: 'text', text: 'rainy' }] }],
      },
    ]
    for (const history of [google, anthropic])
      expect(short({ ...op, 'gen_ai.input.messages': JSON.stringify(history) }).history).toEqual(EXPECTED.history)
  })

  it('are no more than what is there of JSON that is cut off', () => {
    const whole = JSON.stringify(parts.history)
    expect(
      messagesIn(whole.slice(0, whole.indexOf('get_weather')), 'caller').messages.map(({ by, text }) => [by, text]),
    ).toEqual([
      ['caller', 'Weather?'],
      ['agent', 'I look.'],
    ])
    expect(writtenIn('[not JSON')).toBe('[not JSON')
    expect(writtenIn('plain')).toBe('plain')
  })

  it('may be anything', () => {
    for (const value of [
      null,
      5,
      true,
      'x',
      [null, 5, [[]], { role: 5 }],
      { parts: 7 },
      { role: 'user', content: { a: 1 } },
    ])
      expect(() => messagesIn(value, 'caller')).not.toThrow()
  })
})

describe('tools of spans', () => {
  const tool = (attributes: Json, events: SpanRecord['events'] = []) => {
    const { role, tool, call, texts } = fact(attributes, events)
    return [role, tool, call, texts?.input, texts?.result]
  }

  it('have names, ids, inputs and results under any name', () => {
    const [input, result] = [{ city: 'Paris' }, 'rainy']
    const expected = ['tool', 'get_weather', 'c1', input, result]
    const written = JSON.stringify(input)
    expect(
      tool({
        ...{ 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'get_weather', 'gen_ai.tool.call.id': 'c1' },
        ...{ 'gen_ai.tool.call.arguments': written, 'gen_ai.tool.call.result': result },
      }),
    ).toEqual(expected)
    expect(
      tool({
        ...{ 'openinference.span.kind': 'TOOL', 'tool.name': 'get_weather', 'tool_call.id': 'c1' },
        ...{ 'tool.parameters': '{"type":"object"}', 'input.value': written, 'output.value': result },
      }),
    ).toEqual(expected)
    expect(
      tool({
        ...{ 'ai.operationId': 'ai.toolCall', 'ai.toolCall.name': 'get_weather', 'ai.toolCall.id': 'c1' },
        ...{ 'ai.toolCall.args': written, 'ai.toolCall.result': JSON.stringify(result) },
      }),
    ).toEqual(expected)
    const events = [
      event('gen_ai.tool.message', { role: 'tool', content: written, id: 'c1' }),
      event('gen_ai.choice', { message: result, id: 'c1' }),
    ]
    expect(tool({ 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'get_weather' }, events)).toEqual(
      expected,
    )
    expect(
      tool({
        ...{ 'traceloop.span.kind': 'tool', 'traceloop.entity.name': 'get_weather' },
        ...{ 'traceloop.entity.input': written, 'traceloop.entity.output': JSON.stringify(result) },
      }),
    ).toEqual(['tool', 'get_weather', null, input, result])
  })

  it('are told from retrieval, and from what watches the agent', () => {
    const role = (attributes: Json) => fact(attributes).role
    expect(role({ 'openinference.span.kind': 'RETRIEVER' })).toBe('other')
    expect(role({ 'openinference.span.kind': 'RETRIEVER', 'tool_call.id': 'c1' })).toBe('tool')
    expect(role({ 'openinference.span.kind': 'GUARDRAIL' })).toBe('aside')
    expect(role({ 'openinference.span.kind': 'CHAIN', 'gen_ai.operation.name': 'invoke_agent' })).toBe('agent')
    expect(role({ 'gen_ai.operation.name': 'embeddings', 'gen_ai.request.model': 'm' })).toBe('other')
    expect(role({ 'http.route': '/' })).toBe('other')
    expect(role({ 'gen_ai.operation.name': 'run_agent' })).toBe('agent')
    expect(role({ 'langfuse.observation.type': 'generation' })).toBe('model')
  })
})
