import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginningOf, begun } from '../../src/sources/beginning.js'
import { documentOf, forEachElement } from '../../src/sources/documents.js'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-documents-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

/** The elements of an array in a document as texts, with their numbers, and what is around them. */
function cut(text: string | Buffer, ...at: string[]) {
  writeFileSync(join(dir, 'one.json'), text)
  const elements: string[] = []
  const numbers: number[] = []
  const { rest } = forEachElement(join(dir, 'one.json'), at, ({ buffer, start, end, number, offset }) => {
    elements.push(buffer.toString('utf8', start, end))
    numbers.push(number)
    expect(Buffer.from(text).toString('utf8', offset, offset + end - start)).toBe(elements.at(-1))
  })
  expect(numbers).toEqual(elements.map((_, i) => i + 1))
  return { elements, rest }
}

describe('elements of a document', () => {
  it('are cut out of an array, wherever it lies', () => {
    expect(cut('[1, {"a":[2]}, "x,]" ,[]]')).toEqual({ elements: ['1', '{"a":[2]}', '"x,]"', '[]'], rest: [] })
    expect(cut('\uFEFF [ ]')).toEqual({ elements: [], rest: [] })
    const inside = '{"v":1,"info":{"of":["kept"]},"deep":{"runs":[{"n":1},{"n":2}],"more":true},"last":"\\"}"}'
    expect(cut(inside, 'deep', 'runs')).toEqual({
      elements: ['{"n":1}', '{"n":2}'],
      rest: { v: 1, info: { of: ['kept'] }, deep: { runs: [], more: true }, last: '"}' },
    })
  })

  it('are none where there is no such array', () => {
    expect(cut('{"runs":{"n":1}}', 'runs')).toEqual({ elements: [], rest: { runs: { n: 1 } } })
    expect(cut('{"other":[1]}', 'runs')).toEqual({ elements: [], rest: { other: [1] } })
    expect(cut('{"a":1}')).toEqual({ elements: [], rest: { a: 1 } })
    expect(cut('')).toEqual({ elements: [], rest: undefined })
    expect(cut('no json at all', 'a')).toEqual({ elements: [], rest: undefined })
  })

  it('are all that are whole where a document is cut off', () => {
    const text = '{"runs":[{"a":"é\\\\"},{"a":"]"},[3,4]],"z":1}'
    const { elements } = cut(text, 'runs')
    expect(elements).toHaveLength(3)
    for (let end = 0; end < text.length; end++) {
      const found = cut(text.slice(0, end), 'runs')
      const whole = elements.filter((_, i) => end >= text.indexOf(elements[i]!) + elements[i]!.length)
      expect(found.elements, `cut off at ${end}`).toEqual(whole)
      expect(found.rest).toBeUndefined()
    }
  })

  it('are what JSON says they are, packed or not', () => {
    const value = fc.jsonValue({ maxDepth: 4 })
    const array = fc.array(value, { maxLength: 8 })
    fc.assert(
      fc.property(array, value, fc.integer({ min: 0, max: 3 }), fc.boolean(), (list, other, indent, packed) => {
        const text = JSON.stringify({ before: other, list, after: [other] }, null, indent)
        writeFileSync(join(dir, 'any.json'), packed ? gzipSync(text) : text)
        const found: unknown[] = []
        const { rest } = forEachElement(join(dir, 'any.json'), ['list'], ({ buffer, start, end }) => {
          found.push(JSON.parse(buffer.toString('utf8', start, end)))
        })
        const plain = (of: unknown) => JSON.parse(JSON.stringify(of))
        expect(found).toEqual(plain(list))
        expect(rest).toEqual(plain({ before: other, list: [], after: [other] }))
        expect(documentOf(join(dir, 'any.json'))).toEqual(JSON.parse(text))
      }),
      { numRuns: 150 },
    )
  })

  it('may be larger than what is read at once, and full of escapes', () => {
    const long = (of: string, many: number) => JSON.stringify({ text: of.repeat(many) })
    const list = [long('\\"', 700_000), long('\n', 1_100_000), '{"n":3}', long('é\\', 400_000)]
    const started = performance.now()
    expect(cut(`[${list.join(',')}]`).elements).toEqual(list)
    // Looking for the end of a string again at each escape would take minutes.
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})

describe('the beginning of a file', () => {
  const of = (text: string) => beginningOf(Buffer.from(text))

  it('is its first records, and as much of the last as there is', () => {
    expect(of('{"a":1}\n\n{"b":[2,{"c":"x')).toEqual([{ a: 1 }, { b: [2, { c: 'x' }] }])
    expect(of('not json\n{"a":1}\n')).toEqual([{ a: 1 }])
    // A torn line says as much as it does.
    expect(of('{"half":\n{"a":1}\n{"b":2}\n')).toEqual([{}, { a: 1 }, { b: 2 }])
    expect(of('')).toEqual([])
  })

  it('is the document that goes over many lines', () => {
    expect(of('{\n  "a": 1,\n  "b": {\n    "c": [')).toEqual([{ a: 1, b: { c: [] } }])
    expect(of('[\n  {"role": "user"},\n  {"role": "assist')).toEqual([[{ role: 'user' }, { role: 'assist' }]])
    expect(of('{"a": 1,\n "b": 2,\n "c": tru')).toEqual([{ a: 1, b: 2 }])
  })

  it('is never more than what is there, wherever it is cut off', () => {
    const whole = { a: [1, -2.5e3, true, null, 'é"\\\n'], b: { c: { d: '\u2028' } } }
    const text = JSON.stringify(whole)
    for (let end = 1; end <= text.length; end++) expect(() => begun(text.slice(0, end))).not.toThrow()
    expect(begun(text)).toEqual(whole)
    expect(begun(text.slice(0, text.indexOf('"b"') + 12))).toEqual({ a: whole.a, b: { c: {} } })
    expect(begun('['.repeat(10_000))).toBeDefined()
    expect(begun('{"__proto__":{"x":1},"y":2')).toMatchObject({ y: 2 })
  })
})
