import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { openhands } from '../../../src/sources/openhands/index.js'
import { plainly, readBytes } from '../read-bytes.js'

const START = Date.UTC(2026, 2, 5, 9)
const stamp = (second: number) => new Date(START + second * 1000).toISOString().replace('Z', '000')

type Json = Record<string, unknown>

/** Events of the first design. */
const first = (id: number, at: number, source: string, more: Json) => ({ id, timestamp: stamp(at), source, ...more })
const asked = (id: number, at: number) => first(id, at, 'user', { action: 'message', args: { content: 'Do it.' } })
const run = (id: number, at: number, more: Json = {}) =>
  first(id, at, 'agent', { action: 'run', args: { command: 'ls', thought: 'So.', ...more } })
const ran = (id: number, at: number, cause: number, code = 0) =>
  first(id, at, 'agent', { observation: 'run', cause, content: '', extras: { metadata: { exit_code: code } } })
const finish = (id: number, at: number) => first(id, at, 'agent', { action: 'finish', message: 'Done.', args: {} })
const state = (id: number, at: number, agent_state: string, reason = '') =>
  first(id, at, 'environment', { observation: 'agent_state_changed', content: '', extras: { agent_state, reason } })

/** Events of the second design. */
const second = (kind: string, at: number, source: string, more: Json = {}) => ({
  ...{ id: `${kind}@${at}`, timestamp: stamp(at), source, kind },
  ...more,
})
const says = (at: number, source: string, text = 'So.') =>
  second('MessageEvent', at, source, { llm_message: { role: source, content: [{ type: 'text', text }] } })
const acts = (at: number, id: string, tool_name = 'terminal', more: Json = {}) =>
  second('ActionEvent', at, 'agent', {
    ...{ tool_name, tool_call_id: id, thought: [], tool_call: { id, name: tool_name, arguments: '{}' } },
    ...{ action: { kind: 'TerminalAction', command: 'ls' }, security_risk: 'LOW', ...more },
  })
const seen = (at: number, id: string, observation: Json = {}) =>
  second('ObservationEvent', at, 'environment', { tool_name: 'x', tool_call_id: id, action_id: 'a', observation })

const list = (...events: object[]): Promise<FileRead> => readBytes(openhands, JSON.stringify(events), 'log.json')
const turns = ({ turns }: FileRead) => turns.map((t) => [t.started_by, t.ended_by, t.wall_ms / 1000])
const calls = ({ actions }: FileRead) => actions.map((a) => [a.call, a.status, a.approval, a.mode])

describe('events of the first design', () => {
  it('end turns with finishing, waiting, a limit, an error and a pause', async () => {
    const found = await list(
      ...[asked(0, 0), run(1, 5), ran(2, 9, 1), finish(3, 12)],
      ...[asked(4, 20), run(5, 22), ran(6, 23, 5, 2), state(7, 24, 'awaiting_user_input')],
      ...[asked(8, 30), run(9, 31), state(10, 33, 'error', 'Agent reached maximum iteration')],
      ...[asked(11, 40), run(12, 41), state(13, 44, 'error')],
      ...[asked(14, 50), run(15, 51), state(16, 55, 'paused')],
    )
    expect(turns(found)).toEqual([
      ['prompt', 'completed', 12],
      ['prompt', 'completed', 4],
      ['prompt', 'limit', 3],
      ['prompt', 'failed', 4],
      ['prompt', 'interrupted', 5],
    ])
    expect(calls(found).map(([call, status]) => [call, status])).toEqual([
      ['1', 'ok'],
      ['5', 'error'],
      ['9', 'pending'],
      ['12', 'pending'],
      ['15', 'pending'],
    ])
  })

  it('pass without anybody where nobody is asked, and it is unknown where no event says so', async () => {
    const found = await list(asked(0, 0), run(1, 5, { confirmation_state: 'confirmed' }), run(2, 6))
    expect(calls(found)).toEqual([
      ['1', 'pending', 'bypass', 'bypassPermissions'],
      ['2', 'pending', 'bypass', 'bypassPermissions'],
    ])
    expect(calls(await list(asked(0, 0), run(1, 5)))).toEqual([['1', 'pending', 'unknown', null]])
  })

  it('of kinds that nobody knows are counted', async () => {
    const found = await list(
      ...[asked(0, 0), first(1, 1, 'agent', { action: 'levitate', args: {} })],
      ...[first(2, 2, 'environment', { observation: 'constructor', content: '' }), finish(3, 3)],
    )
    expect(found.counts.unknown).toEqual({ 'action levitate': 1, 'observation constructor': 1 })
    expect(found.actions).toEqual([])
  })
})

