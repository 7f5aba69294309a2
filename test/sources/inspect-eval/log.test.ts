import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { inspectEval } from '../../../src/sources/inspect-eval/index.js'
import { readBytes, unpackedHead } from '../read-bytes.js'

const T = Date.parse('2026-04-07T09:00:00Z')
const iso = (seconds: number) => new Date(T + seconds * 1000).toISOString()
const header = {
  version: 2,
  status: 'success',
  eval: { task: 't', task_id: 'ti', run_id: 'r', model: 'm', packages: { inspect_ai: '0.3.1' } },
}
const asked = { role: 'user', source: 'input', content: 'Find it' }
const said = (content: string, ...ids: string[]) => ({
  ...{ role: 'assistant', content },
  tool_calls: ids.map((id) => ({ id, function: 'bash', arguments: { cmd: id } })),
})
const sample = (id: number, more: object) => ({
  id,
  epoch: 1,
  input: 'Find it',
  target: '',
  messages: [asked],
  ...more,
})
const logOf = (...samples: object[]) => readBytes(inspectEval, JSON.stringify({ ...header, samples }), 'log.json')
const model = (at: number, message: object, input: object[] = [], more: object = {}) => ({
  ...{ event: 'model', timestamp: iso(at), completed: iso(at + 1), input, output: { choices: [{ message }] } },
  ...more,
})
const tool = (at: number, id: string, more: object = {}) => ({
  ...{ event: 'tool', timestamp: iso(at), id, function: 'bash', arguments: { cmd: id }, result: 'ok' },
  ...more,
})

describe('an .eval file', () => {
  const packed = (parts: Record<string, unknown>) =>
    Buffer.from(
      zipSync(
        Object.fromEntries(
          Object.entries(parts).map(([name, part]) => [
            name,
            Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)),
          ]),
        ),
      ),
    )
  const whole = {
    '_journal/start.json': { ...header, status: 'started' },
    'samples/1_epoch_1.json': sample(1, { messages: [asked, said('so', 'a')] }),
    'samples/2_epoch_1.json': '{"id": 2, "epoch": 1, "messages": [',
    'samples/3_epoch_1.json': '{"id": 3, "epoch": 1, "messages": [], "scores": {"s": {"value": NaN}}}',
    'summaries.json': [],
    'header.json': header,
  }

  it('is known by what it begins with, and gives every sample that can be read', async () => {
    const bytes = packed(whole)
    expect(inspectEval.recognises('a.eval', unpackedHead(bytes))).toBe(true)
    const { sessions, actions, counts, unreadable } = await readBytes(inspectEval, bytes, 'a.eval')
    expect(sessions.map(({ session, version, line }) => [session, version, line])).toEqual([
      ['r/ti/1/1', '0.3.1', 1],
      ['r/ti/3/1', '0.3.1', 3],
    ])
    expect(actions.map((row) => row.action)).toEqual(['r/ti/1/1/a'])
    expect(counts).toMatchObject({ records: 2, unreadable: 1 })
    expect(unreadable).toEqual([{ line: 2, reason: 'no JSON object' }])
  })

  it('that was broken off has what was written at its beginning', async () => {
    const { 'header.json': _, ...rest } = whole
    const { sessions } = await readBytes(inspectEval, packed(rest), 'a.eval')
    expect(sessions.map(({ session }) => session)).toEqual(['r/ti/1/1', 'r/ti/3/1'])
  })

  it('that is cut off says so, and another zip file is not taken for one', async () => {
    const bytes = packed(whole)
    await expect(readBytes(inspectEval, bytes.subarray(0, -100), 'a.eval')).rejects.toThrow('cut off')
    expect(inspectEval.recognises('a.eval', packed({ 'word/document.xml': '<x/>' }))).toBe(false)
    expect(inspectEval.recognises('a.eval', bytes.subarray(0, 10))).toBe(false)
  })
})

it('reads a sample without events by its messages, in their order', async () => {
  const { actions, turns, counts } = await logOf(
    sample(1, {
      messages: [
        asked,
        said('one', 'a', 'b'),
        { role: 'tool', tool_call_id: 'a', content: 'x' },
        { role: 'tool', tool_call_id: 'b', content: '', error: { type: 'timeout', message: 'slow' } },
        said('well'),
        { role: 'user', content: 'Go on' },
        said('two', 'a'),
      ],
    }),
  )
  expect(actions.map((row) => [row.action, row.status])).toEqual([
    ['r/ti/1/1/a', 'ok'],
    ['r/ti/1/1/b', 'error'],
    ['r/ti/1/1/a#2', 'pending'],
  ])
  expect(turns.map((turn) => [turn.started_by, turn.ended_by])).toEqual([
    ['program', 'completed'],
    ['program', 'completed'],
  ])
  // What the sample asks, and seven messages.
  expect(counts).toMatchObject({ records: 1, untimed: 8 })
})

