import { readFileSync } from 'node:fs'
import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FILES } from '../../src/collect/files.js'
import { isClosed, isFramed, isMessage } from '../../src/collect/framed.js'
import { inThisThread, type Keep, LIMITS, type Workers } from '../../src/collect/index.js'
import { Journal } from '../../src/collect/journal.js'
import type { Job } from '../../src/collect/work.js'
import { outline } from './outline.js'
import { filesBelow, JSON_TYPE, LINES_TYPE, logs, ownFolder, send, spansIn, started } from './started.js'

const KEY = Buffer.alloc(32, 7)
const PLANTED = 'planted-5e1c'

const jobOf = (text: string, more: Partial<Job> = {}): Job => ({
  ...{ kind: 'logs', form: 'json', gzip: false, customer: 'ada' },
  bytes: new Uint8Array(Buffer.from(text)),
  ...more,
})
/** What a journal has, which is closed then. */
const textsOf = async (journal: Journal) => {
  const texts: (string | null)[] = []
  for (let entry = await journal.next(); entry !== null; entry = await journal.next())
    texts.push(entry.job === null ? null : `${entry.job.customer}: ${Buffer.from(entry.job.bytes)}`)
  await journal.close()
  return texts
}

describe('the journal', () => {
  it('gives bodies in their order, to another process too, and has none of their text', async () => {
    const folder = await ownFolder()
    const journal = await Journal.open(folder, FILES, KEY)
    await Promise.all(Array.from({ length: 20 }, (_, i) => journal.add(jobOf(`${PLANTED} ${i}`))))
    for (const bytes of (await filesBelow(folder)).values())
      for (const word of [PLANTED, 'ada', 'logs']) expect(bytes.includes(word)).toBe(false)
    const expected = Array.from({ length: 20 }, (_, i) => `ada: ${PLANTED} ${i}`)
    expect(await textsOf(await Journal.open(folder, FILES, KEY))).toEqual(expected)
    expect(await textsOf(journal)).toEqual(expected)
  })

  it('has in memory only some of what it has', async () => {
    const journal = await Journal.open(await ownFolder(), FILES, KEY)
    // Three times what stays in memory, and more than one file.
    const large = Array.from({ length: 48 }, (_, i) => String.fromCharCode(97 + (i % 26)).repeat(1_048_576))
    for (const text of large) await journal.add(jobOf(text))
    const read = (await textsOf(journal)).map((text) => text!.slice(5))
    expect(read.map((text, i) => text === large[i])).toEqual(large.map(() => true))
  })

  it('keeps a file until all in it is settled', async () => {
    const folder = await ownFolder()
    const journal = await Journal.open(folder, FILES, KEY)
    await journal.add(jobOf('one'))
    await journal.add(jobOf('two', { customer: null }))
    const [one, two] = [(await journal.next())!, (await journal.next())!]
    expect([two.job?.customer, journal.bytes > 0]).toEqual([null, true])
    await two.settle()
    expect((await filesBelow(folder)).size).toBe(1)
    await one.settle()
    expect([(await filesBelow(folder)).size, journal.bytes, await journal.next()]).toEqual([0, 0, null])
    await journal.add(jobOf('three'))
    expect(await textsOf(journal)).toEqual(['ada: three'])
  })

  it('passes over what was broken off, and leaves what it cannot open', async () => {
    const folder = await ownFolder()
    const journal = await Journal.open(folder, FILES, KEY)
    for (const text of ['one', 'two', 'three']) await journal.add(jobOf(text))
    await journal.close()
    const [name] = (await filesBelow(folder)).keys()
    const path = join(folder, name!)
    const bytes = await readFile(path)
    await truncate(path, bytes.length - 1)
    const after = await Journal.open(folder, FILES, KEY)
    expect(await textsOf(after)).toEqual(['ada: one', 'ada: two'])
    bytes[bytes.length - 3]! ^= 1
    await writeFile(path, bytes)
    expect(await textsOf(await Journal.open(folder, FILES, KEY))).toEqual(['ada: one', 'ada: two', null])
    const other = await Journal.open(folder, FILES, Buffer.alloc(32, 8))
    for (let entry = await other.next(); entry !== null; entry = await other.next()) {
      expect(entry.job).toBeNull()
      await entry.settle()
    }
    expect([...(await filesBelow(folder)).keys()]).toEqual([`${name}.unread`])
  })
})

