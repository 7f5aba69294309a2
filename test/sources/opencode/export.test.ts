import { describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { opencode } from '../../../src/sources/opencode/index.js'
import { readBytes } from '../read-bytes.js'

const START = Date.UTC(2026, 6, 1, 7)
const ms = (second: number) => START + second * 1000

type Json = Record<string, unknown>

const text = (words: string, more: Json = {}) => ({ type: 'text', text: words, ...more })
const user = (at: number, ...parts: Json[]) => ({
  info: { id: `u${at}`, sessionID: 'S', role: 'user', time: { created: ms(at) } },
  parts: parts.length > 0 ? parts : [text('Do it.')],
})
const answer = (at: number, end: number, parts: Json[] = [], more: Json = {}) => ({
  info: { id: `a${at}`, sessionID: 'S', role: 'assistant', time: { created: ms(at), completed: ms(end) }, ...more },
  parts,
})
const tool = (callID: string, start: number, end: number, error: string | null = null, name = 'bash') => ({
  ...{ type: 'tool', callID, tool: name },
  state: {
    ...{ status: error === null ? 'completed' : 'error', input: {}, time: { start: ms(start), end: ms(end) } },
    ...(error === null ? { output: '' } : { error }),
  },
})
const read = (messages: object[], info: Json = { id: 'S', projectID: 'P' }): Promise<FileRead> =>
  readBytes(opencode, JSON.stringify({ info, messages }), 'export.json')
const turns = ({ turns }: FileRead) => turns.map((t) => [t.started_by, t.ended_by, t.wall_ms / 1000])
const calls = ({ actions }: FileRead) => actions.map((a) => [a.call, a.status, a.approval, a.mode])

describe('an export', () => {
  it('tells turns by what was typed, also while the agent worked, and not by what a program puts in', async () => {
    const found = await read([
      ...[user(1), answer(2, 20, [], { finish: 'stop' }), user(15), answer(21, 25, [], { finish: 'stop' })],
      ...[
        user(26, text('Continue if you have next steps', { synthetic: true })),
        answer(27, 30, [], { finish: 'stop' }),
      ],
      ...[user(31, { type: 'compaction', auto: false }), answer(32, 33, [text('All so far.')], { summary: true })],
      ...[user(40, { type: 'subtask', prompt: 'Review it.' }), answer(41, 44, [], { finish: 'stop' })],
    ])
    expect(turns(found)).toEqual([
      ['prompt', 'completed', 19],
      ['queued', 'completed', 13],
      ['prompt', 'completed', 4],
    ])
    expect(found.counts.clock_back).toBe(0)
    expect(found.touches.map(({ kind }) => kind)).toEqual(['prompt', 'prompt', 'prompt'])
  })

  it('tells refusals of a person and of a rule, and a question that was left', async () => {
    const refused = 'The user rejected permission to use this specific tool call.'
    const ruled = 'The user has specified a rule which prevents you from using this specific tool call. []'
    const found = await read([
      ...[user(1), answer(2, 9, [tool('c1', 3, 5, ruled), tool('c2', 6, 8, refused)], { finish: 'tool-calls' })],
      ...[answer(10, 12, [], { finish: 'stop' })],
      ...[user(20), answer(21, 30, [tool('c3', 22, 30, refused)], { finish: 'tool-calls' })],
      ...[user(40), answer(41, 60, [tool('q1', 42, 60, 'The user dismissed this question', 'question')])],
      ...[user(70), answer(71, 80, [tool('c4', 72, 73)], { mode: 'plan', finish: 'tool-calls' })],
    ])
    expect(calls(found)).toEqual([
      ['c1', 'denied', 'rule-denied', null],
      ['c2', 'rejected', 'rejected', null],
      ['c3', 'rejected', 'rejected', null],
      ['q1', 'rejected', 'declined', null],
      ['c4', 'ok', 'unknown', 'plan'],
    ])
    expect(found.turns.map((t) => [t.ended_by, t.interrupt_kind])).toEqual([
      ['completed', null],
      ['interrupted', 'prompt'],
      ['asked', null],
      ['unknown', null],
    ])
    expect(found.touches.filter(({ kind }) => kind !== 'prompt').map((t) => [t.kind, t.about])).toEqual([
      ['rejection', 'action'],
      ['interrupt', 'action'],
      ['rejection', 'question'],
      ['answer', 'question'],
    ])
  })

  it('tells calls that run side by side by their times, and errors that were the last', async () => {
    const found = await read([
      ...[user(1), answer(2, 20, [tool('c1', 3, 18), tool('c2', 4, 6)], { finish: 'tool-calls' })],
      answer(21, 22, [], { error: { name: 'APIError', data: {} } }),
      ...[
        user(30),
        answer(31, 32, [], { error: { name: 'APIError', data: {} } }),
        answer(33, 35, [], { finish: 'stop' }),
      ],
    ])
    expect(found.actions.map((a) => [a.call, a.started_at - START, a.ended_at! - START])).toEqual([
      ['c1', 3_000, 18_000],
      ['c2', 4_000, 6_000],
    ])
    expect(turns(found)).toEqual([
      ['prompt', 'failed', 21],
      ['prompt', 'completed', 5],
    ])
  })

  it('of a subagent is a part of the session that started it', async () => {
    const found = await read([user(1), answer(2, 5, [tool('c1', 3, 4)])], {
      id: 'child',
      projectID: 'P',
      parentID: 'S',
    })
    expect(found.sessions.map(({ session, main }) => [session, main])).toEqual([['S', false]])
    expect([found.turns, found.touches]).toEqual([[], []])
    expect(found.agents.map(({ subagent }) => subagent)).toEqual(['child'])
    expect(found.actions.map(({ subagent, approval }) => [subagent, approval])).toEqual([['child', 'inherit']])
  })

  it('counts messages and parts of kinds that nobody knows', async () => {
    const found = await read([
      ...[user(1), answer(2, 5, [{ type: 'hologram' }, { type: 'constructor' }])],
      { info: { id: 'x', role: 'oracle' }, parts: [] },
    ])
    expect(found.counts.unknown).toEqual({ 'part hologram': 1, 'part constructor': 1, 'role oracle': 1 })
  })

  it('is known by its messages where its own record stands behind them', () => {
    const bytes = Buffer.from(JSON.stringify({ messages: [user(1)], info: { id: 'S' } }, null, 2))
    expect(opencode.recognises('export.json', bytes)).toBe(true)
  })
})
