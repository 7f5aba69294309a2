import { describe, expect, it } from 'vitest'
import { langsmith } from '../../../src/sources/langsmith/index.js'
import { readBytes } from '../read-bytes.js'
import { seenFrom } from '../seen.js'

type Json = Record<string, unknown>

const T0 = Date.UTC(2026, 4, 10, 8)
/** As the API writes times: without a zone. */
const at = (second: number) => new Date(T0 + second * 1000).toISOString().replace('Z', '')

const run = (id: string, type: string, name: string, start: number, end: number, more: Json = {}): Json => ({
  ...{ id, run_type: type, name, start_time: at(start), end_time: at(end), status: 'success', error: null },
  ...{ inputs: {}, outputs: {}, extra: { metadata: { session_id: 'C' } }, session_id: 'the project' },
  ...more,
})
const call = { name: 'find', args: { q: 'it' }, id: 'call_AbCdEfGh12345', type: 'tool_call' }
const asked = { messages: [{ type: 'human', content: 'where is it' }] }
const spoke = (content: string, tool_calls: Json[], reason: string): Json => ({
  generations: [
    [
      {
        text: content,
        generation_info: { finish_reason: reason },
        message: {
          ...{ lc: 1, type: 'constructor', id: ['langchain', 'schema', 'messages', 'AIMessage'] },
          kwargs: { content, tool_calls, usage_metadata: { input_tokens: 10, output_tokens: 2 } },
        },
      },
    ],
  ],
})
const first = run('L1', 'llm', 'ChatModel', 1, 3, {
  inputs: { messages: [asked.messages] },
  outputs: spoke('', [call], 'tool_calls'),
})
const tool = run('K', 'tool', 'find', 4, 5, { inputs: { input: '{"q":"it"}' }, outputs: { output: 'here' } })
const second = run('L2', 'llm', 'ChatModel', 6, 8, { outputs: spoke('There.', [], 'stop') })
const root = run('R', 'chain', 'support', 0, 9, { inputs: asked, outputs: { output: 'There.' } })
const within = (parent: string, trace: string, ...runs: Json[]) =>
  runs.map((one) => ({ ...one, parent_run_id: parent, trace_id: trace }))
const read = (value: unknown, name = 'runs.json') =>
  readBytes(langsmith, typeof value === 'string' ? value : JSON.stringify(value), name)
const seen = seenFrom(T0)
const expected = {
  sessions: ['C'],
  turns: [['prompt', 'completed', 0, 9_000, 20, 4]],
  actions: [['call_AbCdEfGh12345', 'find', 'ok', 4_000, 5_000]],
}

