import { describe, expect, it } from 'vitest'
import { langfuse } from '../../../src/sources/langfuse/index.js'
import { readBytes } from '../read-bytes.js'
import { seenFrom } from '../seen.js'

type Json = Record<string, unknown>

const T0 = Date.UTC(2026, 4, 9, 8)
const at = (second: number) => new Date(T0 + second * 1000).toISOString()

const observation = (id: string, type: string, start: number, end: number, more: Json = {}): Json => ({
  ...{ id, traceId: 'T', type, name: type.toLowerCase(), startTime: at(start), endTime: at(end), level: 'DEFAULT' },
  ...more,
})
const call = { id: 'call_AbCdEfGh12345', type: 'function', function: { name: 'find', arguments: '{"q":"it"}' } }
const first = observation('G1', 'GENERATION', 1, 3, {
  ...{ parentObservationId: 'S', input: [{ role: 'user', content: 'where is it' }] },
  ...{
    output: { role: 'assistant', content: '', tool_calls: [call] },
    usageDetails: { input: 7, output: 2, total: 9 },
  },
})
const tool = observation('K', 'TOOL', 4, 5, {
  name: 'find',
  parentObservationId: 'S',
  input: { q: 'it' },
  output: 'here',
})
const second = observation('G2', 'GENERATION', 6, 8, {
  ...{ parentObservationId: 'S', input: [{ role: 'user', content: 'where is it' }], output: 'There.' },
  usage: { input: 20, output: 3, unit: 'TOKENS' },
})
const step = observation('S', 'SPAN', 0.5, 9)
const own = [step, first, tool, second]
const trace: Json = {
  ...{ id: 'T', timestamp: at(0), sessionId: 'C', userId: 'u', release: null, public: false, latency: 10 },
  ...{ input: { args: ['where is it'], kwargs: {} }, output: 'There.' },
}
const read = (value: unknown, name = 'export.json') =>
  readBytes(langfuse, typeof value === 'string' ? value : JSON.stringify(value), name)
const seen = seenFrom(T0)
const expected = {
  sessions: ['C'],
  turns: [['prompt', 'completed', 0, 10_000, 27, 5]],
  actions: [['call_AbCdEfGh12345', 'find', 'ok', 4_000, 5_000]],
}
const quoted = (value: unknown) =>
  value === undefined ? '' : `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`

