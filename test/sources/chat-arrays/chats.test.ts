import { describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { chatArrays } from '../../../src/sources/chat-arrays/index.js'
import { readBytes } from '../read-bytes.js'

type Json = Record<string, unknown>

const user = (content = 'Do it.') => ({ role: 'user', content })
const said = (content = 'Done.') => ({ role: 'assistant', content })
const calls = (...ids: (string | null)[]) => ({
  role: 'assistant',
  content: null,
  tool_calls: ids.map((id) => ({ ...(id === null ? {} : { id }), function: { name: 'look', arguments: '{"at":1}' } })),
})
const result = (id: string | null, more: Json = {}) => ({
  role: 'tool',
  content: 'ok',
  ...(id === null ? {} : { tool_call_id: id }),
  ...more,
})

const read = (value: unknown, name = 'log.json'): Promise<FileRead> =>
  readBytes(chatArrays, typeof value === 'string' ? value : JSON.stringify(value), name)
const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n')
const ofCalls = ({ actions }: FileRead) => actions.map((a) => [a.call, a.status])
const recognised = (value: unknown) =>
  chatArrays.recognises('log.json', Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)))

describe('dumps of chats', () => {
  const chat = [user(), calls('a'), result('a'), said()]

  it('are read in every layout, with calls named by their place', async () => {
    const other = [user('Again.'), calls('a'), result('a')]
    const layouts = [
      [chat, ['0#1:a']],
      [{ messages: chat }, ['0#1:a']],
      [
        [chat, other],
        ['0#1:a', '1#1:a'],
      ],
      [
        [{ messages: chat }, { messages: other }],
        ['0#1:a', '1#1:a'],
      ],
      [lines(chat, { messages: other }), ['0#1:a', '1#1:a']],
      [JSON.stringify([chat, other], null, 2), ['0#1:a', '1#1:a']],
      [JSON.stringify(chat, null, 2), ['0#1:a']],
    ] as const
    for (const [value, names] of layouts) {
      expect(recognised(value)).toBe(true)
      const found = await read(value)
      expect(ofCalls(found)).toEqual(names.map((name) => [name, 'ok']))
      expect(found.sessions).toHaveLength(names.length)
      expect(found.counts).toMatchObject({ records: names.length === 1 ? 4 : 7, unreadable: 0, unknown: {} })
    }
  })

  it('are told from other logs that hold messages', () => {
    for (const key of ['model', 'response', 'kwargs', 'choices', 'trajectory_format', 'ticks', 'sessionId'])
      expect(recognised({ messages: chat, [key]: {} }), key).toBe(false)
    expect(recognised([{ ...user(), extra: {} }, said()])).toBe(false)
    expect(recognised([{ role: 'system', content: 'Answer with one bash code block.' }, user()])).toBe(false)
    expect(recognised([{ task_id: 1, traj: chat }])).toBe(false)
  })

  it('count a chat once that is there twice, and tell apart what differs in a call only', async () => {
    const [first, second] = ['1', '2'].map((at) => [
      user(),
      { role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'look', arguments: at } }] },
    ])
    const found = await read(lines(first, second, first), 'log.jsonl')
    expect(ofCalls(found)).toEqual([
      ['0#1:a', 'pending'],
      ['1#1:a', 'pending'],
    ])
    expect(found.counts).toMatchObject({ records: 6, duplicates: 1 })
  })
})

describe('results', () => {
  it('belong to the call they name, or to the first of the latest message that has none', async () => {
    const found = await read([
      ...[
        user(),
        calls('a', 'b'),
        result('b', { error: 'no' }),
        calls(null, null),
        result(null),
        result('z'),
        result(null),
      ],
      ...[calls(null), result(null), result(null)],
    ])
    expect(ofCalls(found)).toEqual([
      ['0#1:a', 'pending'],
      ['0#1:b', 'error'],
      ['0#3:None', 'ok'],
      ['0#3:None#2', 'ok'],
      ['0#7:None', 'ok'],
    ])
  })

  it('of older files answer a function call', async () => {
    const found = await read([
      ...[user(), { role: 'assistant', content: null, function_call: { name: 'look', arguments: '{}' } }],
      { role: 'function', name: 'look', content: 'ok' },
    ])
    expect(ofCalls(found)).toEqual([['0#1:None', 'ok']])
  })
})

describe('turns', () => {
  it('begin with what the agent takes up, and are nothing where nobody answers', async () => {
    const found = await read([user('One.'), user('Two.'), said(), user('Three.')])
    expect(found.turns.map((t) => [t.started_by, t.ended_by, t.censored])).toEqual([['prompt', 'completed', false]])
    expect(found.counts.unanswered).toBe(2)
  })

  it('are those of a trial where what is said of a chat shows it', async () => {
    const chat = (more: Json) => ({ messages: [user(JSON.stringify(more)), said()], ...more })
    const kinds = async (value: unknown) => {
      const { sessions, turns, touches } = await read(value, 'log.jsonl')
      return [sessions.map((s) => s.interactive), turns.map((t) => t.started_by), touches.length]
    }
    expect(await kinds(lines(chat({ metadata: { title: 'Holiday' } })))).toEqual([['unknown'], ['prompt'], 1])
    expect(await kinds(lines(chat({ metadata: { success: false } })))).toEqual([['no'], ['program'], 0])
    expect(await kinds(lines({ metadata: { description: 'From a benchmark' } }, chat({})))).toEqual([
      ['no'],
      ['program'],
      0,
    ])
  })
})

it('counts what it does not know', async () => {
  const found = await read([
    ...[user(), { role: 'critic', content: 'No.' }, said()],
    { role: 'assistant', content: [{ type: 'tool_use', id: 'x', name: 'look', input: {} }] },
  ])
  expect(found.counts.unknown).toEqual({ 'message of critic': 1, 'content tool_use': 1 })
})