describe('an evaluation', () => {
  it('has a conversation in each line, which no person was there for', async () => {
    const made = { tool_call_metadata: { tool_call_id: 'call_1', function_name: 'execute_bash' } }
    const lines = [
      {
        instance_id: 'one',
        history: [asked(0, 0), { ...run(1, 5), ...made }, ran(2, 9, 1), finish(3, 12)],
        error: null,
      },
      {
        instance_id: 'two',
        history: [
          [asked(0, 20), {}],
          [run(1, 25), ran(2, 29, 1)],
        ],
        error: 'maximum iteration',
      },
      { instance_id: 'three', history: [asked(0, 40), run(1, 45), asked(2, 50), run(3, 55)], error: 'RuntimeError' },
    ]
    const found = await readBytes(openhands, lines.map((line) => JSON.stringify(line)).join('\n'))
    expect(found.sessions.map(({ session, interactive }) => [session, interactive])).toEqual([
      [`one/${stamp(0)}`, 'no'],
      [`two/${stamp(20)}`, 'no'],
      [`three/${stamp(40)}`, 'no'],
    ])
    expect(turns(found)).toEqual([
      ['program', 'completed', 12],
      ['program', 'limit', 9],
      ['program', 'unknown', 5],
      ['program', 'failed', 5],
    ])
    expect(found.turns.map((turn) => turn.censored)).toEqual([false, false, false, false])
    expect(calls(found).map(([call]) => call)).toEqual(['0#1:call_1', '1#2:1', '2#1:1', '2#3:3'])
    expect(found.touches).toEqual([])
  })
})

describe('events of the second design', () => {
  it('say who let calls pass by the state that is kept beside them', async () => {
    const events = [
      ...[says(0, 'user'), acts(5, 'c1'), seen(9, 'c1'), acts(10, 'c2', 'terminal', { security_risk: 'HIGH' })],
      ...[
        seen(30, 'c2', { metadata: { exit_code: 1 } }),
        acts(31, 'c3', 'file_editor', { action: { command: 'view' } }),
      ],
      ...[seen(32, 'c3'), acts(33, 'c4', 'terminal', { security_risk: 'HIGH' })],
      second('UserRejectObservation', 40, 'environment', { tool_call_id: 'c4', rejection_reason: 'Use less.' }),
      acts(41, 'c5', 'terminal', { action: null }),
      second('AgentErrorEvent', 42, 'agent', { tool_call_id: 'c5', error: 'no such tool' }),
      acts(43, 'c6'),
      second('UserRejectObservation', 44, 'environment', { tool_call_id: 'c6', rejection_source: 'hook' }),
      acts(45, 'f', 'finish', { action: { message: 'Done.' } }),
    ]
    const policy = { kind: 'ConfirmRisky', threshold: 'HIGH', confirm_unknown: true }
    const update = second('ConversationStateUpdateEvent', 0, 'environment', {
      key: 'confirmation_policy',
      value: policy,
    })
    const found = await list(update, ...events)
    expect(calls(found)).toEqual([
      ['c1', 'ok', 'rules', 'default'],
      ['c2', 'error', 'approved', 'default'],
      ['c3', 'ok', 'not-needed', 'default'],
      ['c4', 'rejected', 'rejected', 'default'],
      ['c5', 'error', 'rules', 'default'],
      ['c6', 'denied', 'rule-denied', 'default'],
    ])
    expect(found.touches.map(({ kind, feedback }) => [kind, feedback])).toEqual([
      ['prompt', false],
      ['approval', false],
      ['rejection', true],
    ])
    expect(turns(found)).toEqual([['prompt', 'completed', 45]])
    // Of 45 s, 20 and 7 went by while a person was asked.
    expect(found.turns[0]!.work5_ms).toBe(18_000)
  })

  it('end turns with words, an interrupt and an error', async () => {
    const found = await list(
      ...[says(0, 'user'), acts(2, 'think', 'think'), says(5, 'agent')],
      ...[says(10, 'user'), acts(12, 'c1'), says(13, 'user'), second('PauseEvent', 15, 'user')],
      ...[
        says(20, 'user'),
        acts(22, 'c2'),
        second('ConversationErrorEvent', 25, 'environment', { code: 'MaxIterations' }),
      ],
      ...[says(30, 'user'), acts(32, 'c3'), second('ConversationErrorEvent', 35, 'environment', { code: 'LLMError' })],
    )
    expect(turns(found)).toEqual([
      ['prompt', 'completed', 5],
      ['prompt', 'interrupted', 5],
      ['prompt', 'limit', 5],
      ['prompt', 'failed', 5],
    ])
    expect(calls(found).map(([call]) => call)).toEqual(['c1', 'c2', 'c3'])
    expect(found.touches.map(({ kind }) => kind)).toEqual([
      'prompt',
      'prompt',
      'steering',
      'interrupt',
      'prompt',
      'prompt',
    ])
  })
})

