import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FORGET } from '../../../src/facets/index.js'
import { factOfEvent } from '../../../src/sources/claude-code-otel/events.js'
import { claudeCodeOtel, type TelemetryFact } from '../../../src/sources/claude-code-otel/index.js'
import { keptTelemetry } from '../../../src/sources/collected/telemetry.js'
import { plainly, readBytes } from '../read-bytes.js'

const START = Date.UTC(2026, 5, 1, 10)
const S = 'session-1'

type Attributes = Record<string, string | number | boolean>
const values = (of: Attributes) =>
  Object.entries(of).map(([key, value]) => ({
    key,
    value: typeof value === 'boolean' ? { boolValue: value } : { stringValue: String(value) },
  }))
const nanos = (seconds: number) => `${START + Math.round(seconds * 1000)}000000`

const event = (at: number, name: string, more: Attributes = {}) => ({
  timeUnixNano: nanos(at),
  body: { stringValue: `claude_code.${name}` },
  attributes: values({ 'session.id': S, ...more }),
})
const span = (id: string, from: number, to: number, name: string, more: Attributes = {}, parent?: string) => ({
  ...{ spanId: id, traceId: 't1', name: `claude_code.${name}`, parentSpanId: parent },
  ...{ startTimeUnixNano: nanos(from), endTimeUnixNano: nanos(to) },
  attributes: values({ 'session.id': S, ...more }),
})
const resource = { attributes: values({ 'service.name': 'claude-code', 'service.version': '2.1.0' }) }
const logs = (...logRecords: object[]) => ({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] })
const traces = (...spans: object[]) => ({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] })
const metrics = { resourceMetrics: [{ resource, scopeMetrics: [] }] }

const read = (requests: readonly object[], name = 'otel.jsonl') =>
  readBytes(
    claudeCodeOtel,
    name.endsWith('.json') ? JSON.stringify(requests) : requests.map((one) => JSON.stringify(one)).join('\n'),
    name,
  )
const shown = (rows: readonly object[], ...names: string[]) =>
  rows.map((row) => names.map((name) => (row as Record<string, unknown>)[name]))
const seconds = (ms: number | null) => (ms === null ? null : (ms - START) / 1000)

