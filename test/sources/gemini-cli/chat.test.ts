import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { geminiCli } from '../../../src/sources/gemini-cli/index.js'
import { plainly, readBytes } from '../read-bytes.js'

const START = Date.UTC(2026, 5, 2, 8)
const iso = (second: number) => new Date(START + second * 1000).toISOString()

type Json = Record<string, unknown>

const head = { sessionId: 'S', projectHash: 'P', startTime: iso(0), lastUpdated: iso(0) }
const message = (at: number, type: string, content: unknown, more: Json = {}) => ({
  ...{ id: `${type}@${at}`, timestamp: iso(at), type, content },
  ...more,
})
const typed = (at: number, text = 'Do it.') => message(at, 'user', text)
const call = (id: string, at: number, status = 'success', text = '', more: Json = {}) => ({
  ...{ id, name: 'run_shell_command', args: {}, status, timestamp: iso(at) },
  ...{ result: [{ functionResponse: { id, response: { [status === 'success' ? 'output' : 'error']: text } } }] },
  ...more,
})
const answers = (at: number, calls: Json[] = [], more: Json = {}) =>
  message(at, 'gemini', 'So.', { toolCalls: calls, ...more })

const log = (...records: object[]): Promise<FileRead> =>
  readBytes(geminiCli, [head, ...records].map((one) => JSON.stringify(one)).join('\n'))
const document = (...messages: object[]): Promise<FileRead> =>
  readBytes(geminiCli, JSON.stringify({ ...head, messages }, null, 2), 'session.json')
const turns = ({ turns }: FileRead) =>
  turns.map((t) => [t.started_by, t.ended_by, t.interrupt_kind, (t.started_at - START) / 1000, t.wall_ms / 1000])
const calls = ({ actions }: FileRead) => actions.map((a) => [a.call, a.status, a.approval, a.mode])

describe('a chat', () => {
  it('says the same as a log and as a document', async () => {
    const told = [typed(1), answers(5, [call('c1', 9)]), answers(12), typed(20), answers(21)]
    const [one, other] = [await log(...told), await document(...told)]
    expect(turns(one)).toEqual([
      ['prompt', 'completed', null, 1, 11],
      ['prompt', 'completed', null, 20, 1],
    ])
    expect(turns(other)).toEqual(turns(one))
    expect(calls(other)).toEqual(calls(one))
    expect(other.sessions).toEqual([{ ...one.sessions[0], line: 1 }])
    expect(geminiCli.recognises('session.json', Buffer.from(JSON.stringify({ ...head, messages: told })))).toBe(true)
  })

  it('is read as far as it goes where the document is cut off', async () => {
    const whole = JSON.stringify({ ...head, messages: [typed(1), answers(5, [call('c1', 9)]), typed(20)] })
    const found = await readBytes(geminiCli, whole.slice(0, -40), 'session.json')
    expect(calls(found)).toEqual([['c1', 'ok', 'unknown', null]])
    expect(found.sessions.map((row) => row.session)).toEqual(['S'])
    expect(found.counts.unreadable).toBe(1)
  })

  it('is told once although its history is written anew, and what was undone happened', async () => {
    const one = [typed(1), answers(5, [call('c1', 9)])]
    const found = await log(
      ...[...one, { $set: { messages: [typed(0, '<state_snapshot>all so far'), ...one] } }, typed(20), answers(21)],
      ...[{ $rewindTo: 'user@20' }, typed(30), answers(31)],
      { $set: { messages: [typed(30), answers(31), typed(40), answers(42)] } },
    )
    expect(turns(found).map(([, , , start]) => start)).toEqual([1, 20, 30, 40])
    expect(calls(found)).toHaveLength(1)
    expect(found.touches).toHaveLength(4)
  })

  it('of a subagent belongs to the session in whose folder it lies', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'leeway-chats-'))
    try {
      mkdirSync(join(dir, 'S'))
      const records = [{ ...head, sessionId: 'helper', kind: 'subagent' }, typed(1), answers(5, [call('c1', 9)])]
      writeFileSync(join(dir, 'S/helper.jsonl'), records.map((one) => JSON.stringify(one)).join('\n'))
      const found = await geminiCli.read(join(dir, 'S/helper.jsonl'), null, plainly)
      expect(found.sessions.map(({ session, main }) => [session, main])).toEqual([['S', false]])
      expect(found.agents.map(({ subagent }) => subagent)).toEqual(['helper'])
      expect([found.turns, found.touches]).toEqual([[], []])
      expect(found.actions.map(({ subagent, approval }) => [subagent, approval])).toEqual([['helper', 'inherit']])
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
})

