import { describe, expect, it } from 'vitest'
import { attributesOf, idOf, logsOf, msOf, plainOf, signalOf, spansOf } from '../../src/otlp/index.js'

describe('values of OTLP', () => {
  it('are plain, whatever they are wrapped in', () => {
    expect(plainOf({ stringValue: 'a' })).toBe('a')
    expect(plainOf({ boolValue: false })).toBe(false)
    expect(plainOf({ intValue: '42' })).toBe(42)
    expect(plainOf({ int_value: 7 })).toBe(7)
    expect(plainOf({ doubleValue: 0.5 })).toBe(0.5)
    expect(plainOf({ arrayValue: { values: [{ stringValue: 'a' }, { intValue: '1' }] } })).toEqual(['a', 1])
    expect(plainOf({ arrayValue: {} })).toEqual([])
    expect(plainOf({ kvlistValue: { values: [{ key: 'k', value: { intValue: '1' } }] } })).toEqual({ k: 1 })
    expect(plainOf({ values: [{ stringValue: 'a' }] })).toEqual(['a'])
    expect(plainOf('plain')).toBe('plain')
    expect(plainOf(undefined)).toBeNull()
  })

  it('stay texts where a double does not hold the number', () => {
    expect(plainOf({ intValue: '9223372036854775807' })).toBe('9223372036854775807')
  })

  it('are not followed for ever', () => {
    let nested: unknown = { stringValue: 'deep' }
    for (let depth = 0; depth < 5_000; depth++) nested = { arrayValue: { values: [nested] } }
    expect(() => plainOf(nested)).not.toThrow()
  })

  it('have names that mean nothing else', () => {
    const found = attributesOf([
      { key: '__proto__', value: { stringValue: 'x' } },
      { key: 'constructor', value: { stringValue: 'y' } },
      'no pair',
    ])
    expect(Object.keys(found)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})

describe('ids and times of OTLP', () => {
  it('are hexadecimal, also where they were written in base64', () => {
    expect(idOf('5B8EFFF798038103D269B633813FC60C')).toBe('5b8efff798038103d269b633813fc60c')
    expect(idOf('W47/95gDgQPSabYzgT/GDA==')).toBe('5b8efff798038103d269b633813fc60c')
    expect(idOf('7uGbfsPBsXM=')).toBe('eee19b7ec3c1b173')
    expect(idOf('0000000000000000')).toBeNull()
    expect(idOf('')).toBeNull()
  })

  it('are milliseconds, and null where they are not set', () => {
    expect(msOf('1771000000123000000')).toBe(1_771_000_000_123)
    expect(msOf('0')).toBeNull()
    expect(msOf('soon')).toBeNull()
    expect(msOf(null)).toBeNull()
  })
})

describe('export requests', () => {
  const span = { traceId: 'aa', spanId: 'bb', name: 'n', status: { code: 2 }, attributes: [] }
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 's' } }] }

  it('give their spans, as they were and are written', () => {
    for (const value of [
      { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'c' }, spans: [span] }] }] },
      { resource_spans: [{ resource, scope_spans: [{ scope: { name: 'c' }, spans: [span] }] }] },
      {
        resourceSpans: [
          { resource, instrumentationLibrarySpans: [{ instrumentationLibrary: { name: 'c' }, spans: [span] }] },
        ],
      },
    ]) {
      expect(signalOf(value)).toBe('traces')
      const [found, ...others] = spansOf(value)
      expect(others).toEqual([])
      expect(found).toMatchObject({ trace: 'aa', span: 'bb', parent: null, failed: true, scope: 'c' })
      expect(found!.resource['service.name']).toBe('s')
    }
  })

  it('give their log records, named by whatever names them', () => {
    const logs = [
      { eventName: 'a' },
      { attributes: [{ key: 'event.name', value: { stringValue: 'b' } }] },
      { body: { stringValue: 'c' } },
    ]
    const value = { resourceLogs: [{ scopeLogs: [{ logRecords: logs }] }] }
    expect(signalOf(value)).toBe('logs')
    expect([...logsOf(value)].map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  })

  it('are told from anything else', () => {
    for (const value of [null, 1, 'x', [], {}, { resourceSpans: 5 }]) expect(signalOf(value)).toBeNull()
    expect(signalOf({ resourceMetrics: [] })).toBe('metrics')
    expect([...spansOf({ resourceSpans: [1, { scopeSpans: [null, { spans: ['x'] }] }] })]).toEqual([])
  })
})
