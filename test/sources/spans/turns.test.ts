import { describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { otelGenai } from '../../../src/sources/otel-genai/index.js'
import { readBytes } from '../read-bytes.js'
import { shuffled } from '../shuffled.js'
import { agent, calls, chat, type Json, result, START, says, span, tool, user } from './spans.js'

const read = (...spans: object[]): Promise<FileRead> =>
  readBytes(otelGenai, spans.map((one) => `${JSON.stringify(one)}\n`).join(''))

const turns = (found: FileRead) =>
  found.turns.map((t) => [t.session, t.turn, t.started_by, t.ended_by, (t.started_at - START) / 1e3, t.wall_ms / 1e3])
const actions = (found: FileRead) =>
  found.actions.map((a) => [
    a.call,
    a.tool,
    a.status,
    (a.started_at - START) / 1e3,
    a.ended_at && (a.ended_at - START) / 1e3,
  ])
const tokens = (found: FileRead) => found.turns.map((t) => [t.tokens_in, t.tokens_out])

const conversation = (id: string) => ({ 'gen_ai.conversation.id': id })
const other = (trace: string) => ({ traceId: trace })
const using = (input: number, output: number) => ({
  'gen_ai.usage.input_tokens': input,
  'gen_ai.usage.output_tokens': output,
})

describe('turns of spans', () => {
  it('are the outermost agents, whatever stands around them', async () => {
    const found = await read(
      span('http', null, 0, 20, { 'http.route': '/' }),
      agent('one', 'http', 1, 5),
      chat('m1', 'one', 2, 4, [user('Go.')], says('Done.')),
      agent('two', 'http', 6, 15),
      chat('m2', 'two', 7, 14, [user('Go on.')], says('Done.')),
    )
    expect(turns(found)).toEqual([
      ['trace-1', 'trace-1/one', 'prompt', 'completed', 1, 4],
      ['trace-1', 'trace-1/two', 'prompt', 'completed', 6, 9],
    ])
  })

  it('are what a workflow does, however many agents it has', async () => {
    const found = await read(
      span('flow', null, 0, 20, { 'gen_ai.operation.name': 'invoke_workflow' }),
      agent('one', 'flow', 1, 5),
      tool('t1', 'one', 2, 3, 'c1'),
      agent('two', 'flow', 6, 15),
      tool('t2', 'two', 7, 8, 'c2'),
    )
    expect(turns(found)).toEqual([['trace-1', 'trace-1/flow', 'unknown', 'completed', 0, 20]])
    expect(found.agents).toEqual([])
    expect(found.actions.map((a) => a.turn)).toEqual(['trace-1/flow', 'trace-1/flow'])
  })

  it('are roots of traces where there is no agent', async () => {
    const found = await read(
      span('root', null, 0, 9, {}),
      chat('m', 'root', 1, 8, [user('Go.')], says('Done.'), conversation('S')),
      span('unrelated', null, 0, 5, { 'db.system': 'x' }, other('trace-2')),
    )
    expect(turns(found)).toEqual([['S', 'trace-1/root', 'prompt', 'completed', 0, 9]])
    expect(found.counts).toMatchObject({ records: 3, unknown: { 'span of no agent': 1 } })
  })

  it('go on over traces of single requests of one conversation', async () => {
    const c = conversation('S')
    const [u, made, came] = [user('Go.'), calls(['c1', 'look']), result('c1')]
    const found = await read(
      chat('m1', null, 0, 1, [u], made, c, other('trace-1')),
      tool('t1', null, 2, 3, 'c1', 'look', c),
      chat('m2', null, 4, 5, [u, made, came], says('Done.'), c, other('trace-2')),
      chat('m3', null, 10, 11, [u, made, came, says('Done.'), user('More.')], says('No.'), c, other('trace-3')),
    )
    expect(turns(found)).toEqual([
      ['S', 'trace-1/m1', 'prompt', 'completed', 0, 5],
      ['S', 'trace-3/m3', 'prompt', 'completed', 10, 1],
    ])
    expect(actions(found)).toEqual([['c1', 'look', 'ok', 2, 3]])
  })

  it('have the name of a parent that is in another file', async () => {
    const inside = chat('m', 'top', 1, 2, [user('Go.')], says('Done.'))
    const first = await read(inside)
    const second = await read(agent('top', null, 0, 3))
    expect(turns(first)).toEqual([['trace-1', 'trace-1/top', 'prompt', 'completed', 1, 1]])
    expect(turns(second)).toEqual([['trace-1', 'trace-1/top', 'unknown', 'completed', 0, 3]])
  })

  it('end as spans say', async () => {
    const limited = { 'gen_ai.response.finish_reasons': ['length'] }
    const found = await read(
      agent('failed', null, 0, 1, conversation('S'), { ...other('a'), status: { code: 2 } }),
      agent('limited', null, 2, 5, conversation('S'), other('b')),
      chat('m', 'limited', 3, 4, [user('Go.')], says('Do'), limited, other('b')),
      agent('open', null, 6, 9, conversation('S'), other('c')),
      chat('m', 'open', 7, 8, [user('Go.')], calls(['c1', 'look']), {}, other('c')),
      agent('still', null, 10, 10, conversation('S'), { ...other('d'), endTime: undefined }),
      chat('m', 'still', 11, 12, [user('Go.')], calls(['c2', 'look']), {}, other('d')),
    )
    expect(found.turns.map((t) => [t.turn, t.ended_by, t.censored])).toEqual([
      ['a/failed', 'failed', false],
      ['b/limited', 'limit', false],
      ['c/open', 'unknown', false],
      ['d/still', 'unknown', true],
    ])
  })

  it('are begun by whoever speaks last', async () => {
    const by = async (...history: unknown[]) =>
      (await read(agent('a', null, 0, 9), chat('m', 'a', 1, 2, history, says('x')))).turns[0]!.started_by
    expect(await by(user('Old.'), says('Yes.'), user('Please look.'))).toBe('prompt')
    expect(await by(user('{"task": "look"}'))).toBe('program')
    expect(await by(user('x'.repeat(1_000)))).toBe('unknown')
    expect(await by(user('Look.'), calls(['c9', 'look']), result('c9'))).toBe('prompt')
    expect((await read(agent('a', null, 0, 9))).turns[0]!.started_by).toBe('unknown')
  })
})

it('begin with their span, whatever stands beside it or has a clock behind it', async () => {
  const found = await read(
    span('http', null, 0, 20, {}),
    chat('router', 'http', 1, 3, [user('Go.')], says('To a.'), using(5, 1)),
    agent('a', 'http', 4, 10),
    tool('t', 'a', 2, 5, 'c1'),
  )
  expect(turns(found)).toEqual([['trace-1', 'trace-1/a', 'prompt', 'completed', 4, 6]])
  expect(tokens(found)).toEqual([[5, 1]])
  expect(found.counts.clock_back).toBe(0)
})

it('are censored while the span of the turn has no end', async () => {
  const still = { ...agent('a', null, 0, 0), endTime: undefined }
  const found = await read(still, chat('m', 'a', 1, 2, [user('Go.')], says('Well,')))
  expect(found.turns.map((t) => [t.ended_by, t.censored])).toEqual([['unknown', true]])
  expect((await read(chat('m', 'lost', 1, 2, [user('Go.')], says('Done.')))).sessions[0]!.records).toBe(1)
})

it('are begun by nobody known where an agent goes on with what came of calls', async () => {
  const c = conversation('S')
  const history = [user('Go.'), calls(['c1', 'look'])]
  const found = await read(
    agent('a', null, 0, 3, c, other('a')),
    chat('m', 'a', 1, 2, history.slice(0, 1), history[1], {}, other('a')),
    agent('b', null, 10, 13, c, other('b')),
    chat('m', 'b', 11, 12, [...history, result('c1')], says('Done.'), {}, other('b')),
  )
  expect(turns(found)).toEqual([
    ['S', 'a/a', 'prompt', 'unknown', 0, 2],
    ['S', 'b/b', 'unknown', 'completed', 10, 3],
  ])
  expect(actions(found)).toEqual([['c1', 'look', 'ok', 2, 11]])
})

describe('actions of spans', () => {
  it('are one, whether a call, its tool or both are shown', async () => {
    const [u, made] = [user('Go.'), calls(['c1', 'look'], ['c2', 'find'], [null, 'list', { a: 1 }])]
    const found = await read(
      agent('a', null, 0, 20),
      chat('m1', 'a', 1, 2, [u], made),
      tool('t1', 'a', 3, 4, 'c1'),
      tool('t3', 'a', 5, 6, null, 'list'),
      tool('t4', 'a', 7, 8, 'c4', 'extra'),
      chat('m2', 'a', 9, 10, [u, made, result('c1'), result('c2')], says('Done.')),
    )
    expect(actions(found).sort()).toEqual([
      ['c1', 'look', 'ok', 3, 4],
      ['c2', 'find', 'ok', 2, 9],
      ['c4', 'extra', 'ok', 7, 8],
      ['t3', 'list', 'ok', 5, 6],
    ])
  })

  it('of one name go to calls with the same input first', async () => {
    const found = await read(
      agent('a', null, 0, 20),
      chat('m1', 'a', 1, 2, [user('Go.')], calls(['c1', 'look', { at: 'a' }], ['c2', 'look', { at: 'b' }])),
      tool('t1', 'a', 3, 4, null, 'look', { 'gen_ai.tool.call.arguments': '{"at":"b"}' }),
      tool('t2', 'a', 5, 6, null, 'look', { 'gen_ai.tool.call.arguments': '{"at":"a"}' }),
    )
    expect(actions(found)).toEqual([
      ['c2', 'look', 'ok', 3, 4],
      ['c1', 'look', 'ok', 5, 6],
    ])
  })

  it('with ids that recur are as many as there are', async () => {
    const one = (n: number) => [
      agent(`a${n}`, null, n * 20, n * 20 + 9, conversation('S'), other(`trace-${n}`)),
      chat('m', `a${n}`, n * 20 + 1, n * 20 + 2, [user('Go.')], calls(['call_0', 'look']), {}, other(`trace-${n}`)),
      { ...tool('t', `a${n}`, n * 20 + 3, n * 20 + 4, 'call_0'), ...other(`trace-${n}`) },
    ]
    const found = await read(...one(0), ...one(1))
    expect(found.actions.map((a) => [a.action, a.turn, a.status])).toEqual([
      ['S/call_0', 'trace-0/a0', 'ok'],
      ['S/call_0#2', 'trace-1/a1', 'ok'],
    ])
  })

  it('in histories count where nothing else shows them, once', async () => {
    const history = [user('Go.'), calls(['call_lost12345', 'look']), result('call_lost12345')]
    const c = conversation('S')
    const found = await read(
      chat('m1', null, 0, 1, history, says('Done.'), c, other('a')),
      chat('m2', null, 2, 3, [...history, says('Done.'), user('More.')], says('No.'), c, other('b')),
    )
    expect(actions(found)).toEqual([['call_lost12345', 'look', 'ok', 0, 0]])
  })

  it('in histories of several sessions are examples, and those of another session’s answers are its own', async () => {
    const example = [user('Like so.'), calls(['call_like12345', 'look']), result('call_like12345')]
    const made = calls(['call_made12345', 'look'])
    const found = await read(
      chat('m1', null, 0, 1, [...example, user('Go.')], made, {}, other('a')),
      chat('m2', null, 2, 3, [...example, user('Go.'), made, result('call_made12345')], says('Done.'), {}, other('b')),
    )
    expect(found.actions.map((a) => [a.session, a.call])).toEqual([['a', 'call_made12345']])
  })

  it('that two programs saw are one', async () => {
    const found = await read(
      agent('a', null, 0, 20),
      tool('outer', 'a', 1, 5, 'c1'),
      tool('inner', 'outer', 2, 4, null),
      tool('another', 'outer', 2, 3, null, 'find'),
    )
    expect(actions(found)).toEqual([
      ['c1', 'look', 'ok', 1, 5],
      ['another', 'find', 'ok', 2, 3],
    ])
  })

  it('fail by status or error, and run on without an end', async () => {
    const found = await read(
      agent('a', null, 0, 20),
      { ...tool('t1', 'a', 1, 2, 'c1'), status: { code: 'ERROR' } },
      tool('t2', 'a', 3, 4, 'c2', 'look', { 'error.type': 'timeout' }),
      { ...tool('t3', 'a', 5, 6, 'c3'), endTime: undefined },
    )
    expect(found.actions.map((a) => a.status)).toEqual(['error', 'error', 'pending'])
  })
})

describe('subagents of spans', () => {
  const inside = (parent: string) => [agent('sub', parent, 3, 9), tool('t', 'sub', 4, 5, 'c2', 'find')]

  it('are agents inside of agents that work themselves', async () => {
    const found = await read(
      agent('a', null, 0, 20),
      chat('m', 'a', 1, 2, [user('Go.')], calls(['c1', 'delegate'])),
      tool('d', 'a', 2, 10, 'c1', 'delegate'),
      ...inside('d'),
    )
    expect(found.agents.map((a) => [a.subagent, a.spawn])).toEqual([['sub', 'c1']])
    expect(found.actions.map((a) => [a.call, a.subagent, a.spawned])).toEqual([
      ['c1', null, 'sub'],
      ['c2', 'sub', null],
    ])
  })

  it('are none where the outer one is a frame', async () => {
    const found = await read(agent('a', null, 0, 20), ...inside('a'))
    expect(found.agents).toEqual([])
    expect(found.actions.map((a) => [a.call, a.subagent])).toEqual([['c2', null]])
  })
})

describe('tokens of spans', () => {
  it('are those of the innermost spans that have any, and of each answer once', async () => {
    const u = [user('Go.')]
    const response = { 'gen_ai.response.id': 'resp-1' }
    const found = await read(
      agent('a', null, 0, 20, using(900, 90)),
      chat('m1', 'a', 1, 5, u, says('x'), using(100, 10)),
      chat('m1-inner', 'm1', 2, 4, u, says('x'), using(100, 10)),
      chat('m2', 'a', 6, 7, u, says('y'), { ...using(30, 3), ...response }),
      chat('m2-again', 'a', 6, 7, u, says('y'), { ...using(30, 3), ...response }),
    )
    expect(tokens(found)).toEqual([[130, 13]])
    expect(tokens(await read(agent('a', null, 0, 20, using(900, 90))))).toEqual([[900, 90]])
  })

  it('leave out what came from a cache, where that is counted among them', async () => {
    const cached = (all: number) => ({
      ...using(all, 1),
      'gen_ai.usage.cache_read.input_tokens': 50,
      'gen_ai.usage.cache_creation.input_tokens': 30,
    })
    const of = async (all: number) =>
      (await read(chat('m', null, 0, 1, [user('Go.')], says('x'), cached(all)))).turns[0]!
    expect(await of(100)).toMatchObject({ tokens_in: 20, tokens_cache_read: 50, tokens_cache_write: 30 })
    expect(await of(5)).toMatchObject({ tokens_in: 5, tokens_cache_read: 50, tokens_cache_write: 30 })
  })
})

it('reads the same from spans in any order, and each copy once', async () => {
  const u = user('Go.')
  const spans: Json[] = [
    agent('a', null, 0, 20, conversation('S')),
    chat('m1', 'a', 1, 2, [u], calls(['c1', 'delegate'], ['c2', 'look'])),
    tool('d', 'a', 2, 10, 'c1', 'delegate'),
    agent('sub', 'd', 3, 9),
    tool('t', 'sub', 4, 5, 'c3', 'find'),
    chat('m2', 'a', 11, 12, [u, result('c2')], says('Done.')),
    chat('m3', null, 30, 31, [user('More.')], calls(['c4', 'look']), conversation('S'), other('trace-2')),
    chat('m4', null, 40, 41, [user('More.'), result('c4')], says('x'), conversation('S'), other('trace-3')),
  ]
  const rows = ({ turns, actions, agents, touches }: FileRead) =>
    JSON.parse(JSON.stringify([turns, actions, agents, touches]), (key, value) => (key === 'line' ? 0 : value))
  const straight = rows(await read(...spans))
  expect(straight[0]).toHaveLength(2)
  expect(straight[1]).toHaveLength(4)
  for (let seed = 1; seed <= 20; seed++) expect(rows(await read(...shuffled(spans, seed))), `${seed}`).toEqual(straight)
  const twice = await read(...spans, ...spans)
  expect(rows(twice)).toEqual(straight)
  expect(twice.counts).toMatchObject({ records: 16, duplicates: 8 })
})

it('is not lost in circles, and in trees as deep as they like', async () => {
  const ring = [
    span('x', 'y', 0, 1, {}),
    span('y', 'x', 0, 1, {}),
    tool('t', 'x', 0, 1, 'c1'),
    span('z', 'z', 0, 1, {}),
  ]
  expect((await read(...ring)).actions).toHaveLength(1)
  const deep = Array.from({ length: 5_000 }, (_, n) => span(`s${n}`, n === 0 ? null : `s${n - 1}`, 0, 9, {}))
  expect((await read(...deep, tool('t', 's4999', 1, 2, 'c1'))).actions).toHaveLength(1)
})
