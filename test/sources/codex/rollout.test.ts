import { describe, expect, it } from 'vitest'
import { RULES } from '../../../src/facets/index.js'
import type { FileRead } from '../../../src/model/index.js'
import { codex } from '../../../src/sources/codex/index.js'
import { readBytes } from '../read-bytes.js'

const START = Date.UTC(2026, 3, 7, 9)
const iso = (second: number) => new Date(START + second * 1000).toISOString()

type Json = Record<string, unknown>

/** Writes a rollout record by record. */
const record = (at: number, type: string, payload: Json) => ({ timestamp: iso(at), type, payload })
const event = (at: number, type: string, payload: Json = {}) => record(at, 'event_msg', { type, ...payload })
const item = (at: number, type: string, payload: Json = {}) => record(at, 'response_item', { type, ...payload })
const meta = (at: number, more: Json = {}) =>
  record(at, 'session_meta', { id: 'S', timestamp: iso(at), originator: 'codex-tui', source: 'cli', ...more })
const context = (at: number, more: Json) => record(at, 'turn_context', more)
const started = (at: number, turn: string) =>
  event(at, 'task_started', { turn_id: turn, started_at: START / 1000 + Math.floor(at) })
const typed = (at: number, message = 'Do it.') => event(at, 'user_message', { message })
const call = (at: number, id: string, args: Json = { cmd: 'ls' }, name = 'exec_command') =>
  item(at, 'function_call', { call_id: id, name, arguments: JSON.stringify(args) })
const output = (at: number, id: string, text = 'Process exited with code 0\nOutput:\n') =>
  item(at, 'function_call_output', { call_id: id, output: text })
const said = (at: number, text = 'Done.') =>
  item(at, 'message', { role: 'assistant', content: [{ type: 'output_text', text }] })
const done = (at: number, turn: string, more: Json = {}) =>
  event(at, 'task_complete', { turn_id: turn, completed_at: START / 1000 + Math.floor(at), ...more })

const read = (records: readonly object[], name = 'log.jsonl'): Promise<FileRead> =>
  readBytes(codex, records.map((one) => JSON.stringify(one)).join('\n'), name, RULES)
const turns = ({ turns }: FileRead) =>
  turns.map((t) => [t.turn, t.started_by, t.ended_by, (t.started_at - START) / 1000, t.wall_ms / 1000])
const approvals = ({ actions }: FileRead) => actions.map((a) => [a.call, a.status, a.approval])

