import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { locate, parsePlace } from '../../src/ingest/index.js'
import { put } from './log.js'

describe('locate', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'leeway-walk-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  const walk = async (place = '.') => {
    const { files, refused, missing } = await locate(parsePlace(place, dir))
    const short = (path: string) => path.slice(dir.length + 1)
    return { files: files.map((f) => short(f.path)), refused: refused.map((r) => [short(r.path), r.reason]), missing }
  }

  it('finds files in the order of their names, with size, time and owner', async () => {
    put(dir, 'b/two.jsonl', '22')
    put(dir, 'a/one.jsonl', '1')
    put(dir, 'a/.hidden', '')
    expect((await walk()).files).toEqual(['a/.hidden', 'a/one.jsonl', 'b/two.jsonl'])
    const { files } = await locate(parsePlace('{user}/*.jsonl', dir))
    expect(files).toMatchObject([
      { size: 1, user: 'a', customer: null },
      { size: 2, user: 'b', customer: null },
    ])
    expect(files[0]!.mtime).toMatch(/^\d{19}$/)
  })

  it('takes a single file for a place, and says where there is none', async () => {
    put(dir, 'one.jsonl', '1')
    expect(await walk('one.jsonl')).toEqual({ files: ['one.jsonl'], refused: [], missing: false })
    expect(await walk('none')).toEqual({ files: [], refused: [], missing: true })
    expect(await walk('none/{user}/*.jsonl')).toEqual({ files: [], refused: [], missing: true })
    expect(await walk('one.jsonl/below')).toMatchObject({ files: [], missing: true })
  })

  it('ends in folders that lead into themselves', async () => {
    put(dir, 'a/b/one.jsonl', '1')
    symlinkSync('..', join(dir, 'a/b/up'))
    symlinkSync(dir, join(dir, 'a/b/top'))
    symlinkSync('self', join(dir, 'self'))
    symlinkSync('pong', join(dir, 'ping'))
    symlinkSync('ping', join(dir, 'pong'))
    const { files, refused } = await walk()
    expect(files).toEqual(['a/b/one.jsonl'])
    expect(refused).toEqual(['ping', 'pong', 'self'].map((name) => [name, 'a link that leads to itself']))
  })

  it('takes a file once that several names lead to, and follows links out of the place', async () => {
    put(dir, 'place/one.jsonl', '1')
    put(dir, 'elsewhere/two.jsonl', '2')
    symlinkSync('one.jsonl', join(dir, 'place/zz.jsonl'))
    linkSync(join(dir, 'place/one.jsonl'), join(dir, 'place/hard.jsonl'))
    symlinkSync('../elsewhere', join(dir, 'place/linked'))
    symlinkSync('linked', join(dir, 'place/twice'))
    expect((await walk('place')).files).toEqual(['place/hard.jsonl', 'place/linked/two.jsonl'])
  })

  it('passes over links to nothing and what is neither file nor folder', async () => {
    symlinkSync('nowhere', join(dir, 'dangling'))
    expect(await walk()).toEqual({ files: [], refused: [], missing: false })
    expect((await locate(parsePlace('/dev/null', dir))).files).toEqual([])
  })

  it('goes a thousand folders deep, and knows sizes beyond 32 bits', async () => {
    const deep = Array.from({ length: 1000 }, () => 'd').join('/')
    put(dir, `${deep}/one.jsonl`, '1')
    expect((await walk('d')).files).toEqual([`${deep}/one.jsonl`])
    const large = put(dir, 'large.jsonl', '')
    truncateSync(large, 6_000_000_000)
    expect((await locate(parsePlace('large.jsonl', dir))).files[0]!.size).toBe(6_000_000_000)
  })

  it.skipIf(process.getuid?.() === 0)('says which folders it may not enter', async () => {
    put(dir, 'open/one.jsonl', '1')
    mkdirSync(join(dir, 'shut'))
    chmodSync(join(dir, 'shut'), 0)
    const found = await walk()
    chmodSync(join(dir, 'shut'), 0o700)
    expect(found).toEqual({
      files: ['open/one.jsonl'],
      refused: [['shut', 'no permission to read it']],
      missing: false,
    })
  })
})
