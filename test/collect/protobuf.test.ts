import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encodeResponse, encodeStatus } from '../../src/collect/protobuf.js'
import { countRecords } from '../../src/collect/records.js'
import { Refusal } from '../../src/collect/refusal.js'

/**
 * Messages with every field that is read, written by opentelemetry-proto 1.45 for Python, with what its own conversion to JSON
 * makes of them; ids in hexadecimal digits, as OTLP/JSON has them, by hand.
 */
const made = JSON.parse(readFileSync(new URL('./otlp.json', import.meta.url), 'utf8')) as {
  logs: { bytes: string; json: unknown }
  traces: { bytes: string; json: unknown }
  metrics: { bytes: string; points: number }
}
const bytesOf = (text: string) => Buffer.from(text, 'base64')

describe('OTLP in protobuf', () => {
  it('reads as OTLP/JSON has it', () => {
    expect(decode('LogsRequest', bytesOf(made.logs.bytes), 100)).toEqual(made.logs.json)
    expect(decode('TracesRequest', bytesOf(made.traces.bytes), 100)).toEqual(made.traces.json)
    const metrics = decode('MetricsRequest', bytesOf(made.metrics.bytes), 100)
    expect(countRecords('metrics', metrics)).toBe(made.metrics.points)
    expect(countRecords('logs', made.logs.json)).toBe(2)
    expect(countRecords('traces', made.traces.json)).toBe(1)
  })

  it('is refused where it is cut off', () => {
    const whole = bytesOf(made.traces.bytes)
    for (let end = 1; end < whole.length; end++)
      expect(() => decode('TracesRequest', whole.subarray(0, end), 100), String(end)).toThrow(Refusal)
  })

  it('is read or refused, and nothing else, whatever bytes it has', () => {
    const whole = bytesOf(made.logs.bytes)
    const turned = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }).map((places) => {
      const bytes = Buffer.from(whole)
      for (const [at, byte] of places) bytes[at] = byte
      return bytes
    })
    fc.assert(
      fc.property(fc.oneof(turned, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        try {
          decode('LogsRequest', bytes, 100)
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is refused where it is too deep', () => {
    // A list in a list, and so on: array_value (5) { values (1) { … } }.
    let value: Buffer = Buffer.alloc(0)
    for (let i = 0; i < 60; i++) value = nested(5, nested(1, value))
    const body = nested(1, nested(2, nested(2, nested(5, value))))
    expect(() => decode('LogsRequest', body, 100)).toThrow('too many messages within messages')
    expect(() => decode('LogsRequest', body, 200)).not.toThrow()
  })

  it('is written in answers', () => {
    expect(Buffer.from(encodeResponse(0, '')).toString('hex')).toBe('')
    // partial_success (1) { rejected (1): 300, error_message (2): "no" }
    expect(Buffer.from(encodeResponse(300, 'no')).toString('hex')).toBe('0a0708ac02' + '12026e6f')
    // code (1): 14, message (2): "no"
    expect(Buffer.from(encodeStatus(14, 'no')).toString('hex')).toBe('080e' + '12026e6f')
  })
})

/** A field that holds a message. */
function nested(field: number, bytes: Buffer): Buffer {
  const length: number[] = []
  for (let rest = bytes.length; ; rest >>= 7) {
    length.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest)
    if (rest <= 0x7f) break
  }
  return Buffer.concat([Buffer.from([(field << 3) | 2, ...length]), bytes])
}
