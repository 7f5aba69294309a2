import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDeeper, linesOf, parseJson } from '../../src/collect/json.js'

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

describe('JSON of somebody else', () => {
  it('is as deep as its brackets, whatever strings hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const bytes = Buffer.from(JSON.stringify(value))
        const depth = depthOf(value)
        expect([isDeeper(bytes, depth), depth > 0 && isDeeper(bytes, depth - 1)]).toEqual([false, depth > 0])
      }),
    )
    expect(isDeeper(Buffer.from('"[[[[\\"[[["'), 0)).toBe(false)
    expect(isDeeper(Buffer.from('"\\\\"[['), 1)).toBe(true)
  })

  it('is refused in words that hold nothing of it', () => {
    expect(() => parseJson(Buffer.from('{"secret'), 9)).toThrow(/^this body is no JSON$/)
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]), 9)).toThrow('not in UTF-8')
    expect(() => parseJson(Buffer.from('['.repeat(1_000_000)), 9)).toThrow('more than 9 brackets')
  })

  it('has lines with their numbers, empty ones left out', () => {
    const lines = [...linesOf(Buffer.from('a\r\n\n \t\r\nb'))].map(({ number, line }) => [number, String(line)])
    expect(lines).toEqual([
      [1, 'a\r'],
      [4, 'b'],
    ])
  })
})