describe('runs of LangSmith', () => {
  it('are the same in a list, an answer of the API, inside of each other, and by their order alone', async () => {
    const flat = [{ ...root, trace_id: 'R' }, ...within('R', 'R', first, tool, second)]
    const nested = { ...root, child_runs: [first, tool, { ...second, id: undefined }] }
    const stamp = '20260510T080000000000Z'
    const ordered = [root, first, tool, second].map((one) => ({
      ...one,
      dotted_order: one === root ? `${stamp}R` : `${stamp}R.${stamp}${one.id}`,
    }))
    for (const value of [flat, { runs: flat, cursors: {} }, nested, { traces: [nested] }, ordered]) {
      expect(langsmith.recognises('x.json', Buffer.from(JSON.stringify(value)))).toBe(true)
      expect(seen(await read(value))).toEqual(expected)
    }
  })

  it('are a table, whose values are JSON inside of texts', async () => {
    const columns = [
      'id',
      'run_type',
      'name',
      'start_time',
      'end_time',
      'trace_id',
      'parent_run_id',
      'inputs',
      'outputs',
      'extra',
    ]
    const quoted = (value: unknown) =>
      value === undefined
        ? ''
        : `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`
    const flat: Json[] = [{ ...root, trace_id: 'R' }, ...within('R', 'R', first, tool, second)]
    const table = [columns.join(','), ...flat.map((one) => columns.map((name) => quoted(one[name])).join(','))].join(
      '\n',
    )
    expect(langsmith.recognises('runs.csv', Buffer.from(table))).toBe(true)
    expect(seen(await read(table, 'runs.csv'))).toEqual(expected)
  })

  it('are of the thread that their metadata name, and a project is none', async () => {
    const threads = [{ thread_id: 'A', session_id: 'B' }, { conversation_id: 'D' }, {}]
    const found = await read(
      threads.map((metadata, n) => run(`R${n}`, 'chain', 'x', n, n + 0.5, { extra: { metadata }, inputs: asked })),
    )
    expect(found.sessions.map(({ session }) => session)).toEqual(['A', 'D', 'R2'])
  })

  it('have what the API answered that a program called without LangChain', async () => {
    const choice = {
      message: {
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'find', arguments: '{}' } }],
      },
    }
    const usage = { prompt_tokens: 9, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 3 } }
    const openai = run('O', 'llm', 'ChatOpenAI', 1, 2, {
      inputs: asked,
      outputs: { choices: [{ ...choice, finish_reason: 'tool_calls' }], usage },
    })
    const block = { type: 'tool_use', id: 'c2', name: 'find', input: {} }
    const anthropic = run('M', 'llm', 'ChatAnthropic', 3, 4, {
      ...{ inputs: asked, outputs: { role: 'assistant', content: [block], stop_reason: 'tool_use' } },
      ...{ prompt_tokens: 5, completion_tokens: 1 },
    })
    const found = await read([root, ...within('R', 'R', openai, anthropic)])
    expect(found.actions.map((a) => [a.call, a.status])).toEqual([
      ['c1', 'pending'],
      ['c2', 'pending'],
    ])
    expect(found.turns.map((t) => [t.ended_by, t.tokens_in, t.tokens_cache_read, t.tokens_out])).toEqual([
      ['unknown', 11, 3, 5],
    ])
  })

  it('end a turn where the graph stops for a decision, and go on with it', async () => {
    const stops = { ...root, outputs: { messages: [], __interrupt__: [{ value: { action_requests: [call] } }] } }
    const later = run('R2', 'chain', 'support', 100, 110, { inputs: { resume: { decisions: [{ type: 'approve' }] } } })
    const found = await read([
      stops,
      ...within('R', 'R', first),
      later,
      ...within('R2', 'R2', { ...tool, start_time: at(101), end_time: at(102) }),
    ])
    expect(found.turns.map((t) => [t.started_by, t.ended_by])).toEqual([
      ['prompt', 'asked'],
      ['answer', 'completed'],
    ])
    expect(found.touches.map((t) => [t.kind, t.about])).toEqual([
      ['prompt', null],
      ['answer', 'question'],
    ])
    expect(found.actions.map((a) => [a.status, a.ended_at! - T0])).toEqual([['ok', 102_000]])
    const raised = await read([{ ...root, status: 'error', error: 'NodeInterrupt([Interrupt(value="ok?")])' }])
    expect(raised.turns.map((t) => t.ended_by)).toEqual(['asked'])
    const interrupted = await read([{ ...root, status: 'interrupted' }])
    expect(interrupted.turns.map((t) => t.ended_by)).toEqual(['asked'])
    const node = run('N', 'chain', 'human', 2, 3, {
      status: 'error',
      error: "GraphInterrupt((Interrupt(value='ok?'),))",
    })
    expect((await read([root, ...within('R', 'R', node)])).turns.map((t) => t.ended_by)).toEqual(['asked'])
    const failed = await read([{ ...root, status: 'error', error: 'ValueError("no")' }])
    expect(failed.turns.map((t) => t.ended_by)).toEqual(['failed'])
  })

  it('have a graph inside of a graph that works itself as a subagent', async () => {
    const inner = run('G2', 'chain', 'LangGraph', 4.2, 4.8)
    const deep = run('K2', 'tool', 'look', 4.4, 4.6, {
      outputs: { output: { type: 'tool', content: 'x', tool_call_id: 'c9', status: 'error' } },
    })
    const runs = [
      ...[{ ...root, id: 'G', name: 'LangGraph' }, ...within('G', 'G', first, tool, second)],
      ...[
        ...within('K', 'G', inner),
        ...within('G2', 'G', deep, { ...second, id: 'L9', start_time: at(4.65), end_time: at(4.7) }),
      ],
    ]
    const found = await read(runs)
    expect(found.actions.map((a) => [a.call, a.status, a.subagent, a.spawned])).toEqual([
      ['call_AbCdEfGh12345', 'ok', null, 'G2'],
      ['c9', 'error', 'G2', null],
    ])
  })

  it('say that they are an experiment', async () => {
    const [one, other] = (
      await read([
        { ...root, reference_example_id: 'e' },
        { ...root, id: 'Q', extra: {} },
      ])
    ).sessions
    expect([one!.interactive, other!.interactive]).toEqual(['no', 'unknown'])
  })

  it('are counted where they are none, or of no agent', async () => {
    const found = await read([
      run('P', 'prompt', 'template', 0, 1),
      run('H', 'hologram', 'x', 2, 3),
      { hologram: true },
    ])
    expect({ ...found.counts.unknown }).toEqual({ 'span of no agent': 2, 'run_type hologram': 1, 'no run': 1 })
    expect(found.turns).toEqual([])
  })
})
