import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { MessageChannel, type Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Belief } from '../../src/collect/belief.js'
import { FILES } from '../../src/collect/files.js'
import { hasEnds, isClosed, isFramed, isMessage } from '../../src/collect/framed.js'
import {
  FolderJournal,
  inThisThread,
  type Keep,
  LIMITS,
  OWN,
  serveJournal,
  ThreadJournal,
  type Workers,
} from '../../src/collect/index.js'
import type { Journal } from '../../src/collect/journal.js'
import { receive } from '../../src/collect/receive.js'
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
  for (let group = await journal.next(); group !== null; group = await journal.next()) {
    for (const { customer, bytes } of group.jobs) texts.push(`${customer}: ${Buffer.from(bytes)}`)
    for (let n = 0; n < group.lost; n++) texts.push(null)
  }
  await journal.close()
  return texts
}

/** A body that is kept whatever it holds. */
const bodyOf = (text: string, more: Partial<Job> = {}) => ({
  job: jobOf(text, { form: 'protobuf', ...more }),
  believed: true,
})
const opened = (folder: string, key = KEY) => FolderJournal.open(folder, FILES, key, LIMITS)

describe('the journal', () => {
  it('gives bodies in their order, to another process too, and has none of their text', async () => {
    const folder = await ownFolder()
    const journal = await opened(folder)
    const bodies = Array.from({ length: 20 }, (_, i) => bodyOf(`${PLANTED} ${i}`))
    await journal.takeAll(bodies.slice(0, 12))
    for (const { job, believed } of bodies.slice(12)) expect(await journal.take(job, believed)).toBeNull()
    for (const bytes of (await filesBelow(folder)).values())
      for (const word of [PLANTED, 'ada', 'logs']) expect(bytes.includes(word)).toBe(false)
    const expected = Array.from({ length: 20 }, (_, i) => `ada: ${PLANTED} ${i}`)
    expect(await textsOf(await opened(folder))).toEqual(expected)
    expect(await textsOf(journal)).toEqual(expected)
  })

  it('gives large bodies as they were, of several files', async () => {
    const journal = await opened(await ownFolder())
    const large = Array.from({ length: 24 }, (_, i) => String.fromCharCode(97 + (i % 26)).repeat(1_048_576))
    for (let i = 0; i < large.length; i += 3) await journal.takeAll(large.slice(i, i + 3).map((text) => bodyOf(text)))
    const read = (await textsOf(journal)).map((text) => text!.slice(5))
    expect(read.map((text, i) => text === large[i])).toEqual(large.map(() => true))
  })

  it('keeps a file until all in it is settled', async () => {
    const folder = await ownFolder()
    const journal = await opened(folder)
    await journal.takeAll([bodyOf('one')])
    await journal.takeAll([bodyOf('two', { customer: null })])
    const [one, two] = [(await journal.next())!, (await journal.next())!]
    expect([two.jobs[0]?.customer, journal.bytes]).toEqual([null, 6])
    await two.settle()
    expect((await filesBelow(folder)).size).toBe(1)
    await one.settle()
    expect([(await filesBelow(folder)).size, journal.bytes, await journal.next()]).toEqual([0, 0, null])
    await journal.takeAll([bodyOf('three')])
    expect(await textsOf(journal)).toEqual(['ada: three'])
  })

  it('gives back what does not hold together, and looks only at the ends of what is believed', async () => {
    const journal = await opened(await ownFolder())
    const broken = jobOf('{"a":[}')
    const coming = [
      { job: jobOf('{"a":1}'), believed: false },
      { job: broken, believed: false },
      { job: jobOf('{"a":[}'), believed: true },
      { job: jobOf('{"a":'), believed: true },
    ]
    expect(await journal.takeAll(coming)).toEqual([null, broken, null, coming[3]!.job])
    expect(await textsOf(journal)).toEqual(['ada: {"a":1}', 'ada: {"a":[}'])
  })

  it('passes over what was broken off, and leaves what it cannot open', async () => {
    const folder = await ownFolder()
    const journal = await opened(folder)
    await journal.takeAll([bodyOf('one'), bodyOf('two')])
    await journal.takeAll([bodyOf('three'), bodyOf('four')])
    await journal.close()
    const [name] = (await filesBelow(folder)).keys()
    const path = join(folder, name!)
    const bytes = await readFile(path)
    await truncate(path, bytes.length - 1)
    expect(await textsOf(await opened(folder))).toEqual(['ada: one', 'ada: two'])
    bytes[bytes.length - 3]! ^= 1
    await writeFile(path, bytes)
    expect(await textsOf(await opened(folder))).toEqual(['ada: one', 'ada: two', null, null])
    const other = await opened(folder, Buffer.alloc(32, 8))
    for (let group = await other.next(); group !== null; group = await other.next()) {
      expect([group.jobs, group.lost]).toEqual([[], 2])
      await group.settle()
    }
    expect([...(await filesBelow(folder)).keys()]).toEqual([`${name}.unread`])
  })
})