describe('turns of a rollout', () => {
  it('run from where they are said to begin to where they are said to end', async () => {
    const found = await read([
      ...[meta(0), started(10, 'T1'), typed(12), said(20), done(21, 'T1', { duration_ms: 11_000 })],
      ...[started(30, 'T2'), typed(31), call(32, 'c1'), output(40, 'c1')],
      ...[started(50, 'T3'), typed(51), said(52), event(53, 'turn_aborted', { turn_id: 'T3', reason: 'replaced' })],
      ...[started(60, 'T4'), event(61, 'context_compacted'), done(62, 'T4')],
      ...[started(70, 'T5'), typed(71), said(75)],
    ])
    expect(turns(found)).toEqual([
      ['T1', 'prompt', 'completed', 10, 11],
      // Nothing says how it ended: the program was killed.
      ['T2', 'prompt', 'unknown', 30, 10],
      ['T3', 'prompt', 'unknown', 50, 3],
      // Of T4 there is nothing to see; T5 may still run.
      ['T5', 'prompt', 'unknown', 70, 5],
    ])
    expect(found.turns.map((t) => t.censored)).toEqual([false, false, false, true])
    expect(found.turns.map((t) => t.reported_ms)).toEqual([11_000, null, null, null])
  })

  it('end failed where an error was the last that happened, and at the limit of what was paid for', async () => {
    const error = (at: number, info: unknown) => event(at, 'error', { message: 'x', codex_error_info: info })
    const found = await read([
      ...[meta(0), started(1, 'T1'), typed(2), said(3), error(4, 'other'), done(5, 'T1')],
      ...[started(6, 'T2'), typed(7), said(8), error(9, 'usage_limit_exceeded'), done(10, 'T2')],
      ...[started(11, 'T3'), typed(12), error(13, 'other'), said(14), done(15, 'T3')],
      ...[
        started(16, 'T4'),
        typed(17),
        said(18),
        event(19, 'turn_aborted', { turn_id: 'T4', reason: 'budget_limited' }),
      ],
    ])
    expect(found.turns.map((t) => t.ended_by)).toEqual(['failed', 'limit', 'completed', 'limit'])
  })

  it('end asked where a plan is put to the human, who answers with the next message', async () => {
    const plan = { collaboration_mode: { mode: 'plan' }, approval_policy: 'on-request' }
    const found = await read([
      ...[meta(0), started(1, 'T1'), context(1, plan), typed(2), said(3, '<proposed_plan>\n1. x\n</proposed_plan>')],
      ...[done(4, 'T1'), started(60, 'T2'), typed(61, 'Go on.'), said(62), done(63, 'T2')],
    ])
    expect(turns(found)).toEqual([
      ['T1', 'prompt', 'asked', 1, 3],
      ['T2', 'answer', 'completed', 60, 3],
    ])
    expect(found.turns.map((t) => [t.root, t.mode])).toEqual([
      ['T1', 'plan'],
      ['T1', 'plan'],
    ])
    expect(found.touches.map((t) => t.kind)).toEqual(['prompt', 'answer'])
    expect(found.turns.map((t) => t.did)).toEqual(['stop-approval', 'completed'])
  })

  it('are a program’s where a program started it', async () => {
    for (const who of [
      { originator: 'codex_exec', source: 'exec' },
      { originator: 'codex_sdk_ts', source: 'exec' },
    ]) {
      const found = await read([meta(0, who), started(1, 'T1'), typed(2), said(3), done(4, 'T1')])
      expect(found.sessions).toMatchObject([{ interactive: 'no' }])
      expect(turns(found)).toEqual([['T1', 'program', 'completed', 1, 3]])
      expect(found.touches).toEqual([])
    }
  })

  it('are told from messages in rollouts of older versions', async () => {
    const message = (role: string, text: string) => ({ type: 'message', role, content: [{ type: 'input_text', text }] })
    const found = await read([
      { id: 'old', timestamp: iso(0), instructions: null, git: null },
      { record_type: 'state' },
      message('user', '<environment_context>\n</environment_context>'),
      message('user', 'Do it.'),
      { type: 'function_call', id: null, call_id: 'c1', name: 'shell', arguments: '{"command":["ls"]}' },
      {
        type: 'function_call_output',
        call_id: 'c1',
        output: '{"output":"no","metadata":{"exit_code":2,"duration_seconds":0.1}}',
      },
      message('assistant', 'Done.'),
      message('user', 'And that.'),
    ])
    expect(found.sessions).toMatchObject([{ session: 'old', first_at: START, records: 8 }])
    expect(found.turns.map((t) => [t.started_by, t.ended_by])).toEqual([
      ['prompt', 'completed'],
      ['prompt', 'unknown'],
    ])
    expect(approvals(found)).toEqual([['c1', 'error', 'unknown']])
    expect(found.counts).toMatchObject({ unreadable: 0, unknown: {}, untimed: 7 })
  })
})

