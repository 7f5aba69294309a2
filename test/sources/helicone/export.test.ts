import { describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { helicone } from '../../../src/sources/helicone/index.js'
import { openaiChat } from '../../../src/sources/openai-chat/index.js'
import { readBytes } from '../read-bytes.js'

type Json = Record<string, unknown>

const T0 = Date.UTC(2026, 4, 6, 9)
const at = (second: number) => new Date(T0 + second * 1000).toISOString()

const asked = [{ role: 'user', content: 'where is it' }]
const called = { role: 'assistant', content: null, tool_calls: [call('call_AbCdEfGh12345')] }
const answered = { role: 'tool', tool_call_id: 'call_AbCdEfGh12345', content: 'here' }
function call(id: string): Json {
  return { id, type: 'function', function: { name: 'find', arguments: '{"q":"it"}' } }
}
const answer = (message: Json, finish: string): Json => ({
  ...{ id: `chatcmpl-${finish}`, object: 'chat.completion', choices: [{ message, finish_reason: finish }] },
  usage: { prompt_tokens: 10, completion_tokens: 2 },
})
const first: Json = {
  ...{ request_id: 'r1', request_created_at: at(0), request_path: '/v1/chat/completions', response_status: 200 },
  ...{ delay_ms: 2500, request_properties: { 'helicone-session-id': 'S' } },
  ...{ request_body: { messages: asked }, response_body: answer(called, 'tool_calls') },
}
const second: Json = {
  ...{ request_id: 'r2', request_created_at: at(10), request_path: '/v1/chat/completions', response_status: 200 },
  ...{ delay_ms: 1500, request_properties: { 'Helicone-Session-Id': 'S' } },
  ...{ request_body: { messages: [...asked, called, answered] } },
  response_body: answer({ role: 'assistant', content: 'There.' }, 'stop'),
}
const camel = ([name, value]: [string, unknown]): [string, unknown] => [
  name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()),
  value,
]
const mapped = (record: Json): Json => ({
  ...{ id: record.request_id, model: 'm', raw: { request: record.request_body, response: record.response_body } },
  heliconeMetadata: {
    ...{ requestId: record.request_id, path: record.request_path, createdAt: record.request_created_at },
    ...{ latency: record.delay_ms, status: { code: record.response_status, statusType: 'success' } },
    customProperties: record.request_properties,
  },
})
const read = (value: unknown, name = 'export.json') =>
  readBytes(helicone, typeof value === 'string' ? value : JSON.stringify(value), name)
const seen = ({ sessions, turns, actions }: FileRead) => ({
  sessions: sessions.map(({ session }) => session),
  turns: turns.map((turn) => [turn.ended_by, turn.started_at - T0, turn.wall_ms, turn.tokens_in]),
  actions: actions.map((action) => [action.call, action.tool, action.started_at - T0, action.ended_at! - T0]),
})
const expected = {
  sessions: ['S'],
  turns: [['completed', 0, 11_500, 20]],
  actions: [['call_AbCdEfGh12345', 'find', 2_500, 10_000]],
}

describe('an export of Helicone', () => {
  it('is the same as a list, an answer of the API, in either way of writing names, and as the page has it', async () => {
    const camels = [first, second].map((record) => Object.fromEntries(Object.entries(record).map(camel)))
    for (const value of [[second, first], { data: [first, second], error: null }, camels, [first, second].map(mapped)])
      expect(seen(await read(value))).toEqual(expected)
  })

  it('has bodies as text, and answers as events where the gateway kept only these', async () => {
    const chunks = [
      {
        id: 'chatcmpl-x',
        choices: [{ delta: { role: 'assistant', tool_calls: [{ index: 0, ...call('call_AbCdEfGh12345') }] } }],
      },
      { id: 'chatcmpl-x', choices: [{ delta: {}, finish_reason: 'tool_calls' }], usage: { prompt_tokens: 10 } },
    ]
    const text = {
      ...second,
      request_body: JSON.stringify(second.request_body),
      response_body: JSON.stringify(second.response_body),
    }
    for (const streamed_data of [chunks, chunks.map((chunk) => `data: ${JSON.stringify(chunk)}`).join('\n\n')])
      expect(seen(await read([{ ...first, response_body: { streamed_data } }, text]))).toEqual(expected)
  })

  it('is a table whose calls stand in the history of later requests', async () => {
    const quoted = (value: unknown) =>
      `"${(typeof value === 'object' ? JSON.stringify(value).replaceAll('"', '""') : String(value)).replaceAll('"', '""')}"`
    const names = ['response_id', 'response_created_at', 'response_status', 'request_created_at', 'request_body']
    const rows = [second, first].map((record, i) =>
      [
        `x${i}`,
        i === 0 ? at(11.5) : at(2.5),
        200,
        record.request_created_at,
        record.request_body,
        record.request_properties,
      ]
        .map(quoted)
        .join(','),
    )
    const table = [[...names, 'request_properties'].join(','), ...rows, '"x2","2026'].join('\n')
    const found = await read(table, 'export.csv')
    expect(helicone.recognises('export.csv', Buffer.from(table))).toBe(true)
    expect(found.sessions.map(({ session }) => session)).toEqual(['S'])
    expect(found.actions.map(({ call, tool }) => [call, tool])).toEqual([['call_AbCdEfGh12345', 'find']])
    expect([found.counts.records, found.counts.unreadable]).toEqual([2, 1])
  })

  it('counts what says nothing, and tells a request that failed from one that nobody waited for', async () => {
    const found = await read([
      { ...first, request_id: 'a', request_body: {} },
      { ...first, request_id: 'b', request_body: { _type: 'vector_db', operation: 'search' } },
      { ...first, request_id: 'c', request_body: { input: 'words', model: 'e' }, request_path: '/v1/embeddings' },
      { ...first, request_id: 'd', request_properties: null, response_status: 500, response_body: { error: {} } },
    ])
    expect(found.counts.unknown).toEqual({
      'a request without its body': 1,
      'logged vector_db': 1,
      'another endpoint': 1,
    })
    expect(found.turns.map((turn) => turn.ended_by)).toEqual(['failed'])
    const given = { ...first, response_status: -3, response_body: null }
    expect((await read([given])).turns.map((turn) => turn.ended_by)).toEqual([])
  })

  it('is no log of the API whose bodies it has', () => {
    const head = Buffer.from(`${JSON.stringify(first)}\n`)
    expect([helicone, openaiChat].map((source) => source.recognises('x.jsonl', head))).toEqual([true, false])
  })
})
