import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GAP, HEAD, KEPT, parseShortened, TAIL } from '../../src/sources/shorten.js'

const parsed = (json: string | Buffer, before = '', after = '') => {
  const bytes = Buffer.concat([Buffer.from(before), Buffer.from(json), Buffer.from(after)])
  return parseShortened(bytes, Buffer.byteLength(before), bytes.length - Buffer.byteLength(after))
}

/** The same inside a line with a tool's result, of which less is kept. */
const ofResult = (json: string) => (parsed(`["tool_result",${json}]`) as unknown[])[1]

/** Whether no half of a character stands alone. */
const wellFormed = (text: string) => !/\p{Surrogate}/u.test(text)

/** Whether a string is the beginning of another, or its beginning and its end with a gap between them. */
function isCutOf(short: string, whole: string): boolean {
  if (whole.startsWith(short)) return true
  for (let at = short.indexOf(GAP); at !== -1; at = short.indexOf(GAP, at + 1))
    if (whole.startsWith(short.slice(0, at)) && whole.endsWith(short.slice(at + GAP.length))) return true
  return false
}

/** The same but for long strings; keys are short here. */
function sameButCut(short: unknown, whole: unknown): void {
  if (typeof whole === 'string') {
    expect(typeof short).toBe('string')
    if (short === whole) return
    expect(isCutOf(short as string, whole)).toBe(true)
    if (wellFormed(whole)) expect(wellFormed(short as string)).toBe(true)
    return
  }
  if (typeof whole !== 'object' || whole === null) return expect(short).toBe(whole)
  expect(Array.isArray(short)).toBe(Array.isArray(whole))
  expect(Object.keys(short as object)).toEqual(Object.keys(whole))
  for (const key of Object.keys(whole)) sameButCut((short as never)[key], (whole as never)[key])
}