describe('approvals in a rollout', () => {
  it('are known where a policy asks nobody, or only for what leaves the sandbox', async () => {
    const of = async (more: Json) => {
      const found = await read([
        ...[meta(0), started(1, 'T1'), context(1, more), typed(2)],
        ...[call(3, 'inside'), call(4, 'leaves', { cmd: 'x', sandbox_permissions: 'require_escalated' })],
        ...[call(5, 'patch', {}, 'apply_patch'), call(6, 'plan', {}, 'update_plan')],
      ])
      return [found.turns[0]!.mode, ...found.actions.map((a) => a.approval)]
    }
    const sandbox_policy = { type: 'workspace-write' }
    const none = { type: 'danger-full-access' }
    expect(await of({ approval_policy: 'never', sandbox_policy })).toEqual([
      ...['bypassPermissions', 'bypass', 'bypass', 'bypass', 'not-needed'],
    ])
    expect(await of({ approval_policy: 'on-request', sandbox_policy })).toEqual([
      ...['default', 'rules', 'unknown', 'unknown', 'not-needed'],
    ])
    expect(
      await of({ approval_policy: 'on-request', sandbox_policy, approvals_reviewer: 'guardian_subagent' }),
    ).toEqual([...['auto', 'rules', 'classifier', 'unknown', 'not-needed']])
    for (const approval_policy of ['untrusted', 'on-failure', { granular: {} }])
      expect(await of({ approval_policy, sandbox_policy })).toEqual([
        ...['default', 'unknown', 'unknown', 'unknown', 'not-needed'],
      ])
    expect(await of({ approval_policy: 'on-request', sandbox_policy: none })).toEqual([
      ...['default', 'unknown', 'unknown', 'unknown', 'not-needed'],
    ])
    expect(await of({})).toEqual([null, 'unknown', 'unknown', 'unknown', 'not-needed'])
  })

  it('are exact where a version keeps its questions, and the wait for an answer is no work', async () => {
    const found = await read([
      ...[meta(0), started(0, 'T1'), context(0, { approval_policy: 'untrusted' }), typed(0)],
      ...[call(10, 'yes'), event(11, 'exec_approval_request', { call_id: 'yes' })],
      ...[event(71, 'exec_command_begin', { call_id: 'yes' }), output(80, 'yes')],
      ...[call(81, 'no'), event(81, 'exec_approval_request', { call_id: 'no' })],
      ...[event(91, 'exec_command_end', { call_id: 'no', status: 'declined' }), output(91, 'no', 'x'), said(92)],
      done(92, 'T1'),
    ])
    expect(approvals(found)).toEqual([
      ['yes', 'ok', 'approved'],
      ['no', 'rejected', 'rejected'],
    ])
    expect(found.touches.map((t) => [t.kind, (t.touched_at - START) / 1000])).toEqual([
      ['prompt', 0],
      ['approval', 71],
      ['rejection', 91],
    ])
    // 92 s, of which 60 and 10 were waits.
    expect(found.turns.map((t) => [t.wall_ms, t.work5_ms])).toEqual([[92_000, 22_000]])
  })

  it('are refusals where the output says so, and interrupts where nothing comes after one', async () => {
    const found = await read([
      ...[meta(0), started(1, 'T1'), typed(2), call(3, 'a'), output(4, 'a', 'exec command rejected by user'), said(5)],
      ...[done(6, 'T1'), started(7, 'T2'), typed(8), call(9, 'b'), output(10, 'b', 'patch rejected by user')],
      ...[event(11, 'turn_aborted', { turn_id: 'T2', reason: 'interrupted' })],
      ...[started(12, 'T3'), typed(13), call(14, 'c'), output(15, 'c', 'aborted by user after 1.0s')],
      ...[event(16, 'turn_aborted', { turn_id: 'T3', reason: 'interrupted' })],
    ])
    expect(approvals(found)).toEqual([
      ['a', 'rejected', 'rejected'],
      ['b', 'rejected', 'rejected'],
      ['c', 'error', 'unknown'],
    ])
    expect(found.turns.map((t) => [t.ended_by, t.interrupt_kind])).toEqual([
      ['completed', null],
      ['interrupted', 'prompt'],
      ['interrupted', 'working'],
    ])
    expect(found.touches.map((t) => [t.turn, t.kind]).filter(([, kind]) => kind !== 'prompt')).toEqual([
      ['T1', 'rejection'],
      ['T2', 'interrupt'],
      ['T3', 'interrupt'],
    ])
  })
})

