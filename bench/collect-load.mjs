// Sends bodies of made-up log records over so many connections, each waiting for its answer before the next, for some seconds, and
// prints what came of it as JSON. Usage: node bench/collect-load.mjs <port> <seconds> <records per body> <form> <connections>
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { BinaryWriter } from '@bufbuild/protobuf/wire'

const [port, seconds, perBody, form, connections] = process.argv.slice(2).map((text) => Number(text) || text)
const BODIES = 64
let made = 0

/** A record as agents send them: who, what tool, how long, and some 400 bytes of what it was given. */
function recordOf() {
  const n = made++
  const command =
    `sed -n '${n % 900},$p' src/part-${n % 97}.ts | grep -n "const value" && npm test -- --run ${n} `.repeat(5)
  const attributes = {
    'event.name': n % 3 === 0 ? 'tool_decision' : 'tool_result',
    'event.timestamp': new Date(1.7672256e12 + n * 731).toISOString(),
    'event.sequence': String(n),
    'session.id': `11111111-2222-4333-8444-${String(n % 1000).padStart(12, '0')}`,
    'user.id': `user-${n % 50}`,
    'organization.id': 'organisation',
    'prompt.id': `prompt-${n >> 4}`,
    'terminal.type': 'xterm',
    tool_name: ['Bash', 'Read', 'Edit', 'Grep'][n % 4],
    tool_use_id: `toolu_${String(n).padStart(24, '0')}`,
    success: 'true',
    duration_ms: String((n * 37) % 9000),
    decision: 'accept',
    source: 'config',
    tool_result_size_bytes: String(n % 5000),
    tool_parameters: JSON.stringify({ command }),
  }
  return { time: String(1767225600000000000n + BigInt(n) * 731000000n), body: 'claude_code.tool_result', attributes }
}

const asJson = (records) =>
  JSON.stringify({
    resourceLogs: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'claude-code' } }] },
        scopeLogs: [
          {
            scope: { name: 'com.anthropic.claude_code.events', version: '1' },
            logRecords: records.map(({ time, body, attributes }) => ({
              timeUnixNano: time,
              observedTimeUnixNano: time,
              severityNumber: 9,
              body: { stringValue: body },
              attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })),
            })),
          },
        ],
      },
    ],
  })

function asProtobuf(records) {
  const writer = new BinaryWriter()
  const within = (field, write) => {
    writer.tag(field, 2).fork()
    write()
    writer.join()
  }
  const text = (field, value) => writer.tag(field, 2).string(value)
  const attribute = (field, key, value) =>
    within(field, () => {
      text(1, key)
      within(2, () => text(1, value))
    })
  within(1, () => {
    within(1, () => attribute(1, 'service.name', 'claude-code'))
    within(2, () => {
      within(1, () => text(1, 'com.anthropic.claude_code.events'))
      for (const { time, body, attributes } of records)
        within(2, () => {
          writer.tag(1, 1).fixed64(time).tag(2, 0).int32(9)
          within(5, () => text(1, body))
          for (const [key, value] of Object.entries(attributes)) attribute(6, key, value)
          writer.tag(11, 1).fixed64(time)
        })
    })
  })
  return Buffer.from(writer.finish())
}

const bodies = Array.from({ length: BODIES }, () => {
  const records = Array.from({ length: perBody }, recordOf)
  if (form === 'protobuf') return asProtobuf(records)
  return form === 'gzip' ? gzipSync(asJson(records)) : Buffer.from(asJson(records))
})
const headers = { 'Content-Type': form === 'protobuf' ? 'application/x-protobuf' : 'application/json' }
if (form === 'gzip') headers['Content-Encoding'] = 'gzip'
const agent = new Agent({ keepAlive: true, maxSockets: connections })

const post = (body) =>
  new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/v1/logs',
        agent,
        headers: { ...headers, 'Content-Length': body.length },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })

const total = { records: 0, bytes: 0, again: 0 }
const waits = []
const began = performance.now()
const until = began + seconds * 1000
await Promise.all(
  Array.from({ length: connections }, async (_, c) => {
    for (let i = c; performance.now() < until; i++) {
      const body = bodies[i % BODIES]
      const at = performance.now()
      const { statusCode, headers: said } = await post(body)
      if (statusCode === 200) {
        total.records += perBody
        total.bytes += body.length
        if (waits.length < 1e6) waits.push(performance.now() - at)
      } else if (statusCode === 503 || statusCode === 429) {
        total.again++
        await pause(Number(said['retry-after'] ?? 1) * 1000)
      } else throw new Error(`answered with ${statusCode}`)
    }
  }),
)
const took = (performance.now() - began) / 1000
agent.destroy()
waits.sort((a, b) => a - b)
const at = (share) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Number.NaN
process.stdout.write(JSON.stringify({ ...total, seconds: took, p50: at(0.5), p99: at(0.99) }))
