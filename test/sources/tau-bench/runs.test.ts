import { expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { tauBench } from '../../../src/sources/tau-bench/index.js'
import { readBytes } from '../read-bytes.js'

const user = (content: string) => ({ role: 'user', content })
const called = (id: string, name = 'look') => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, function: { name, arguments: '{}' } }],
})
const result = (id: string, content = 'ok') => ({ role: 'tool', tool_call_id: id, content })
const run = (trial: number, ...traj: unknown[]) => ({ task_id: 1, trial, reward: 0, info: {}, traj })
const read = (value: unknown, name = 'log.json'): Promise<FileRead> =>
  readBytes(tauBench, typeof value === 'string' ? value : JSON.stringify(value), name)

it('ends a run that ends with a call by what the benchmark does then', async () => {
  const found = await read([
    run(0, user('Help.'), called('a', 'transfer_to_human_agents'), result('a', 'Transfer successful')),
    run(1, user('Help.'), called('a'), result('a')),
    run(2, user('Help.'), called('a')),
    run(3, user('Help.'), { role: 'assistant', content: 'With what?' }, user('With this.')),
  ])
  expect(found.turns.map((t) => [t.started_by, t.ended_by, t.censored])).toEqual([
    ['program', 'completed', false],
    ['program', 'limit', false],
    ['program', 'limit', false],
    ['program', 'completed', false],
  ])
  expect(found.counts.unanswered).toBe(1)
})

it('tells trials of a task apart that went the same way, and reads a copy once', async () => {
  const same = [user('Help.'), called('a'), result('a')]
  const found = await read([run(0, ...same), run(1, ...same), run(1, ...same)])
  expect(found.actions.map((a) => a.call)).toEqual(['0#1:a', '1#1:a'])
  expect(found.sessions).toHaveLength(2)
  expect(found.counts).toMatchObject({ records: 9, duplicates: 1 })
})

it('counts examples, which name no call, and calls nothing else a run', async () => {
  const lines = ['{"messages_display": "user: Hello\\nassistant: None\\ntool: 7"}', '{"task_id": 3}'].join('\n')
  expect(tauBench.recognises('log.jsonl', Buffer.from(lines))).toBe(true)
  const { sessions, counts } = await read(lines, 'log.jsonl')
  expect(sessions).toEqual([])
  expect(counts).toMatchObject({ records: 1, unreadable: 1, unknown: { messages_display: 1 } })
})