describe('subagents and copies', () => {
  const spawned = (more: Json) => ({
    source: { subagent: { thread_spawn: { parent_thread_id: 'S', depth: 1 } } },
    ...more,
  })

  it('lie in the session of the thread that started them', async () => {
    const parent = await read([
      ...[meta(0), started(1, 'T1'), typed(2), call(3, 'c1', { message: 'Look.' }, 'spawn_agent')],
      ...[output(4, 'c1', '{"agent_id":"A","nickname":"x"}'), said(9), done(10, 'T1')],
    ])
    expect(parent.actions).toMatchObject([{ call: 'c1', spawned: 'A', approval: 'not-needed' }])
    const child = await read([
      ...[meta(4, spawned({ id: 'A' })), started(4, 'T9'), context(4, { approval_policy: 'never' }), typed(4, 'Look.')],
      ...[call(5, 'c2'), output(6, 'c2'), item(6, 'function_call', { call_id: 'c3', name: 'exec_command' })],
      ...[
        event(7, 'token_count', {
          info: { total_token_usage: { input_tokens: 9, cached_input_tokens: 4, output_tokens: 2 } },
        }),
      ],
      ...[said(8), done(8, 'T9')],
    ])
    expect(child.sessions).toMatchObject([{ session: 'S', main: false, interactive: 'unknown' }])
    expect([child.turns, child.touches]).toEqual([[], []])
    expect(child.agents).toMatchObject([
      {
        session: 'S',
        subagent: 'A',
        spawn: null,
        started_at: START + 4_000,
        ended_at: START + 8_000,
        tokens_in: 5,
        tokens_out: 2,
      },
    ])
    expect(child.actions).toMatchObject([
      { session: 'S', subagent: 'A', call: 'c2', turn: null, status: 'ok', approval: 'bypass' },
      { session: 'S', subagent: 'A', call: 'c3', turn: null, status: 'pending', approval: 'bypass' },
    ])
  })

  it('belong to the first thread of all, where a newer version names it', async () => {
    const deep = meta(4, { ...spawned({ id: 'B' }), session_id: 'ROOT' })
    const found = await read([deep, started(5, 'T1'), typed(5), call(6, 'c1')])
    expect(found.sessions).toMatchObject([{ session: 'ROOT', main: false }])
    expect(found.actions).toMatchObject([{ subagent: 'B', approval: 'inherit' }])
  })

  it('keep the names and times of what they copy, so that it is counted once', async () => {
    const first = [started(10, 'T1'), typed(11), call(12, 'c1'), output(15, 'c1'), said(16), done(17, 'T1')]
    const original = await read([meta(0), ...first])
    // The copy is written at once, when the other thread is made of it.
    const copy = first.map((one) => ({ ...one, timestamp: iso(1000) }))
    const fork = await read([
      meta(1000, { id: 'F', forked_from_id: 'S' }),
      ...copy,
      ...[started(1010, 'T2'), typed(1011), said(1012), done(1013, 'T2')],
    ])
    expect(turns(fork)).toEqual([
      ['T1', 'prompt', 'completed', 10, 7],
      ['T2', 'prompt', 'completed', 1010, 3],
    ])
    const names = ({ turns, touches }: FileRead) => [turns[0]!.turn, touches[0]!.touch]
    expect(names(fork)).toEqual(names(original))
    // Times of the copy are whole seconds, so the original is never the one that ends earlier.
    expect(fork.turns[0]!.ended_at).toBeLessThanOrEqual(original.turns[0]!.ended_at)
    // What a subagent is given of its parent's thread is the parent's.
    const child = await read([
      meta(1000, { ...spawned({ id: 'A' }), forked_from_id: 'S' }),
      ...copy,
      started(1010, 'T3'),
      typed(1010),
      call(1011, 'c9'),
    ])
    expect(child.actions.map((a) => a.call)).toEqual(['c9'])
  })
})

describe('what a rollout holds besides', () => {
  it('counts calls of one id that are not the same, and none twice', async () => {
    const one = call(3, 'c1')
    const found = await read([meta(0), typed(1), one, one, call(4, 'c1', { cmd: 'pwd' }), output(5, 'c1')])
    expect(found.actions.map((a) => [a.call, a.action, a.status])).toEqual([
      ['c1', 'S/c1', 'pending'],
      ['c1', 'S/c1#2', 'ok'],
    ])
    expect(found.counts.duplicates).toBe(1)
  })

  it('names calls without an id by their place, and tools with their server', async () => {
    const found = await read([
      ...[meta(0), typed(1), item(2, 'web_search_call', { status: 'completed', action: {} })],
      ...[
        event(3, 'web_search_end', { call_id: 'ws_1' }),
        item(3, 'web_search_call', { status: 'failed', action: {} }),
      ],
      item(4, 'function_call', { call_id: 'c1', name: 'ask', namespace: 'mcp__wiki', arguments: '{}' }),
      item(5, 'function_call', { call_id: 'c2', name: '_fetch', namespace: 'mcp__apps__hub', arguments: '{}' }),
      event(6, 'mcp_tool_call_end', { call_id: 'c2', result: { Err: 'no' } }),
      output(6, 'c2', 'no'),
    ])
    expect(found.actions.map((a) => [a.call, a.tool, a.status])).toEqual([
      ['step0', 'web_search', 'ok'],
      ['ws_1', 'web_search', 'error'],
      ['c1', 'mcp__wiki__ask', 'pending'],
      ['c2', 'mcp__apps__hub_fetch', 'error'],
    ])
  })

  it('takes its session from its name where its head is gone', async () => {
    const id = '019d6000-1111-7000-8000-00000000000a'
    const found = await read([typed(1), said(2)], `rollout-2026-04-07T09-00-00-${id}.jsonl`)
    expect(found.sessions).toMatchObject([{ session: id, interactive: 'unknown' }])
  })
})