describe('calls', () => {
  it('run from the time in their id, or from their answer, until they are over', async () => {
    const id = `run_shell_command-${START + 4_000}-ab12`
    const found = await log(
      ...[typed(1), message(10, 'info', 'There is a new version.')],
      ...[answers(20, [call(id, 20)], { thoughts: [{ timestamp: iso(3) }] }), answers(30, [call('c2', 35)])],
    )
    const times = found.actions.map((a) => [(a.started_at - START) / 1000, (a.ended_at! - START) / 1000])
    expect(times).toEqual([
      [4, 20],
      [30, 35],
    ])
    expect(found.counts.clock_back).toBe(0)
  })

  it('are refused by a person or a policy, fail, or are cancelled with the turn', async () => {
    const found = await log(
      ...[typed(1), answers(2, [call('c1', 5, 'cancelled', 'Reason: User did not allow tool call')]), answers(7)],
      ...[
        typed(10),
        answers(11, [call('c2', 12, 'error', 'Tool execution denied by policy.'), call('c3', 13, 'error')]),
      ],
      ...[typed(20), answers(21, [call('c4', 25, 'cancelled', '[Operation Cancelled] Reason: User cancelled')])],
      ...[typed(30), answers(31, [call('c5', 33, 'executing')])],
    )
    expect(calls(found)).toEqual([
      ['c1', 'rejected', 'rejected', null],
      ['c2', 'denied', 'rule-denied', null],
      ['c3', 'error', 'unknown', null],
      ['c4', 'error', 'unknown', null],
      ['c5', 'pending', 'unknown', null],
    ])
    expect(turns(found)).toEqual([
      ['prompt', 'completed', null, 1, 6],
      ['prompt', 'unknown', null, 10, 3],
      ['prompt', 'interrupted', 'working', 20, 5],
      ['prompt', 'unknown', null, 30, 1],
    ])
    expect(found.touches.filter((t) => t.kind !== 'prompt').map((t) => [t.kind, t.about])).toEqual([
      ['rejection', 'action'],
      ['interrupt', null],
    ])
  })

  it('put plans to a person, who approves them or not', async () => {
    const named = (name: string) => ({ name })
    const found = await log(
      ...[typed(1), answers(2, [call('m1', 3, 'success', 'Plan mode.', named('enter_plan_mode'))])],
      ...[answers(4, [call('p1', 60, 'success', 'Plan rejected. Shorter.', named('exit_plan_mode'))])],
      ...[answers(65, [call('p2', 90, 'success', 'Plan approved.', named('exit_plan_mode'))])],
      ...[answers(95, [call('c1', 96)])],
    )
    expect(calls(found)).toEqual([
      ['m1', 'ok', 'not-needed', null],
      ['p1', 'rejected', 'declined', 'plan'],
      ['p2', 'ok', 'not-needed', 'plan'],
      ['c1', 'ok', 'unknown', null],
    ])
    expect(turns(found).map(([by, ended]) => [by, ended])).toEqual([
      ['prompt', 'asked'],
      ['unknown', 'asked'],
      ['answer', 'unknown'],
    ])
  })
})

describe('turns', () => {
  it('end where an error or a limit was the last of them', async () => {
    const found = await log(
      ...[typed(1), answers(2), message(3, 'error', '[API Error: bad]'), answers(4)],
      ...[typed(10), message(12, 'error', '[API Error: bad]')],
      ...[typed(20), answers(22), message(23, 'error', 'Quota exceeded for this model.')],
      ...[typed(30), answers(32), message(34, 'info', 'Request cancelled.')],
    )
    expect(turns(found)).toEqual([
      ['prompt', 'completed', null, 1, 3],
      ['prompt', 'failed', null, 10, 2],
      ['prompt', 'limit', null, 20, 3],
      ['prompt', 'interrupted', 'working', 30, 4],
    ])
  })
})
