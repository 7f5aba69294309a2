import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locate, parsePlace } from '../../src/ingest/index.js'
import { headOf, isPacked, openContents, sizeOf, unpackedName, wholeOf } from '../../src/sources/contents.js'
import { forEachLine } from '../../src/sources/lines.js'
import { type Contents, Unpacked } from '../../src/sources/unpacked.js'
import { entriesOf } from '../../src/sources/zip.js'

const TEXT = `{"a":1}\n{"b":"${'x'.repeat(300)}"}\n`
/** What the zstd command makes of it, and of "second". */
const ZSTD = Buffer.from('KLUv/WQ9AM0AAJB7ImEiOjF9CnsiYiI6IngifQoBACgqqAP8bJB0', 'base64')
const SECOND = Buffer.from('KLUv/QRYMQAAc2Vjb25kNwBeTQ==', 'base64')

let dir: string
const put = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(dir, name), bytes)
  return join(dir, name)
}
const linesOf = (path: string): string[] => {
  const lines: string[] = []
  forEachLine(path, { offset: 0, line: 1 }, ({ buffer, start, end }) => {
    lines.push(buffer.toString('utf8', start, end))
  })
  return lines
}
const text = (path: string) => wholeOf(path, 10_000, 'too large').toString()

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-contents-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('contents', () => {
  it('are the same however they are packed, from any byte', () => {
    const paths = [
      put('plain.jsonl', TEXT),
      put('one.jsonl.gz', gzipSync(TEXT)),
      // Rotated logs are often put behind each other.
      put('parts.jsonl.gz', Buffer.concat([gzipSync(TEXT.slice(0, 5)), gzipSync(TEXT.slice(5))])),
      put('one.jsonl.zst', ZSTD),
    ]
    for (const path of paths) {
      expect(text(path), path).toBe(TEXT)
      expect(linesOf(path), path).toEqual(TEXT.trimEnd().split('\n'))
      expect(headOf(path, 7).toString(), path).toBe('{"a":1}')
      const contents = openContents(path, 10)
      const buffer = Buffer.alloc(5)
      expect([contents.read(buffer, 0, 5), buffer.toString()], path).toEqual([5, TEXT.slice(10, 15)])
      contents.close()
      expect(isPacked(path), path).toBe(path !== paths[0])
    }
    expect(text(put('two.zst', Buffer.concat([ZSTD, SECOND])))).toBe(`${TEXT}second`)
  })

  it('are told by their bytes, whatever a file is called', () => {
    expect(text(put('renamed.jsonl', gzipSync(TEXT)))).toBe(TEXT)
    expect(text(put('not-packed.jsonl.gz', TEXT))).toBe(TEXT)
    expect(unpackedName('a/b.jsonl.gz')).toBe('a/b.jsonl')
    expect(unpackedName('a/b.jsonl.zst')).toBe('a/b.jsonl')
    expect(unpackedName('a/b.jsonl')).toBe('a/b.jsonl')
  })

  it('are many of many sizes', () => {
    const long = Array.from({ length: 40_000 }, (_, i) => `{"line":${i},"of":"${'y'.repeat(i % 500)}"}`)
    const packed = put('long.jsonl.gz', gzipSync(long.join('\n')))
    expect(linesOf(packed)).toEqual(long)
    expect(sizeOf(packed)).toBeGreaterThan(100_000)
  })

  it('say that they are damaged, cut off, or larger than asked for', () => {
    const packed = gzipSync(TEXT.repeat(20))
    const damaged = Buffer.from(packed).fill(0xff, 20, 60)
    expect(() => text(put('damaged.gz', damaged))).toThrow(/its gzip data are damaged or end too early/)
    expect(() => text(put('cut.gz', packed.subarray(0, packed.length / 2)))).toThrow(/its gzip data are damaged or end/)
    expect(() => text(put('cut.zst', ZSTD.subarray(0, 20)))).toThrow(/its zstd data are damaged or end too early/)
    expect(() => wholeOf(join(dir, 'plain.jsonl'), 5, 'more than 5 bytes')).toThrow('more than 5 bytes')
  })

  it('stop where few bytes become very many', () => {
    const bomb = gzipSync(Buffer.alloc(3_000_000))
    let at = 0
    const packed: Contents = {
      read(into, to, length) {
        const part = bomb.subarray(at, at + length)
        into.set(part, to)
        at += part.length
        return part.length
      },
      close() {},
    }
    const unpacked = new Unpacked(packed, 'gzip', bomb.length, 1_000)
    const drain = () => {
      const buffer = Buffer.alloc(65_536)
      let read = 0
      for (let n = 1; n > 0; read += n) n = unpacked.read(buffer, 0, buffer.length)
      return read
    }
    expect(bomb.length * 250).toBeLessThan(3_000_000)
    expect(drain).toThrow(/its gzip data become more than 250 times their size/)
  })
})

describe('zip files', () => {
  const bytes = (of: string) => new TextEncoder().encode(of)
  const zipped = () =>
    zipSync({
      'a/one.jsonl': bytes(TEXT),
      'a/stored.jsonl': [bytes(TEXT), { level: 0 }],
      'a/packed.jsonl.gz': [new Uint8Array(gzipSync(TEXT)), { level: 0 }],
      'empty/': new Uint8Array(),
      '../outside.jsonl': bytes('no'),
    })

  it('are read as if they were folders', async () => {
    const zip = put('logs.zip', zipped())
    expect(entriesOf(zip).map(({ name, size }) => [name, size])).toEqual([
      ['a/one.jsonl', TEXT.length],
      ['a/stored.jsonl', TEXT.length],
      ['a/packed.jsonl.gz', gzipSync(TEXT).length],
      ['../outside.jsonl', 2],
    ])
    const single = await locate(parsePlace(`${zip}/{user}/one*`, dir))
    expect(single.files).toMatchObject([{ path: `${zip}/a/one.jsonl`, user: 'a' }])
    const found = await locate(parsePlace(join(dir, '{customer}.zip', '{user}', '**'), dir))
    expect(found.files.map(({ path, size, user, customer }) => [path.slice(zip.length), size, user, customer])).toEqual(
      [
        ['/a/one.jsonl', TEXT.length, 'a', 'logs'],
        ['/a/stored.jsonl', TEXT.length, 'a', 'logs'],
        ['/a/packed.jsonl.gz', gzipSync(TEXT).length, 'a', 'logs'],
      ],
    )
    expect(found.refused).toEqual([{ path: zip, reason: 'the name of a file in it is no path' }])
    for (const { path } of found.files) {
      expect(text(path)).toBe(TEXT)
      expect(linesOf(path)).toEqual(TEXT.trimEnd().split('\n'))
    }
  })

  it('name nothing that is not in them', () => {
    const zip = put('few.zip', zipSync({ 'a.jsonl': bytes(TEXT) }))
    expect(() => openContents(`${zip}/b.jsonl`)).toThrow(/ENOTDIR/)
    expect(() => openContents(join(dir, 'plain.jsonl', 'b'))).toThrow(/zip data are cut off/)
  })

  it('say that they are cut off or damaged', () => {
    const whole = zipped()
    const [end, middle] = [
      whole.subarray(0, whole.length - 30),
      Buffer.from(whole).fill(0, whole.length - 200, whole.length - 100),
    ]
    expect(() => entriesOf(put('cut.zip', end))).toThrow(/zip data are cut off/)
    expect(() => entriesOf(put('damaged.zip', middle))).toThrow(/zip list is damaged/)
    expect(() => entriesOf(put('none.zip', TEXT))).toThrow(/they have no list of files/)
  })
})
