import { describe, expect, it } from 'vitest'
import { SOURCES } from '../../../src/sources/index.js'
import { readBytes } from '../read-bytes.js'

const START = 1_771_000_000_000
const iso = (second: number) => new Date(START + second * 1_000).toISOString()
const nanos = (second: number) => `${START + second * 1_000}000000`
const TRACE = '0af7651916cd43dd8448eb211c80319c'
const [ROOT, TOOL] = ['b7ad6b7169203331', 'b7ad6b7169203332']

const genai = [
  { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.conversation.id': 'S' },
  { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'look', 'gen_ai.tool.call.id': 'c1' },
] as const
const inference = [
  { 'openinference.span.kind': 'AGENT', 'session.id': 'S' },
  { 'openinference.span.kind': 'TOOL', 'tool.name': 'look', 'tool_call.id': 'c1' },
] as const

const pairs = (attributes: object) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: value } }))
const times = [
  [0, 9],
  [1, 3],
] as const
const ids = [ROOT, TOOL]

/** An agent with a tool, as somebody writes their spans. */
type Shape = (attributes: readonly [object, object]) => unknown
const both = (attributes: readonly [object, object], one: (attributes: object, n: 0 | 1) => object) => [
  one(attributes[0], 0),
  one(attributes[1], 1),
]

const SHAPES: Record<string, Shape> = {
  'an export request': (all) => ({
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: both(all, (attributes, n) => ({
              ...{ traceId: TRACE, spanId: ids[n], name: 'n', attributes: pairs(attributes) },
              ...{ startTimeUnixNano: nanos(times[n][0]), endTimeUnixNano: nanos(times[n][1]) },
              ...(n === 1 ? { parentSpanId: ROOT } : {}),
            })),
          },
        ],
      },
    ],
  }),
  'spans of a library': (all) =>
    both(all, (attributes, n) => ({
      ...{ spanContext: { traceId: TRACE, spanId: ids[n] }, parentSpanContext: n === 1 ? { spanId: ROOT } : undefined },
      ...{ startTime: [START / 1_000 + times[n][0], 0], endTime: [START / 1_000 + times[n][1], 0], attributes },
    })),
  'a console exporter of Python': (all) =>
    both(all, (attributes, n) => ({
      ...{ name: 'n', context: { trace_id: `0x${TRACE}`, span_id: `0x${ids[n]}`, trace_state: '[]' } },
      ...{ parent_id: n === 1 ? `0x${ROOT}` : null, start_time: iso(times[n][0]), end_time: iso(times[n][1]) },
      ...{ status: { status_code: 'UNSET' }, attributes, events: [], resource: { attributes: {} } },
    })),
  'a console exporter of JavaScript': (all) =>
    both(all, (attributes, n) => ({
      ...{ traceId: TRACE, parentId: n === 1 ? ROOT : undefined, name: 'n', id: ids[n], kind: 0 },
      ...{ timestamp: (START + times[n][0] * 1_000) * 1_000, duration: (times[n][1] - times[n][0]) * 1e6 },
      ...{ attributes, status: { code: 0 }, events: [] },
    })),
  'columns of Phoenix': (all) =>
    both(all, (attributes, n) => ({
      ...{ 'context.trace_id': TRACE, 'context.span_id': ids[n], parent_id: n === 1 ? ROOT : null, name: 'n' },
      ...{ start_time: START + times[n][0] * 1_000, end_time: START + times[n][1] * 1_000, status_code: 'OK' },
      ...Object.fromEntries(Object.entries(attributes).map(([key, value]) => [`attributes.${key}`, value])),
    })),
  'an answer of Phoenix': (all) => ({
    data: both(all, (attributes, n) => ({
      ...{ id: `${n}`, context: { trace_id: TRACE, span_id: ids[n] }, parent_id: n === 1 ? ROOT : null },
      ...{ start_time: iso(times[n][0]), end_time: iso(times[n][1]), attributes },
    })),
    next_cursor: null,
  }),
  'an export of Jaeger': (all) => ({
    data: [
      {
        traceID: TRACE,
        spans: both(all, (attributes, n) => ({
          ...{ traceID: TRACE, spanID: ids[n], operationName: 'n', startTime: (START + times[n][0] * 1_000) * 1_000 },
          ...{ references: n === 1 ? [{ refType: 'CHILD_OF', traceID: TRACE, spanID: ROOT }] : [] },
          ...{ duration: (times[n][1] - times[n][0]) * 1e6 },
          tags: Object.entries(attributes).map(([key, value]) => ({ key, type: 'string', value })),
        })),
      },
    ],
  }),
  'spans by name': (all) => {
    const [agent, tool] = both(all, (attributes, n) => ({
      ...{ traceId: TRACE, spanId: ids[n], parentSpanId: n === 1 ? ROOT : null, attributes },
      ...{ startTime: nanos(times[n][0]), endTime: nanos(times[n][1]) },
    }))
    return { agents: [agent], tools: [tool] }
  },
}

