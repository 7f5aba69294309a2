import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inThisThread, type Keep, type Kind, LIMITS } from '../../src/collect/index.js'
import { tokensIn } from '../../src/collect/tokens.js'
import { filesBelow, JSON_TYPE, LINES_TYPE, logs, PROTOBUF_TYPE, send, spansIn, started } from './started.js'

const body = (value: unknown) => JSON.stringify(value)
/** `google.rpc.Status` in JSON. */
const statusOf = (bytes: Buffer) => JSON.parse(String(bytes)) as { code: number; message: string }

describe('what is taken', () => {
  it('is on the disk when it is answered', async () => {
    const { url, folder } = await started()
    const answer = await send(url, '/v1/logs', body(logs(1, 3)), JSON_TYPE)
    expect([answer.status, String(answer.body)]).toEqual([200, '{}'])
    const files = await filesBelow(folder)
    expect([...files.keys()]).toEqual(['collected-000001.jsonl'])
    expect(spansIn(files)).toEqual([1, 2, 3])
  })

  it('may be packed with gzip', async () => {
    const { url, folder } = await started()
    const packed = gzipSync(body(logs(7)))
    expect((await send(url, '/v1/logs', packed, { ...JSON_TYPE, 'Content-Encoding': 'gzip' })).status).toBe(200)
    expect(spansIn(await filesBelow(folder))).toEqual([7])
  })

  it('may be protobuf, and is answered so', async () => {
    const { url, folder } = await started()
    // resource_logs { scope_logs { log_records { span_id: 00 00 00 00 00 00 00 05 } } }, by hand.
    const record = Buffer.from('520800000000000000' + '05', 'hex')
    const bytes = Buffer.concat([Buffer.from([0x0a, 0x0e, 0x12, 0x0c, 0x12, 0x0a]), record])
    const answer = await send(url, '/v1/logs', bytes, PROTOBUF_TYPE)
    expect([answer.status, answer.body.length]).toEqual([200, 0])
    expect(answer.headers['content-type']).toBe('application/x-protobuf')
    expect(spansIn(await filesBelow(folder))).toEqual([5])
    // A request without records is a message too.
    expect((await send(url, '/v1/traces', '', PROTOBUF_TYPE)).status).toBe(200)
  })

  it('is told apart record by record where it is API requests', async () => {
    const { url, folder } = await started()
    const lines = `{"id":"a"}\n\nno json\n[1]\n{"id":"b"}\n`
    const answer = await send(url, '/v1/requests', lines, LINES_TYPE)
    expect(answer.status).toBe(200)
    expect(JSON.parse(String(answer.body))).toEqual({
      accepted: 2,
      rejected: 2,
      errors: [
        { record: 3, reason: 'this line is no JSON' },
        { record: 4, reason: 'no JSON object' },
      ],
    })
    const array = await send(url, '/v1/requests', '[{"id":"c"},{"id":"d"}]', JSON_TYPE)
    expect(JSON.parse(String(array.body))).toMatchObject({ accepted: 2, rejected: 0 })
    const kept = String((await filesBelow(folder)).get('collected-000001.jsonl'))
      .trim()
      .split('\n')
    expect(kept.map((line) => JSON.parse(line).id)).toEqual(['a', 'b', 'c', 'd'])
    const nothing = await send(url, '/v1/requests', 'nothing\n', LINES_TYPE)
    expect([nothing.status, statusOf(nothing.body).message]).toEqual([
      400,
      'nothing in this body could be kept; record 1: this line is no JSON',
    ])
    expect((await send(url, '/v1/requests', '{"id":"e"}\n{"id":"f"}', JSON_TYPE)).status).toBe(200)
  })

  it('is no metrics: they are counted and said to be dropped', async () => {
    const { url, folder, counts } = await started()
    const sum = { sum: { dataPoints: [{}, {}] } }
    const gauge = { gauge: { dataPoints: [{}] } }
    const metrics = { resourceMetrics: [{ scopeMetrics: [{ metrics: [sum, gauge] }] }] }
    const answer = await send(url, '/v1/metrics', body(metrics), JSON_TYPE)
    expect(answer.status).toBe(200)
    expect(JSON.parse(String(answer.body)).partialSuccess).toMatchObject({ rejectedDataPoints: '3' })
    expect(counts.line()).toBe('3 data points of metrics passed over')
    expect(await filesBelow(folder)).toEqual(new Map())
  })

  it('is counted where nothing of it could be kept', async () => {
    const reducer = { reduce: (_: Kind, body: unknown) => (JSON.stringify(body).includes('agent') ? ['{}'] : []) }
    const workersOf = (keep: Keep) => inThisThread({ reducer, spool: false, limits: LIMITS }, keep)
    const { url, counts } = await started({ workersOf })
    const unknown = JSON.stringify(logs(1, 4)).replace('"agent"', '"other"')
    for (const text of [unknown, body(logs(5, 3))])
      expect((await send(url, '/v1/logs', text, JSON_TYPE)).status).toBe(200)
    expect(counts.line()).toBe('1 record kept of 2 bodies; 6 records of no known agent passed over')
  })

  it('goes to a spool folder as it came, one file for each service', async () => {
    const { url, folder } = await started({ spool: true })
    const [one, other] = [logs(1), logs(2)]
    other.resourceLogs[0]!.resource.attributes[0]!.value.stringValue = '../elsewhere'
    const both = { resourceLogs: [...one.resourceLogs, ...other.resourceLogs] }
    expect((await send(url, '/v1/logs', body(both), JSON_TYPE)).status).toBe(200)
    expect((await send(url, '/v1/requests', '{"a":1}\n{"a":2}\n', LINES_TYPE)).status).toBe(200)
    const files = await filesBelow(folder)
    expect([...files.keys()].sort()).toEqual(['logs-000001.jsonl', 'logs-agent-000001.jsonl', 'requests-000001.jsonl'])
    expect(JSON.parse(String(files.get('logs-agent-000001.jsonl')))).toEqual(one)
    expect(String(files.get('requests-000001.jsonl'))).toBe('{"a":1}\n{"a":2}\n')
  })
})