describe('an export of Langfuse', () => {
  it('is the same as one trace, a page of the API, a trace beside its observations, or rows of both', async () => {
    const whole = { ...trace, observations: own }
    const values = [whole, [whole], { data: [whole], meta: {} }, { trace, observations: own }, [...own, trace]]
    for (const value of values) {
      const head = Buffer.from(JSON.stringify(value))
      expect(langfuse.recognises('x.json', head)).toBe(true)
      expect(seen(await read(value))).toEqual(expected)
    }
  })

  it('has a turn for each trace whose own record is elsewhere, and a session where observations name it', async () => {
    expect(seen(await read(own))).toEqual({
      ...expected,
      sessions: ['T'],
      turns: [['prompt', 'completed', 1_000, 7_000, 27, 5]],
    })
    const named = own.map((one) => ({ ...one, sessionId: 'C' }))
    expect((await read(named)).sessions.map(({ session }) => session)).toEqual(['C'])
  })

  it('is a table, whose values are JSON inside of texts', async () => {
    const names = ['id', 'trace_id', 'type', 'name', 'start_time', 'end_time', 'parent_observation_id', 'level']
    const camel = (name: string) => name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
    const columns = [...names, 'input', 'output', 'usage_details', 'usage', 'session_id']
    const rows = own.map((one) =>
      columns.map((name) => quoted(name === 'session_id' ? 'C' : one[camel(name)])).join(','),
    )
    const table = `${columns.join(',')}\r\n${rows.join('\r\n')}\r\n"x","y`
    expect(langfuse.recognises('export.csv', Buffer.from(table))).toBe(true)
    const found = await read(table, 'export.csv')
    expect(seen(found).actions).toEqual(expected.actions)
    expect(seen(found).turns).toEqual([['prompt', 'completed', 1_000, 7_000, 27, 5]])
    expect([found.counts.records, found.counts.unreadable]).toEqual([4, 1])
  })

  it('counts tokens by kind, and as columns of a table', async () => {
    const details = {
      input: 10,
      input_cached_tokens: 4,
      cache_creation_input_tokens: 2,
      output: 3,
      output_reasoning: 1,
      total: 20,
    }
    const rows = [
      { ...first, usageDetails: details },
      { ...second, usage: null, inputTokens: '7', outputTokens: '5', input: '12' },
    ]
    const [turn] = (await read(rows)).turns
    expect([turn!.tokens_in, turn!.tokens_cache_read, turn!.tokens_cache_write, turn!.tokens_out]).toEqual([
      17, 4, 2, 9,
    ])
  })

  it('has calls that stand beside an answer or leave no observation, and those that failed', async () => {
    const beside = { ...first, output: '', toolCalls: [JSON.stringify({ id: 'c1', name: 'find', arguments: '{}' })] }
    const failed = {
      ...tool,
      level: 'ERROR',
      statusMessage: 'gone',
      metadata: { 'attributes.gen_ai.tool.call.id': 'c1' },
    }
    const called = await read([step, beside, second])
    expect(called.actions.map((a) => [a.call, a.status])).toEqual([['c1', 'pending']])
    expect(called.turns.map((t) => t.ended_by)).toEqual(['unknown'])
    expect((await read([step, beside, failed, second])).actions.map((a) => [a.call, a.status])).toEqual([
      ['c1', 'error'],
    ])
  })

  it('has an agent inside of one that works itself as a subagent', async () => {
    const agents = [
      observation('A', 'AGENT', 0, 20),
      { ...first, parentObservationId: 'A' },
      { ...tool, parentObservationId: 'A', endTime: at(12) },
      observation('B', 'AGENT', 5, 11, { parentObservationId: 'K' }),
      observation('G3', 'GENERATION', 6, 7, {
        parentObservationId: 'B',
        output: { tool_calls: [{ ...call, id: 'c2' }] },
      }),
      observation('K2', 'TOOL', 8, 9, { parentObservationId: 'B', name: 'find', output: { tool_call_id: 'c2' } }),
    ]
    const found = await read(agents)
    expect(found.actions.map((a) => [a.call, a.subagent, a.spawned])).toEqual([
      ['call_AbCdEfGh12345', null, 'B'],
      ['c2', 'B', null],
    ])
    expect(found.agents.map((a) => [a.subagent, a.spawn])).toEqual([['B', 'call_AbCdEfGh12345']])
  })

  it('counts what is none of an agent’s work, and what Langfuse does itself', async () => {
    const found = await read([
      { ...step, traceId: 'other' },
      observation('E', 'GENERATION', 1, 2, { traceId: 'rating', environment: 'langfuse-llm-as-a-judge' }),
      { id: 's', traceId: 'T', name: 'good', value: 1, source: 'EVAL', dataType: 'NUMERIC' },
      { hologram: true },
    ])
    expect(found.turns).toEqual([])
    expect({ ...found.counts.unknown }).toEqual({
      ...{ 'span of no agent': 1, evaluation: 1, score: 1, 'no trace or observation': 1 },
    })
  })

  it('says that it is an experiment', async () => {
    const found = await read({ ...trace, environment: 'sdk-experiment', observations: own })
    expect(found.sessions.map(({ interactive }) => interactive)).toEqual(['no'])
  })

  it('stops to ask where LangGraph does', async () => {
    const stopped = {
      ...tool,
      level: 'DEFAULT',
      output: null,
      statusMessage: "(Interrupt(value='which?', id='1'),)",
    }
    const later = { ...trace, id: 'T2', timestamp: at(30), input: { resume: 'the blue one' }, latency: 5 }
    const again = { ...tool, id: 'K3', traceId: 'T2', startTime: at(31), endTime: at(32), parentObservationId: null }
    const found = await read([trace, first, step, stopped, later, again])
    expect(found.turns.map((t) => [t.started_by, t.ended_by])).toEqual([
      ['prompt', 'asked'],
      ['answer', 'completed'],
    ])
    expect(found.actions.map((a) => [a.call, a.status, a.ended_at! - T0])).toEqual([
      ['call_AbCdEfGh12345', 'ok', 32_000],
    ])
  })
})
