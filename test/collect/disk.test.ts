import { describe, expect, it } from 'vitest'
import { Appender } from '../../src/collect/appender.js'
import type { AppendFile, Files } from '../../src/collect/files.js'
import { Keeping } from '../../src/collect/keeping.js'
import { JSON_TYPE, logs, send, started } from './started.js'

/** Files in memory, of a disk that can be full: then half of what is written is written. */
function memory() {
  const held = new Map<string, Buffer>()
  const state = { full: false, syncs: 0, truncates: true }
  const open = async (path: string): Promise<AppendFile> => {
    if (!held.has(path)) held.set(path, Buffer.alloc(0))
    const bytes = () => held.get(path)!
    return {
      size: async () => bytes().length,
      read: async (from, length) => bytes().subarray(from, from + length),
      async append(parts) {
        const whole = Buffer.concat(parts)
        held.set(path, Buffer.concat([bytes(), state.full ? whole.subarray(0, whole.length / 2) : whole]))
        if (state.full) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
      },
      async sync() {
        state.syncs++
        await new Promise((resolve) => setTimeout(resolve, 5))
      },
      async truncate(length) {
        if (!state.truncates) throw new Error('no truncating')
        held.set(path, bytes().subarray(0, length))
      },
      close: async () => {},
    }
  }
  const names = async (folder: string) =>
    [...held.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1))
  return { files: { open, names } satisfies Files, state, held, textOf: (path: string) => String(held.get(path)) }
}

const line = (text: string) => Buffer.from(`${text}\n`)

describe('an appender', () => {
  it('waits once for all that came meanwhile', async () => {
    const { files, state, textOf } = memory()
    const appender = await Appender.open(await files.open('a'))
    await Promise.all(Array.from({ length: 50 }, (_, i) => appender.append(line(String(i)))))
    expect(textOf('a').split('\n')).toHaveLength(51)
    expect(state.syncs).toBeLessThan(3)
    expect(appender.size).toBe(10 * 2 + 40 * 3)
  })

  it('removes a line that was broken off, however long', async () => {
    const { files, held, textOf } = memory()
    held.set('a', Buffer.from(`one\n${'x'.repeat(200_000)}`))
    held.set('b', Buffer.from('never ended'))
    await (await Appender.open(await files.open('a'))).append(line('two'))
    await (await Appender.open(await files.open('b'))).append(line('two'))
    expect([textOf('a'), textOf('b')]).toEqual(['one\ntwo\n', 'two\n'])
  })

  it('writes nothing that waits behind what the disk refuses', async () => {
    const { files, state, textOf } = memory()
    const appender = await Appender.open(await files.open('a'))
    const first = appender.append(line('one'))
    await Promise.resolve()
    await Promise.resolve()
    state.full = true
    const second = appender.append(line('two'))
    await first
    const third = appender.append(line('three'))
    const refused = await Promise.allSettled([second, third])
    state.full = false
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await appender.append(line('four'))
    expect(textOf('a')).toBe('one\nfour\n')
  })

  it('leaves nothing half-written, and goes on when the disk is back', async () => {
    const { files, state, textOf } = memory()
    const appender = await Appender.open(await files.open('a'))
    await appender.append(line('one'))
    state.full = true
    await expect(appender.append(line('lost'))).rejects.toThrow('no space')
    expect(textOf('a')).toBe('one\n')
    // Not even taking it back works.
    state.truncates = false
    await expect(appender.append(line('lost too'))).rejects.toThrow('no space')
    expect(textOf('a')).toBe('one\nlost')
    await expect(appender.append(line('not yet'))).rejects.toThrow('no truncating')
    Object.assign(state, { full: false, truncates: true })
    await appender.append(line('two'))
    expect(textOf('a')).toBe('one\ntwo\n')
  })
})

describe('what is kept', () => {
  it('begins a file anew where one has its size, and goes on with the last', async () => {
    const { files, held } = memory()
    const limits = { partBytes: 10, waitingBytes: 1_000 }
    const part = (text: string, customer: string | null = null) => [{ customer, name: 'collected', bytes: line(text) }]
    const first = new Keeping('f', limits, files)
    for (const text of ['12345', '67890', 'abc']) await first.keep(part(text))
    await first.close()
    const second = new Keeping('f', limits, files)
    await second.keep(part('def'))
    await second.keep(part('ghi', 'ada'))
    await second.close()
    expect([...held].map(([path, bytes]) => [path, String(bytes)])).toEqual([
      ['f/collected-000001.jsonl', '12345\n67890\n'],
      ['f/collected-000002.jsonl', 'abc\ndef\n'],
      ['f/ada/collected-000001.jsonl', 'ghi\n'],
    ])
  })

  it('keeps files of many customers apart, though only some stay open', async () => {
    const { files, held } = memory()
    const keeping = new Keeping('f', { partBytes: 1_000, waitingBytes: 1_000_000 }, files)
    const customers = Array.from({ length: 100 }, (_, i) => `c${i}`)
    for (const round of ['a', 'b'])
      await Promise.all(
        customers.map((c) => keeping.keep([{ customer: c, name: 'collected', bytes: line(`${c}${round}`) }])),
      )
    await keeping.close()
    for (const c of customers) expect(String(held.get(`f/${c}/collected-000001.jsonl`))).toBe(`${c}a\n${c}b\n`)
  })

  it('is not said to be kept where the disk is full, and is when it is back', async () => {
    const { files, state, held } = memory()
    const told: (string | null)[] = []
    const trouble = (error: Error | null) => told.push(error === null ? null : error.message)
    const { url, folder } = await started({ files, trouble })
    const post = (n: number) => send(url, '/v1/logs', JSON.stringify(logs(n)), JSON_TYPE)
    expect((await post(1)).status).toBe(200)
    state.full = true
    const refused = await post(2)
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '10'])
    expect((await send(url, '/healthz', '', {}, 'GET')).status).toBe(503)
    state.full = false
    expect((await post(3)).status).toBe(200)
    const lines = String(held.get(`${folder}/collected-000001.jsonl`))
      .trim()
      .split('\n')
    expect(lines.map((text) => Number(JSON.parse(text).spanId))).toEqual([1, 3])
    expect(told).toEqual(['no space', null])
  })
})