describe('telemetry of Claude Code', () => {
  it('counts metrics, and takes nothing from them', async () => {
    const found = await read([
      metrics,
      logs(event(0, 'user_prompt', { 'prompt.id': 'p' }), event(4, 'api_request')),
      metrics,
    ])
    expect(found.counts).toMatchObject({ records: 4, unknown: { metrics: 2 } })
    expect(shown(found.turns, 'turn', 'wall_ms', 'ended_by')).toEqual([['p', 4000, 'completed']])
    const head = Buffer.from(JSON.stringify(metrics))
    expect(claudeCodeOtel.recognises('m.jsonl', head)).toBe(true)
  })

  it('is the same in one document as on lines', async () => {
    const requests = [
      logs(event(0, 'user_prompt'), event(2, 'api_request')),
      logs(event(9, 'user_prompt'), event(12, 'api_request')),
    ]
    const [document, lines] = [await read(requests, 'otel.json'), await read(requests)]
    expect(shown(document.turns, 'turn', 'started_at', 'ended_at')).toEqual(
      shown(lines.turns, 'turn', 'started_at', 'ended_at'),
    )
    expect(document.turns).toHaveLength(2)
  })

  it('holds decisions and results without ids together, as older versions wrote them', async () => {
    const call = (tool_name: string, more: Attributes) => ({ tool_name, ...more })
    const found = await read([
      logs(
        event(0, 'user_prompt'),
        event(1, 'tool_decision', call('Bash', { decision: 'accept', source: 'user_permanent' })),
        event(2, 'tool_decision', call('Bash', { decision: 'accept', source: 'hook' })),
        event(3, 'tool_result', call('Bash', { success: 'false', duration_ms: '2000' })),
        event(5, 'tool_result', call('Bash', { success: true, duration_ms: '3000' })),
        event(
          9,
          'tool_result',
          call('Edit', { success: 'true', duration_ms: '1000', decision: 'accept', source: 'config' }),
        ),
      ),
    ])
    expect(shown(found.actions, 'call', 'tool', 'status', 'approval')).toEqual([
      ['step0', 'Bash', 'error', 'approved'],
      ['step1', 'Bash', 'ok', 'rules'],
      ['step2', 'Edit', 'ok', 'rules'],
    ])
    expect(found.actions.map(({ started_at, ended_at }) => [seconds(started_at), seconds(ended_at)])).toEqual([
      [1, 3],
      [2, 5],
      [8, 9],
    ])
  })

  it('tells turns, waits and subagents by traces alone', async () => {
    const found = await read([
      traces(
        span('wait', 2, 8, 'tool.blocked_on_user', { decision: 'accept', source: 'user_temporary' }, 'task'),
        span('inner', 10, 12, 'tool', { tool_name: 'Bash', tool_use_id: 'b', agent_id: 'helper' }, 'task'),
        span('task', 1, 20, 'tool', { tool_name: 'mcp__x__y', tool_use_id: 'a' }, 'turn'),
        span('turn', 0, 30, 'interaction', { user_prompt: 'go' }),
      ),
    ])
    expect(shown(found.turns, 'turn', 'started_by', 'wall_ms', 'work5_ms')).toEqual([
      ['turn', 'prompt', 30_000, 24_000],
    ])
    expect(shown(found.actions, 'call', 'subagent', 'approval')).toEqual([
      ['a', null, 'approved'],
      ['b', 'helper', 'inherit'],
    ])
    expect(shown(found.agents, 'subagent', 'spawn')).toEqual([['helper', 'a']])
  })

  it('begins a turn where the prompt was not logged, and takes what is typed meanwhile for steering', async () => {
    const found = await read([
      logs(
        event(0, 'api_request', { 'prompt.id': 'lost' }),
        event(5, 'user_prompt', { 'prompt.id': 'p' }),
        event(6, 'api_request', { 'prompt.id': 'p' }),
        event(7, 'user_prompt', { 'prompt.id': 'p', prompt: 'wait' }),
        event(9, 'api_request', { 'prompt.id': 'p' }),
      ),
    ])
    expect(shown(found.turns, 'turn', 'started_by')).toEqual([
      ['lost', 'unknown'],
      ['p', 'prompt'],
    ])
    expect(shown(found.touches, 'kind')).toEqual([['prompt'], ['steering']])
  })

  it('takes what programs let pass for no human’s word', async () => {
    const sdk = { 'app.entrypoint': 'sdk-ts', 'prompt.id': 'p' }
    const found = await read([
      logs(
        event(0, 'user_prompt', sdk),
        event(1, 'tool_decision', {
          ...sdk,
          tool_name: 'Bash',
          tool_use_id: 'a',
          decision: 'accept',
          source: 'user_temporary',
        }),
        event(2, 'tool_decision', {
          ...sdk,
          tool_name: 'Bash',
          tool_use_id: 'b',
          decision: 'reject',
          source: 'user_reject',
        }),
      ),
    ])
    expect(shown(found.sessions, 'interactive')).toEqual([['no']])
    expect(shown(found.actions, 'approval')).toEqual([['rules'], ['rule-denied']])
    expect(found.touches).toEqual([])
  })

  it('takes answers to questions for answers, and declines for declines', async () => {
    const asks = (id: string, decision: string, source: string) => ({
      tool_name: 'AskUserQuestion',
      tool_use_id: id,
      decision,
      source,
    })
    const found = await read([
      logs(
        event(0, 'user_prompt'),
        event(9, 'tool_decision', asks('a', 'accept', 'user_temporary')),
        event(9, 'tool_result', { tool_name: 'AskUserQuestion', tool_use_id: 'a', success: 'true' }),
        event(12, 'api_request'),
        event(20, 'tool_decision', asks('b', 'reject', 'user_reject')),
      ),
    ])
    expect(shown(found.actions, 'call', 'approval')).toEqual([
      ['a', 'not-needed'],
      ['b', 'declined'],
    ])
    expect(shown(found.turns, 'started_by', 'ended_by')).toEqual([
      ['prompt', 'asked'],
      ['answer', 'asked'],
    ])
  })

  it('names people only where a file names several', async () => {
    const by = (user: string, session: string) => ({ 'user.email': user, 'session.id': session })
    const whose = async (...people: string[]) => {
      const requests = people.map((user) =>
        logs(event(0, 'user_prompt', by(user, `of ${user}`)), event(1, 'api_request', by(user, `of ${user}`))),
      )
      const path = join(dir, 'otel.jsonl')
      writeFileSync(path, requests.map((one) => JSON.stringify(one)).join('\n'))
      const { sessions, others = [] } = await claudeCodeOtel.read(path, null, plainly)
      return [sessions.length, others.map(({ user, sessions }) => [user, sessions.length])]
    }
    const dir = mkdtempSync(join(tmpdir(), 'leeway-otel-'))
    try {
      expect(await whose('ann')).toEqual([1, []])
      expect(await whose('ann', 'bea')).toEqual([
        0,
        [
          ['ann', 1],
          ['bea', 1],
        ],
      ])
    } finally {
      rmSync(dir, { recursive: true })
    }
  })

  it('says of a decision that it does not know who made it', async () => {
    const odd = { tool_name: 'Bash', tool_use_id: 'a', decision: 'accept', source: 'oracle' }
    const found = await read([logs(event(0, 'user_prompt'), event(1, 'tool_decision', odd))])
    expect(found.counts.unknown).toEqual({ 'tool_decision.source': 1 })
    expect(shown(found.actions, 'approval')).toEqual([['unknown']])
  })

  it('has its texts in one place, to be forgotten', () => {
    const attributes = {
      'session.id': S,
      'event.name': 'tool_result',
      tool_name: 'Bash',
      tool_input: '{"command":"marigold"}',
      error: 'marigold',
    }
    const fact = factOfEvent({ name: null, at: START, attributes, resource: {} }, 1) as TelemetryFact
    expect(JSON.stringify(fact)).toContain('marigold')
    const kept = keptTelemetry(fact, null, { conceal: plainly, forget: FORGET })
    expect(JSON.stringify(kept)).not.toContain('marigold')
  })
})
