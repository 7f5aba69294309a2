import { describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { copilotCli } from '../../../src/sources/copilot-cli/index.js'
import { readBytes } from '../read-bytes.js'

const START = Date.UTC(2026, 4, 4, 10)

type Json = Record<string, unknown>

const event = (at: number, type: string, data: Json = {}, more: Json = {}) => ({
  ...{ type, data, id: `${type}@${at}`, timestamp: new Date(START + at * 1000).toISOString() },
  ...more,
})
const start = event(0, 'session.start', { sessionId: 'S', copilotVersion: '1.0.64' })
const typed = (at: number, more: Json = {}) => event(at, 'user.message', { content: 'Do it.', ...more })
const says = (at: number, ...calls: [id: string, name: string][]) => [
  event(at, 'assistant.turn_start'),
  event(at, 'assistant.message', {
    content: 'So.',
    toolRequests: calls.map(([toolCallId, name]) => ({ toolCallId, name, arguments: {} })),
  }),
]
const begins = (at: number, toolCallId: string, toolName = 'bash') =>
  event(at, 'tool.execution_start', { toolCallId, toolName, arguments: { command: 'ls' } })
const ends = (at: number, toolCallId: string, content = '', success = true) =>
  event(at, 'tool.execution_complete', { toolCallId, success, result: { content } })
const over = (at: number) => event(at, 'assistant.turn_end')
const asks = (at: number, toolCallId: string, more: Json = {}) =>
  event(at, 'permission.requested', {
    requestId: `r-${toolCallId}`,
    permissionRequest: { kind: 'shell', toolCallId },
    ...more,
  })
const answers = (at: number, toolCallId: string, result: Json) =>
  event(at, 'permission.completed', { requestId: `r-${toolCallId}`, toolCallId, result })
const allows = (at: number, data: Json) => event(at, 'session.permissions_changed', data)

const read = (...records: object[]): Promise<FileRead> =>
  readBytes(copilotCli, [start, ...records].map((one) => JSON.stringify(one)).join('\n'))
const turns = ({ turns }: FileRead) => turns.map((t) => [t.started_by, t.ended_by, t.wall_ms / 1000])
const approvals = ({ actions }: FileRead) => actions.map((a) => [a.call, a.status, a.approval, a.mode])
const touches = ({ touches }: FileRead) => touches.map((t) => [t.kind, t.about])

describe('turns of a session', () => {
  it('begin with what a person types, a schedule, and what wakes the idle agent', async () => {
    const found = await read(
      ...[typed(1), ...says(2), over(3)],
      ...[typed(10, { delivery: 'queued' }), ...says(12), over(13)],
      ...[typed(20, { source: 'schedule-1' }), ...says(21), over(22)],
      ...[event(30, 'system.notification', { content: 'A shell is done.' }), ...says(35, ['c1', 'bash']), over(36)],
    )
    expect(turns(found)).toEqual([
      ['prompt', 'completed', 1],
      ['queued', 'completed', 2],
      ['schedule', 'completed', 1],
      ['notification', 'unknown', 1],
    ])
    expect(touches(found)).toEqual([
      ['prompt', null],
      ['prompt', null],
    ])
  })

  it('go on when autopilot goes on, something reports to the working agent, or a person says more', async () => {
    const found = await read(
      ...[typed(1), ...says(2, ['c1', 'bash']), begins(3, 'c1')],
      ...[event(4, 'system.notification', { content: 'A shell is done.' }), typed(5, { source: 'skill-pdf' })],
      ...[typed(6, { delivery: 'steering' }), typed(7), ends(8, 'c1'), over(9), ...says(10), over(11)],
      ...[typed(12, { isAutopilotContinuation: true }), ...says(14), over(15)],
    )
    expect(turns(found)).toEqual([['prompt', 'completed', 13]])
    expect(touches(found)).toEqual([
      ['prompt', null],
      ['steering', null],
      ['steering', null],
    ])
  })

  it('end with an error, a limit, an abort, or the program', async () => {
    const error = (at: number, errorType: string) => event(at, 'session.error', { errorType, message: 'x' })
    const found = await read(
      ...[typed(1), ...says(2, ['c1', 'bash']), error(4, 'query')],
      ...[typed(10), ...says(11), error(12, 'quota')],
      ...[typed(20), ...says(21), event(23, 'abort', { reason: 'autopilot_credit_limit' })],
      ...[typed(30), ...says(31, ['c2', 'bash']), event(35, 'abort', { reason: 'user_initiated' })],
      ...[typed(40), ...says(41, ['c3', 'bash']), begins(42, 'c3'), event(50, 'session.shutdown')],
    )
    expect(turns(found)).toEqual([
      ['prompt', 'failed', 3],
      ['prompt', 'limit', 2],
      ['prompt', 'limit', 3],
      ['prompt', 'interrupted', 5],
      ['prompt', 'unknown', 10],
    ])
    expect(found.turns.map((turn) => turn.censored)).toEqual([false, false, false, false, false])
    // What was asked for and never begun is a call all the same.
    expect(found.actions.map(({ call, status }) => [call, status])).toEqual([
      ['c1', 'pending'],
      ['c2', 'pending'],
      ['c3', 'pending'],
    ])
  })

  it('may still go on where the log ends', async () => {
    const found = await read(typed(1), ...says(2, ['c1', 'bash']), begins(3, 'c1'))
    expect(found.turns.map((turn) => [turn.ended_by, turn.censored])).toEqual([['unknown', true]])
  })
})

describe('permissions', () => {
  it('are not known where a log keeps no requests', async () => {
    const found = await read(
      typed(1),
      ...says(2),
      begins(3, 'c1'),
      begins(3, 'c2', 'view'),
      ends(4, 'c1'),
      ends(4, 'c2'),
    )
    expect(approvals(found)).toEqual([
      ['c1', 'ok', 'unknown', null],
      ['c2', 'ok', 'not-needed', null],
    ])
  })

  it('come from a person, a rule or a model, and are refused by them', async () => {
    const judged = { assistedApproval: { recommendation: 'approve' } }
    const found = await read(
      ...[typed(1), ...says(2), begins(3, 'c1'), asks(4, 'c1'), answers(14, 'c1', { kind: 'approved-for-session' })],
      ...[ends(15, 'c1'), begins(16, 'c2'), ends(17, 'c2', '<shellId: 0 completed with exit code 2>')],
      ...[begins(18, 'c3'), asks(19, 'c3'), answers(19, 'c3', { kind: 'denied-by-rules', rules: [] })],
      ...[begins(20, 'c4'), asks(21, 'c4'), answers(25, 'c4', { kind: 'denied-interactively-by-user' }), ...says(26)],
      ...[allows(27, { permissionMode: 'assisted' }), begins(28, 'c5'), asks(28, 'c5', judged)],
      ...[answers(28, 'c5', { kind: 'approved' }), ends(30, 'c5')],
    )
    expect(approvals(found)).toEqual([
      ['c1', 'ok', 'approved', 'default'],
      ['c2', 'error', 'rules', 'default'],
      ['c3', 'denied', 'rule-denied', 'default'],
      ['c4', 'rejected', 'rejected', 'default'],
      ['c5', 'ok', 'classifier', 'auto'],
    ])
    expect(touches(found)).toEqual([
      ['prompt', null],
      ['approval', 'action'],
      ['rejection', 'action'],
    ])
    // Of 29 s, 10 and 4 went by while a person was asked.
    expect(found.turns.map((turn) => [turn.wall_ms, turn.work5_ms])).toEqual([[29_000, 15_000]])
  })

  it('that are refused with a stop, or aborted, end the turn at the prompt', async () => {
    const found = await read(
      ...[typed(1), ...says(2), begins(3, 'c1'), asks(4, 'c1')],
      ...[answers(6, 'c1', { kind: 'denied-interactively-by-user', forceReject: true }), over(7)],
      ...[typed(10), ...says(11), begins(12, 'c2'), asks(13, 'c2'), event(15, 'abort', { reason: 'user_initiated' })],
    )
    expect(found.turns.map((turn) => [turn.ended_by, turn.interrupt_kind])).toEqual([
      ['interrupted', 'prompt'],
      ['interrupted', 'prompt'],
    ])
  })

  it('are none of the agent where a person runs a command', async () => {
    const found = await read(
      ...[event(1, 'tool.user_requested', { toolCallId: 'u1', toolName: 'bash' }), begins(2, 'u1'), ends(3, 'u1')],
      ...[typed(4), ...says(5), over(6)],
    )
    expect(found.actions).toEqual([])
  })
})

describe('questions and plans', () => {
  it('end a turn, and are answered or turned down', async () => {
    const found = await read(
      ...[typed(1), ...says(2, ['q1', 'ask_user']), begins(3, 'q1', 'ask_user'), ends(60, 'q1', 'User responded: yes')],
      ...[...says(62, ['p1', 'exit_plan_mode']), begins(63, 'p1', 'exit_plan_mode')],
      ...[ends(90, 'p1', 'Plan not approved by user.', false), over(91)],
    )
    expect(turns(found)).toEqual([
      ['prompt', 'asked', 2],
      ['answer', 'asked', 3],
    ])
    expect(touches(found)).toEqual([
      ['prompt', null],
      ['answer', 'question'],
      ['rejection', 'plan'],
    ])
    expect(found.actions.map((action) => action.approval)).toEqual(['not-needed', 'declined'])
  })
})