const sourcesOf = (name: string, text: string) =>
  SOURCES.filter((source) => source.named(name) && source.recognises(name, Buffer.from(text)))

describe.each(Object.entries(SHAPES))('spans as %s', (_name, shape) => {
  it.each([
    ['otel-genai', genai],
    ['openinference', inference],
  ] as const)('are read by %s', async (id, attributes) => {
    const value = shape(attributes)
    const lines = Array.isArray(value) ? value.map((one) => JSON.stringify(one)).join('\n') : JSON.stringify(value)
    for (const [name, text] of [
      ['spans.json', JSON.stringify(value)],
      ['spans.json', JSON.stringify(value, null, 2)],
      ['spans.jsonl', lines],
    ] as const) {
      const sources = sourcesOf(name, text)
      expect(sources.map((source) => source.id)).toEqual([id])
      const { turns, actions, counts } = await readBytes(sources[0]!, text, name)
      expect(turns.map((t) => [t.session, t.turn, t.ended_by, t.started_at, t.wall_ms])).toEqual([
        ['S', `${TRACE}/${ROOT}`, 'completed', START, 9_000],
      ])
      expect(actions.map((a) => [a.call, a.tool, a.status, a.started_at, a.ended_at])).toEqual([
        ['c1', 'look', 'ok', START + 1_000, START + 3_000],
      ])
      expect(counts).toMatchObject({ records: 2, unreadable: 0, unknown: {}, untimed: 0 })
    }
  })
})

describe('files of spans', () => {
  const one = (attributes: object, service = 'shop') => ({
    resourceSpans: [
      {
        resource: { attributes: pairs({ 'service.name': service }) },
        scopeSpans: [{ spans: [{ traceId: TRACE, spanId: ROOT, name: 'n', attributes: pairs(attributes) }] }],
      },
    ],
  })
  const ids = (text: string) => sourcesOf('spans.json', text).map(({ id }) => id)

  it('are of the convention whose attributes come first', () => {
    const lines = (...all: object[]) => all.map((value) => JSON.stringify(value)).join('\n')
    expect(ids(lines(one({ 'http.route': '/' }), one(genai[0]), one(inference[0])))).toEqual(['otel-genai'])
    expect(ids(lines(one({ 'http.route': '/' }), one(inference[0]), one(genai[0])))).toEqual(['openinference'])
  })

  it('of nothing but other programs, or of Claude Code, are not taken', async () => {
    expect(ids(JSON.stringify(one({ 'http.route': '/' })))).toEqual([])
    const own = one({ 'gen_ai.request.model': 'm', 'session.id': 'S' }, 'claude-code')
    expect(ids(JSON.stringify(own))).not.toContain('otel-genai')
    const mixed = [one(genai[0]), own].map((value) => JSON.stringify(value)).join('\n')
    const { counts, turns } = await readBytes(sourcesOf('spans.json', mixed)[0]!, mixed, 'spans.json')
    expect(turns).toHaveLength(1)
    expect(counts).toMatchObject({ records: 2, unknown: { 'claude_code telemetry': 1 } })
  })

  it('count what they do not know by names, and never by words', async () => {
    const log = (body: string) => ({ body: { stringValue: body } })
    const lines = [
      one(genai[0]),
      one({ 'gen_ai.operation.name': 'sing' }),
      one({ 'gen_ai.operation.name': 'the secret of somebody' }),
      { resourceLogs: [{ scopeLogs: [{ logRecords: [log('checkout.paid'), log('somebody paid a secret')] }] }] },
      { type: 'metric', descriptor: {} },
    ]
    const text = lines.map((value) => JSON.stringify(value)).join('\n')
    const { counts } = await readBytes(sourcesOf('spans.jsonl', text)[0]!, text, 'spans.jsonl')
    expect(counts).toMatchObject({ records: 6, unreadable: 0 })
    expect(counts.unknown).toMatchObject({
      ...{ 'span sing': 1, span: 1, 'log record checkout.paid': 1, 'log record': 1, 'record metric': 1 },
    })
    expect(JSON.stringify(counts)).not.toContain('secret')
  })

  it('are told by what comes far behind spans of other programs', async () => {
    const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs')
    const { tmpdir } = await import('node:os')
    const { join } = await import('node:path')
    const dir = mkdtempSync(join(tmpdir(), 'leeway-far-'))
    try {
      const path = join(dir, 'spans.jsonl')
      const line = `${JSON.stringify(one({ 'http.route': '/'.repeat(200) }))}\n`
      const text = line.repeat(1_000) + JSON.stringify(one(inference[0]))
      writeFileSync(path, text)
      const head = Buffer.from(text).subarray(0, 65_536)
      expect(SOURCES.filter((source) => source.recognises(path, head)).map(({ id }) => id)).toEqual(['openinference'])
      writeFileSync(path, line.repeat(1_000))
      expect(SOURCES.filter((source) => source.recognises(path, head))).toEqual([])
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
})