/** Every way to write a character: as it is, by its short escape, by its number in either case. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text).slice(1, -1)),
  fc.constantFrom('\\"', '\\\\', '\\/', '\\b', '\\n', '\\u0000', '\\u00e9', '\\uD83D\\ude00', '\\ud83d', '\\uDE00'),
  fc.constantFrom('é', '漢', '😀', 'a', ' ', ',', ':', '{', '}', '[', ']', '\u2028'),
)
const written = fc
  .array(fc.tuple(piece, fc.integer({ min: 1, max: 900 })), { maxLength: 8 })
  .map((parts) => `"${parts.map(([text, n]) => text.repeat(n)).join('')}"`)
const json = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    written,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => JSON.stringify(n)),
    fc.constantFrom('true', 'false', 'null', '""'),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(' ,')}]`),
    fc
      .dictionary(fc.string({ maxLength: 12 }), tie('value'), { maxKeys: 4, noNullPrototype: true })
      .map((entries) => `{${Object.entries(entries).map(([key, value]) => `${JSON.stringify(key)}: ${value}`)}}`),
  ),
})).value

describe('parseShortened', () => {
  it('gives what JSON.parse gives, long strings cut to a beginning', () => {
    fc.assert(
      fc.property(json, (text) => {
        sameButCut(parsed(text, '"before', 'after"'), JSON.parse(text))
        sameButCut(ofResult(text), JSON.parse(text))
      }),
      { numRuns: 1500 },
    )
  })

  it('knows a string again that stands there twice, and nothing that only begins or ends like it', () => {
    const like = fc.constantFrom('', '\\\\', '\\"', 'a', 'x'.repeat(600), '","b":"', '\\\\","c":"')
    fc.assert(
      fc.property(written, fc.array(fc.tuple(like, like), { maxLength: 4 }), (text, ends) => {
        const same = ends.map(([before, after], i) => `"${i}":"${before}${text.slice(1, -1)}${after}"`)
        const object = `{"p":${text},${same.map((each) => `${each},`).join('')}"q":${text}}`
        sameButCut(parsed(object), JSON.parse(object))
        sameButCut(ofResult(object), JSON.parse(object))
      }),
      { numRuns: 1000 },
    )
  })

  it('takes any value as it is that has no long string', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const long = /"(?:[^"\\]|\\.)*"/gs
        fc.pre([...text.matchAll(long)].every(([found]) => Buffer.byteLength(found) - 2 <= KEPT))
        expect(parsed(text)).toEqual(JSON.parse(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('cuts exactly where a string passes the limit', () => {
    for (const [length, kept] of [
      [KEPT - 1, KEPT - 1],
      [KEPT, KEPT],
      [KEPT + 1, KEPT],
      [KEPT * 100, KEPT],
    ] as const)
      expect(ofResult(JSON.stringify(['x'.repeat(length), 1]))).toEqual(['x'.repeat(kept), 1])
    const most = HEAD + TAIL
    for (const length of [KEPT + 1, most - 1, most])
      expect(parsed(JSON.stringify(['x'.repeat(length)]))).toEqual(['x'.repeat(length)])
    expect(parsed(JSON.stringify([`${'a'.repeat(most)}z`, 1]))).toEqual([
      `${'a'.repeat(HEAD)}${GAP}${'a'.repeat(TAIL - 1)}z`,
      1,
    ])
  })

  it('keeps nearly the whole limit of any text but one made of nothing but escapes', () => {
    for (const unit of ['é', '漢', '😀', 'ab\n', 'quote " and \\ slash '])
      for (let lead = 0; lead < 8; lead++) {
        const text = 'x'.repeat(lead) + unit.repeat(400)
        const short = ofResult(JSON.stringify(text)) as string
        expect(text.startsWith(short)).toBe(true)
        expect(wellFormed(short)).toBe(true)
        const both = parsed(JSON.stringify(text.repeat(9))) as string
        expect(isCutOf(both, text.repeat(9))).toBe(true)
        expect(wellFormed(both)).toBe(true)
        if (!/[\n\\]/.test(unit)) expect(Buffer.byteLength(both)).toBeGreaterThan(HEAD + TAIL - 40)
        if (unit.length < 4 && !unit.includes('\n')) expect(Buffer.byteLength(short)).toBeGreaterThan(KEPT - 4)
      }
  })

  it('is not misled by runs of backslashes around the limit and before the closing quote', () => {
    for (let slashes = 0; slashes < 40; slashes++)
      for (const lead of [0, 1, 300, KEPT - 20, KEPT - 1, KEPT]) {
        const text = 'x'.repeat(lead) + '\\'.repeat(slashes)
        const [short, next] = ofResult(JSON.stringify([text, 'next'])) as [string, string]
        const [long, after] = parsed(JSON.stringify([text.padStart(HEAD + TAIL + lead), 'next'])) as [string, string]
        expect([isCutOf(long, text.padStart(HEAD + TAIL + lead)), after]).toEqual([true, 'next'])
        expect(next).toBe('next')
        expect(text.startsWith(short)).toBe(true)
        if (lead + 2 * slashes <= KEPT) expect(short).toBe(text)
      }
  })

  it('takes the numbers that Python writes and JSON has not as null, outside of strings only', () => {
    expect(parsed('{"a": NaN,"b":[1,-Infinity, Infinity],"c":"\\": NaN, x"}')).toEqual({
      a: null,
      b: [1, null, null],
      c: '": NaN, x',
    })
    expect(() => parsed('{"a": NaN')).toThrow(SyntaxError)
    expect(() => parsed('NaNs')).toThrow(SyntaxError)
  })

  it('throws a SyntaxError for what is no JSON, and for nothing else', () => {
    for (const text of [
      '',
      '{',
      '"open',
      `"${'x'.repeat(2000)}`,
      `{"a":"${'x'.repeat(2000)}\\"}`,
      '\0\0',
      '[1,]',
      '{} {}',
    ])
      expect(() => parsed(text)).toThrow(SyntaxError)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string(), (bytes, tail) => {
        const torn = Buffer.concat([Buffer.from('{"a":"'), bytes, Buffer.from(tail)])
        try {
          parsed(torn)
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError)
        }
      }),
    )
  })

  it('survives long keys and bytes that are no UTF-8', () => {
    expect(Object.keys(parsed(JSON.stringify({ ['k'.repeat(5000)]: 1, b: 2 })) as object)).toHaveLength(2)
    const torn = Buffer.concat([Buffer.from('["'), Buffer.alloc(3000, 0x80), Buffer.from('",7]')])
    expect((parsed(torn) as unknown[])[1]).toBe(7)
  })
})