describe('a journal in a thread', () => {
  /** Both ends of one, in this thread. */
  async function ends() {
    const { port1, port2 } = new MessageChannel()
    const folder = await ownFolder()
    serveJournal(port2, await opened(folder))
    const worker = Object.assign(port1, { terminate: async () => 0 }) as unknown as Worker
    return { folder, worker: port1, journal: new ThreadJournal(worker) }
  }

  it('takes, gives back and gives as the one in it does', async () => {
    const { folder, journal } = await ends()
    const bodies = ['one', 'two', 'three', 'four', 'five'].map((text) => bodyOf(text))
    const back = await Promise.all([
      journal.take(jobOf('{"a":'), false),
      ...bodies.map(({ job, believed }) => journal.take(job, believed)),
    ])
    expect(back.map((job) => (job === null ? null : Buffer.from(job.bytes).toString()))).toEqual([
      '{"a":',
      ...bodies.map(() => null),
    ])
    expect(journal.bytes).toBe(19)
    const texts: string[] = []
    for (let group = await journal.next(); group !== null; group = await journal.next()) {
      for (const { bytes } of group.jobs) texts.push(String(Buffer.from(bytes)))
      await group.settle()
    }
    expect([texts, journal.bytes]).toEqual([['one', 'two', 'three', 'four', 'five'], 0])
    await journal.close()
    expect((await filesBelow(folder)).size).toBe(0)
  })

  it('gives back bodies of no bytes, time and again', async () => {
    const { journal } = await ends()
    for (const nth of [1, 2]) {
      const request = Object.assign(new EventEmitter(), { headers: { 'content-length': '0' }, complete: true })
      const coming = receive(request as unknown as IncomingMessage, { take() {}, leave() {} }, 100)
      request.emit('end')
      const back = await journal.take({ ...jobOf(''), bytes: await coming }, false)
      expect([nth, back?.bytes.length]).toEqual([nth, 0])
    }
    await journal.close()
  })

  it('says so where the disk refuses, and where its thread is gone', async () => {
    const { folder, worker, journal } = await ends()
    await rm(folder, { recursive: true })
    await writeFile(folder, '')
    await expect(journal.take(bodyOf('one').job, true)).rejects.toThrow()
    await rm(folder)
    worker.emit('error', new Error('gone'))
    const two = bodyOf('two').job
    expect(await journal.take(two, true)).toBe(two)
    await expect(journal.next()).rejects.toThrow('gone')
    await journal.close()
    worker.close()
  })
})

describe('belief', () => {
  it('is for whom all of the last 32 bodies was understood', () => {
    const belief = new Belief()
    const ada = jobOf('{}')
    const outcome = { records: 1, rejected: [], passed: 0 }
    for (let n = 0; n < 31; n++) belief.note(ada, outcome)
    expect(belief.has(ada)).toBe(false)
    belief.note(ada, outcome)
    expect(
      [ada, jobOf('{}', { customer: 'ben' }), jobOf('{}', { form: 'lines' })].map((job) => belief.has(job)),
    ).toEqual([true, false, false])
    belief.note(ada, { ...outcome, rejected: [{ record: 1, reason: '' }] })
    expect(belief.has(ada)).toBe(false)
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

  it('looks so at its ends', () => {
    const ends = (text: string, more: Partial<Job> = {}) => hasEnds(jobOf(text, more))
    expect([' {"a":[} \n', '[]', '{', '{]', ''].map((text) => ends(text))).toEqual([true, true, false, false, false])
    expect([ends('{}', { gzip: true }), ends('', { form: 'protobuf' }), ends('x', { form: 'protobuf' })]).toEqual([
      false,
      false,
      true,
    ])
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

  const crowded = async (options: Parameters<typeof started>[0] = {}) => {
    const folder = options.folder ?? (await ownFolder())
    return started({ ...options, folder, journal: await opened(join(folder, OWN)) })
  }

  it('answers for what is sealed on the disk, and looks at it later', async () => {
    const { state, workersOf } = crowd()
    const { url, folder, counts, stop } = await crowded({ workersOf })
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
    const { url, folder } = await crowded({ workersOf })
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
    const first = await crowded({ folder, workersOf, limits: { stopMs: 50 } })
    for (const n of [1, 2, 3])
      expect((await send(first.url, '/v1/logs', JSON.stringify(logs(n)), JSON_TYPE)).status).toBe(200)
    await first.stop()
    expect([...(await filesBelow(folder)).keys()]).toEqual([join('.collecting', 'bodies-000000001')])
    const second = await crowded({ folder })
    await second.stop()
    const files = await filesBelow(folder)
    expect([...files.keys()]).toEqual(['collected-000001.jsonl'])
    expect(spansIn(files)).toEqual([1, 2, 3])
  })

  it('has threads look at what the backlog has no room for', async () => {
    const { workersOf } = crowd()
    const { url, folder } = await crowded({ workersOf, limits: { backlogBytes: 10 } })
    expect((await send(url, '/v1/logs', JSON.stringify(logs(1)), JSON_TYPE)).status).toBe(200)
    expect([...(await filesBelow(folder)).keys()]).toEqual(['collected-000001.jsonl'])
  })
})