it('begins a turn with every message of the harness, however often it says the same', async () => {
  const on = { role: 'user', content: 'Go on' }
  const [one, two, three] = [said('one'), said('two', 's1'), said('three')]
  const turned = { role: 'tool', tool_call_id: 's1', content: 'wrong' }
  const pool = [asked, one, on, two, turned, on]
  const { turns } = await logOf(
    sample(1, {
      messages: [...pool, three],
      message_pool: pool,
      events: [
        model(0, one, [asked]),
        model(10, two, [], { input_refs: [[0, 3]] }),
        tool(12, 's1', { function: 'submit' }),
        model(20, three, [], { input_refs: [[0, 6]] }),
      ],
    }),
  )
  expect(turns.map((turn) => [turn.started_at - T, turn.ended_at - T, turn.ended_by])).toEqual([
    [0, 1_000, 'completed'],
    [10_000, 20_000, 'completed'],
    [20_000, 21_000, 'completed'],
  ])
})

it('reads events inside of others, as older versions wrote them, and leaves out what scoring did', async () => {
  const { actions, agents } = await logOf(
    sample(1, {
      messages: [asked, said('ask', 'a'), said('never run', 'z')],
      events: [
        model(0, said('ask', 'a'), [asked]),
        tool(2, 'a', { completed: undefined, events: [model(3, said('inner', 'b')), tool(4, 'b')] }),
        { event: 'step', timestamp: iso(9), action: 'begin', type: 'scorer', name: 's' },
        model(10, said('grade', 'c')),
        tool(11, 'c'),
        { event: 'step', timestamp: iso(12), action: 'end', type: 'scorer', name: 's' },
      ],
    }),
  )
  expect(actions.map((row) => [row.call, row.status, row.subagent])).toEqual([
    ['a', 'ok', null],
    ['z', 'pending', null],
    ['b', 'ok', 'a/events'],
  ])
  expect(agents.map((row) => [row.subagent, row.spawn])).toEqual([['a/events', 'a']])
})

it('reads a sample once that is there twice', async () => {
  const { sessions, counts } = await logOf(sample(1, {}), sample(1, {}), sample(1, { epoch: 2 }))
  expect(sessions.map((row) => row.session)).toEqual(['r/ti/1/1', 'r/ti/1/2'])
  expect(counts).toMatchObject({ records: 3, duplicates: 1 })
})

it('says how a sample ended', async () => {
  const events = [model(0, said('one'), [asked])]
  const ended = async (more: object) => (await logOf(sample(1, { events, ...more }))).turns.map((turn) => turn.ended_by)
  expect(await ended({})).toEqual(['completed'])
  expect(await ended({ error: { message: 'broken' } })).toEqual(['failed'])
  expect(await ended({ limit: { type: 'time', limit: 9 } })).toEqual(['limit'])
  expect(await ended({ events: [...events, { event: 'sample_limit', type: 'message' }] })).toEqual(['limit'])
  expect(await ended({ limit: { type: 'operator', limit: 1 } })).toEqual(['interrupted'])
  expect(await ended({ events: [...events, { event: 'interrupt', timestamp: iso(2) }] })).toEqual(['interrupted'])
})

it('tells a person from the harness, calls that the provider ran, and events that nobody knows', async () => {
  const operator = { role: 'user', source: 'operator', content: 'Stop guessing' }
  const served = {
    role: 'assistant',
    content: [
      { type: 'tool_use', tool_type: 'web_search', id: 'w', name: 'web_search', arguments: '{"q":1}', result: 'x' },
    ],
  }
  const { actions, touches, counts } = await logOf(
    sample(1, {
      messages: [asked, said('one', 'a'), { role: 'tool', tool_call_id: 'a', content: 'x' }, operator, served],
      events: [
        model(0, said('one', 'a'), [asked]),
        tool(2, 'a'),
        model(4, served, [asked, said('one', 'a'), { role: 'tool', tool_call_id: 'a', content: 'x' }, operator]),
        { event: 'hologram', timestamp: iso(6) },
      ],
    }),
  )
  expect(touches.map((row) => row.kind)).toEqual(['steering'])
  expect(actions.map((row) => [row.call, row.tool, row.status])).toEqual([
    ['a', 'bash', 'ok'],
    ['w', 'web_search', 'ok'],
  ])
  expect(counts.unknown).toEqual({ 'event/hologram': 1 })
})