describe('a folder of events', () => {
  let dir: string
  const events = [says(0, 'user'), acts(5, 'c1'), seen(9, 'c1'), says(12, 'agent')]
  const place = (n: number) =>
    join(dir, 'conversation-1/events', `event-0000${n}-0aaaaaaa-0000-4000-8000-00000000000${n}.json`)
  const read = (n: number) => openhands.read(place(n), null, plainly)

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'leeway-events-'))
    mkdirSync(join(dir, 'conversation-1/events'), { recursive: true })
    for (const [n, event] of events.entries()) writeFileSync(place(n), JSON.stringify(event))
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  it('is told as a whole by its last event, and by no other', async () => {
    for (const n of [0, 1, 2]) {
      const { sessions, turns: none, counts } = await read(n)
      expect([sessions, none, counts.records]).toEqual([[], [], 1])
    }
    const found = await read(3)
    expect(found.sessions.map(({ session, records }) => [session, records])).toEqual([['conversation-1', 4]])
    expect(turns(found)).toEqual([['prompt', 'completed', 12]])
    expect(calls(found)).toEqual([['c1', 'ok', 'unknown', null]])
  })

  it('is told by the next event once that is there, under the same names', async () => {
    const before = await read(3)
    writeFileSync(place(4), JSON.stringify(says(20, 'user')))
    expect((await read(3)).turns).toEqual([])
    const after = await read(4)
    expect(after.turns.map(({ turn }) => turn).slice(0, 1)).toEqual(before.turns.map(({ turn }) => turn))
    expect(after.actions).toEqual(before.actions)
  })

  it('has the name and the policy of the state beside it', async () => {
    const kept = { id: 'C', agent: {}, confirmation_policy: { kind: 'NeverConfirm' }, execution_status: 'idle' }
    writeFileSync(join(dir, 'conversation-1/base_state.json'), JSON.stringify(kept))
    const found = await read(3)
    expect(found.sessions.map(({ session }) => session)).toEqual(['C'])
    expect(calls(found)).toEqual([['c1', 'ok', 'bypass', 'bypassPermissions']])
    const alone = await openhands.read(join(dir, 'conversation-1/base_state.json'), null, plainly)
    expect(alone.sessions.map(({ session, first_at }) => [session, first_at])).toEqual([['C', null]])
    expect(alone.turns).toEqual([])
  })
})
