import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachLine } from '../../src/sources/lines.js'
import { parseShortened } from '../../src/sources/shorten.js'

interface Seen {
  text: string
  offset: number
  number: number
}

const isBlank = (text: string) => /^[ \t\r]*$/.test(text)

/** The lines of some bytes from an offset on, by splitting; one character of latin1 is one byte. */
function split(bytes: Buffer, from: number, first: number): Seen[] {
  let offset = from
  return bytes
    .subarray(from)
    .toString('latin1')
    .split('\n')
    .map((text, i) => {
      const line = { text, offset, number: first + i }
      offset += text.length + 1
      return line
    })
    .filter(({ text }) => !isBlank(text))
}

describe('forEachLine', () => {
  let dir: string
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'leeway-lines-'))
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  function lines(bytes: Buffer, offset = 0, line = 1): { seen: Seen[]; end: number } {
    const path = join(dir, 'lines')
    writeFileSync(path, bytes)
    const seen: Seen[] = []
    const end = forEachLine(path, { offset, line }, (l) =>
      seen.push({ text: l.buffer.toString('latin1', l.start, l.end), offset: l.offset, number: l.number }),
    )
    return { seen, end }
  }

  const content = fc
    .array(fc.oneof(fc.constantFrom('\n', '\r\n', ' ', '\t', '\0', '{"a":1}'), fc.string({ unit: 'binary' })), {
      maxLength: 30,
    })
    .map((parts) => Buffer.from(parts.join('')))

  it('gives the lines that a split gives, from any offset', () => {
    fc.assert(
      fc.property(content, fc.nat(), fc.integer({ min: 1, max: 1e6 }), (bytes, where, first) => {
        const offset = where % (bytes.length + 1)
        expect(lines(bytes, offset, first)).toEqual({ seen: split(bytes, offset, first), end: bytes.length })
      }),
      { numRuns: 500 },
    )
  })

  it('gives lines around and beyond the size of what is read at once', () => {
    const chunk = 4 * 1024 * 1024
    for (const sizes of [
      [chunk - 1, 3],
      [chunk, 3],
      [chunk + 1, 0, 3],
      [10, chunk - 12, 5, 7],
      [5, chunk * 2 + 17, 9, chunk - 1, 1],
    ]) {
      const bytes = Buffer.from(sizes.map((size, i) => String.fromCharCode(97 + i).repeat(size)).join('\n'))
      for (const tail of ['', '\n']) {
        const whole = Buffer.concat([bytes, Buffer.from(tail)])
        const brief = ({ seen, end }: { seen: Seen[]; end: number }) => [
          end,
          ...seen.map((s) => [s.offset, s.number, s.text.length, s.text[0], s.text.at(-1)]),
        ]
        expect(brief(lines(whole))).toEqual(brief({ seen: split(whole, 0, 1), end: whole.length }))
      }
    }
  })

  it('leaves the middle out of long strings in lines of many megabytes, and nothing that is looked at', () => {
    const chunk = 4 * 1024 * 1024
    const texts = ['é\\n', 'x', '\\\\', '\\"', '\\u00e9', 'a\\\\\\"b']
    const long = (text: string, bytes: number) => text.repeat(bytes / Buffer.byteLength(text))
    for (const text of texts) {
      const object = `{"a":"${long(text, 3 * chunk)}","b":[1,"${long(text, 700)}"],"c":"${long(text, 2 * chunk + 7)}","d":2}`
      const bytes = Buffer.from([object, '{"e":1}', `{"f":"${long(text, chunk)}`, object].join('\n'))
      const path = join(dir, 'long')
      writeFileSync(path, bytes)
      const seen: [number, number, unknown][] = []
      let most = 0
      const end = forEachLine(path, { offset: 0, line: 1 }, (l) => {
        most = Math.max(most, l.end - l.start)
        const parsed = (buffer: Buffer, start: number, stop: number) => {
          try {
            return parseShortened(buffer, start, stop)
          } catch {
            return 'not JSON'
          }
        }
        const start = l.offset
        const stop = bytes.indexOf(10, start)
        const found = parsed(l.buffer, l.start, l.end)
        expect(found).toEqual(parsed(bytes, start, stop === -1 ? bytes.length : stop))
        seen.push([l.offset, l.number, found])
      })
      expect([end, seen.length]).toEqual([bytes.length, 4])
      expect(most).toBeLessThan(chunk + 1)
    }
  })

  it('can be left by an exception and used again, also from within itself', () => {
    const bytes = Buffer.from('one\ntwo\nthree')
    const path = join(dir, 'nested')
    writeFileSync(path, bytes)
    expect(() =>
      forEachLine(path, { offset: 0, line: 1 }, () => {
        throw new Error('enough')
      }),
    ).toThrow('enough')
    const seen: string[] = []
    forEachLine(path, { offset: 0, line: 1 }, (outer) => {
      forEachLine(path, { offset: 4, line: 2 }, () => {})
      seen.push(outer.buffer.toString('utf8', outer.start, outer.end))
    })
    expect(seen).toEqual(['one', 'two', 'three'])
    expect(() => forEachLine(join(dir, 'none'), { offset: 0, line: 1 }, () => {})).toThrow('ENOENT')
  })
})
