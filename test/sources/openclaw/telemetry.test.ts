import { describe, expect, it } from 'vitest'
import type { FileRead } from '../../../src/model/index.js'
import { openclaw } from '../../../src/sources/openclaw/index.js'
import { readBytes } from '../read-bytes.js'

type Json = Record<string, unknown>

const START = 1_773_000_000_000
const MAIN = 'agent:main:main'
const SUB = 'agent:main:subagent:one'

const record = (at: number, type: string, more: Json = {}) => ({
  type,
  sessionKey: MAIN,
  ts: START + at,
  seq: at,
  ...more,
})
const written = (at: number, content = 'Hello.') => record(at, 'message.in', { channel: 'telegram', content })
const start = (at: number, prompt: string, more: Json = {}) => record(at, 'agent.start', { prompt, ...more })
const end = (at: number, more: Json = {}) => record(at, 'agent.end', { success: true, ...more })
const call = (at: number, more: Json = {}) => record(at, 'tool.start', { toolName: 'exec', params: {}, ...more })
const done = (at: number, more: Json = {}) => record(at, 'tool.end', { toolName: 'exec', success: true, ...more })
const said = (at: number, content = 'Yes.') => record(at, 'message.sending', { channel: 'telegram', content })

const read = (records: readonly object[]): Promise<FileRead> =>
  readBytes(openclaw, records.map((one) => JSON.stringify(one)).join('\n'), 'log.jsonl')
const turns = ({ turns }: FileRead) =>
  turns.map((t) => [t.started_by, t.ended_by, t.started_at - START, t.wall_ms, t.censored])
const ofCalls = ({ actions }: FileRead) => actions.map((a) => [a.call, a.status, a.subagent])

describe('runs', () => {
  it('are begun by whom their prompt shows', async () => {
    const found = await read([
      ...[written(0), start(1, 'Hello.'), start(2, 'Hello.', { messages: [] }), said(3), end(4)],
      ...[start(10, '[Inter-session message] isUser=false'), said(11), end(12)],
      ...[start(20, '[Fri 2026-03-06 13:08 PST] Read HEARTBEAT.md if it exists'), end(21)],
      ...[start(30, 'Look.', { trigger: 'cron' }), end(31)],
      ...[start(40, 'Look.'), end(41, { success: false })],
      ...[start(50, 'Look again.'), start(60, 'And again.'), call(61)],
    ])
    expect(turns(found)).toEqual([
      ['prompt', 'completed', 0, 4, false],
      ['notification', 'completed', 10, 2, false],
      ['schedule', 'completed', 20, 1, false],
      ['schedule', 'completed', 30, 1, false],
      ['prompt', 'failed', 40, 1, false],
      // Nothing shows what was answered.
      ['prompt', 'unknown', 50, 0, false],
      ['prompt', 'unknown', 60, 1, true],
    ])
    expect(found.touches.map((t) => t.kind)).toEqual(['prompt', 'prompt', 'prompt', 'prompt'])
  })

  it('leave a message that was not taken up yet to wait', async () => {
    const found = await read([start(0, 'Look.'), end(1), written(2)])
    expect(turns(found).at(-1)).toEqual(['prompt', 'unknown', 2, 0, true])
  })

  it('have no times where records bear none, and then lose none that look alike', async () => {
    const bare = ({ ts: _ts, seq: _seq, ...one }: Json) => one
    const same = [call(2), done(3), call(4), done(5)].map(bare)
    const found = await read([{ ...bare(written(0)), timestamp: START }, bare(start(1, 'Hello.')), ...same])
    expect(ofCalls(found).map(([, status]) => status)).toEqual(['ok', 'ok'])
    expect(found.sessions[0]).toMatchObject({ first_at: null, last_at: null, interactive: 'yes' })
    expect(found.counts).toMatchObject({ untimed: 6, duplicates: 0 })
  })
})

describe('calls', () => {
  it('have results by their ids, else by tool and session', async () => {
    const found = await read([
      ...[
        start(0, 'Look.'),
        call(1, { toolCallId: 'a' }),
        call(2, { toolCallId: 'b' }),
        done(3, { toolCallId: 'b', error: 'no' }),
      ],
      ...[
        call(4),
        call(5, { toolName: 'read' }),
        done(6, { toolName: 'read' }),
        done(7, { sessionKey: 'agent:main:direct:x' }),
      ],
    ])
    expect(ofCalls(found)).toEqual([
      ['line1', 'pending', null],
      ['line2', 'error', null],
      ['line4', 'pending', null],
      ['line5', 'ok', null],
    ])
  })

  it('of subagents are theirs, and a subagent belongs to the call whose task it was given', async () => {
    const found = await read([
      ...[start(0, 'Look.'), call(1, { toolName: 'sessions_spawn', params: { task: 'Read this.' } })],
      ...[call(2, { toolName: 'sessions_spawn', params: { task: 'Read that.' } })],
      ...[start(3, '[Subagent Task]\n\nRead that.', { sessionKey: SUB }), call(4, { sessionKey: SUB })],
    ])
    expect(ofCalls(found)).toEqual([
      ['line1', 'pending', null],
      ['line2', 'pending', null],
      ['line4', 'pending', 'one'],
    ])
    expect(found.agents.map((a) => [a.subagent, a.spawn])).toEqual([['one', 'line2']])
  })

  it('of groups and scheduled jobs are of sessions of their own', async () => {
    const keys = [
      MAIN,
      'agent:main:telegram:default:direct:x',
      'agent:main:telegram:group:7',
      'agent:main:cron:9',
      'agent:work:main',
    ]
    const found = await read(keys.map((sessionKey, i) => call(i, { sessionKey })))
    expect(new Set(found.actions.map((a) => a.session)).size).toBe(4)
    expect(found.sessions).toHaveLength(4)
  })
})

it('counts records that it does not know, and one once that is there twice', async () => {
  const found = await read([start(0, 'Look.'), call(1), call(1), record(2, 'hologram'), record(3, 'toString')])
  expect(found.counts).toMatchObject({ records: 5, duplicates: 1, unknown: { hologram: 1, toString: 1 } })
  expect(found.actions).toHaveLength(1)
})