describe('what holds together', () => {
  it('is JSON with all that it opens closed', () => {
    const objects = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()))
    fc.assert(
      fc.property(objects, fc.nat(), (value, cut) => {
        const bytes = Buffer.from(JSON.stringify(value))
        expect(isClosed(bytes, 500)).toBe(true)
        expect(isClosed(bytes.subarray(0, cut % bytes.length), 500)).toBe(false)
        expect(isClosed(Buffer.concat([bytes, Buffer.from('x')]), 500)).toBe(false)
      }),
    )
    for (const [text, holds] of [
      ['{"a":[1]} \n', true],
      ['{"a":[1}]', false],
      ['{"a\\"}', false],
      ['[[]]', true],
      ['[[[]]]', false],
      ['"a"', false],
      ['', false],
    ] as const)
      expect([text, isClosed(Buffer.from(text), 2)]).toEqual([text, holds])
  })

  it('is messages as long as they say', () => {
    const made = JSON.parse(readFileSync(new URL('./otlp.json', import.meta.url), 'utf8'))
    for (const { bytes } of [made.logs, made.traces, made.metrics]) {
      const whole = Buffer.from(bytes, 'base64')
      expect(isMessage(whole)).toBe(true)
      for (let end = 1; end < whole.length; end++)
        expect([end, isMessage(whole.subarray(0, end))]).toEqual([end, false])
    }
  })

  it('is told of packed bodies and of lines, and never of a bomb', async () => {
    const packed = (text: string) => ({ gzip: true, bytes: new Uint8Array(gzipSync(text)) })
    expect(await isFramed(jobOf('', packed('{"a":1}')), LIMITS)).toBe(true)
    expect(await isFramed(jobOf('', packed('{"a":1')), LIMITS)).toBe(false)
    expect(await isFramed(jobOf('', packed(' '.repeat(2_000_000))), LIMITS)).toBe(false)
    expect(await isFramed(jobOf('{}\n[]\n', { form: 'lines' }), LIMITS)).toBe(true)
    expect(await isFramed(jobOf('{}\n[\n', { form: 'lines' }), LIMITS)).toBe(false)
  })
})

describe('a collector whose threads are crowded', () => {
  /** Threads that are, and look at nothing until they are free. */
  function crowd() {
    const state = { crowded: true, free: () => {} }
    const freed = new Promise<void>((resolve) => {
      state.free = () => {
        state.crowded = false
        resolve()
      }
    })
    const workersOf = (keep: Keep): Workers => {
      const inner = inThisThread({ reducer: outline, spool: false, limits: LIMITS }, keep)
      return {
        ...inner,
        crowded: () => state.crowded,
        submit: async (job, last) => {
          if (last) await freed
          return inner.submit(job)
        },
      }
    }
    return { state, workersOf }
  }

  it('answers for what is sealed on the disk, and looks at it later', async () => {
    const { state, workersOf } = crowd()
    const { url, folder, counts, stop } = await started({ key: KEY, workersOf })
    const text = JSON.stringify(logs(1, 1, PLANTED))
    expect((await send(url, '/v1/logs', text, JSON_TYPE)).status).toBe(200)
    const requests = await send(url, '/v1/requests', `{"id":"a"}\n{"id":"${PLANTED}"}\n`, LINES_TYPE)
    expect([requests.status, JSON.parse(String(requests.body))]).toEqual([202, { accepted: null, rejected: null }])
    // What does not hold together is looked at now.
    expect((await send(url, '/v1/logs', text.slice(1), JSON_TYPE)).status).toBe(400)
    // This holds together, and is no JSON.
    expect((await send(url, '/v1/logs', '{"resourceLogs" [x]}', JSON_TYPE)).status).toBe(200)
    const sealed = await filesBelow(folder)
    expect([...sealed.keys()]).toEqual([join('.collecting', 'bodies-000000001')])
    expect([...sealed.values()].some((bytes) => bytes.includes(PLANTED))).toBe(false)
    state.free()
    await stop()
    const files = await filesBelow(folder)
    expect([...files.keys()]).toEqual(['collected-000001.jsonl'])
    expect(
      String([...files.values()][0])
        .trim()
        .split('\n'),
    ).toHaveLength(3)
    expect(counts.line()).toBe(
      '3 records kept of 2 bodies; 3 bodies put off until threads are free; 1 body not understood when threads were free; 1 request answered with 400',
    )
  })

  it('has everything looked at in the end, whenever it came', async () => {
    const { state, workersOf } = crowd()
    state.free()
    state.crowded = true
    const { url, folder } = await started({ key: KEY, workersOf })
    for (let n = 0; n < 20; n++)
      expect((await send(url, '/v1/logs', JSON.stringify(logs(n)), JSON_TYPE)).status).toBe(200)
    let files = await filesBelow(folder)
    for (let wait = 0; files.size > 1 && wait < 100; wait++) {
      await pause(20)
      files = await filesBelow(folder)
    }
    expect([...files.keys()]).toEqual(['collected-000001.jsonl'])
    expect(spansIn(files).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n))
  })

  it('leaves what it has no time for to the next process', async () => {
    const folder = await ownFolder()
    const { workersOf } = crowd()
    const first = await started({ folder, key: KEY, workersOf, limits: { stopMs: 50 } })
    for (const n of [1, 2, 3])
      expect((await send(first.url, '/v1/logs', JSON.stringify(logs(n)), JSON_TYPE)).status).toBe(200)
    await first.stop()
    expect([...(await filesBelow(folder)).keys()]).toEqual([join('.collecting', 'bodies-000000001')])
    const second = await started({ folder, key: KEY })
    await second.stop()
    const files = await filesBelow(folder)
    expect([...files.keys()]).toEqual(['collected-000001.jsonl'])
    expect(spansIn(files)).toEqual([1, 2, 3])
  })

  it('has threads look at what the backlog has no room for', async () => {
    const { workersOf } = crowd()
    const { url, folder } = await started({ key: KEY, workersOf, limits: { backlogBytes: 10 } })
    expect((await send(url, '/v1/logs', JSON.stringify(logs(1)), JSON_TYPE)).status).toBe(200)
    expect([...(await filesBelow(folder)).keys()]).toEqual(['collected-000001.jsonl'])
  })
})