describe('what is refused', () => {
  it.each([
    ['another address', '/v1/other', '{}', JSON_TYPE, 'POST', 404, 5],
    ['another method', '/v1/logs', '', JSON_TYPE, 'PUT', 405, 12],
    ['another type', '/v1/logs', '{}', { 'Content-Type': 'text/plain' }, 'POST', 415, 3],
    ['no type', '/v1/logs', '{}', {}, 'POST', 415, 3],
    ['protobuf of API requests', '/v1/requests', '', PROTOBUF_TYPE, 'POST', 415, 3],
    ['another coding', '/v1/logs', '{}', { ...JSON_TYPE, 'Content-Encoding': 'br' }, 'POST', 415, 3],
    ['no JSON', '/v1/logs', '{"resourceLogs":', JSON_TYPE, 'POST', 400, 3],
    ['nothing', '/v1/logs', '', JSON_TYPE, 'POST', 400, 3],
    ['something else', '/v1/logs', '{"resourceSpans":[]}', JSON_TYPE, 'POST', 400, 3],
    ['another nesting', '/v1/logs', '{"resourceLogs":[{"scopeLogs":[7]}]}', JSON_TYPE, 'POST', 400, 3],
    ['no gzip', '/v1/logs', '{}', { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, 'POST', 400, 3],
    ['what a page sends', '/v1/logs', '{}', { ...JSON_TYPE, Origin: 'https://a.example' }, 'POST', 403, 7],
    ['another host', '/v1/logs', '{}', { ...JSON_TYPE, Host: 'a.example:4318' }, 'POST', 403, 7],
  ] as const)('%s', async (_, path, text, headers, method, status, code) => {
    const { url, folder } = await started()
    const answer = await send(url, path, text, headers, method)
    expect([answer.status, statusOf(answer.body).code]).toEqual([status, code])
    expect(await filesBelow(folder)).toEqual(new Map())
  })

  it('is answered in the encoding of the request', async () => {
    const { url } = await started()
    const answer = await send(url, '/v1/logs', Buffer.from([0xff, 0xff]), PROTOBUF_TYPE)
    expect([answer.status, answer.headers['content-type']]).toEqual([400, 'application/x-protobuf'])
    // code: 3, then a message.
    expect([...answer.body.subarray(0, 3)]).toEqual([0x08, 0x03, 0x12])
  })

  it('is what is too deep or too large, before and after it is unpacked', async () => {
    const { url } = await started({ limits: { bodyBytes: 2_000, plainBytes: 4_000, ratio: 10, ratioFrom: 3_000 } })
    const deep = `{"resourceLogs":${'['.repeat(300)}${']'.repeat(300)}}`
    expect(statusOf((await send(url, '/v1/logs', deep, JSON_TYPE)).body).message).toContain('200 brackets')
    expect((await send(url, '/v1/logs', ' '.repeat(2_001), JSON_TYPE)).status).toBe(413)
    const chunked = { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' }
    expect((await send(url, '/v1/logs', ' '.repeat(2_001), chunked)).status).toBe(413)
    const bomb = gzipSync(Buffer.alloc(3_001, ' '))
    expect(bomb.length).toBeLessThan(100)
    expect((await send(url, '/v1/logs', bomb, { ...JSON_TYPE, 'Content-Encoding': 'gzip' })).status).toBe(413)
    expect((await send(url, '/v1/logs', body(logs(1)), JSON_TYPE)).status).toBe(200)
  })

  it('is a slow sender, while others are served', async () => {
    const { url } = await started({ limits: { headersMs: 300, requestMs: 300 } })
    const { port } = new URL(url)
    const slow = connect(Number(port), '127.0.0.1')
    let answer = ''
    slow.on('data', (piece) => {
      answer += piece
    })
    slow.on('error', () => undefined)
    const closed = new Promise((resolve) => slow.once('close', resolve))
    slow.write(
      'POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    )
    expect((await send(url, '/v1/logs', body(logs(1)), JSON_TYPE)).status).toBe(200)
    await closed
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect((await send(url, '/v1/logs', body(logs(2)), JSON_TYPE)).status).toBe(200)
  })

  it('is anything at all but OTLP, and nothing else suffers', async () => {
    const { url } = await started()
    const headers = [JSON_TYPE, PROTOBUF_TYPE, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/v1/logs', '/v1/traces', '/v1/metrics'),
        fc.constantFrom(...headers),
        fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(Buffer.from)),
        async (path, header, bytes) => {
          const { status } = await send(url, path, bytes, header)
          expect([200, 400, 413]).toContain(status)
        },
      ),
      { numRuns: 100 },
    )
    // A message with one bit turned.
    const whole = Buffer.from('0a0e120c120a52080000000000000005', 'hex')
    for (let bit = 0; bit < whole.length * 8; bit += 5) {
      const turned = Buffer.from(whole)
      turned[bit >> 3]! ^= 1 << (bit & 7)
      expect([200, 400]).toContain((await send(url, '/v1/logs', turned, PROTOBUF_TYPE)).status)
    }
    expect((await send(url, '/v1/logs', body(logs(1)), JSON_TYPE)).status).toBe(200)
  })
})

describe('customers', () => {
  const [ada, bob] = ['token-of-ada-0123456789', 'token-of-bob-0123456789']
  const tokens = tokensIn(`ada ${ada}\nbob ${bob}\n`, 'tokens')
  const as = (token: string) => ({ ...JSON_TYPE, Authorization: `Bearer ${token}` })

  it('are told by their tokens, whatever bodies say', async () => {
    const { url, folder } = await started({ tokens })
    expect((await send(url, '/v1/logs', body(logs(1)), as(ada))).status).toBe(200)
    expect((await send(url, '/v1/logs', body(logs(2)), as(bob))).status).toBe(200)
    const files = await filesBelow(folder)
    expect([...files.keys()].sort()).toEqual(['ada/collected-000001.jsonl', 'bob/collected-000001.jsonl'])
    expect(String(files.get('ada/collected-000001.jsonl'))).toContain('"0000000000000001"')
    expect(String(files.get('bob/collected-000001.jsonl'))).toContain('"0000000000000002"')
  })

  it('need a token that is known', async () => {
    const { url, folder } = await started({ tokens })
    for (const headers of [JSON_TYPE, as(`${ada}x`), { ...JSON_TYPE, Authorization: ada }]) {
      const answer = await send(url, '/v1/logs', body(logs(1)), headers)
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer'])
    }
    expect(await filesBelow(folder)).toEqual(new Map())
    expect(String((await send(url, '/healthz', '', {}, 'GET')).body)).toBe('ok\n')
  })

  it('cannot take the room of others', async () => {
    const { url } = await started({ tokens, limits: { bodies: 4, requestMs: 20_000 } })
    const { port } = new URL(url)
    const open = [0, 1].map(() => {
      const slow = connect(Number(port), '127.0.0.1')
      slow.write(
        `POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${ada}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
      )
      return slow
    })
    await pause(100)
    const turnedAway = await send(url, '/v1/logs', body(logs(1)), as(ada))
    expect([turnedAway.status, turnedAway.headers['retry-after']]).toEqual([429, '2'])
    expect((await send(url, '/v1/logs', body(logs(2)), as(bob))).status).toBe(200)
    for (const slow of open) slow.destroy()
  })
})

describe('load', () => {
  it('beyond what there is room for is told to come again', async () => {
    const { url } = await started({ limits: { flightBytes: 500 } })
    const answer = await send(url, '/v1/logs', body(logs(1, 1, 'x'.repeat(1_000))), JSON_TYPE)
    expect([answer.status, answer.headers['retry-after'], statusOf(answer.body).code]).toEqual([503, '2', 14])
    expect((await send(url, '/v1/logs', body(logs(1)), JSON_TYPE)).status).toBe(200)
  })

  it('is answered before the service ends', async () => {
    const collecting = await started()
    const sent = Array.from({ length: 20 }, (_, i) => send(collecting.url, '/v1/logs', body(logs(i)), JSON_TYPE))
    const answers = Promise.allSettled(sent)
    await sent[0]
    await collecting.stop()
    const kept = new Set(spansIn(await filesBelow(collecting.folder)))
    for (const [i, answered] of (await answers).entries())
      if (answered.status === 'fulfilled' && answered.value.status === 200) expect(kept.has(i)).toBe(true)
  })
})
